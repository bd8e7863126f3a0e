"""Key-value tables: DynamoDB."""

from __future__ import annotations

import pulumi
from pulumi_aws import dynamodb

from components.aws.alarm import alarm
from components.aws.context import AwsContext
from components.aws.policy import document
from components.options import extend
from components.table import KeyType, TableArgs, TableOutputs

_KEY_TYPES = {KeyType.STRING: "S", KeyType.NUMBER: "N"}
_EXPIRES_AT = "expires_at"
_RECOVERY_DAYS = 35
"""The longest there is. Source: DynamoDB Developer Guide, "Point-in-time backups", 2026-11."""
_DATA_ACTIONS = (
    "BatchGetItem",
    "BatchWriteItem",
    "ConditionCheckItem",
    "DeleteItem",
    "GetItem",
    "PartiQLDelete",
    "PartiQLInsert",
    "PartiQLSelect",
    "PartiQLUpdate",
    "PutItem",
    "Query",
    "Scan",
    "UpdateItem",
)
"""Everything that reads or writes items. Source: Service Authorization Reference, DynamoDB, 2026-11."""
_OPERATIONS = ("GetItem", "PutItem", "Query", "UpdateItem")
"""What services call all the time. CloudWatch counts server errors per operation only."""


def build_table(ctx: AwsContext, name: str, args: TableArgs, opts: pulumi.ResourceOptions) -> TableOutputs:
    """An on-demand table that only the network may read and write."""
    keys = [args.partition_key] if args.sort_key is None else [args.partition_key, args.sort_key]
    recovery: dynamodb.TablePointInTimeRecoveryArgsDict = {"enabled": args.recoverable}
    if args.recoverable:
        recovery["recovery_period_in_days"] = _RECOVERY_DAYS
    table = dynamodb.Table(
        f"{name}-table",
        # Known, so that the policies of its users are known before `up`
        name=ctx.label.physical(name, 255),
        billing_mode="PAY_PER_REQUEST",
        hash_key=args.partition_key.name,
        range_key=args.sort_key.name if args.sort_key else None,
        attributes=[{"name": key.name, "type": _KEY_TYPES[key.type]} for key in keys],
        point_in_time_recovery=recovery,
        server_side_encryption={"enabled": True, "kms_key_arn": args.key_arn},
        # Absent it stays as it is: DynamoDB never lowers it, and refuses to be asked
        warm_throughput=_warm(args),
        # DynamoDB knows no age: the service writes the second at which the item may go
        ttl=None if args.expire_days is None else {"attribute_name": _EXPIRES_AT, "enabled": True},
        deletion_protection_enabled=args.deletion_protected,
        tags=ctx.label.tags(name, args.data),
        opts=extend(opts, protect=args.deletion_protected or None),
    )
    arn = table.name.apply(lambda physical: ctx.arn("dynamodb", f"table/{physical}"))
    dynamodb.ResourcePolicy(
        f"{name}-policy", resource_arn=table.arn, policy=_network_only(arn, args.network_id), opts=opts
    )
    _alarms(ctx, name, args, table, opts)
    return TableOutputs(
        table_name=table.name,
        table_arn=arn,
        endpoint=pulumi.Output.from_input(f"https://dynamodb.{ctx.region}.amazonaws.com"),
    )


def _warm(args: TableArgs) -> dynamodb.TableWarmThroughputArgsDict | None:
    if args.warm is None:
        return None
    return {
        "read_units_per_second": args.warm.reads_rps,
        "write_units_per_second": args.warm.writes_rps,
    }


def _network_only(table_arn: pulumi.Output[str], network_id: pulumi.Input[str]) -> pulumi.Output[str]:
    """Refuse items to everybody outside the network, whatever their own rights. Requests from inside come through
    its gateway endpoint, which names the network. Managing and backing up the table stay possible."""
    return document(
        [
            {
                "Sid": "NetworkOnly",
                "Effect": "Deny",
                "Principal": "*",
                "Action": [f"dynamodb:{action}" for action in _DATA_ACTIONS],
                "Resource": [table_arn, pulumi.Output.concat(table_arn, "/index/*")],
                "Condition": {
                    "StringNotEquals": {"aws:SourceVpc": network_id},
                    # AWS services that act for somebody of this account, for example a restore
                    "BoolIfExists": {"aws:ViaAWSService": "false", "aws:PrincipalIsAWSService": "false"},
                },
            }
        ]
    )


def _alarms(
    ctx: AwsContext, name: str, args: TableArgs, table: dynamodb.Table, opts: pulumi.ResourceOptions
) -> None:
    for role, metric in {"reads": "ReadThrottleEvents", "writes": "WriteThrottleEvents"}.items():
        alarm(
            ctx,
            name,
            f"{role}-throttled",
            opts,
            description=f"Table {name} refuses {role}: a key is too hot, or the load more than doubled at once",
            namespace="AWS/DynamoDB",
            metric=metric,
            dimensions={"TableName": table.name},
            statistic="Sum",
            threshold=0,
            notify=args.notify,
        )
    for operation in _OPERATIONS:
        alarm(
            ctx,
            name,
            f"{operation.lower()}-errors",
            opts,
            description=f"DynamoDB itself fails in {operation} on table {name}",
            namespace="AWS/DynamoDB",
            metric="SystemErrors",
            dimensions={"TableName": table.name, "Operation": operation},
            statistic="Sum",
            threshold=0,
            notify=args.notify,
        )
