"""What visitors did is forgotten in the end."""

from __future__ import annotations

from policies.reading.buckets import OSS, S3, lifecycle
from policies.rule import Area, Check, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_NO_LAKE = NotApplicable("no delivery of events writes into it")
_DELIVERIES = (
    ("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", "extendedS3Configuration.bucketArn"),
    ("alicloud:sls/ossExportSink:OssExportSink", "configuration.sink.bucket"),
)


def _ends(cloud: str) -> Check:
    """A bucket of a cloud that events are delivered into."""
    deliveries = [each for each in _DELIVERIES if each[0].startswith(f"{cloud}:")]

    def check(bucket: View) -> Outcome:
        if not any(bucket.referring(type_, path) for type_, path in deliveries):
            return _NO_LAKE
        if any(rule.enabled and rule.whole and rule.expires_after for rule in lifecycle(bucket)):
            return None
        return "no rule of its lifecycle deletes all objects after some days"

    return check


RULES = (
    Rule(
        id="data-lake-expires",
        title="Events in the lake have an end",
        area=Area.DATA_PROTECTION,
        severity=Severity.HIGH,
        why="Visitors agreed for a time. A lake without an end keeps what they did for whoever breaks in.",
        remediation="set `expire_days` of the stream's bucket in shop.yaml",
        source="https://gdpr-info.eu/art-5-gdpr/",
        checks={S3: _ends("aws"), OSS: _ends("alicloud")},
        scope=Scope.STACK,
    ),
)
