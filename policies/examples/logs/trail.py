"""The audit trail."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_TRAIL = "aws:cloudtrail/trail:Trail"
_ACTION = "alicloud:actiontrail/trail:Trail"
_S3 = "aws:s3/bucket:Bucket"
_OSS = "alicloud:oss/bucket:Bucket"
_ALL_REGIONS = "log-audit-trail-all-regions"
_INTEGRITY = "log-audit-trail-integrity"
_ANALYSIS = "log-audit-trail-to-analysis"
_PRIVATE = "stack-audit-bucket-private"


def _trail(**inputs: Any) -> Res:
    return res(_TRAIL, "trail", **{"s3BucketName": "shop-audit", "isMultiRegionTrail": True, **inputs})


def _selector(**fields: list[str]) -> dict[str, Any]:
    return {"fieldSelectors": [{"field": field, "equals": values} for field, values in fields.items()]}


_MANAGEMENT = _selector(eventCategory=["Management"])

_SEEN: tuple[Example, ...] = (
    passes(_ALL_REGIONS, _trail(enableLogging=True), whole="aws"),
    fails(_ALL_REGIONS, _trail(isMultiRegionTrail=False), whole="aws", says="isMultiRegionTrail"),
    fails(_ALL_REGIONS, whole="aws", says="no audit trail"),
    fails(_ALL_REGIONS, _trail(enableLogging=False), whole="aws", says="enableLogging"),
    fails(_ALL_REGIONS, _trail(includeGlobalServiceEvents=False), whole="aws"),
    passes(
        _ALL_REGIONS,
        _trail(advancedEventSelectors=[_selector(eventCategory=["Data"]), _MANAGEMENT]),
        whole="aws",
    ),
    fails(
        _ALL_REGIONS,
        _trail(advancedEventSelectors=[_selector(eventCategory=["Management"], readOnly=["false"])]),
        whole="aws",
        says="every management event",
    ),
    passes(_ALL_REGIONS, _trail(eventSelectors=[{"readWriteType": "All"}]), whole="aws"),
    fails(_ALL_REGIONS, _trail(eventSelectors=[{"readWriteType": "WriteOnly"}]), whole="aws"),
    fails(
        _ALL_REGIONS,
        _trail(eventSelectors=[{"excludeManagementEventSources": ["kms.amazonaws.com"]}]),
        whole="aws",
    ),
    # one trail of its own region is no fault where another one sees everything
    passes(_ALL_REGIONS, res(_TRAIL, "local", s3BucketName="shop-audit"), _trail(), whole="aws"),
    unknown(_ALL_REGIONS, _trail(isMultiRegionTrail=UNKNOWN), whole="aws"),
    passes(
        _ALL_REGIONS,
        res(
            _ACTION,
            trailName="shop",
            ossBucketName="shop-audit",
            trailRegion="All",
            eventRw="All",
            status="Enable",
        ),
        whole="alicloud",
    ),
    fails(
        _ALL_REGIONS,
        res(_ACTION, trailName="shop", ossBucketName="shop-audit", trailRegion="All", eventRw="Write"),
        whole="alicloud",
        says="eventRw",
    ),
    fails(_ALL_REGIONS, res(_ACTION, trailName="shop", trailRegion="cn-shanghai"), whole="alicloud"),
    fails(_ALL_REGIONS, res(_ACTION, trailName="shop", status="Disable"), whole="alicloud"),
    unknown(_ALL_REGIONS, res(_ACTION, trailName="shop", status=UNKNOWN), whole="alicloud"),
    passes(_INTEGRITY, _trail(enableLogFileValidation=True)),
    fails(_INTEGRITY, _trail()),
    unknown(_INTEGRITY, _trail(enableLogFileValidation=UNKNOWN)),
    passes(_ANALYSIS, _trail(cloudWatchLogsGroupArn=UNKNOWN, cloudWatchLogsRoleArn=UNKNOWN)),
    fails(_ANALYSIS, _trail(), says="cloudWatchLogsGroupArn"),
    fails(_ANALYSIS, _trail(cloudWatchLogsGroupArn=UNKNOWN), says="cloudWatchLogsRoleArn"),
    passes(_ANALYSIS, res(_ACTION, trailName="shop", slsProjectArn=UNKNOWN, ossBucketName="shop-audit")),
    fails(_ANALYSIS, res(_ACTION, trailName="shop", ossBucketName="shop-audit"), says="slsProjectArn"),
    fails(_ANALYSIS, res(_ACTION, trailName="shop", slsProjectArn=UNKNOWN), says="ossBucketName"),
)

_BLOCK = res(
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "block",
    bucket=ref("audit"),
    blockPublicAcls=True,
    blockPublicPolicy=True,
    ignorePublicAcls=True,
    restrictPublicBuckets=True,
)
_HALF_BLOCK = res(
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "block", bucket=ref("audit"), blockPublicAcls=True
)
_VERSIONS = res(
    "aws:s3/bucketVersioning:BucketVersioning",
    "versions",
    bucket=ref("audit"),
    versioningConfiguration={"status": "Enabled"},
)
_BUCKET = res(_S3, "audit", bucket="shop-audit")
_INTO = _trail(s3BucketName=ref("audit"))


def _logging(target: str) -> Res:
    return res("aws:s3/bucketLogging:BucketLogging", "log", bucket=ref("audit"), targetBucket=ref(target))


_OSS_BLOCK = res(
    "alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "block",
    bucket=ref("audit"),
    blockPublicAccess=True,
)
_OSS_VERSIONS = res(
    "alicloud:oss/bucketVersioning:BucketVersioning", "versions", bucket=ref("audit"), status="Enabled"
)
_OSS_BUCKET = res(_OSS, "audit", bucket="shop-audit")
_OSS_INTO = res(_ACTION, "trail", trailName="shop", ossBucketName=ref("audit"))

_KEPT: tuple[Example, ...] = (
    passes(_PRIVATE, _INTO, _BUCKET, _BLOCK, _VERSIONS),
    fails(_PRIVATE, _INTO, _BUCKET, _VERSIONS, says="is not closed to the public"),
    fails(_PRIVATE, _INTO, _BUCKET, _HALF_BLOCK, _VERSIONS, says="`blockPublicPolicy`"),
    fails(_PRIVATE, _INTO, _BUCKET, _BLOCK, says="keeps no versions"),
    fails(
        _PRIVATE,
        _INTO,
        _BUCKET,
        _BLOCK,
        _VERSIONS,
        res("aws:s3/bucketAcl:BucketAcl", "acl", bucket=ref("audit"), acl="public-read"),
        says="public-read",
    ),
    fails(_PRIVATE, _INTO, _BUCKET, _BLOCK, _VERSIONS, _logging("audit"), says="in itself"),
    passes(_PRIVATE, _INTO, _BUCKET, _BLOCK, _VERSIONS, _logging("logs"), res(_S3, "logs")),
    passes(
        _PRIVATE,
        _INTO,
        _BUCKET,
        _VERSIONS,
        res(
            "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
            "account",
            blockPublicAcls=True,
            blockPublicPolicy=True,
            ignorePublicAcls=True,
            restrictPublicBuckets=True,
        ),
    ),
    unknown(_PRIVATE, _trail(s3BucketName="audit-of-the-organization"), says="not in this stack"),
    passes(_PRIVATE, _OSS_INTO, _OSS_BUCKET, _OSS_BLOCK, _OSS_VERSIONS),
    fails(_PRIVATE, _OSS_INTO, _OSS_BUCKET, _OSS_BLOCK, says="keeps no versions"),
    fails(_PRIVATE, _OSS_INTO, _OSS_BUCKET, _OSS_VERSIONS, says="is not closed to the public"),
    skips(_PRIVATE, res(_ACTION, "trail", trailName="shop", slsProjectArn=UNKNOWN)),
    fails(
        _PRIVATE,
        _OSS_INTO,
        res(_OSS, "audit", bucket="shop-audit", acl="public-read"),
        _OSS_BLOCK,
        _OSS_VERSIONS,
        says="public-read",
    ),
    unknown(_PRIVATE, res(_ACTION, "trail", trailName="shop", ossBucketName=UNKNOWN)),
)

EXAMPLES: tuple[Example, ...] = (*_SEEN, *_KEPT)
