"""Lakes with and without an end."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_RULE = "data-lake-expires"
_BUCKET = res("aws:s3/bucket:Bucket", "lake", bucket="shop-lake")
_DELIVERY = res(
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
    "clicks",
    destination="extended_s3",
    extendedS3Configuration={"bucketArn": ref("lake")},
)
_JOB = res(
    "alicloud:sls/ossExportSink:OssExportSink",
    "clicks",
    project="shop",
    configuration={"logstore": "clicks", "sink": {"bucket": ref("lake")}},
)


def _lifecycle(**rule: Any) -> Res:
    return res(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "lifecycle",
        bucket=ref("lake"),
        rules=[{"id": "retention", "status": "Enabled", **rule}],
    )


def _oss(**rule: Any) -> Res:
    return res(
        "alicloud:oss/bucket:Bucket", "lake", bucket="shop-lake", lifecycleRules=[{"enabled": True, **rule}]
    )


EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, _BUCKET, _DELIVERY, _lifecycle(expiration={"days": 400})),
    fails(_RULE, _BUCKET, _DELIVERY, says="no rule of its lifecycle"),
    fails(_RULE, _BUCKET, _DELIVERY, _lifecycle(expiration={"days": 400}, prefix="other/")),
    fails(_RULE, _BUCKET, _DELIVERY, _lifecycle(expiration={"expiredObjectDeleteMarker": True})),
    skips(_RULE, _BUCKET),
    unknown(_RULE, _BUCKET, _DELIVERY, _lifecycle(expiration={"days": UNKNOWN})),
    passes(_RULE, _oss(expirations=[{"days": 400}]), _JOB),
    fails(_RULE, _oss(expirations=[{"expiredObjectDeleteMarker": True}]), _JOB, says="no rule of its lifecycle"),
    skips(_RULE, _oss()),
    unknown(_RULE, _oss(expirations=[{"days": UNKNOWN}]), _JOB),
)
