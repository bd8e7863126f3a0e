"""What each kind of access means in IAM: exact actions on exact resources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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


def grant_statement(ctx: AwsContext, index: int, grant: Grant) -> Statement:
    """The IAM statement of one grant; `index` makes its name unique in the policy."""
    rule = _RULES[grant.access]
    name = camel_case(grant.access.value.replace("-", "_"))
    statement = {
        "Sid": f"{name[0].upper()}{name[1:]}{index}",
        "Effect": "Allow",
        "Action": list(rule.actions),
        "Resource": rule.resources(grant.arn),
    }
    if grant.access is Access.KEY_USE:
        # Only through the stores that the key encrypts: the service itself never calls KMS
        stores = [f"{store}.{ctx.region}.amazonaws.com" for store in _STORES_WITH_KEYS]
        return {**statement, "Condition": {"StringEquals": {"kms:ViaService": stores}}}
    return statement


def _itself(arn: pulumi.Input[str]) -> Resources:
    return [arn]


def _table_and_indexes(arn: pulumi.Input[str]) -> Resources:
    return [arn, pulumi.Output.concat(arn, "/index/*")]


def _bucket_and_objects(arn: pulumi.Input[str]) -> Resources:
    # S3 gives a bucket action no effect on an object's ARN and the other way round, so one statement holds both
    return [arn, pulumi.Output.concat(arn, "/*")]


_STORES_WITH_KEYS = ("dynamodb", "s3", "secretsmanager", "sns", "sqs")
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
    Access.TOPIC_PUBLISH: _Rule(actions=("sns:Publish",), resources=_itself),
    Access.KEY_USE: _Rule(
        actions=("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"), resources=_itself
    ),
}
