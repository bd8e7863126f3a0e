"""What a delivery may do: read one stream, write into one bucket, read one table."""

from __future__ import annotations

import pulumi
from pulumi_aws import glue, iam

from components.aws.context import AwsContext
from components.aws.policy import document, trust
from components.event_lake import EventLakeArgs


def delivery_role(
    ctx: AwsContext,
    name: str,
    args: EventLakeArgs,
    table: glue.CatalogTable,
    log_group: pulumi.Output[str],
    opts: pulumi.ResourceOptions,
) -> tuple[iam.Role, iam.RolePolicy]:
    """The role and its rights; a delivery made before it has them fails.

    Source of the actions: Firehose developer guide, "Controlling access with Amazon Data Firehose", 2026-11.
    """
    role = iam.Role(
        f"{name}-delivery",
        description=f"Delivers {args.table} into the lake",
        assume_role_policy=trust("firehose.amazonaws.com", {"StringEquals": {"sts:ExternalId": ctx.account_id}}),
        tags=ctx.label.tags(name),
        opts=opts,
    )
    rights = iam.RolePolicy(
        f"{name}-delivery",
        role=role.name,
        policy=document(
            [
                {
                    "Sid": "ReadStream",
                    "Effect": "Allow",
                    "Action": [
                        "kinesis:DescribeStream",
                        "kinesis:GetRecords",
                        "kinesis:GetShardIterator",
                        "kinesis:ListShards",
                    ],
                    "Resource": args.source.arn,
                },
                {
                    "Sid": "AddObjects",
                    "Effect": "Allow",
                    "Action": [
                        "s3:AbortMultipartUpload",
                        "s3:GetBucketLocation",
                        "s3:ListBucket",
                        "s3:ListBucketMultipartUploads",
                        "s3:PutObject",
                    ],
                    "Resource": [args.bucket.arn, pulumi.Output.concat(args.bucket.arn, "/*")],
                },
                {
                    "Sid": "UseKey",
                    "Effect": "Allow",
                    "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
                    "Resource": args.key_arn,
                    "Condition": {
                        "StringEquals": {
                            "kms:ViaService": [
                                f"{store}.{ctx.region}.amazonaws.com" for store in ("kinesis", "s3")
                            ]
                        }
                    },
                },
                {
                    "Sid": "ReadTable",
                    "Effect": "Allow",
                    "Action": ["glue:GetTable", "glue:GetTableVersion", "glue:GetTableVersions"],
                    "Resource": [
                        ctx.arn("glue", "catalog"),
                        table.database_name.apply(lambda database: ctx.arn("glue", f"database/{database}")),
                        pulumi.Output.all(table.database_name, table.name).apply(
                            lambda names: ctx.arn("glue", f"table/{names[0]}/{names[1]}")
                        ),
                    ],
                },
                {
                    "Sid": "WriteLog",
                    "Effect": "Allow",
                    "Action": "logs:PutLogEvents",
                    "Resource": log_group.apply(lambda group: ctx.arn("logs", f"log-group:{group}:log-stream:*")),
                },
            ]
        ),
        opts=opts,
    )
    return role, rights
