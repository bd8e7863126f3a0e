"""The bucket of the audit trail."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, skips, unknown

_S3 = "aws:s3/bucket:Bucket"
_S3_LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
_TRAIL = "aws:cloudtrail/trail:Trail"
_OSS = "alicloud:oss/bucket:Bucket"
_OSS_WORM = "alicloud:oss/bucketWorm:BucketWorm"
_ACTIONTRAIL = "alicloud:actiontrail/trail:Trail"

EXAMPLES: tuple[Example, ...] = (
    passes(
        "data-audit-bucket-immutable",
        res(_S3, "records", objectLockEnabled=True),
        res(_TRAIL, "trail", s3BucketName=ref("records")),
        res(
            _S3_LOCK,
            "lock",
            bucket=ref("records"),
            rule={"defaultRetention": {"mode": "GOVERNANCE", "days": 400}},
        ),
    ),
    fails(
        "data-audit-bucket-immutable",
        res(_S3, "records"),
        res(_TRAIL, "trail", s3BucketName=ref("records")),
        says="is not set",
    ),
    fails(
        "data-audit-bucket-immutable",
        res(_S3, "records", objectLockEnabled=True),
        res(_TRAIL, "trail", s3BucketName=ref("records")),
        res(
            _S3_LOCK, "lock", bucket=ref("records"), rule={"defaultRetention": {"mode": "COMPLIANCE", "days": 90}}
        ),
        says="90 days, at least 365",
    ),
    passes(
        "data-audit-bucket-immutable",
        res(_S3, "records", objectLockEnabled=True),
        res(_TRAIL, "trail", s3BucketName=ref("records")),
        res(
            _S3_LOCK, "lock", bucket=ref("records"), rule={"defaultRetention": {"mode": "COMPLIANCE", "years": 1}}
        ),
    ),
    unknown(
        "data-audit-bucket-immutable",
        res(_S3, "records", objectLockEnabled=True),
        res(_TRAIL, "trail", s3BucketName=ref("records")),
        res(_S3_LOCK, "lock", bucket=ref("records"), rule={"defaultRetention": {"days": UNKNOWN}}),
    ),
    skips("data-audit-bucket-immutable", res(_S3, "media")),
    passes(
        "data-audit-bucket-immutable",
        res(_OSS, "records"),
        res(_ACTIONTRAIL, "trail", ossBucketName=ref("records")),
        res(_OSS_WORM, "worm", bucket=ref("records"), retentionPeriodInDays=400, status="Locked"),
    ),
    fails(
        "data-audit-bucket-immutable",
        res(_OSS, "records"),
        res(_ACTIONTRAIL, "trail", ossBucketName=ref("records")),
        says="no BucketWorm",
    ),
    fails(
        "data-audit-bucket-immutable",
        res(_OSS, "records"),
        res(_ACTIONTRAIL, "trail", ossBucketName=ref("records")),
        res(_OSS_WORM, "worm", bucket=ref("records"), retentionPeriodInDays=400),
        says="lapses after a day",
    ),
    unknown(
        "data-audit-bucket-immutable",
        res(_OSS, "records"),
        res(_ACTIONTRAIL, "trail", ossBucketName=ref("records")),
        res(_OSS_WORM, "worm", bucket=ref("records"), retentionPeriodInDays=400, status=UNKNOWN),
    ),
    skips("data-audit-bucket-immutable", res(_OSS, "media")),
)
