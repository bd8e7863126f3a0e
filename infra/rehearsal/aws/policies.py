"""Target-tracking policies of Auto Scaling groups."""

from __future__ import annotations

from infra.capacity.group import Metric, TargetTracking
from infra.capacity.scenario import CONNECTIONS, INSIDE, OUTSIDE
from infra.preview.plan import Resource
from infra.rehearsal.graph import Graph, get, number

_POLICY = "aws:autoscaling/policy:Policy"
_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
_TARGETS = "aws:lb/targetGroup:TargetGroup"
_LISTENER = "aws:lb/listener:Listener"
_RULE = "aws:lb/listenerRule:ListenerRule"
_BALANCER = "aws:lb/loadBalancer:LoadBalancer"

_TRACKS = "TargetTrackingScaling"
_SETTINGS = "targetTrackingConfiguration"
_CPU = "ASGAverageCPUUtilization"
_REQUESTS = "ALBRequestCountPerTarget"
_COUNTS = {"RequestCount", "RequestCountPerTarget"}
"""Metrics of a load balancer that a policy of its own formula may add up."""
_CONNECTIONS = "Connections"
"""A metric that the shop reports itself: connections that are open, per instance."""
_MINUTE, _BASIC_SECONDS = 60, 300
"""Datapoints of load balancers, and of the CPU without detailed monitoring."""
_DELAY_SECONDS = 150
_FAST_SECONDS, _FAST_DELAY_SECONDS = 20, 16
"""Delay of metrics, and of those of at most 20 s (assumptions, see `TargetTracking.metric_delay_seconds`)."""


def tracking(graph: Graph, group: Resource) -> tuple[tuple[TargetTracking, ...], list[str]]:
    """The policies of a group that follow a target, and the others, which are not played."""
    found, unplayed = [], list[str]()
    for policy in graph.referring(group, _POLICY, "autoscalingGroupName"):
        played = _policy(graph, group, policy) if get(policy, "enabled", True) else None
        if played is None:
            unplayed.append(f"{policy.name}: a policy that is off or follows another metric is not played")
        else:
            found.append(played)
    return tuple(found), unplayed


def _policy(graph: Graph, group: Resource, policy: Resource) -> TargetTracking | None:
    if get(policy, "policyType") != _TRACKS:
        return None
    target, scale_in = number(policy, f"{_SETTINGS}.targetValue"), not get(policy, f"{_SETTINGS}.disableScaleIn")
    known = get(policy, f"{_SETTINGS}.predefinedMetricSpecification.predefinedMetricType")
    if known == _CPU:
        return _tracking(Metric.CPU, target / 100, _cpu_period(graph, group), scale_in)
    if get(policy, f"{_SETTINGS}.customizedMetricSpecification.metricName") == _CONNECTIONS:
        # a level, not a rate: counted by the minute, each open connection is one in every second of it
        return _tracking(Metric.REQUESTS_PER_INSTANCE, target * _MINUTE, _MINUTE, scale_in, CONNECTIONS)
    metrics = get(policy, f"{_SETTINGS}.customizedMetricSpecification.metrics", [])
    own = {get(metric, "metricStat.metric.metricName") for metric in metrics} & _COUNTS
    if known != _REQUESTS and not own:
        return None
    periods = [int(get(metric, "metricStat.period", _MINUTE)) for metric in metrics] or [_MINUTE]
    route = _route(graph, group, policy)
    # What a policy counts in another period than a minute, the rehearsal counts by the minute
    return _tracking(Metric.REQUESTS_PER_INSTANCE, target * _MINUTE / max(periods), max(periods), scale_in, route)


def _tracking(
    metric: Metric, target: float, period_seconds: int, scale_in: bool, route: str | None = None
) -> TargetTracking:
    delay = _FAST_DELAY_SECONDS if period_seconds <= _FAST_SECONDS else _DELAY_SECONDS
    return TargetTracking(
        metric=metric,
        target=target,
        period_seconds=period_seconds,
        scale_in=scale_in,
        route=route,
        metric_delay_seconds=delay,
    )


def _cpu_period(graph: Graph, group: Resource) -> int:
    templates = graph.targets(group, "mixedInstancesPolicy", _TEMPLATE)
    templates += graph.targets(group, "launchTemplate", _TEMPLATE)
    detailed = templates and all(get(template, "monitoring.enabled") for template in templates)
    return _MINUTE if detailed else _BASIC_SECONDS


def _route(graph: Graph, group: Resource, policy: Resource) -> str | None:
    """None if the policy counts all that reaches the group, otherwise the only kind of route that it counts."""
    counted = graph.targets(policy, _SETTINGS, _TARGETS)
    if not counted or {each.urn for each in counted} >= {
        each.urn for each in graph.targets(group, "targetGroupArns", _TARGETS)
    }:
        return None
    inside = {_is_internal(graph, each) for each in counted}
    return None if len(inside) > 1 else INSIDE if inside == {True} else OUTSIDE


def _is_internal(graph: Graph, targets: Resource) -> bool:
    balancers = [
        balancer
        for rule in graph.of(_RULE)
        if targets.urn in rule.property_dependencies.get("actions", ())
        for listener in graph.targets(rule, "listenerArn", _LISTENER)
        for balancer in graph.targets(listener, "loadBalancerArn", _BALANCER)
    ]
    return bool(balancers) and all(get(balancer, "internal") for balancer in balancers)
