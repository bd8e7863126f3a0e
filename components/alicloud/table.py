"""Key-value tables: Tablestore."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import ots

from components.alicloud.alarm import alarm
from components.alicloud.context import AlicloudContext
from components.alicloud.encryption_key import key_id
from components.alicloud.ram_role import ram_role
from components.options import extend
from components.table import KeyAttribute, KeyType, TableArgs, TableOutputs

_KEY_TYPES = {KeyType.STRING: "String", KeyType.NUMBER: "Integer"}
_DAY_SECONDS = 86_400
_FOREVER = -1
_ALARMS = {"InstanceCount429Number": "throttled", "InstanceCount5xxNumber": "errors"}
"""Requests per second that are refused because the table is too busy, or that fail. Source, as of 2026-11:
Tablestore documentation, "Monitoring and alerts" (acs_ots_new)."""


def build_table(ctx: AlicloudContext, name: str, args: TableArgs, opts: pulumi.ResourceOptions) -> TableOutputs:
    """One instance with one table in it: instances are free, and each is a boundary of its own.

    - `network_id`: this VPC reaches it through a vSwitch, the internet does not. That holds for whoever makes the
      table, too: `pulumi up` must run inside Alibaba Cloud, with the variable OTS_ENDPOINT naming Tablestore's VPC
      endpoint.
    - `recoverable`: Tablestore has no point-in-time recovery. The stack's `Backup` copies the instance every day;
      a second plan here would copy it twice.
    - `warm`: an instance of this type takes what comes; what it may reserve is no argument of the provider.
    - `deletion_protected`: Tablestore has no lock of its own, so the protection is Pulumi's.
    """
    instance = ots.Instance(
        f"{name}-instance",
        name=ctx.label.unique(name, 16),
        description=f"Table {name}",
        instance_type="HighPerformance",
        network_type_acls=["VPC"],  # left out, it would be open to the internet
        network_source_acls=["TRUST_PROXY"],  # the console
        tags=ctx.label.tags(name, args.data),
        opts=extend(opts, protect=args.deletion_protected),
    )
    ots.InstanceAttachment(
        f"{name}-network",
        instance_name=instance.name,
        vpc_name="shop",  # Tablestore's own name for the connection, 3-16 letters and digits
        vswitch_id=args.subnet_ids[0],  # stands for the whole VPC
        opts=extend(opts, delete_before_replace=True),  # an instance is attached to a network once
    )
    table = _table(ctx, name, args, instance, opts)
    for metric, role in _ALARMS.items():
        alarm(
            ctx,
            name,
            role,
            opts,
            namespace="acs_ots_new",
            metric=metric,
            dimensions=[{"instanceName": instance.name}],
            threshold=0,
            notify=args.notify,
        )
    return TableOutputs(
        table_name=table.table_name,
        table_arn=pulumi.Output.all(instance.name, table.table_name).apply(
            lambda names: ctx.arn("ots", f"instance/{names[0]}/table/{names[1]}")
        ),
        endpoint=instance.name.apply(lambda host: f"https://{host}.{ctx.region}.vpc.tablestore.aliyuncs.com"),
    )


def _table(
    ctx: AlicloudContext, name: str, args: TableArgs, instance: ots.Instance, opts: pulumi.ResourceOptions
) -> ots.Table:
    role = ram_role(
        ctx,
        name,
        "kms",
        opts,
        service="ots.aliyuncs.com",
        description=f"Tablestore encrypts table {name} with the customer key",
        statements=[
            {
                "Effect": "Allow",
                "Action": ["kms:GenerateDataKey", "kms:Decrypt"],
                "Resource": [args.key_arn],
            }
        ],
    )
    return ots.Table(
        f"{name}-table",
        instance_name=instance.name,
        table_name=name.replace("-", "_"),
        primary_keys=[_key(attribute) for attribute in (args.partition_key, args.sort_key) if attribute],
        time_to_live=_FOREVER if args.expire_days is None else args.expire_days * _DAY_SECONDS,
        max_version=1,
        # Encryption is fixed when the table is made
        enable_sse=True,
        sse_key_type="SSE_BYOK",
        sse_key_id=key_id(args.key_arn),
        sse_role_arn=role.arn,
        opts=extend(
            opts,
            protect=args.deletion_protected,
            depends_on=[role.ready],
            delete_before_replace=True,  # its name is fixed
        ),
    )


def _key(attribute: KeyAttribute) -> ots.TablePrimaryKeyArgsDict:
    return {"name": attribute.name, "type": _KEY_TYPES[attribute.type]}
