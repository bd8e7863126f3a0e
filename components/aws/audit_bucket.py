"""Where the audit trail is kept: a bucket that takes records from CloudTrail and lets nobody change them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pulumi
from pulumi_aws import s3

from components.audit_trail import AuditTrailArgs
from components.aws.context import AwsContext
from components.aws.log_bucket import log_bucket
from components.aws.policy import Statement, document, tls_only
from components.label import DataClass
from components.options import extend

_COLD_AFTER_DAYS = 90
"""PCI DSS 4.0, 10.5.1: three months of records at hand."""
_COLD_MINIMUM_DAYS = 90
"""Glacier Instant Retrieval bills at least so many days. Source: Amazon S3 pricing, 2026-11."""


def audit_bucket(
    ctx: AwsContext, name: str, args: AuditTrailArgs, trail_arn: str, opts: pulumi.ResourceOptions
) -> tuple[s3.Bucket, s3.BucketPolicy]:
    """The bucket, its policy, and the bucket of its own access log."""
    role, locked = f"{name}-records", not args.disposable
    # A name known before the first `up` makes its policy readable for the policy pack
    physical = ctx.label.unique(role, 63)
    arn = f"arn:aws:s3:::{physical}"
    bucket = s3.Bucket(
        role,
        bucket=physical,
        object_lock_enabled=locked,
        force_destroy=args.disposable,
        tags=ctx.label.tags(name, DataClass.CONFIDENTIAL),
        opts=extend(opts, protect=locked or None),
    )
    s3.BucketOwnershipControls(
        role, bucket=bucket.bucket, rule={"object_ownership": "BucketOwnerEnforced"}, opts=opts
    )
    s3.BucketServerSideEncryptionConfiguration(
        role,
        bucket=bucket.bucket,
        rules=[
            {
                "apply_server_side_encryption_by_default": {
                    "sse_algorithm": "aws:kms",
                    "kms_master_key_id": args.key_arn,
                },
                "bucket_key_enabled": True,
            }
        ],
        opts=opts,
    )
    versioning = s3.BucketVersioning(
        role, bucket=bucket.bucket, versioning_configuration={"status": "Enabled"}, opts=opts
    )
    if locked:
        s3.BucketObjectLockConfiguration(
            role,
            bucket=bucket.bucket,
            # Only who may bypass governance can delete a record earlier. In compliance mode not even AWS could,
            # and a mistake in `retention_days` would be paid for until it ends.
            rule={"default_retention": {"mode": "GOVERNANCE", "days": args.retention_days}},
            opts=extend(opts, depends_on=[versioning]),
        )
    s3.BucketLifecycleConfiguration(
        role,
        bucket=bucket.bucket,
        rules=_lifecycle(args.retention_days),
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
    policy = s3.BucketPolicy(
        role,
        bucket=bucket.bucket,
        policy=document([tls_only(arn), *_trail_may_write(ctx, arn, trail_arn)]),
        # S3 refuses to change both at the same time
        opts=extend(opts, depends_on=[block]),
    )
    _log_access(ctx, name, role, args, bucket, arn, opts)
    return bucket, policy


def _trail_may_write(ctx: AwsContext, bucket_arn: str, trail_arn: str) -> list[Statement]:
    """Source: CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail", 2026-11."""
    only_it: dict[str, Any] = {"aws:SourceArn": trail_arn}
    service = {"Service": "cloudtrail.amazonaws.com"}
    return [
        {
            "Sid": "TrailChecks",
            "Effect": "Allow",
            "Principal": service,
            "Action": "s3:GetBucketAcl",
            "Resource": bucket_arn,
            "Condition": {"StringEquals": only_it},
        },
        {
            "Sid": "TrailWrites",
            "Effect": "Allow",
            "Principal": service,
            "Action": "s3:PutObject",
            "Resource": f"{bucket_arn}/AWSLogs/{ctx.account_id}/*",
            "Condition": {"StringEquals": {**only_it, "s3:x-amz-acl": "bucket-owner-full-control"}},
        },
    ]


def _lifecycle(retention_days: int) -> Sequence[s3.BucketLifecycleConfigurationRuleArgsDict]:
    rule: s3.BucketLifecycleConfigurationRuleArgsDict = {
        "id": "retention",
        "status": "Enabled",
        "filter": {},
        "expiration": {"days": retention_days},
        # What expires becomes noncurrent first, and its lock has ended by then
        "noncurrent_version_expiration": {"noncurrent_days": 1},
        "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
    }
    if retention_days >= _COLD_AFTER_DAYS + _COLD_MINIMUM_DAYS:
        rule["transitions"] = [{"days": _COLD_AFTER_DAYS, "storage_class": "GLACIER_IR"}]
    return [rule]


def _log_access(
    ctx: AwsContext,
    name: str,
    role: str,
    args: AuditTrailArgs,
    bucket: s3.Bucket,
    arn: str,
    opts: pulumi.ResourceOptions,
) -> None:
    # CIS AWS 3.4: who read the audit trail
    logs, policy = log_bucket(
        ctx,
        name,
        opts,
        writer="logging.s3.amazonaws.com",
        writer_condition={
            "ArnLike": {"aws:SourceArn": arn},
            "StringEquals": {"aws:SourceAccount": ctx.account_id},
        },
        retention_days=args.retention_days,
        disposable=args.disposable,
    )
    s3.BucketLogging(
        role,
        bucket=bucket.bucket,
        target_bucket=logs.bucket,
        target_prefix=f"AWSLogs/{ctx.account_id}/",
        opts=extend(opts, depends_on=[policy]),
    )
