"""Events on their way from the event bus into a queue: people hear of those that never arrive."""

from __future__ import annotations

import pulumi
from pulumi_aws import cloudwatch

from components.aws.alarm import alarm
from components.aws.context import AwsContext


def undelivered_alarm(
    ctx: AwsContext,
    name: str,
    rule: cloudwatch.EventRule,
    notify: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> None:
    """The queue or its key refused an event until EventBridge gave up: nothing else would show it."""
    alarm(
        ctx,
        name,
        "undelivered",
        opts,
        description=f"Events of {name} did not reach their queue and are lost",
        namespace="AWS/Events",
        # Those given up, not retries. Source: EventBridge user guide, "Monitoring Amazon EventBridge", 2026-11
        metric="FailedInvocations",
        dimensions={"RuleName": rule.name},
        statistic="Sum",
        threshold=0,
        periods=1,
        notify=notify,
    )
