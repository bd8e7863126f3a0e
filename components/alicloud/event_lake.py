"""Delivery into the lake: an export job of Simple Log Service."""

from __future__ import annotations

import json

import pulumi
from pulumi_alicloud import sls

from components.alicloud.alarm import alarm
from components.alicloud.context import AlicloudContext
from components.alicloud.logs import split
from components.alicloud.ram_role import RamRole, ram_role
from components.event_lake import EventLakeArgs, EventLakeOutputs, FieldType
from components.logs import LogTarget
from components.options import extend

_TYPES = {
    FieldType.STRING: "string",
    FieldType.INTEGER: "int64",
    FieldType.NUMBER: "double",
    FieldType.BOOLEAN: "boolean",
}
"""Source: SLS documentation "Parquet format", 2026-06."""
_SQL_TYPES = {
    FieldType.STRING: "STRING",
    FieldType.INTEGER: "BIGINT",
    FieldType.NUMBER: "DOUBLE",
    FieldType.BOOLEAN: "BOOLEAN",
}
_FILE_SECONDS = "300"
_FILE_MB = "256"
_FROM_THE_FIRST, _FOR_EVER = 1, 0
"""Times of the job. Source: terraform-provider-alicloud docs/sls_oss_export_sink, 2026-08."""


def build_event_lake(
    ctx: AlicloudContext, name: str, args: EventLakeArgs, opts: pulumi.ResourceOptions
) -> EventLakeOutputs:
    """A job that writes Parquet by the columns, from the first event in the store on. It only adds objects, so the
    bucket may be locked. A value that does not fit its column becomes NULL; so whoever writes checks events first.

    - `expire_days`: a table has no range of its partitions; who asks adds those that there are.
    - `log_retention_days`, `log_key_arn`: the job's log is a service log of SLS, which a person switches on for a
      project; the provider has no resource for it.
    """
    writer = _writer(ctx, name, args, opts)
    project, store = split(LogTarget(name=args.source.name, arn=args.source.arn))
    sls.OssExportSink(
        f"{name}-delivery",
        project=project,
        job_name=ctx.label.physical(name, 63),
        display_name=f"Events of {args.table}",
        description=f"Writes the events of {args.table} into the lake, in columns, by day and hour",
        configuration={
            "logstore": store,
            "role_arn": writer.arn,
            "from_time": _FROM_THE_FIRST,
            "to_time": _FOR_EVER,
            "sink": {
                "bucket": args.bucket.name,
                "endpoint": f"https://oss-{ctx.region}-internal.aliyuncs.com",
                "role_arn": writer.arn,
                "prefix": f"{args.table}/",
                "path_format": "day=%Y-%m-%d/hour=%H",
                "path_format_type": "time",
                "time_zone": "+0000",
                "buffer_interval": _FILE_SECONDS,
                "buffer_size": _FILE_MB,
                "compression_type": "snappy",
                "content_type": "parquet",
                "content_detail": json.dumps(
                    {"columns": [{"name": each.name, "type": _TYPES[each.type]} for each in args.columns]}
                ),
            },
        },
        # The job starts at once: without its rights it stops
        opts=extend(opts, depends_on=[writer.ready]),
    )
    # SLS reports the delay of a job nowhere that an alarm could watch; what stops it for good is a right it lost
    alarm(
        ctx,
        name,
        "refused",
        opts,
        namespace="acs_oss_dashboard",
        metric="AuthorizationErrorCount",
        dimensions=[{"BucketName": args.bucket.name}],
        statistics="Value",
        threshold=0,
        times=1,
        notify=args.notify,
    )
    reader = _reader(ctx, name, args, opts)
    return EventLakeOutputs(
        table=pulumi.Output.concat(args.catalog, ".", args.table), statement=_statement(ctx, args, reader)
    )


def _writer(ctx: AlicloudContext, name: str, args: EventLakeArgs, opts: pulumi.ResourceOptions) -> RamRole:
    """Source of the actions: SLS documentation "Access OSS by using a custom RAM role", 2026-06."""
    return ram_role(
        ctx,
        name,
        "writer",
        opts,
        service="log.aliyuncs.com",
        description=f"SLS writes the events of {args.table} into the lake",
        statements=[
            {
                "Effect": "Allow",
                "Action": ["log:GetCursorOrData", "log:ListShards"],
                "Resource": [args.source.arn],
            },
            {
                "Effect": "Allow",
                "Action": ["oss:PutObject"],
                "Resource": [pulumi.Output.concat(args.bucket.arn, f"/{args.table}/*")],
            },
            {"Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": [args.key_arn]},
        ],
    )


def _reader(ctx: AlicloudContext, name: str, args: EventLakeArgs, opts: pulumi.ResourceOptions) -> RamRole:
    """The role that the table names: whoever asks the table reads with it."""
    return ram_role(
        ctx,
        name,
        "reader",
        opts,
        service="odps.aliyuncs.com",
        description=f"MaxCompute reads the events of {args.table}",
        statements=[
            {"Effect": "Allow", "Action": ["oss:ListObjects"], "Resource": [args.bucket.arn]},
            {
                "Effect": "Allow",
                "Action": ["oss:GetObject"],
                "Resource": [pulumi.Output.concat(args.bucket.arn, f"/{args.table}/*")],
            },
            {"Effect": "Allow", "Action": ["kms:Decrypt"], "Resource": [args.key_arn]},
        ],
    )


def _statement(ctx: AlicloudContext, args: EventLakeArgs, reader: RamRole) -> pulumi.Output[str]:
    """Source of the syntax: MaxCompute documentation "OSS external tables", 2026-06."""
    columns = ", ".join(f"{column.name} {_SQL_TYPES[column.type]}" for column in args.columns)
    return pulumi.Output.concat(
        "CREATE EXTERNAL TABLE IF NOT EXISTS ",
        args.catalog,
        f".{args.table} ({columns}) PARTITIONED BY (day STRING, hour STRING) ",
        "ROW FORMAT SERDE 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' ",
        "WITH SERDEPROPERTIES ('odps.properties.rolearn'='",
        reader.arn,
        f"') STORED AS PARQUET LOCATION 'oss://oss-{ctx.region}-internal.aliyuncs.com/",
        args.bucket.name,
        f"/{args.table}/';",
    )
