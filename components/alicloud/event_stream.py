"""Event streams: a log store of Simple Log Service."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import log

from components.alicloud.alarm import alarm
from components.alicloud.context import AlicloudContext
from components.alicloud.encryption_key import key_id
from components.alicloud.ram_role import ram_role
from components.event_stream import EventStreamArgs, EventStreamOutputs, EventStreamTarget
from components.options import extend

_MOST_FIRST_SHARDS = 10
"""At creation; splitting makes more. Source: github.com/aliyun/aliyun-log-cli, "get_resource_usage", limits."""
_SHARD_BYTES = 5 * 1000 * 1000
"""What one shard takes in a second. Source: SLS documentation "Manage shards", 2026-06."""
_NEARLY_FULL_RATIO = 0.8
_MINUTE_SECONDS = 60
_DAY_HOURS = 24
_LATE_SECONDS = 900
_REFUSED = {"403": "writes-refused", "500": "errors"}
"""Answers to writes above a quota or the limit of a shard, and of a service that fails. Source: the same page, and
CloudMonitor, "Log Service" (acs_sls_dashboard), 2026-11."""


def build_event_stream(
    ctx: AlicloudContext, name: str, args: EventStreamArgs, opts: pulumi.ResourceOptions
) -> EventStreamOutputs:
    """A project of its own with one encrypted store. Not DataHub: it has no encryption with a customer key, at
    most 10 shards, and nothing that the provider offers delivers it into a bucket.

    The number of shards belongs to the creation of a store: another one would replace it, with the events that
    nobody has read. So `shards` says how many a new store has, 10 at most, and SLS splits them by itself under
    load, up to `max_shards`. A shard takes five times what one of AWS takes, and above that it gets slower
    rather than refuse.
    """
    role = ram_role(
        ctx,
        name,
        "kms",
        opts,
        service="log.aliyuncs.com",
        description=f"SLS encrypts the stream {name} with the customer key",
        statements=[
            {
                "Effect": "Allow",
                "Action": ["kms:DescribeKey", "kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"],
                "Resource": [args.key_arn],
            }
        ],
    )
    project = log.Project(
        f"{name}-project",
        project_name=ctx.label.unique(name, 63),
        description=f"Events of {ctx.label.project} {ctx.label.environment}",
        tags=ctx.label.tags(name, args.data),
        opts=extend(opts, protect=args.deletion_protected or None),
    )
    store = log.Store(
        f"{name}-store",
        project_name=project.project_name,
        logstore_name=name,
        retention_period=-(-args.retention_hours // _DAY_HOURS),  # whole days, rounded up
        shard_count=min(args.shards, _MOST_FIRST_SHARDS),
        auto_split=True,
        max_split_shard_count=args.max_shards,
        append_meta=True,  # when and from where it came
        enable_web_tracking=False,  # it would accept anonymous writes from any browser
        encrypt_conf={
            "enable": True,
            "encrypt_type": "default",  # AES
            "user_cmk_info": {"cmk_key_id": key_id(args.key_arn), "arn": role.arn, "region_id": ctx.region},
        },
        opts=extend(
            opts,
            protect=args.deletion_protected or None,
            depends_on=[role.ready],
            ignore_changes=["shardCount"],  # another number would replace the store, events included
        ),
    )
    _alarms(ctx, name, args, store, opts)
    path = pulumi.Output.concat("project/", store.project_name, "/logstore/", store.logstore_name)
    return EventStreamOutputs(
        stream=EventStreamTarget(
            name=pulumi.Output.concat(store.project_name, ":", store.logstore_name),
            arn=path.apply(lambda resource: ctx.arn("log", resource)),
        ),
        endpoint=store.project_name.apply(lambda host: f"https://{host}.{ctx.region}-intranet.log.aliyuncs.com"),
    )


def _alarms(
    ctx: AlicloudContext, name: str, args: EventStreamArgs, store: log.Store, opts: pulumi.ResourceOptions
) -> None:
    """Refused writes, nearly full, and readers that fall behind."""
    itself = {"project": store.project_name, "logstore": store.logstore_name}
    for status, role in _REFUSED.items():
        alarm(
            ctx,
            name,
            role,
            opts,
            namespace="acs_sls_dashboard",
            metric="LogCodeQPS",
            dimensions=[{**itself, "status": status}],
            statistics="Count",
            threshold=0,
            notify=args.notify,
        )
    alarm(
        ctx,
        name,
        "bytes",
        opts,
        namespace="acs_sls_dashboard",
        metric="LogInflow",
        dimensions=[itself],
        statistics="Sum",
        threshold=args.max_shards * _SHARD_BYTES * _MINUTE_SECONDS * _NEARLY_FULL_RATIO,
        notify=args.notify,
    )
    alarm(
        ctx,
        name,
        "late",
        opts,
        namespace="acs_sls_dashboard",
        metric="ConsumerGroupFallBehind",
        dimensions=[itself],
        statistics="Maximum",
        threshold=_LATE_SECONDS,
        notify=args.notify,
    )
