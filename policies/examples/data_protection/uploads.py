"""Files of strangers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_RULE = "data-uploads-scanned"
_BUCKET = res("aws:s3/bucket:Bucket", "bucket")
_TAG = "s3:ExistingObjectTag/GuardDutyMalwareScanStatus"
_DENY: dict[str, Any] = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": ["s3:GetObject", "s3:GetObjectVersion"],
    "Resource": "arn:aws:s3:::uploads/*",
    "Condition": {"StringNotEquals": {_TAG: "NO_THREATS_FOUND"}},
}

_DENY_TAGS = {**_DENY, "Action": ["s3:PutObjectTagging", "s3:PutObjectVersionTagging"]}
_DENY_TAGS["Condition"] = {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/scan"}}
_WEAKER: tuple[dict[str, Any], ...] = (
    {"Action": "s3:GetObject"},  # an older version, which was not clean, has an id
    {"Principal": {"AWS": "arn:aws:iam::111122223333:role/agents"}},
    {"Resource": "arn:aws:s3:::uploads/public/*"},
    {"Condition": {**_DENY["Condition"], "IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}},
    {"Condition": {"StringNotEquals": {_TAG: ["NO_THREATS_FOUND", "UNSUPPORTED"]}}},
    {"Condition": {"StringEquals": {_TAG: "THREATS_FOUND"}}},
)


def _plan(status: Any = "ENABLED", **more: Any) -> Res:
    given = {"actions": [{"taggings": [{"status": status}]}], **more}
    protected = {"s3Bucket": {"bucketName": ref("bucket")}}
    return res(
        "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan", "plan", protectedResource=protected, **given
    )


def _policy(*statements: Any) -> Res:
    text = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
    return res("aws:s3/bucketPolicy:BucketPolicy", "policy", bucket=ref("bucket"), policy=text)


def _aws() -> Iterator[Example]:
    yield passes(_RULE, _plan(), _BUCKET, _policy(_DENY, _DENY_TAGS))
    scanner = {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/scan"}}
    yield passes(
        _RULE, _plan(), _BUCKET, _policy({**_DENY, "Condition": {**_DENY["Condition"], **scanner}}, _DENY_TAGS)
    )
    for weaker in _WEAKER:
        yield fails(_RULE, _plan(), _BUCKET, _policy({**_DENY, **weaker}, _DENY_TAGS), says="not found clean")
    yield fails(_RULE, _plan(), _BUCKET, _policy(_DENY), says="to say that an object is clean")
    yield fails(
        _RULE,
        _plan(),
        _BUCKET,
        _policy({**_DENY, "Condition": {}}, _DENY_TAGS),
        says="no policy of its bucket refuses",
    )
    yield fails(_RULE, _plan(), _BUCKET, _policy({**_DENY, "Effect": "Allow"}))
    yield fails(_RULE, _plan(), _BUCKET)
    yield fails(_RULE, _plan("DISABLED"), _BUCKET, _policy(_DENY), says="do not tag what was found")
    yield fails(_RULE, _plan(actions=[]), _BUCKET, _policy(_DENY))
    yield unknown(_RULE, _plan(UNKNOWN), _BUCKET, _policy(_DENY, _DENY_TAGS))
    hidden = res("aws:s3/bucketPolicy:BucketPolicy", "policy", bucket=ref("bucket"), policy=UNKNOWN)
    yield unknown(_RULE, _plan(), _BUCKET, hidden)


def _alicloud() -> Iterator[Example]:
    type_, queue = (
        "alicloud:message/serviceEventRule:ServiceEventRule",
        "alicloud:message/serviceQueue:ServiceQueue",
    )
    rule = res(type_, "rule", endpoint={"endpointType": "queue", "endpointValue": ref("queue")})
    yield passes(_RULE, rule, res(queue, "queue", dlqPolicy={"enabled": True}))
    yield fails(_RULE, rule, res(queue, "queue"), says="has no dead-letter queue")
    yield unknown(_RULE, rule, res(queue, "queue", dlqPolicy={"enabled": UNKNOWN}))
    yield skips(_RULE, res(type_, "rule", endpoint={"endpointType": "topic", "endpointValue": "news"}))


EXAMPLES: tuple[Example, ...] = (*_aws(), *_alicloud())
