"""What changes the size of a pool: its load, and the calendar."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_aws import autoscaling

from components.aws.connections import CONNECTIONS_METRIC, CONNECTIONS_NAMESPACE
from components.aws.service_pool_route import Target
from components.service_pool import ScheduledAction, ServicePoolArgs

_PERIOD_SECONDS = 60
"""Length of one data point of a load balancer's metrics: targets for request counts are per minute."""
_UNCHANGED = -1
"""The provider's word for leaving a limit alone; leaving the argument out means 0."""


def scale(
    name: str,
    args: ServicePoolArgs,
    group: autoscaling.Group,
    targets: Sequence[Target],
    opts: pulumi.ResourceOptions,
) -> None:
    """Follow requests, connections, the backlog of queues and CPU, and move the limits at planned times.

    Several policies work together: the group grows if any of them asks for it and shrinks only if all agree.
    """
    if targets:
        _track(name, "requests", group, _requests(args, group, targets), opts)
    if args.performance.connections is not None:
        _track(name, "connections", group, _connections(args, args.performance.connections, group), opts)
    if args.work:
        _track(name, "backlog", group, _backlog(args, group), opts)
    _track(
        name,
        "cpu",
        group,
        {
            "target_value": args.cpu_target_ratio * 100,
            "predefined_metric_specification": {"predefined_metric_type": "ASGAverageCPUUtilization"},
        },
        opts,
    )
    for action in args.scheduled_actions:
        _schedule(name, action, group, opts)


def _track(
    name: str,
    role: str,
    group: autoscaling.Group,
    configuration: autoscaling.PolicyTargetTrackingConfigurationArgsDict,
    opts: pulumi.ResourceOptions,
) -> None:
    # The warm-up is the group's default_instance_warmup, one for all policies
    autoscaling.Policy(
        f"{name}-{role}",
        autoscaling_group_name=group.name,
        policy_type="TargetTrackingScaling",
        target_tracking_configuration=configuration,
        opts=opts,
    )


def _requests(
    args: ServicePoolArgs, group: autoscaling.Group, targets: Sequence[Target]
) -> autoscaling.PolicyTargetTrackingConfigurationArgsDict:
    per_instance = args.performance.throughput_rps * args.target_utilisation_ratio * _PERIOD_SECONDS
    if len(targets) == 1:
        label = pulumi.Output.concat(targets[0].route.load_balancer.metric_id, "/", targets[0].group.arn_suffix)
        return {
            "target_value": per_instance,
            "predefined_metric_specification": {
                "predefined_metric_type": "ALBRequestCountPerTarget",
                "resource_label": label,
            },
        }
    # An instance serves all routes at once. With one policy per route each would see only its own requests, and
    # the sum could reach twice the measured throughput before any of them asks for more.
    requests = [_request_count(index, target) for index, target in enumerate(targets)]
    total = " + ".join(f"FILL(r{index}, 0)" for index in range(len(targets)))
    return {
        "target_value": per_instance,
        "customized_metric_specification": {
            "metrics": [
                *requests,
                _instances(group),
                {
                    "id": "per_instance",
                    "label": "Requests per instance and minute, all routes",
                    "expression": f"({total}) / instances",
                    "return_data": True,
                },
            ]
        },
    }


def _connections(
    args: ServicePoolArgs, per_instance: int, group: autoscaling.Group
) -> autoscaling.PolicyTargetTrackingConfigurationArgsDict:
    return {
        "target_value": per_instance * args.target_utilisation_ratio,
        "customized_metric_specification": {
            "namespace": CONNECTIONS_NAMESPACE,
            "metric_name": CONNECTIONS_METRIC,
            "statistic": "Average",
            "metric_dimensions": [{"name": "AutoScalingGroupName", "value": group.name}],
        },
    }


def _backlog(
    args: ServicePoolArgs, group: autoscaling.Group
) -> autoscaling.PolicyTargetTrackingConfigurationArgsDict:
    """Seconds of work that wait for each instance: the messages of every queue over what an instance works off.

    Source of the formula: Amazon EC2 Auto Scaling user guide, "Create a target tracking scaling policy using
    metric math", example "Amazon SQS queue backlog per instance", 2026-11; there in messages, of one queue.
    """
    waiting = [
        _metric(
            f"m{index}", "AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum", {"QueueName": work.queue.name}
        )
        for index, work in enumerate(args.work.values())
    ]
    # A queue that nobody has used for six hours reports nothing, hence FILL
    seconds = " + ".join(
        f"FILL(m{index}, 0) / {work.messages_per_second:g}" for index, work in enumerate(args.work.values())
    )
    return {
        "target_value": args.backlog_seconds,
        "customized_metric_specification": {
            "metrics": [
                *waiting,
                _instances(group),
                {
                    "id": "per_instance",
                    "label": "Seconds of work that wait for each instance",
                    "expression": f"({seconds}) / instances",
                    "return_data": True,
                },
            ]
        },
    }


Metric = autoscaling.PolicyTargetTrackingConfigurationCustomizedMetricSpecificationMetricArgsDict


def _request_count(index: int, target: Target) -> Metric:
    # Nothing is reported for a minute without requests, hence FILL in the expression
    return _metric(f"r{index}", "AWS/ApplicationELB", "RequestCount", "Sum", target.metric_dimensions)


def _instances(group: autoscaling.Group) -> Metric:
    dimensions: dict[str, pulumi.Input[str]] = {"AutoScalingGroupName": group.name}
    return _metric("instances", "AWS/AutoScaling", "GroupInServiceInstances", "Average", dimensions)


def _metric(
    id_: str, namespace: str, metric: str, statistic: str, dimensions: dict[str, pulumi.Input[str]]
) -> Metric:
    return {
        "id": id_,
        "metric_stat": {
            "metric": {
                "namespace": namespace,
                "metric_name": metric,
                "dimensions": [{"name": key, "value": value} for key, value in dimensions.items()],
            },
            "stat": statistic,
            "period": _PERIOD_SECONDS,
        },
        "return_data": False,
    }


def _schedule(name: str, action: ScheduledAction, group: autoscaling.Group, opts: pulumi.ResourceOptions) -> None:
    autoscaling.Schedule(
        f"{name}-{action.name}",
        autoscaling_group_name=group.name,
        # With the pool's name, though a group's own would do: the account's activity log shows it alone
        scheduled_action_name=f"{name}-{action.name}",
        start_time=action.start,
        min_size=action.min_instances,
        max_size=action.max_instances,
        # AWS lifts the size to a new minimum by itself. A number here would also lower it: a pool that has already
        # grown past the floor would lose instances at the start of the sale, and all at once at its end.
        desired_capacity=_UNCHANGED,
        opts=opts,
    )
