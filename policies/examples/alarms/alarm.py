"""An alarm of each cloud, for the examples beside it."""

from __future__ import annotations

from typing import Any

from policies.examples.example import Res, res

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
CMS_ALARM = "alicloud:cms/alarm:Alarm"


def alarm(metric: str, dimensions: dict[str, Any], **inputs: Any) -> Res:
    """Of CloudWatch; it fires above 10."""
    return res(
        ALARM,
        f"alarm-{metric}",
        namespace="AWS/ApplicationELB",
        metricName=metric,
        dimensions=dimensions,
        **{"comparisonOperator": "GreaterThanThreshold", "threshold": 10, **inputs},
    )


def cms_alarm(metric: str, of: Any, threshold: str = "0", comparison: str = ">") -> Res:
    """Of CloudMonitor; it fires above 0."""
    return res(
        CMS_ALARM,
        f"alarm-{metric}",
        project="acs_alb",
        metric=metric,
        metricDimensions=of,
        escalationsCritical={"comparisonOperator": comparison, "threshold": threshold},
    )
