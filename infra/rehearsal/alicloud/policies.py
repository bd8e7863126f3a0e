"""Scaling rules of ESS groups: target tracking, and the step back while the CPU is idle."""

from __future__ import annotations

from infra.capacity.group import Metric, StepDown, TargetTracking
from infra.capacity.scenario import INSIDE, OUTSIDE
from infra.preview.plan import Resource
from infra.rehearsal.graph import Graph, get, number

_RULE = "alicloud:ess/scalingRule:ScalingRule"
_ALARM = "alicloud:ess/alarm:Alarm"
_SERVERS = "alicloud:alb/serverGroup:ServerGroup"
_LISTENER_RULE = "alicloud:alb/rule:Rule"
_LISTENER = "alicloud:alb/listener:Listener"
_BALANCER = "alicloud:alb/loadBalancer:LoadBalancer"

_TRACKS, _SIMPLE, _PERCENT = "TargetTrackingScalingRule", "SimpleScalingRule", "PercentChangeInCapacity"
_CPU, _REQUESTS = "CpuUtilization", "LoadBalancerRealServerAverageQps"
_HIGH, _LOW, _WARM_UP_SECONDS = 3, 15, 300
"""Where the plan says nothing. Source: ESS API reference, CreateScalingRule, 2026-11."""
_MINUTE = 60
"""Of one datapoint, and seconds of a target that counts requests per second."""


def tracking(graph: Graph, group: Resource) -> tuple[tuple[TargetTracking, ...], list[str]]:
    """The rules of a group that follow a target, and what is not played."""
    found, unplayed = [], list[str]()
    for rule in graph.referring(group, _RULE, "scalingGroupId"):
        if get(rule, "scalingRuleType") != _TRACKS:
            continue
        metric = get(rule, "metricName")
        if metric == _CPU:
            found.append(_tracking(rule, Metric.CPU, number(rule, "targetValue") / 100, None))
        elif metric == _REQUESTS:
            found += _by_route(graph, group, rule)
        else:
            unplayed.append(f"{rule.name}: a rule that follows {metric} is not played")
    played = step_down(graph, group) is not None
    for rule in graph.referring(group, _RULE, "scalingGroupId"):
        grows = number(rule, "adjustmentValue", 0) > 0  # with connections, or with the backlog of a queue
        if get(rule, "scalingRuleType") == _SIMPLE and (grows or not played):
            unplayed.append(f"{rule.name}: nothing that is played calls this rule")
    return tuple(found), unplayed


def _by_route(graph: Graph, group: Resource, rule: Resource) -> list[TargetTracking]:
    """A rule counts one server group. Several routes from outside are taken to have equal shares."""
    routes = [_is_internal(graph, servers) for servers in graph.targets(group, "albServerGroups", _SERVERS)]
    counted = [_is_internal(graph, servers) for servers in graph.targets(rule, "alarmDimension", _SERVERS)]
    if len(routes) == 1 or not counted:
        return [_tracking(rule, Metric.REQUESTS_PER_INSTANCE, number(rule, "targetValue") * _MINUTE, None)]
    return [
        _tracking(
            rule,
            Metric.REQUESTS_PER_INSTANCE,
            number(rule, "targetValue") * _MINUTE * routes.count(inside),
            INSIDE if inside else OUTSIDE,
        )
        for inside in counted
    ]


def _tracking(rule: Resource, metric: Metric, target: float, route: str | None) -> TargetTracking:
    return TargetTracking(
        metric=metric,
        target=target,
        period_seconds=_MINUTE,
        high_datapoints=int(number(rule, "scaleOutEvaluationCount", _HIGH)),
        low_datapoints=int(number(rule, "scaleInEvaluationCount", _LOW)),
        scale_in=not get(rule, "disableScaleIn", False),
        route=route,
    )


def _is_internal(graph: Graph, servers: Resource) -> bool:
    balancers = [
        balancer
        for rule in graph.referring(servers, _LISTENER_RULE, "ruleActions")
        for listener in graph.targets(rule, "listenerId", _LISTENER)
        for balancer in graph.targets(listener, "loadBalancerId", _BALANCER)
    ]
    return bool(balancers) and all(get(balancer, "addressType") == "Intranet" for balancer in balancers)


def step_down(graph: Graph, group: Resource) -> StepDown | None:
    """A simple rule that shrinks the group by a share, and the alarm of idle CPUs that calls it."""
    for alarm in graph.referring(group, _ALARM, "scalingGroupId"):
        rules = [
            rule for rule in graph.targets(alarm, "alarmActions", _RULE) if get(rule, "scalingRuleType") == _SIMPLE
        ]
        low = get(alarm, "comparisonOperator") in ("<", "<=") and get(alarm, "metricName") == _CPU
        for rule in rules:
            change = number(rule, "adjustmentValue", 0)
            if low and change < 0 and get(rule, "adjustmentType") == _PERCENT:
                return StepDown(
                    cpu_ratio=number(alarm, "threshold") / 100,
                    share_ratio=-change / 100,
                    period_seconds=int(number(alarm, "period", 300)),
                    datapoints=int(number(alarm, "evaluationCount", 3)),
                )
    return None


def warm_up_seconds(graph: Graph, group: Resource) -> int:
    """The longest of the group's rules; they may differ, and the model knows one for the group."""
    return max(
        (
            int(number(rule, "estimatedInstanceWarmup", _WARM_UP_SECONDS))
            for rule in graph.referring(group, _RULE, "scalingGroupId")
            if get(rule, "scalingRuleType") == _TRACKS
        ),
        default=0,
    )
