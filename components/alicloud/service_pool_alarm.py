"""What a pool tells people about."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pulumi
from pulumi_alicloud import cms, ess

from components.alicloud.alarm import Above, alarm
from components.alicloud.context import AlicloudContext
from components.alicloud.service_pool_route import Target
from components.service_pool import ServicePoolArgs

_NAMESPACE = "acs_alb"
_STATISTIC = "Value"
"""The only one that ALB's metrics have. Source: CloudMonitor metric list, acs_alb, 2026-08."""
_ERRORS_RATIO = 0.001
"""Answers with 5xx, as a share of what the smallest pool can serve. An objective of 99.9 % leaves no more."""
_P99_OVER_MEAN = math.log(100)
"""ALB reports mean answer times only. With exponential times 99 of 100 requests stay below 4.6 times the mean."""
_UNHEALTHY_MINUTES = 5
"""The group replaces an unhealthy instance within two or three minutes; after five that has not helped."""
_GROUP_SECONDS = 300
"""How often ESS reports the size of a group. Source: CloudMonitor, "Auto Scaling monitoring", 2026-11."""
_FAILURES = ("SCALE_OUT_ERROR", "SCALE_IN_ERROR", "SCHEDULE_TASK_EXPIRING")
"""Without SCALE_REJECT: an idle pool of the smallest size is asked to shrink, and refuses, all night."""
_SILENCE_SECONDS = 3600


def watch(
    ctx: AlicloudContext,
    name: str,
    args: ServicePoolArgs,
    group: ess.ScalingGroup,
    targets: Sequence[Target],
    opts: pulumi.ResourceOptions,
) -> None:
    """Alarms for every route and for the size of the pool, and messages about scaling that failed."""
    for target in targets:
        _watch_target(ctx, name, args, target, opts)
    if targets:
        _watch_limit(ctx, name, args, targets[0], opts)
    else:
        _watch_group_limit(ctx, name, args, group, opts)
    _tell_failures(ctx, name, args, group, opts)


def _watch_target(
    ctx: AlicloudContext, name: str, args: ServicePoolArgs, target: Target, opts: pulumi.ResourceOptions
) -> None:
    smallest_pool_rps = args.min_instances * args.performance.throughput_rps
    slow_mean_ms = args.performance.latency_objective_ms / _P99_OVER_MEAN
    for role, metric, threshold, minutes in (
        ("unhealthy", "ServerGroupUnHealthyHostCount", 0.0, _UNHEALTHY_MINUTES),
        ("errors", "ServerGroupHTTPCodeUpstream5XX", smallest_pool_rps * _ERRORS_RATIO, 3),  # per second
        ("slow", "ServerGroupUpstreamResponseTime", slow_mean_ms, 3),
    ):
        alarm(
            ctx,
            name,
            f"{target.route.name}-{role}",
            opts,
            namespace=_NAMESPACE,
            metric=metric,
            dimensions=[target.metric_dimensions],
            statistics=_STATISTIC,
            threshold=threshold,
            times=minutes,
            notify=args.notify,
        )


def _watch_limit(
    ctx: AlicloudContext, name: str, args: ServicePoolArgs, target: Target, opts: pulumi.ResourceOptions
) -> None:
    # Healthy servers of one route stand for the size of the group. A threshold cannot move with the scheduled
    # actions: when they raise the limit, this tells that the pool has passed its usual one.
    alarm(
        ctx,
        name,
        "at-limit",
        opts,
        namespace=_NAMESPACE,
        metric="ServerGroupHealthyHostCount",
        dimensions=[target.metric_dimensions],
        statistics=_STATISTIC,
        when=Above.AT_LEAST,
        threshold=args.max_instances,
        notify=args.notify,
    )


def _watch_group_limit(
    ctx: AlicloudContext, name: str, args: ServicePoolArgs, group: ess.ScalingGroup, opts: pulumi.ResourceOptions
) -> None:
    """Nobody asks the instances of such a pool, so no load balancer counts them; the group does, less often.

    Source of the metric: ESS documentation, "Custom target tracking scaling rules", 2026-11. How its dimension is
    called is not written there; the name follows that of the other products (an assumption).
    """
    alarm(
        ctx,
        name,
        "at-limit",
        opts,
        namespace="acs_ess_dashboard",
        metric="RunningInstanceCount",
        dimensions=[{"scalingGroupId": group.id}],
        statistics="Maximum",
        when=Above.AT_LEAST,
        threshold=args.max_instances,
        period_seconds=_GROUP_SECONDS,
        notify=args.notify,
    )


def _tell_failures(
    ctx: AlicloudContext,
    name: str,
    args: ServicePoolArgs,
    group: ess.ScalingGroup,
    opts: pulumi.ResourceOptions,
) -> None:
    """ESS reports to CloudMonitor only, and a rule there tells the contact group."""
    events = [f"AUTOSCALING:{event}" for event in _FAILURES]
    ess.Notification(
        f"{name}-failures",
        scaling_group_id=group.id,
        notification_arn=ctx.arn("ess", "cloudmonitor"),
        notification_types=events,
        opts=opts,
    )
    cms.EventRule(
        f"{name}-failures",
        rule_name=ctx.label.physical(f"{name}-failures", 64),
        description=f"Scaling of {name} failed",
        status="ENABLED",
        silence_time=_SILENCE_SECONDS,
        event_pattern={
            "product": "ess",
            "name_lists": events,
            "level_lists": ["*"],
            "event_type_lists": ["*"],
            "sql_filter": group.id,  # events of this pool only
        },
        contact_parameters=[
            {"contact_parameters_id": "1", "contact_group_name": args.notify, "level": "4"},  # 4: mail
        ],
        opts=opts,
    )
