"""At how many requests an instance is followed by another one."""

from __future__ import annotations

from collections.abc import Iterator

from policies.reading.scaling import behind_load_balancer
from policies.reading.service import service_of
from policies.rule import LIVE, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.rules.capacity.groups import ESS_GROUP, ESS_RULE, GROUP, POLICY
from policies.view import View

_MOST = 0.9
"""Of the measured throughput: what tracks the throughput itself acts when the instances are full already, and a
load at the target makes the size flutter (assumption)."""
_MINUTE = 60
"""Seconds that `ALBRequestCountPerTarget` counts, and the default of other metrics."""
_COUNTS = {"RequestCount", "RequestCountPerTarget"}
"""Requests among the metrics of an application load balancer (AWS/ApplicationELB)."""
_ESS_COUNT = "LoadBalancerRealServerAverageQps"
_ROUNDING = 1e-6


def _aws_target(group: View) -> Outcome:
    return _target(group, (each for each in map(_aws_requests, _tracking(group)) if each))


def _alicloud_target(group: View) -> Outcome:
    return _target(group, _ess_requests(group))


def _target(group: View, targets: Iterator[tuple[str, float]]) -> Outcome:
    """`targets`: name of what tracks requests, and requests per second and instance that it aims at."""
    measured = group.stack.facts.limits.throughput_rps
    service = service_of(group) if measured else None
    throughput = measured.get(service or "")
    if not throughput:
        return NotApplicable("nobody has measured what one of its instances serves")
    tracked = False
    for name, target in targets:
        if target > _MOST * throughput * (1 + _ROUNDING):
            return (
                f"{name} aims at {target:g} requests per second and instance, {target / throughput:.0%} of the "
                f"{throughput:g} that {service} was measured to serve; at most {_MOST:.0%}"
            )
        tracked = True
    if tracked or not behind_load_balancer(group):
        return None
    return "nothing follows its requests: by its CPU alone, which ends at 100 %, it grows in small steps"


def _tracking(group: View) -> Iterator[View]:
    for policy in group.referring(POLICY, "autoscalingGroupName"):
        if policy.get("policyType") == "TargetTrackingScaling" and policy.get("enabled", True) is not False:
            yield policy


def _aws_requests(policy: View) -> tuple[str, float] | None:
    """What a policy says about requests, `None` where it tracks something else."""
    tracking = policy.at("targetTrackingConfiguration")
    kind = tracking.get("predefinedMetricSpecification.predefinedMetricType")
    if kind == "ALBRequestCountPerTarget":
        return f"Policy {policy.name}", float(tracking.get("targetValue")) / _MINUTE
    metric = tracking.at("customizedMetricSpecification")
    if metric.get("metricName") in _COUNTS:
        return f"Policy {policy.name}", float(tracking.get("targetValue")) / float(metric.get("period", _MINUTE))
    for part in metric.each("metrics"):
        if part.get("metricStat.metric.metricName") in _COUNTS:
            period = float(part.get("metricStat.period", _MINUTE))
            return f"Policy {policy.name}", float(tracking.get("targetValue")) / period
    return None


def _ess_requests(group: View) -> Iterator[tuple[str, float]]:
    """Each rule sees the requests of one route."""
    for rule in group.referring(ESS_RULE, "scalingGroupId"):
        if rule.get("scalingRuleType") == "TargetTrackingScalingRule" and rule.get("metricName") == _ESS_COUNT:
            yield f"ScalingRule {rule.name}", float(rule.get("targetValue"))


RULES = (
    Rule(
        id="capacity-asg-target",
        title="Groups of instances grow before their instances are full",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why=(
            "A target at or above what an instance can serve asks for another one when requests are waiting "
            "already, and those of the minutes until it serves fail."
        ),
        remediation=(
            "leave ServicePool's `target_utilisation_ratio` at 0.9 or lower it, and put what a load test has "
            "found into `performance.throughput_rps` (shop.yaml)"
        ),
        source="https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html",
        checks={GROUP: _aws_target, ESS_GROUP: _alicloud_target},
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
