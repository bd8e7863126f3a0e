"""CloudWatch metric alarms, all of one shape: they always tell somebody, also when they recover."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import pulumi
from pulumi_aws import cloudwatch

from components.aws.context import AwsContext


class Missing(StrEnum):
    """What the absence of data means."""

    FINE = "notBreaching"
    """No traffic, no errors."""
    BAD = "breaching"
    """The thing that reports is gone."""


class Above(StrEnum):
    """Direction of the threshold."""

    MORE = "GreaterThanThreshold"
    AT_LEAST = "GreaterThanOrEqualToThreshold"
    LESS = "LessThanThreshold"


def alarm(
    ctx: AwsContext,
    component: str,
    role: str,
    opts: pulumi.ResourceOptions,
    *,
    description: str,
    namespace: str,
    metric: str,
    dimensions: Mapping[str, pulumi.Input[str]],
    threshold: float,
    notify: pulumi.Input[str],
    statistic: str = "Average",
    when: Above = Above.MORE,
    period_seconds: int = 60,
    periods: int = 5,
    periods_breaching: int = 3,
    missing: Missing = Missing.FINE,
    region: str | None = None,
) -> cloudwatch.MetricAlarm:
    """One alarm named `{component}-{role}`.

    `statistic` is a plain statistic (`Average`, `Sum`, `Minimum`, `Maximum`, `SampleCount`) or a percentile
    (`p99`). `region` is given only for metrics of another region (CloudFront: us-east-1).
    """
    percentile = statistic if statistic.startswith("p") else None
    return cloudwatch.MetricAlarm(
        f"{component}-{role}",
        alarm_description=description,
        namespace=namespace,
        metric_name=metric,
        dimensions=dict(dimensions),
        statistic=None if percentile else statistic,
        extended_statistic=percentile,
        comparison_operator=when.value,
        threshold=threshold,
        period=period_seconds,
        evaluation_periods=periods,
        datapoints_to_alarm=min(periods_breaching, periods),
        treat_missing_data=missing.value,
        alarm_actions=[notify],
        ok_actions=[notify],
        region=region,
        tags=ctx.label.tags(component),
        opts=opts,
    )
