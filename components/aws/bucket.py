"""Object storage: S3."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_aws import s3

from components.aws.context import AwsContext
from components.aws.log_bucket import log_bucket
from components.aws.malware_scan import scan
from components.aws.policy import Statement, document, tls_only
from components.bucket import BucketArgs, BucketOutputs, BucketTarget, check_lock
from components.errors import InvalidArgument
from components.options import extend

_ABORT_UPLOADS_AFTER_DAYS = 7
"""Parts of an upload that never finished cost money and are visible to nobody.
Source: Security Hub control S3.13 asks for lifecycle rules, Checkov CKV_AWS_300 for 7 days, 2026."""


def build_bucket(ctx: AwsContext, name: str, args: BucketArgs, opts: pulumi.ResourceOptions) -> BucketOutputs:
    """A private, encrypted, versioned bucket and the bucket of its access log.

    Raises:
        InvalidArgument: a lock that would be in the way.
    """
    check_lock(args)
    # A name known before the first `up` makes the policies readable for the policy pack
    physical = ctx.label.unique(name, 63)
    arn = f"arn:aws:s3:::{physical}"
    bucket = s3.Bucket(
        f"{name}-bucket",
        bucket=physical,
        object_lock_enabled=args.locked_days is not None,
        force_destroy=args.disposable,
        tags=ctx.label.tags(name, args.data),
        opts=extend(opts, protect=not args.disposable),
    )
    block = _close(name, bucket, opts)
    _encrypt(name, bucket, args.key_arn, opts)
    _keep_versions(name, bucket, args, opts)
    if args.scan is not None and args.served_by_edge:
        raise InvalidArgument(
            "scan must not be given with served_by_edge: the CDN publishes what is the shop's own"
        )
    scanned = scan(ctx, name, args.scan, bucket, arn, args.key_arn, opts) if args.scan is not None else []
    if not args.served_by_edge:  # otherwise the edge writes the bucket's one policy, TLS-only included
        s3.BucketPolicy(
            f"{name}-bucket",
            bucket=bucket.bucket,
            policy=document([tls_only(arn), *scanned, *(_append_only(arn) if args.locked_days else ())]),
            # S3 refuses to change the policy and the public access block at the same time
            opts=extend(opts, depends_on=[block]),
        )
    _log_access(ctx, name, bucket, arn, args, opts)
    return BucketOutputs(
        bucket=BucketTarget(
            name=bucket.bucket,
            # From the name's output: known in a preview, and what uses them still waits for the bucket
            arn=pulumi.Output.concat("arn:aws:s3:::", bucket.bucket),
            domain_name=pulumi.Output.concat(bucket.bucket, f".s3.{ctx.region}.amazonaws.com"),
        )
    )


def _close(name: str, bucket: s3.Bucket, opts: pulumi.ResourceOptions) -> s3.BucketPublicAccessBlock:
    block = s3.BucketPublicAccessBlock(
        f"{name}-bucket",
        bucket=bucket.bucket,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        opts=opts,
    )
    # No access control lists at all: only policies decide
    s3.BucketOwnershipControls(
        f"{name}-bucket",
        bucket=bucket.bucket,
        rule={"object_ownership": "BucketOwnerEnforced"},
        opts=extend(opts, depends_on=[block]),
    )
    return block


def _encrypt(name: str, bucket: s3.Bucket, key_arn: pulumi.Input[str], opts: pulumi.ResourceOptions) -> None:
    s3.BucketServerSideEncryptionConfiguration(
        f"{name}-bucket",
        bucket=bucket.bucket,
        rules=[
            {
                "apply_server_side_encryption_by_default": {
                    "sse_algorithm": "aws:kms",
                    "kms_master_key_id": key_arn,
                },
                "bucket_key_enabled": True,  # one call to KMS per bucket key instead of one per object
                "blocked_encryption_types": ["SSE-C"],  # keys that only the uploader has
            }
        ],
        opts=opts,
    )


def _keep_versions(name: str, bucket: s3.Bucket, args: BucketArgs, opts: pulumi.ResourceOptions) -> None:
    versioning = s3.BucketVersioning(
        f"{name}-bucket", bucket=bucket.bucket, versioning_configuration={"status": "Enabled"}, opts=opts
    )
    if args.locked_days is not None:
        s3.BucketObjectLockConfiguration(
            f"{name}-bucket",
            bucket=bucket.bucket,
            # In compliance mode not even AWS could delete an object, and a mistake would be kept and paid for
            # until its end. In governance mode some could, so the bucket's policy takes their right to: they
            # would first have to change the policy, and that cannot be done unseen
            rule={"default_retention": {"mode": "GOVERNANCE", "days": args.locked_days}},
            opts=extend(opts, depends_on=[versioning]),
        )
    s3.BucketLifecycleConfiguration(
        f"{name}-bucket",
        bucket=bucket.bucket,
        rules=_lifecycle(args),
        # The rule for noncurrent versions only makes sense, and is only accepted cleanly, on a versioned bucket
        opts=extend(opts, depends_on=[versioning]),
    )


def _append_only(arn: str) -> list[Statement]:
    """Nobody deletes, and nobody gets past the lock. The lifecycle rules are S3's own and ask no policy."""
    return [
        {
            "Sid": "AppendOnly",
            "Effect": "Deny",
            "Principal": "*",
            "Action": ["s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion"],
            "Resource": f"{arn}/*",
        }
    ]


def _lifecycle(args: BucketArgs) -> Sequence[s3.BucketLifecycleConfigurationRuleArgsDict]:
    rule: s3.BucketLifecycleConfigurationRuleArgsDict = {
        "id": "retention",
        "status": "Enabled",
        "filter": {},
        "abort_incomplete_multipart_upload": {"days_after_initiation": _ABORT_UPLOADS_AFTER_DAYS},
        "noncurrent_version_expiration": {"noncurrent_days": args.noncurrent_expire_days},
    }
    if args.expire_days is None:
        # Without it, the marker of a deleted object stays for ever after its last version has expired
        rule["expiration"] = {"expired_object_delete_marker": True}
    else:
        rule["expiration"] = {"days": args.expire_days}
    if args.infrequent_after_days is not None:
        rule["transitions"] = [{"days": args.infrequent_after_days, "storage_class": "STANDARD_IA"}]
    return [rule]


def _log_access(
    ctx: AwsContext, name: str, bucket: s3.Bucket, arn: str, args: BucketArgs, opts: pulumi.ResourceOptions
) -> None:
    logs, policy = log_bucket(
        ctx,
        name,
        opts,
        writer="logging.s3.amazonaws.com",
        writer_condition={
            "ArnLike": {"aws:SourceArn": arn},
            "StringEquals": {"aws:SourceAccount": ctx.account_id},
        },
        retention_days=args.log_expire_days,
        disposable=args.disposable,
    )
    s3.BucketLogging(
        f"{name}-bucket",
        bucket=bucket.bucket,
        target_bucket=logs.bucket,
        target_prefix=f"AWSLogs/{ctx.account_id}/",
        opts=extend(opts, depends_on=[policy]),
    )
