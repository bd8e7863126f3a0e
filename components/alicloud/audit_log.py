"""The searchable copy of the audit trail."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import log

from components.alicloud.context import AlicloudContext
from components.alicloud.encryption_key import key_id
from components.alicloud.logs import hot_days
from components.alicloud.ram_role import ram_role
from components.audit_trail import AuditTrailArgs
from components.logs import LogTarget
from components.options import extend

_SEPARATORS = ", '\";=()[]{}?@&<>/:\n\t\r"
"""What separates words in the full-text index: the console's default."""


def audit_log(
    ctx: AlicloudContext, name: str, args: AuditTrailArgs, trail_name: str, opts: pulumi.ResourceOptions
) -> LogTarget:
    """An encrypted project and logstore of its own: nobody who may write the shop's logs reaches it.

    ActionTrail dictates the logstore's name and makes it if it is missing, but then without the customer key and
    without an end. Alerts work on the full text, so ActionTrail's own index is not needed.
    """
    role = ram_role(
        ctx,
        name,
        "kms",
        opts,
        service="log.aliyuncs.com",
        description="SLS encrypts the audit log with the customer key",
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
        description=f"Audit log of {ctx.label.project} {ctx.label.environment}",
        tags=ctx.label.tags(name),
        opts=opts,
    )
    store = log.Store(
        f"{name}-calls",
        project_name=project.project_name,
        logstore_name=f"actiontrail_{trail_name}",
        retention_period=args.log_retention_days,
        hot_ttl=hot_days(args.log_retention_days),
        auto_split=True,
        max_split_shard_count=64,
        append_meta=True,
        enable_web_tracking=False,  # it would accept anonymous writes from any browser
        encrypt_conf={
            "enable": True,
            "encrypt_type": "default",  # AES
            "user_cmk_info": {"cmk_key_id": key_id(args.key_arn), "arn": role.arn, "region_id": ctx.region},
        },
        opts=extend(opts, depends_on=[role.ready]),
    )
    log.StoreIndex(
        f"{name}-calls",
        project=store.project_name,
        logstore=store.logstore_name,
        full_text={"case_sensitive": False, "include_chinese": False, "token": _SEPARATORS},
        opts=opts,
    )
    path = pulumi.Output.concat("project/", store.project_name, "/logstore/", store.logstore_name)
    return LogTarget(
        name=pulumi.Output.concat(store.project_name, ":", store.logstore_name),
        arn=path.apply(lambda resource: ctx.arn("log", resource)),
    )
