"""One private OSS bucket with everything that every bucket of the project has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_alicloud import oss

from components.alicloud.context import AlicloudContext
from components.alicloud.encryption_key import key_id
from components.alicloud.policy import Statement, document
from components.label import DataClass
from components.options import extend

_TWINS = ("acl", "logging", "policy", "serverSideEncryptionRule", "versioning")
"""Arguments of the bucket that have resources of their own here. Without ignoring them every `up` takes back what
those resources did. Source: terraform-provider-alicloud docs/oss_bucket, 2026-08."""
_ABORT_UPLOAD_DAYS = 7


@dataclass(frozen=True, kw_only=True)
class Expiry:
    """When objects move and go, in days; None means never."""

    expire: int | None
    infrequent: int | None
    """At least 30, and 30 before `expire`: the infrequent-access class bills at least 30 days."""
    noncurrent: int


def private_bucket(
    ctx: AlicloudContext,
    component: str,
    role: str,
    opts: pulumi.ResourceOptions,
    *,
    key_arn: pulumi.Input[str],
    data: DataClass,
    expiry: Expiry,
    disposable: bool,
    statements: Sequence[Statement] | None = (),
    locked_days: int | None = None,
) -> oss.Bucket:
    """A bucket named after `{component}-{role}`: private, blocked for the public, versioned, encrypted with the
    customer key, TLS 1.2 or later only. `statements` extend its policy; None leaves the policy to the caller.
    `locked_days` locks every object for so long, for ever."""
    prefix = f"{component}-{role}"
    bucket = oss.Bucket(
        prefix,
        bucket=ctx.label.unique(prefix, 63),
        storage_class="Standard",
        redundancy_type="ZRS",  # survives the loss of a zone; cannot be changed later
        lifecycle_rules=_lifecycle(expiry),
        force_destroy=disposable,
        tags=ctx.label.tags(component, data),
        opts=extend(opts, protect=not disposable, ignore_changes=_TWINS),
    )
    block = oss.BucketPublicAccessBlock(prefix, bucket=bucket.bucket, block_public_access=True, opts=opts)
    oss.BucketAcl(prefix, bucket=bucket.bucket, acl="private", opts=extend(opts, depends_on=[block]))
    versioning = oss.BucketVersioning(prefix, bucket=bucket.bucket, status="Enabled", opts=opts)
    oss.BucketServerSideEncryption(
        prefix, bucket=bucket.bucket, sse_algorithm="KMS", kms_master_key_id=key_id(key_arn), opts=opts
    )
    oss.BucketHttpsConfig(
        prefix, bucket=bucket.bucket, enable=True, tls_versions=["TLSv1.2", "TLSv1.3"], opts=opts
    )
    if locked_days is not None:
        oss.BucketWorm(
            prefix,
            bucket=bucket.bucket,
            retention_period_in_days=locked_days,
            status="Locked",  # left open it lapses after a day
            # OSS locks a bucket whose versions are on or were never on; turned on later, it refuses
            opts=extend(opts, depends_on=[versioning], protect=True),
        )
    if statements is not None:
        oss.BucketPolicy(
            prefix,
            bucket=bucket.bucket,
            policy=document([tls_only(ctx, bucket.bucket), *statements]),
            opts=extend(opts, depends_on=[block]),
        )
    return bucket


def bucket_arn(ctx: AlicloudContext, bucket: pulumi.Input[str]) -> pulumi.Output[str]:
    """The bucket's name in policies. OSS leaves out the region: bucket names are unique over all regions."""
    return pulumi.Output.from_input(bucket).apply(lambda name: ctx.arn("oss", name, region="*"))


def tls_only(ctx: AlicloudContext, bucket: pulumi.Input[str]) -> Statement:
    """Refuse every request to the bucket that does not come over TLS."""
    arn = bucket_arn(ctx, bucket)
    return {
        "Effect": "Deny",
        "Principal": ["*"],
        "Action": ["oss:*"],
        "Resource": [arn, pulumi.Output.concat(arn, "/*")],
        "Condition": {"Bool": {"acs:SecureTransport": ["false"]}},
    }


def _lifecycle(expiry: Expiry) -> list[oss.BucketLifecycleRuleArgsDict]:
    rule: oss.BucketLifecycleRuleArgsDict = {
        "id": "keep-tidy",
        "prefix": "",
        "enabled": True,
        "abort_multipart_uploads": [{"days": _ABORT_UPLOAD_DAYS}],
        "noncurrent_version_expirations": [{"days": expiry.noncurrent}],
        # A deleted object leaves a marker; OSS allows only one kind of expiration in a rule
        "expirations": [{"days": expiry.expire} if expiry.expire else {"expired_object_delete_marker": True}],
    }
    if expiry.infrequent:
        rule["transitions"] = [{"days": expiry.infrequent, "storage_class": "IA"}]
    return [rule]
