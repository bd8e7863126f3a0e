"""Data events of the audit trail."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_RULE = "log-audit-data-events"
_TRAIL = "aws:cloudtrail/trail:Trail"
_ACTION = "alicloud:actiontrail/trail:Trail"
_CARDS = {"data-classification": "cardholder"}
_INTERNAL = {"data-classification": "internal"}
_S3 = res("aws:s3/bucket:Bucket", "cards", bucket="shop-cards", tags=_CARDS)
_TABLE = res("aws:dynamodb/table:Table", "cards", name="shop-cards", tags=_CARDS)
_OSS = res("alicloud:oss/bucket:Bucket", "cards", bucket="shop-cards", tags=_CARDS)


def _advanced(**fields: list[Any]) -> Res:
    names = {"kind": "resources.type", "name": "eventName", "category": "eventCategory", "read": "readOnly"}
    selectors = [{"field": names[field], "equals": values} for field, values in fields.items()]
    return res(_TRAIL, "trail", s3BucketName="audit", advancedEventSelectors=[{"fieldSelectors": selectors}])


def _of_arn(arn: Any, kind: str = "AWS::S3::Object", how: str = "startsWiths") -> Res:
    selectors = [
        {"field": "eventCategory", "equals": ["Data"]},
        {"field": "resources.type", "equals": [kind]},
        {"field": "resources.ARN", how: [arn]},
    ]
    return res(_TRAIL, "trail", s3BucketName="audit", advancedEventSelectors=[{"fieldSelectors": selectors}])


def _basic(values: list[Any], **inputs: Any) -> Res:
    data = [{"type": "AWS::S3::Object", "values": values}]
    return res(_TRAIL, "trail", s3BucketName="audit", eventSelectors=[{"dataResources": data, **inputs}])


def _selecting(**selector: Any) -> Res:
    return res(_ACTION, "trail", trailName="shop", eventSelectors=json.dumps([{"ServiceName": "Oss", **selector}]))


EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, _S3, _advanced(category=["Data"], kind=["AWS::S3::Object"])),
    fails(_RULE, _S3, res(_TRAIL, "trail", s3BucketName="audit", isMultiRegionTrail=True)),
    fails(_RULE, _S3),
    fails(_RULE, _S3, _advanced(category=["Data"], kind=["AWS::S3::Object"], name=["DeleteObject"])),
    fails(_RULE, _S3, _advanced(category=["Data"], kind=["AWS::S3::Object"], read=["false"])),
    fails(_RULE, _S3, _advanced(category=["Data"], kind=["AWS::DynamoDB::Table"])),
    passes(_RULE, _S3, _of_arn("arn:aws:s3:::shop-cards/")),
    passes(_RULE, _S3, _of_arn(ref("cards"))),
    fails(_RULE, _S3, _of_arn("arn:aws:s3:::shop-media/")),
    passes(_RULE, _S3, _of_arn("arn:aws:s3:::shop-")),
    fails(_RULE, _S3, _of_arn("arn:aws:s3:::shop/")),
    # Of all buckets but one
    passes(_RULE, _S3, _of_arn("arn:aws:s3:::shop-audit/", how="notStartsWiths")),
    fails(_RULE, _S3, _of_arn("arn:aws:s3:::shop-cards/", how="notStartsWiths")),
    passes(_RULE, _S3, _basic(["arn:aws:s3"])),
    fails(_RULE, _S3, _basic(["arn:aws:s3"], readWriteType="WriteOnly")),
    fails(_RULE, _S3, _basic(["arn:aws:s3:::shop-media/"])),
    unknown(_RULE, _S3, _basic([UNKNOWN])),
    skips(_RULE, res("aws:s3/bucket:Bucket", bucket="shop-media", tags=_INTERNAL)),
    passes(
        _RULE,
        _TABLE,
        _of_arn("arn:aws:dynamodb:eu-central-1:111122223333:table/shop-cards", "AWS::DynamoDB::Table"),
    ),
    fails(_RULE, _TABLE, _advanced(category=["Data"], kind=["AWS::S3::Object"])),
    unknown(_RULE, res("aws:dynamodb/table:Table", "cards", tags=UNKNOWN)),
    skips(_RULE, res("aws:dynamodb/table:Table", tags=_INTERNAL)),
    passes(_RULE, _OSS, _selecting(ReadWriteType="All")),
    fails(_RULE, _OSS, res(_ACTION, "trail", trailName="shop", ossBucketName="audit")),
    fails(_RULE, _OSS, _selecting(ReadWriteType="Write")),
    fails(_RULE, _OSS, _selecting(EventName={"Equals": ["DeleteObject"]})),
    passes(_RULE, _OSS, _selecting(EventName={"Equals": ["GetObject", "PutObject", "DeleteObject"]})),
    fails(_RULE, _OSS, _selecting(ResourceArn={"Equals": ["acs:oss:*:*:shop-media/*"]})),
    passes(_RULE, _OSS, _selecting(ResourceArn={"Equals": ["acs:oss:*:*:shop-cards/*"]})),
    unknown(_RULE, _OSS, res(_ACTION, "trail", trailName="shop", eventSelectors=UNKNOWN)),
    skips(_RULE, res("alicloud:oss/bucket:Bucket", tags=_INTERNAL)),
)
