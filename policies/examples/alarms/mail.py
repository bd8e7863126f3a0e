"""Senders of mail."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, unknown

_WATCHED = "stack-mail-sender-has-alarm"
_SETTINGS = res("aws:sesv2/configurationSet:ConfigurationSet", "news", configurationSetName="news")


def _alarm(metric: Any) -> Res:
    return res(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        f"{metric}",
        namespace="AWS/SES",
        metricName=metric,
        dimensions={"ses:configuration-set": ref("news")},
        alarmActions=["arn:aws:sns:eu-central-1:123456789012:alerts"],
    )


_BOUNCES, _COMPLAINTS = _alarm("Reputation.BounceRate"), _alarm("Reputation.ComplaintRate")

EXAMPLES: tuple[Example, ...] = (
    passes(_WATCHED, _SETTINGS, _BOUNCES, _COMPLAINTS),
    fails(_WATCHED, _SETTINGS, _BOUNCES, says="no alarm on its complaints"),
    fails(_WATCHED, _SETTINGS, says="bounces, complaints"),
    unknown(_WATCHED, _SETTINGS, _BOUNCES, _alarm(UNKNOWN)),
)
