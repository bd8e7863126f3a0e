"""The bucket that load balancers, the CDN and other buckets deliver their access logs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pulumi
from pulumi_aws import s3

from components.aws.context import AwsContext
from components.aws.policy import document, tls_only
from components.label import DataClass
from components.options import extend

_COLD_AFTER_DAYS = 90
"""PCI DSS 4.0, 10.5.1: three months of logs at hand."""
_COLD_MINIMUM_DAYS = 90
"""Glacier Instant Retrieval bills at least so many days. Source: Amazon S3 pricing, 2026-11."""


def log_bucket(
    ctx: AwsContext,
    name: str,
    opts: pulumi.ResourceOptions,
    *,
    writer: str,
    writer_condition: dict[str, Any] | None = None,
    retention_days: int,
    disposable: bool,
) -> tuple[s3.Bucket, s3.BucketPolicy]:
    """A private bucket into which one AWS service may write below `AWSLogs/<account>/`, and its policy.

    Encrypted with S3's own key, the only one that the log delivery of load balancers and of S3 can write with.
    """
    role = f"{name}-logs"
    # A name known before the first `up` makes its policy readable for the policy pack
    physical = ctx.label.unique(role, 63)
    arn = f"arn:aws:s3:::{physical}"
    bucket = s3.Bucket(
        role,
        bucket=physical,
        force_destroy=disposable,
        tags=ctx.label.tags(name, DataClass.INTERNAL),
        opts=extend(opts, protect=not disposable),
    )
    s3.BucketOwnershipControls(
        role, bucket=bucket.bucket, rule={"object_ownership": "BucketOwnerEnforced"}, opts=opts
    )
    s3.BucketServerSideEncryptionConfiguration(
        role,
        bucket=bucket.bucket,
        rules=[
            {
                "apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"},
                "blocked_encryption_types": ["SSE-C"],  # keys that only the writer has
            }
        ],
        opts=opts,
    )
    versioning = s3.BucketVersioning(
        role, bucket=bucket.bucket, versioning_configuration={"status": "Enabled"}, opts=opts
    )
    s3.BucketLifecycleConfiguration(
        role,
        bucket=bucket.bucket,
        rules=_lifecycle(retention_days),
        opts=extend(opts, depends_on=[versioning]),
    )
    block = s3.BucketPublicAccessBlock(
        role,
        bucket=bucket.bucket,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        opts=opts,
    )
    write: dict[str, Any] = {
        "Sid": "LogDelivery",
        "Effect": "Allow",
        "Principal": {"Service": writer},
        "Action": "s3:PutObject",
        "Resource": f"{arn}/AWSLogs/{ctx.account_id}/*",
    }
    if writer_condition:
        write["Condition"] = writer_condition
    policy = s3.BucketPolicy(
        role,
        bucket=bucket.bucket,
        policy=document([tls_only(arn), write]),
        # S3 refuses to change both at the same time
        opts=extend(opts, depends_on=[block]),
    )
    return bucket, policy


def _lifecycle(retention_days: int) -> Sequence[s3.BucketLifecycleConfigurationRuleArgsDict]:
    rule: s3.BucketLifecycleConfigurationRuleArgsDict = {
        "id": "retention",
        "status": "Enabled",
        "filter": {},
        "expiration": {"days": retention_days},
        "noncurrent_version_expiration": {"noncurrent_days": 30},
        "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
    }
    if retention_days >= _COLD_AFTER_DAYS + _COLD_MINIMUM_DAYS:
        rule["transitions"] = [{"days": _COLD_AFTER_DAYS, "storage_class": "GLACIER_IR"}]
    return [rule]
