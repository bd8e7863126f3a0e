"""Delivery into the lake: Data Firehose with a Glue table."""

from __future__ import annotations

import pulumi
from pulumi_aws import cloudwatch, glue, kinesis

from components.aws.alarm import alarm
from components.aws.context import AwsContext
from components.aws.event_lake_role import delivery_role
from components.event_lake import EventLakeArgs, EventLakeOutputs, FieldType
from components.options import extend

_TYPES = {
    FieldType.STRING: "string",
    FieldType.INTEGER: "bigint",
    FieldType.NUMBER: "double",
    FieldType.BOOLEAN: "boolean",
}
_PARQUET = "org.apache.hadoop.hive.ql.io.parquet"
_FILE_MIB = 128
"""The largest there is: few large files are read faster. With columns at least 64.
Source: Firehose API reference, BufferingHints, and developer guide, "Convert input data format", 2026-11."""
_FILE_SECONDS = 300
_LATE_SECONDS = 1800
"""Six times what a file waits to be written."""


def build_event_lake(
    ctx: AwsContext, name: str, args: EventLakeArgs, opts: pulumi.ResourceOptions
) -> EventLakeOutputs:
    """A table, and a delivery that writes Parquet by it. Nothing is thrown away: what does not fit the table is
    written as it came below `TABLE-failed/`, with an alarm. It only adds objects, so the bucket may be locked."""
    table = _table(ctx, name, args, opts)
    group = cloudwatch.LogGroup(
        f"{name}-delivery",
        name=f"/{ctx.label.project}/{ctx.label.environment}/{name}",
        retention_in_days=args.log_retention_days,
        kms_key_id=args.log_key_arn,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    log = cloudwatch.LogStream(f"{name}-delivery", name=name, log_group_name=group.name, opts=opts)
    role, rights = delivery_role(ctx, name, args, table, group.name, opts)
    delivery = kinesis.FirehoseDeliveryStream(
        f"{name}-delivery",
        name=ctx.label.physical(name, 64),
        destination="extended_s3",
        # The stream is encrypted itself; Firehose refuses a key of its own beside it
        kinesis_source_configuration={"kinesis_stream_arn": args.source.arn, "role_arn": role.arn},
        extended_s3_configuration={
            "role_arn": role.arn,
            "bucket_arn": args.bucket.arn,
            "prefix": f"{args.table}/day=!{{timestamp:yyyy-MM-dd}}/hour=!{{timestamp:HH}}/",
            "error_output_prefix": f"{args.table}-failed/!{{firehose:error-output-type}}"
            "/day=!{timestamp:yyyy-MM-dd}/",
            "custom_time_zone": "UTC",
            "buffering_size": _FILE_MIB,
            "buffering_interval": _FILE_SECONDS,
            "kms_key_arn": args.key_arn,
            "cloudwatch_logging_options": {
                "enabled": True,
                "log_group_name": group.name,
                "log_stream_name": log.name,
            },
            "data_format_conversion_configuration": {
                "enabled": True,
                "input_format_configuration": {
                    "deserializer": {"open_x_json_ser_de": {"case_insensitive": False}}
                },
                "output_format_configuration": {"serializer": {"parquet_ser_de": {"compression": "SNAPPY"}}},
                "schema_configuration": {
                    "role_arn": role.arn,
                    "database_name": table.database_name,
                    "table_name": table.name,
                    "region": ctx.region,
                },
            },
        },
        tags=ctx.label.tags(name),
        opts=extend(opts, depends_on=[rights]),
    )
    _alarms(ctx, name, args, delivery, opts)
    return EventLakeOutputs(table=pulumi.Output.concat(table.database_name, ".", table.name), statement=None)


def _table(ctx: AwsContext, name: str, args: EventLakeArgs, opts: pulumi.ResourceOptions) -> glue.CatalogTable:
    """Athena works the partitions out from the dates: nobody has to look for new folders."""
    folder = pulumi.Output.concat("s3://", args.bucket.name, f"/{args.table}/")
    return glue.CatalogTable(
        f"{name}-table",
        name=args.table,
        database_name=args.catalog,
        description=f"Events of {args.table}, by day and hour (UTC)",
        table_type="EXTERNAL_TABLE",
        parameters={
            "EXTERNAL": "TRUE",
            "classification": "parquet",
            "projection.enabled": "true",
            "projection.day.type": "date",
            "projection.day.format": "yyyy-MM-dd",
            "projection.day.range": f"NOW-{args.expire_days}DAYS,NOW",
            "projection.hour.type": "integer",
            "projection.hour.range": "0,23",
            "projection.hour.digits": "2",
        },
        partition_keys=[
            {"name": "day", "type": "string", "comment": "YYYY-MM-DD, when the event arrived"},
            {"name": "hour", "type": "string", "comment": "00 to 23"},
        ],
        storage_descriptor={
            "location": folder,
            "input_format": f"{_PARQUET}.MapredParquetInputFormat",
            "output_format": f"{_PARQUET}.MapredParquetOutputFormat",
            "ser_de_info": {
                "serialization_library": f"{_PARQUET}.serde.ParquetHiveSerDe",
                "parameters": {"serialization.format": "1"},
            },
            "columns": [
                {"name": column.name, "type": _TYPES[column.type], "comment": column.description}
                for column in args.columns
            ],
        },
        opts=opts,
    )


def _alarms(
    ctx: AwsContext,
    name: str,
    args: EventLakeArgs,
    delivery: kinesis.FirehoseDeliveryStream,
    opts: pulumi.ResourceOptions,
) -> None:
    """Source of the names, as of 2026-11: Firehose developer guide, "Monitor with CloudWatch metrics"."""
    for role, metric, statistic, threshold, says in (
        (
            "late",
            "DeliveryToS3.DataFreshness",
            "Maximum",
            _LATE_SECONDS,
            f"Events wait more than {_LATE_SECONDS // 60} minutes to be written to the lake",
        ),
        (
            "failed",
            "FailedConversion.Records",
            "Sum",
            0,
            f"Events do not fit the table {args.table}; they wait below {args.table}-failed/",
        ),
    ):
        alarm(
            ctx,
            name,
            role,
            opts,
            description=f"{says} (delivery {name})",
            namespace="AWS/Firehose",
            metric=metric,
            dimensions={"DeliveryStreamName": delivery.name},
            statistic=statistic,
            threshold=threshold,
            period_seconds=300,
            periods=1 if role == "failed" else 3,
            notify=args.notify,
        )
