"""Buckets."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, unknown

_S3 = "aws:s3/bucket:Bucket"
_S3_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
_S3_ACCOUNT = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"
_S3_ACL = "aws:s3/bucketAcl:BucketAcl"
_S3_VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
_S3_LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
_OSS = "alicloud:oss/bucket:Bucket"
_OSS_BLOCK = "alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock"
_OSS_ACCOUNT = "alicloud:oss/accountPublicAccessBlock:AccountPublicAccessBlock"
_OSS_ACL = "alicloud:oss/bucketAcl:BucketAcl"
_OSS_VERSIONING = "alicloud:oss/bucketVersioning:BucketVersioning"

_CLOSED: dict[str, Any] = {
    "blockPublicAcls": True,
    "blockPublicPolicy": True,
    "ignorePublicAcls": True,
    "restrictPublicBuckets": True,
}
_S3_RULE = {
    "id": "retention",
    "status": "Enabled",
    "filter": {},
    "noncurrentVersionExpiration": {"noncurrentDays": 30},
    "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7},
}
_S3_INLINE_RULE = {
    "enabled": True,
    "noncurrentVersionExpiration": {"days": 30},
    "abortIncompleteMultipartUploadDays": 7,
}
_OSS_RULE = {
    "enabled": True,
    "prefix": "",
    "noncurrentVersionExpirations": [{"days": 30}],
    "abortMultipartUploads": [{"days": 7}],
}
_EVERYBODY = "http://acs.amazonaws.com/groups/global/AllUsers"

_BLOCK_PUBLIC: tuple[Example, ...] = (
    passes("data-bucket-block-public", res(_S3, "media"), res(_S3_BLOCK, "block", bucket=ref("media"), **_CLOSED)),
    fails("data-bucket-block-public", res(_S3, "media"), says="no BucketPublicAccessBlock"),
    passes("data-bucket-block-public", res(_S3, "media"), res(_S3_ACCOUNT, "account", **_CLOSED)),
    fails(
        "data-bucket-block-public",
        res(_S3, "media"),
        res(_S3_BLOCK, "block", bucket=ref("media"), blockPublicAcls=True, ignorePublicAcls=True),
        says="lacks `blockPublicPolicy`, `restrictPublicBuckets`",
    ),
    fails(
        "data-bucket-block-public",
        res(_S3, "media"),
        res(_S3, "other"),
        res(_S3_BLOCK, "block", bucket=ref("other"), **_CLOSED),
    ),
    unknown(
        "data-bucket-block-public",
        res(_S3, "media"),
        res(_S3_BLOCK, "block", bucket=ref("media"), **{**_CLOSED, "blockPublicPolicy": UNKNOWN}),
    ),
    unknown("data-bucket-block-public", res(_S3, "media"), res(_S3_BLOCK, "block", bucket=UNKNOWN, **_CLOSED)),
    passes("data-bucket-block-public", res(_S3_ACCOUNT, **_CLOSED)),
    fails("data-bucket-block-public", res(_S3_ACCOUNT, blockPublicAcls=True), says="`ignorePublicAcls`"),
    unknown("data-bucket-block-public", res(_S3_ACCOUNT, **{**_CLOSED, "ignorePublicAcls": UNKNOWN})),
    passes(
        "data-bucket-block-public",
        res(_OSS, "media"),
        res(_OSS_BLOCK, "block", bucket=ref("media"), blockPublicAccess=True),
    ),
    fails("data-bucket-block-public", res(_OSS, "media", acl="private")),
    fails(
        "data-bucket-block-public",
        res(_OSS, "media"),
        res(_OSS_BLOCK, "block", bucket=ref("media"), blockPublicAccess=False),
        says="lacks `blockPublicAccess`",
    ),
    passes("data-bucket-block-public", res(_OSS, "media"), res(_OSS_ACCOUNT, "account", blockPublicAccess=True)),
    unknown(
        "data-bucket-block-public",
        res(_OSS, "media"),
        res(_OSS_BLOCK, "block", bucket=ref("media"), blockPublicAccess=UNKNOWN),
    ),
    passes("data-bucket-block-public", res(_OSS_ACCOUNT, blockPublicAccess=True)),
    fails("data-bucket-block-public", res(_OSS_ACCOUNT, blockPublicAccess=False)),
    unknown("data-bucket-block-public", res(_OSS_ACCOUNT, blockPublicAccess=UNKNOWN)),
)

_PUBLIC_ACL: tuple[Example, ...] = (
    passes("data-bucket-no-public-acl", res(_S3, bucket="shop-media")),
    fails("data-bucket-no-public-acl", res(_S3, acl="public-read"), says="`acl` is public-read"),
    fails("data-bucket-no-public-acl", res(_S3, grants=[{"uri": _EVERYBODY, "permissions": ["READ"]}])),
    unknown("data-bucket-no-public-acl", res(_S3, acl=UNKNOWN)),
    passes("data-bucket-no-public-acl", res(_S3_ACL, bucket=UNKNOWN, acl="log-delivery-write")),
    fails("data-bucket-no-public-acl", res(_S3_ACL, bucket=UNKNOWN, acl="authenticated-read")),
    fails(
        "data-bucket-no-public-acl",
        res(
            _S3_ACL,
            bucket=UNKNOWN,
            accessControlPolicy={
                "grants": [{"grantee": {"type": "Group", "uri": _EVERYBODY}, "permission": "READ"}]
            },
        ),
        says="AllUsers",
    ),
    unknown("data-bucket-no-public-acl", res(_S3_ACL, bucket=UNKNOWN, acl=UNKNOWN)),
    passes("data-bucket-no-public-acl", res(_OSS, bucket="shop-media")),
    fails("data-bucket-no-public-acl", res(_OSS, acl="public-read-write")),
    unknown("data-bucket-no-public-acl", res(_OSS, acl=UNKNOWN)),
    passes("data-bucket-no-public-acl", res(_OSS_ACL, bucket=UNKNOWN, acl="private")),
    fails("data-bucket-no-public-acl", res(_OSS_ACL, bucket=UNKNOWN, acl="public-read")),
    unknown("data-bucket-no-public-acl", res(_OSS_ACL, bucket=UNKNOWN, acl=UNKNOWN)),
)

_VERSIONING: tuple[Example, ...] = (
    passes(
        "data-bucket-versioning",
        res(_S3, "media"),
        res(_S3_VERSIONING, "versions", bucket=ref("media"), versioningConfiguration={"status": "Enabled"}),
    ),
    fails("data-bucket-versioning", res(_S3, "media"), says="not enabled"),
    fails(
        "data-bucket-versioning",
        res(_S3, "media"),
        res(_S3_VERSIONING, "versions", bucket=ref("media"), versioningConfiguration={"status": "Suspended"}),
    ),
    passes("data-bucket-versioning", res(_S3, versioning={"enabled": True})),
    passes("data-bucket-versioning", res(_S3, objectLockEnabled=True)),
    unknown(
        "data-bucket-versioning",
        res(_S3, "media"),
        res(_S3_VERSIONING, "versions", bucket=ref("media"), versioningConfiguration={"status": UNKNOWN}),
    ),
    # facts/policies.md section 7, case 1: separate resources count
    passes(
        "data-bucket-versioning",
        res(_OSS, "media"),
        res(_OSS_VERSIONING, "versions", bucket=ref("media"), status="Enabled"),
    ),
    fails("data-bucket-versioning", res(_OSS, "media", redundancyType="ZRS")),
    passes("data-bucket-versioning", res(_OSS, versioning={"status": "Enabled"})),
    unknown(
        "data-bucket-versioning",
        res(_OSS, "media"),
        res(_OSS_VERSIONING, "versions", bucket=ref("media"), status=UNKNOWN),
    ),
)

_LIFECYCLE: tuple[Example, ...] = (
    passes(
        "data-bucket-lifecycle",
        res(_S3, "media"),
        res(_S3_LIFECYCLE, "rules", bucket=ref("media"), rules=[_S3_RULE]),
    ),
    fails("data-bucket-lifecycle", res(_S3, "media"), says="no lifecycle rule"),
    fails(
        "data-bucket-lifecycle",
        res(_S3, "media"),
        res(_S3_LIFECYCLE, "rules", bucket=ref("media"), rules=[{**_S3_RULE, "status": "Disabled"}]),
        says="no lifecycle rule for the whole bucket is in force",
    ),
    fails(
        "data-bucket-lifecycle",
        res(_S3, "media"),
        res(_S3_LIFECYCLE, "rules", bucket=ref("media"), rules=[{**_S3_RULE, "filter": {"prefix": "tmp/"}}]),
        says="whole bucket",
    ),
    fails(
        "data-bucket-lifecycle",
        res(_S3, "media"),
        res(
            _S3_LIFECYCLE,
            "rules",
            bucket=ref("media"),
            rules=[{**_S3_RULE, "abortIncompleteMultipartUpload": {"daysAfterInitiation": 30.0}}],
        ),
        says="after 30 days",
    ),
    passes("data-bucket-lifecycle", res(_S3, "media", lifecycleRules=[_S3_INLINE_RULE])),
    unknown(
        "data-bucket-lifecycle",
        res(_S3, "media"),
        res(_S3_LIFECYCLE, "rules", bucket=ref("media"), rules=[{**_S3_RULE, "status": UNKNOWN}]),
    ),
    passes("data-bucket-lifecycle", res(_OSS, lifecycleRules=[_OSS_RULE])),
    fails("data-bucket-lifecycle", res(_OSS, lifecycleRules=[{**_OSS_RULE, "noncurrentVersionExpirations": []}])),
    fails(
        "data-bucket-lifecycle",
        res(_OSS, lifecycleRules=[{**_OSS_RULE, "abortMultipartUploads": []}]),
        says="unfinished uploads",
    ),
    unknown("data-bucket-lifecycle", res(_OSS, lifecycleRules=[{**_OSS_RULE, "enabled": UNKNOWN}])),
)

EXAMPLES: tuple[Example, ...] = (*_BLOCK_PUBLIC, *_PUBLIC_ACL, *_VERSIONING, *_LIFECYCLE)
