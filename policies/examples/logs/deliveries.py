"""Deliveries that keep what failed, and such that do not."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, skips, unknown

_RULE = "log-delivery-failures"
_FIREHOSE = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"
_LOGGED = {"enabled": True, "logGroupName": "/shop/delivery", "logStreamName": "delivery"}
_FAILED = "failed/!{firehose:error-output-type}/"


def _delivery(**bucket: Any) -> Res:
    return res(_FIREHOSE, "clicks", destination="extended_s3", extendedS3Configuration=bucket)


def _job(**configuration: Any) -> Res:
    return res(
        "alicloud:sls/ossExportSink:OssExportSink",
        "clicks",
        project="shop",
        configuration={"logstore": "clicks", **configuration},
    )


EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, _delivery(cloudwatchLoggingOptions=_LOGGED, errorOutputPrefix=_FAILED)),
    fails(_RULE, _delivery(errorOutputPrefix=_FAILED), says="cloudwatchLoggingOptions.enabled"),
    fails(_RULE, _delivery(cloudwatchLoggingOptions=_LOGGED), says="errorOutputPrefix"),
    skips(_RULE, res(_FIREHOSE, "clicks", destination="splunk")),
    unknown(_RULE, _delivery(cloudwatchLoggingOptions={"enabled": UNKNOWN}, errorOutputPrefix=_FAILED)),
    passes(_RULE, _job(fromTime=1, toTime=0)),
    fails(_RULE, _job(fromTime=1, toTime=1_800_000_000), says="then it stops"),
    fails(_RULE, _job(fromTime=1_700_000_000, toTime=0), says="leaves out"),
    unknown(_RULE, _job(fromTime=UNKNOWN, toTime=0)),
)
