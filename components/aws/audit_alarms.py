"""What in the audit trail wakes people."""

from __future__ import annotations

import pulumi
from pulumi_aws import cloudwatch

from components.aws.alarm import Above, alarm
from components.aws.audit_events import AUDIT_EVENTS
from components.aws.context import AwsContext


def audit_alarms(
    ctx: AwsContext,
    name: str,
    log: cloudwatch.LogGroup,
    notify: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> None:
    """A metric filter and an alarm per event. They also fire when `pulumi up` itself makes such a change: then the
    people who are told know why."""
    namespace = ctx.label.physical(name, 255)
    for event in AUDIT_EVENTS:
        cloudwatch.LogMetricFilter(
            f"{name}-{event.role}",
            log_group_name=log.name,
            pattern=event.pattern,
            metric_transformation={
                "namespace": namespace,
                "name": event.role,
                "value": "1",
                "default_value": "0",
            },
            opts=opts,
        )
        alarm(
            ctx,
            name,
            event.role,
            opts,
            description=f"Audit trail: {event.says}",
            namespace=namespace,
            metric=event.role,
            dimensions={},
            statistic="Sum",
            when=Above.AT_LEAST,
            threshold=event.at_least,
            period_seconds=300,
            periods=1,
            notify=notify,
        )
