"""Deliveries of events lose nothing, and say what they could not deliver."""

from __future__ import annotations

from policies.checks import is_true
from policies.rule import Area, NotApplicable, Outcome, Rule, Severity
from policies.view import View

_S3 = "extendedS3Configuration"
_EXPORT = "configuration"
_FROM_THE_FIRST = 1


def _firehose(delivery: View) -> Outcome:
    if not delivery.has(_S3):
        return NotApplicable("it delivers into no bucket")
    fault = is_true(f"{_S3}.cloudwatchLoggingOptions.enabled")(delivery)
    if fault is None and not delivery.get(f"{_S3}.errorOutputPrefix"):
        fault = f"`{_S3}.errorOutputPrefix` is not set: what failed lies among the rest"
    return fault


def _export(job: View) -> Outcome:
    end, start = float(job.get(f"{_EXPORT}.toTime", 0)), float(job.get(f"{_EXPORT}.fromTime", 0))
    if end:
        return f"`{_EXPORT}.toTime` is {end:.0f}: then it stops"
    return (
        None
        if start <= _FROM_THE_FIRST
        else f"`{_EXPORT}.fromTime` is {start:.0f}: it leaves out what came before"
    )


RULES = (
    Rule(
        id="log-delivery-failures",
        title="Deliveries of events leave nothing out, and what fails is kept apart and logged",
        area=Area.LOGGING,
        severity=Severity.MEDIUM,
        why="An event that fits no column is gone in silence, and commissions are reckoned without it.",
        remediation="build the delivery with EventLake",
        source="https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html",
        checks={
            "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": _firehose,
            "alicloud:sls/ossExportSink:OssExportSink": _export,
        },
    ),
)
