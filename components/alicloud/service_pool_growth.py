"""What lets a pool grow beside requests and CPU: connections that stay open, and queues that fill."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import cms, ess

from components.alicloud.context import AlicloudContext
from components.options import extend
from components.service_pool import ServicePoolArgs, Work

CONNECTIONS = "ConcurrentConnections"
"""Connections of an instance, which ECS counts itself, without an agent.
Source: ESS documentation, "Event-triggered tasks of the system monitoring type", 2026-11."""
_STEP_PERCENT = {"connections": 20, "backlog": 50}
"""Connections come back at once after a step, so it is small; a queue is looked at every 5 minutes only."""
_MINUTE_SECONDS = 60
_MINUTES = 2
_QUEUE_SECONDS = 300
"""How often a metric of SMQ comes, and the shortest silence between two calls of one alarm."""


def follow_connections(
    ctx: AlicloudContext, name: str, args: ServicePoolArgs, group: ess.ScalingGroup, opts: pulumi.ResourceOptions
) -> None:
    """A step for every two minutes above the share of connections that instances are to hold. No target tracking:
    it does not know this metric."""
    if args.performance.connections is None:
        return
    step = _step(ctx, name, "connections", group, opts)
    ess.Alarm(
        f"{name}-connections",
        scaling_group_id=group.id,
        description=f"Instances of {name} fill with connections: take a step forward",
        metric_type="system",
        metric_name=CONNECTIONS,
        statistics="Average",
        comparison_operator=">=",
        threshold=f"{args.performance.connections * args.target_utilisation_ratio:g}",
        period=_MINUTE_SECONDS,
        evaluation_count=_MINUTES,
        alarm_actions=[step.ari],
        opts=opts,
    )


def follow_backlog(
    ctx: AlicloudContext, name: str, args: ServicePoolArgs, group: ess.ScalingGroup, opts: pulumi.ResourceOptions
) -> None:
    """A step for every look at which a queue holds more than the smallest pool works off in `backlog_seconds`.

    ESS's own alarms know no queues, so CloudMonitor's call the rule. That tells people too: an alarm without a
    contact group is refused.
    """
    if not args.work:
        return
    step = _step(ctx, name, "backlog", group, opts)
    rule = pulumi.Output.all(group.id, step.id).apply(
        lambda ids: ctx.arn("ess", f"scalingGroupId/{ids[0]}:scalingRuleId/{ids[1]}")
    )
    for queue, work in args.work.items():
        cms.Alarm(
            f"{name}-{queue}-waiting",
            name=ctx.label.physical(f"{name}-{queue}-waiting", 128),
            project="acs_mns_new",
            metric="ActiveMessages",
            metric_dimensions=pulumi.Output.json_dumps([{"region": ctx.region, "queue": work.queue.name}]),
            escalations_critical={
                "statistics": "Average",
                "comparison_operator": ">",
                "threshold": f"{_waiting(args, work):g}",
                "times": 1,
            },
            targets=[{"target_id": "1", "arn": rule, "level": "Critical"}],
            contact_groups=[args.notify],
            period=_QUEUE_SECONDS,
            silence_time=_QUEUE_SECONDS,  # while it is silent it calls the rule no more
            enabled=True,
            tags=ctx.label.tags(name),
            opts=opts,
        )


def _waiting(args: ServicePoolArgs, work: Work) -> float:
    return args.min_instances * work.messages_per_second * args.backlog_seconds


def _step(
    ctx: AlicloudContext, name: str, role: str, group: ess.ScalingGroup, opts: pulumi.ResourceOptions
) -> ess.ScalingRule:
    return ess.ScalingRule(
        f"{name}-{role}",
        scaling_rule_name=ctx.label.physical(f"{name}-{role}", 64),
        scaling_group_id=group.id,
        scaling_rule_type="SimpleScalingRule",
        adjustment_type="PercentChangeInCapacity",
        adjustment_value=_STEP_PERCENT[role],
        min_adjustment_magnitude=1,
        opts=extend(opts, delete_before_replace=True),  # a name per group
    )
