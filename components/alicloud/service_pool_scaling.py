"""What changes the size of a pool: its load and the calendar, and what happens to an instance meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import ceil

import pulumi
from pulumi_alicloud import ess

from components.alicloud.context import AlicloudContext
from components.alicloud.service_pool_growth import CONNECTIONS, follow_backlog, follow_connections
from components.alicloud.service_pool_route import Target
from components.errors import InvalidArgument
from components.options import extend
from components.service_pool import ScheduledAction, ServicePoolArgs

_GROW_MINUTES = 2
"""The default is 3; a sale fills a pool within minutes."""
_SHRINK_PERIOD_SECONDS = 300
_SHRINK_PERIODS = 3
"""A quarter of an hour below the threshold, the time after which target tracking shrinks too."""
_SHRINK_PERCENT = 10
_SHRINK_MARGIN = 0.75
"""Share of the CPU target. After one step 0.75 / 0.9 = 83 % of the target are in use, so nothing grows back."""
_SHORTEST_HOOK_SECONDS = 30
"""Source: ESS API reference, CreateLifecycleHook, `HeartbeatTimeout` (30 to 21,600), 2026-08."""
_BOOT_MARGIN = 1.5
"""An instance slower than the measured boot must not be taken for a sick one, replaced, and so on. The margin is
an assumption; every instance waits this long before it serves."""
_DRAIN_SECONDS, _DRAIN_CONNECTIONS_SECONDS = 60, 300
"""As long as the load balancer lets an instance finish its requests, or its connections."""


def scale(
    ctx: AlicloudContext,
    name: str,
    args: ServicePoolArgs,
    group: ess.ScalingGroup,
    targets: Sequence[Target],
    opts: pulumi.ResourceOptions,
) -> None:
    """Follow requests, connections, the backlog of queues and CPU, and move the limits at planned times.

    The group grows if any of the rules asks for it. ESS does not say whether several target tracking rules must
    agree before it shrinks, and one that shrinks alone takes away all instances that only another one needs. So
    tracking only lets the group grow, and a rule of its own takes small steps back while the CPU is idle. Where
    requests bind and not the CPU, a step may be one too many: it leaves the instances at 0.9 / 0.9 of the measured
    throughput, and the request rule takes it back.

    Each request rule sees its own route (ESS cannot add them up); the CPU sees all.

    Raises:
        ValueError: a scheduled action starts at no proper time.
    """
    for target in targets:
        _track(
            ctx,
            name,
            f"{target.route.name}-requests",
            args,
            group,
            opts,
            metric="LoadBalancerRealServerAverageQps",
            value=args.performance.throughput_rps * args.target_utilisation_ratio,
            dimension={"dimension_key": "rulePool", "dimension_value": target.group.id},
        )
    _track(ctx, name, "cpu", args, group, opts, metric="CpuUtilization", value=args.cpu_target_ratio * 100)
    follow_connections(ctx, name, args, group, opts)
    follow_backlog(ctx, name, args, group, opts)
    _shrink(ctx, name, args, group, opts)
    for action in args.scheduled_actions:
        _schedule(ctx, name, action, group, opts)
    boot = max(ceil(args.performance.boot_seconds * _BOOT_MARGIN), _SHORTEST_HOOK_SECONDS)
    _wait(name, "boot", "SCALE_OUT", boot, group, opts)
    drain = _DRAIN_CONNECTIONS_SECONDS if args.performance.connections else _DRAIN_SECONDS
    _wait(name, "drain", "SCALE_IN", drain, group, opts)


def _track(
    ctx: AlicloudContext,
    name: str,
    role: str,
    args: ServicePoolArgs,
    group: ess.ScalingGroup,
    opts: pulumi.ResourceOptions,
    *,
    metric: str,
    value: float,
    dimension: ess.ScalingRuleAlarmDimensionArgsDict | None = None,
) -> None:
    ess.ScalingRule(
        f"{name}-{role}",
        scaling_rule_name=ctx.label.physical(f"{name}-{role}", 64),
        scaling_group_id=group.id,
        scaling_rule_type="TargetTrackingScalingRule",
        metric_type="system",
        metric_name=metric,
        alarm_dimension=dimension,
        target_value=value,
        estimated_instance_warmup=args.performance.warm_up_seconds,
        scale_out_evaluation_count=_GROW_MINUTES,
        disable_scale_in=True,
        opts=extend(opts, delete_before_replace=True),  # a name per group
    )


def _shrink(
    ctx: AlicloudContext,
    name: str,
    args: ServicePoolArgs,
    group: ess.ScalingGroup,
    opts: pulumi.ResourceOptions,
) -> None:
    step = ess.ScalingRule(
        f"{name}-shrink",
        scaling_rule_name=ctx.label.physical(f"{name}-shrink", 64),
        scaling_group_id=group.id,
        scaling_rule_type="SimpleScalingRule",
        adjustment_type="PercentChangeInCapacity",
        adjustment_value=-_SHRINK_PERCENT,
        min_adjustment_magnitude=1,
        opts=extend(opts, delete_before_replace=True),  # a name per group
    )
    if args.performance.connections is not None:
        _shrink_when_empty(name, args, args.performance.connections, group, step, opts)
        return
    ess.Alarm(
        f"{name}-idle",
        scaling_group_id=group.id,
        description=f"The CPUs of {name} are idle: take a step back",
        metric_type="system",
        metric_name="CpuUtilization",
        statistics="Average",
        comparison_operator="<",
        threshold=f"{args.cpu_target_ratio * 100 * _SHRINK_MARGIN:g}",
        period=_SHRINK_PERIOD_SECONDS,
        evaluation_count=_SHRINK_PERIODS,
        alarm_actions=[step.ari],
        opts=opts,
    )


def _shrink_when_empty(
    name: str,
    args: ServicePoolArgs,
    connections: int,
    group: ess.ScalingGroup,
    step: ess.ScalingRule,
    opts: pulumi.ResourceOptions,
) -> None:
    """Open connections cost hardly any CPU: a step back only where there are few of them, too."""
    below = (
        ("CpuUtilization", args.cpu_target_ratio * 100),
        (CONNECTIONS, connections * args.target_utilisation_ratio),
    )
    ess.Alarm(
        f"{name}-idle",
        scaling_group_id=group.id,
        description=f"The instances of {name} are idle and hold few connections: take a step back",
        metric_type="system",
        expressions=[
            {
                "metric_name": metric,
                "statistics": "Average",
                "comparison_operator": "<",
                "threshold": target * _SHRINK_MARGIN,
                "period": _SHRINK_PERIOD_SECONDS,
            }
            for metric, target in below
        ],
        expressions_logic_operator="&&",
        evaluation_count=_SHRINK_PERIODS,
        alarm_actions=[step.ari],
        opts=opts,
    )


def _schedule(
    ctx: AlicloudContext,
    name: str,
    action: ScheduledAction,
    group: ess.ScalingGroup,
    opts: pulumi.ResourceOptions,
) -> None:
    ess.ScheduledTask(
        f"{name}-{action.name}",
        scheduled_task_name=ctx.label.physical(f"{name}-{action.name}", 40),
        scaling_group_id=group.id,
        launch_time=_minute(name, action),
        min_value=action.min_instances,
        max_value=action.max_instances,
        # No desired capacity: it would also lower the size of a pool that has grown past the floor already
        opts=opts,
    )


def _minute(name: str, action: ScheduledAction) -> str:
    try:
        start = datetime.strptime(action.start, "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        raise InvalidArgument(
            f"start of scheduled action {action.name} of {name} must be YYYY-MM-DDThh:mm:ssZ, got {action.start!r}"
        ) from None
    return start.strftime("%Y-%m-%dT%H:%MZ")  # ESS knows no seconds


def _wait(
    name: str,
    role: str,
    transition: str,
    seconds: int,
    group: ess.ScalingGroup,
    opts: pulumi.ResourceOptions,
) -> None:
    # Coming, an instance joins its load balancers when it has booted, since health checks have no grace period
    # here; going, it stays until they have drained. Nobody answers the hook, so it always runs its full time.
    ess.LifecycleHook(
        f"{name}-{role}",
        scaling_group_id=group.id,
        lifecycle_transition=transition,
        heartbeat_timeout=seconds,
        default_result="CONTINUE",
        opts=opts,
    )
