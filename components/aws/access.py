"""What each kind of access means in IAM: exact actions on exact resources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pulumi

from components.aws.context import AwsContext
from components.aws.policy import Statement
from components.component import camel_case
from components.identity import Access, Grant

Resources = list[pulumi.Input[str]]


@dataclass(frozen=True, kw_only=True)
class _Rule:
    actions: tuple[str, ...]
    resources: Callable[[pulumi.Input[str]], Resources]


def grant_statements(ctx: AwsContext, grants: Sequence[Grant]) -> list[Statement]:
    """One IAM statement per kind of access, for all resources that have it: the policies in a role hold at most
    10,240 characters. Each sender has a condition of its own, so it has a statement of its own, too."""
    together: dict[tuple[Access, int], list[Grant]] = {}
    for grant in grants:
        together.setdefault((grant.access, id(grant.sender)), []).append(grant)
    return [_statement(ctx, index, alike) for index, alike in enumerate(together.values())]


def _statement(ctx: AwsContext, index: int, alike: Sequence[Grant]) -> Statement:
    """`index` makes its name unique in the policy."""
    access, sender = alike[0].access, alike[0].sender
    rule = _RULES[access]
    name = camel_case(access.value.replace("-", "_"))
    statement = {
        "Sid": f"{name[0].upper()}{name[1:]}{index}",
        "Effect": "Allow",
        "Action": list(rule.actions),
        "Resource": [resource for grant in alike for resource in rule.resources(grant.arn)],
    }
    if access is Access.BUCKET_APPEND:
        # An upload that does not say "only if there is none" (If-None-Match: *) is refused, so nothing is
        # overwritten. In one piece, at most 5 GiB: parts cannot say it. Source: Amazon S3 User Guide, "Enforce
        # conditional writes"
        return {**statement, "Condition": {"Null": {"s3:if-none-match": "false"}}}
    if access in (Access.KEY_USE, Access.KEY_READ):
        # Only through the stores that the key encrypts: the service itself never calls KMS
        stores = [f"{store}.{ctx.region}.amazonaws.com" for store in _STORES_WITH_KEYS]
        return {**statement, "Condition": {"StringEquals": {"kms:ViaService": stores}}}
    if sender is not None:
        return {**statement, "Condition": {"StringEquals": {"ses:FromAddress": sender}}}
    return statement


def _itself(arn: pulumi.Input[str]) -> Resources:
    return [arn]


def _table_and_indexes(arn: pulumi.Input[str]) -> Resources:
    return [arn, pulumi.Output.concat(arn, "/index/*")]


def _objects(arn: pulumi.Input[str]) -> Resources:
    return [pulumi.Output.concat(arn, "/*")]


def _bucket_and_objects(arn: pulumi.Input[str]) -> Resources:
    # S3 gives a bucket action no effect on an object's ARN and the other way round, so one statement holds both
    return [arn, pulumi.Output.concat(arn, "/*")]


def _below(*paths: str) -> Callable[[pulumi.Input[str]], Resources]:
    """Requests of an index: IAM tells them apart by method and path, and these paths read, or write, whatever the
    method. Source: OpenSearch Service Developer Guide, "Identity and Access Management", 2026-11."""
    return lambda arn: [pulumi.Output.concat(arn, "/", path) for path in paths]


_STORES_WITH_KEYS = ("dynamodb", "kinesis", "s3", "secretsmanager", "sns", "sqs")
"""Stores that call KMS with the caller's rights.
Source: KMS developer guide, "AWS KMS condition keys", table of services for kms:ViaService, 2026."""

_TABLE_READ = ("dynamodb:BatchGetItem", "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Query")
"""No Scan: reading a whole table is not something a service of a shop does."""

_RULES: Mapping[Access, _Rule] = {
    Access.SECRET_READ: _Rule(
        actions=("secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"), resources=_itself
    ),
    Access.TABLE_READ: _Rule(actions=_TABLE_READ, resources=_table_and_indexes),
    Access.TABLE_READ_WRITE: _Rule(
        actions=(
            *_TABLE_READ,
            "dynamodb:BatchWriteItem",
            "dynamodb:ConditionCheckItem",
            "dynamodb:DeleteItem",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
        ),
        resources=_table_and_indexes,
    ),
    Access.BUCKET_READ: _Rule(actions=("s3:GetObject", "s3:ListBucket"), resources=_bucket_and_objects),
    Access.BUCKET_READ_WRITE: _Rule(
        actions=(
            "s3:AbortMultipartUpload",
            "s3:DeleteObject",
            "s3:GetObject",
            "s3:ListBucket",
            "s3:ListMultipartUploadParts",
            "s3:PutObject",
        ),
        resources=_bucket_and_objects,
    ),
    Access.BUCKET_APPEND: _Rule(actions=("s3:PutObject",), resources=_objects),
    Access.BUCKET_AUDIT: _Rule(
        actions=(
            "s3:GetBucketObjectLockConfiguration",
            "s3:GetBucketVersioning",
            "s3:GetObject",
            "s3:GetObjectRetention",
            "s3:GetObjectVersion",
            "s3:ListBucket",
            "s3:ListBucketVersions",
        ),
        resources=_bucket_and_objects,
    ),
    Access.QUEUE_SEND: _Rule(
        actions=("sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"), resources=_itself
    ),
    Access.QUEUE_CONSUME: _Rule(
        actions=(
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl",
            "sqs:ReceiveMessage",
        ),
        resources=_itself,
    ),
    Access.QUEUE_REPLAY: _Rule(
        # Source: SQS developer guide, "Configuring dead-letter queue redrive permissions", 2026-11
        actions=(
            "sqs:CancelMessageMoveTask",
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:ListMessageMoveTasks",
            "sqs:ReceiveMessage",
            "sqs:StartMessageMoveTask",
        ),
        resources=_itself,
    ),
    Access.TOPIC_PUBLISH: _Rule(actions=("sns:Publish",), resources=_itself),
    Access.MAIL_SEND: _Rule(actions=("ses:SendEmail", "ses:SendRawEmail"), resources=_itself),
    Access.SMS_SEND: _Rule(actions=("sms-voice:SendTextMessage",), resources=_itself),
    Access.SEARCH_QUERY: _Rule(
        actions=("es:ESHttpGet", "es:ESHttpHead", "es:ESHttpPost"),
        resources=_below("_count", "_mget", "_msearch", "_search", "_source/*"),
    ),
    Access.SEARCH_UPDATE: _Rule(
        actions=("es:ESHttpDelete", "es:ESHttpPost", "es:ESHttpPut"),
        resources=_below("_bulk", "_create/*", "_doc", "_doc/*", "_update/*"),
    ),
    Access.SEARCH_OWN: _Rule(actions=("sts:AssumeRole",), resources=_itself),
    Access.STREAM_WRITE: _Rule(
        actions=(
            "kinesis:DescribeStreamSummary",
            "kinesis:ListShards",
            "kinesis:PutRecord",
            "kinesis:PutRecords",
        ),
        resources=_itself,
    ),
    Access.STREAM_READ: _Rule(
        actions=(
            "kinesis:DescribeStreamSummary",
            "kinesis:GetRecords",
            "kinesis:GetShardIterator",
            "kinesis:ListShards",
        ),
        resources=_itself,
    ),
    Access.KEY_READ: _Rule(actions=("kms:Decrypt", "kms:DescribeKey"), resources=_itself),
    Access.MODEL_INVOKE: _Rule(actions=("sagemaker:InvokeEndpoint",), resources=_itself),
    Access.KEY_USE: _Rule(
        actions=("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"), resources=_itself
    ),
}
