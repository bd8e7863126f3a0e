"""What a pool tells people about."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_aws import autoscaling, cloudwatch

from components.aws.alarm import Above, Missing, alarm
from components.aws.connections import watch_connections
from components.aws.context import AwsContext
from components.aws.service_pool_route import Target
from components.service_pool import ServicePoolArgs

_ERRORS_RATIO = 0.001
"""Answers with 5xx, as a share of what the smallest pool can serve. An objective of 99.9 % leaves no more."""
_UNHEALTHY_MINUTES = 5
"""The group replaces an unhealthy instance within two or three minutes; after five that has not helped."""


def watch(
    ctx: AwsContext,
    name: str,
    args: ServicePoolArgs,
    group: autoscaling.Group,
    targets: Sequence[Target],
    opts: pulumi.ResourceOptions,
) -> None:
    """Alarms for every route and for the group, and messages about launches that failed."""
    for target in targets:
        _watch_target(ctx, name, args, target, opts)
    _watch_limit(ctx, name, args, group, opts)
    watch_connections(ctx, name, args, group.name, opts)
    autoscaling.Notification(
        f"{name}-failures",
        group_names=[group.name],
        topic_arn=args.notify,
        notifications=[
            autoscaling.NotificationType.INSTANCE_LAUNCH_ERROR,
            autoscaling.NotificationType.INSTANCE_TERMINATE_ERROR,
        ],
        opts=opts,
    )


def _watch_target(
    ctx: AwsContext, name: str, args: ServicePoolArgs, target: Target, opts: pulumi.ResourceOptions
) -> None:
    route = target.route.name
    alarm(
        ctx,
        name,
        f"{route}-unhealthy",
        opts,
        description=f"Instances of {name} stay unhealthy on the {route} route: replacing them does not help",
        namespace="AWS/ApplicationELB",
        metric="UnHealthyHostCount",
        dimensions=target.metric_dimensions,
        statistic="Maximum",
        threshold=0,
        periods=_UNHEALTHY_MINUTES,
        periods_breaching=_UNHEALTHY_MINUTES,
        notify=args.notify,
    )
    smallest_pool_per_minute = args.min_instances * args.performance.throughput_rps * 60
    alarm(
        ctx,
        name,
        f"{route}-errors",
        opts,
        description=f"{name} answers {route} requests with server errors",
        namespace="AWS/ApplicationELB",
        metric="HTTPCode_Target_5XX_Count",
        dimensions=target.metric_dimensions,
        statistic="Sum",
        threshold=max(1, round(smallest_pool_per_minute * _ERRORS_RATIO)),
        notify=args.notify,
    )
    alarm(
        ctx,
        name,
        f"{route}-slow",
        opts,
        description=f"One of 100 {route} requests to {name} misses the latency objective",
        namespace="AWS/ApplicationELB",
        metric="TargetResponseTime",  # seconds
        dimensions=target.metric_dimensions,
        statistic="p99",
        threshold=args.performance.latency_objective_ms / 1000,
        notify=args.notify,
    )


def _watch_limit(
    ctx: AwsContext, name: str, args: ServicePoolArgs, group: autoscaling.Group, opts: pulumi.ResourceOptions
) -> None:
    # Both numbers are metrics, because scheduled actions move the limit: a threshold of max_instances would be
    # wrong exactly during a sale
    cloudwatch.MetricAlarm(
        f"{name}-at-limit",
        alarm_description=f"{name} has as many instances as it may have and cannot grow any further",
        metric_queries=[
            _group_metric("in_service", "GroupInServiceInstances", group),
            _group_metric("limit", "GroupMaxSize", group),
            {
                "id": "share",
                "label": "Share of the limit in use",
                "expression": "in_service / limit",
                "return_data": True,
            },
        ],
        comparison_operator=Above.AT_LEAST.value,
        threshold=1,
        evaluation_periods=5,
        datapoints_to_alarm=3,
        treat_missing_data=Missing.FINE.value,  # only a group that is just being made does not report
        alarm_actions=[args.notify],
        ok_actions=[args.notify],
        tags=ctx.label.tags(name),
        opts=opts,
    )


def _group_metric(id_: str, metric: str, group: autoscaling.Group) -> cloudwatch.MetricAlarmMetricQueryArgsDict:
    return {
        "id": id_,
        "metric": {
            "namespace": "AWS/AutoScaling",
            "metric_name": metric,
            "dimensions": {"AutoScalingGroupName": group.name},
            "period": 60,
            "stat": "Minimum" if metric == "GroupMaxSize" else "Maximum",
        },
        "return_data": False,
    }
