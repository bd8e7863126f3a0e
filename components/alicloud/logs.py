"""Log streams on Alibaba Cloud: one SLS project, one encrypted and indexed logstore per stream."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import log

from components.alicloud.context import AlicloudContext
from components.alicloud.encryption_key import key_id
from components.alicloud.ram_role import ram_role
from components.logs import LogsArgs, LogsOutputs, LogTarget
from components.options import extend

_SHARDS = 2
_MAX_SHARDS = 64
"""A shard takes 5 MB/s or 500 writes/s, so 64 take 320 MB/s; the most that auto-split allows is 256.
Source: SLS documentation "Shard", 2026-06."""
_HOT_DAYS = 30
_INFREQUENT_DAYS = 30
"""Infrequent-access storage is the cheaper tier, billed for at least 30 days.
Source: SLS documentation "Configure intelligent hot and cold-tiered storage", 2026-06."""
_SEPARATORS = ", '\";=()[]{}?@&<>/:\n\t\r"
"""What separates words in the full-text index: the console's default. Without any, only whole lines are found."""


def build_logs(ctx: AlicloudContext, name: str, args: LogsArgs, opts: pulumi.ResourceOptions) -> LogsOutputs:
    """One project, and a logstore with its index per stream."""
    return log_streams(ctx, name, name, args, opts)


def log_streams(
    ctx: AlicloudContext, component: str, prefix: str, args: LogsArgs, opts: pulumi.ResourceOptions
) -> LogsOutputs:
    """Log streams as a part of another component; `prefix` (the component or `{component}-{role}`) names them.

    SLS has no grants on keys: it assumes a role of the account to use the customer key.
    """
    role = ram_role(
        ctx,
        component,
        f"{prefix}-kms".removeprefix(f"{component}-"),
        opts,
        service="log.aliyuncs.com",
        description="SLS encrypts the logstores with the customer key",
        statements=[
            {
                "Effect": "Allow",
                "Action": ["kms:DescribeKey", "kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"],
                "Resource": [args.key_arn],
            }
        ],
    )
    project = log.Project(
        f"{prefix}-project",
        project_name=ctx.label.unique(prefix, 63),
        description=f"Logs of {ctx.label.project} {ctx.label.environment}",
        tags=ctx.label.tags(component),
        opts=opts,
    )
    return LogsOutputs(
        streams={
            stream: _stream(
                ctx,
                prefix,
                opts,
                stream=stream,
                days=days,
                project=project,
                key={"cmk_key_id": key_id(args.key_arn), "arn": role.arn, "region_id": ctx.region},
                ready=role.ready,
            )
            for stream, days in args.retention_days.items()
        }
    )


def _stream(
    ctx: AlicloudContext,
    prefix: str,
    opts: pulumi.ResourceOptions,
    *,
    stream: str,
    days: int,
    project: log.Project,
    key: log.StoreEncryptConfUserCmkInfoArgsDict,
    ready: pulumi.Resource,
) -> LogTarget:
    store = log.Store(
        f"{prefix}-{stream}",
        project_name=project.project_name,
        logstore_name=stream,
        retention_period=days,
        hot_ttl=hot_days(days),
        shard_count=_SHARDS,
        auto_split=True,
        max_split_shard_count=_MAX_SHARDS,
        append_meta=True,
        enable_web_tracking=False,  # it would accept anonymous writes from any browser
        encrypt_conf={"enable": True, "encrypt_type": "default", "user_cmk_info": key},  # default is AES
        opts=extend(opts, depends_on=[ready]),
    )
    log.StoreIndex(
        f"{prefix}-{stream}",
        project=store.project_name,
        logstore=store.logstore_name,
        full_text={"case_sensitive": False, "include_chinese": True, "token": _SEPARATORS},
        opts=opts,
    )
    path = pulumi.Output.concat("project/", store.project_name, "/logstore/", store.logstore_name)
    return LogTarget(
        name=pulumi.Output.concat(store.project_name, ":", store.logstore_name),
        arn=path.apply(lambda resource: ctx.arn("log", resource)),
    )


def split(target: LogTarget) -> tuple[pulumi.Output[str], pulumi.Output[str]]:
    """Project and logstore of a stream, for the arguments that take them apart."""
    return (
        target.name.apply(lambda name: name.split(":", 1)[0]),
        target.name.apply(lambda name: name.split(":", 1)[1]),
    )


def hot_days(retention_days: int) -> int | None:
    """How long logs stay in the store that is searched at once; None: as long as they are kept."""
    return _HOT_DAYS if retention_days >= _HOT_DAYS + _INFREQUENT_DAYS else None
