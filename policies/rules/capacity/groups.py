"""Groups of instances: room to grow, and what makes them grow."""

from __future__ import annotations

from policies.reading.choice import one_is_good
from policies.reading.service import service_of
from policies.reading.tasks import started_by_hand
from policies.reading.upcoming import ahead, largest
from policies.rule import LIVE, PRODUCTION, Area, Outcome, Rule, Scope, Severity
from policies.view import View

GROUP = "aws:autoscaling/group:Group"
ESS_GROUP = "alicloud:ess/scalingGroup:ScalingGroup"
POLICY = "aws:autoscaling/policy:Policy"
ESS_RULE = "alicloud:ess/scalingRule:ScalingRule"
_SUSPEND = "alicloud:ess/suspendProcess:SuspendProcess"
_GROWTH = {"Launch", "AlarmNotification", "ScheduledActions", "AddToLoadBalancer"}
_ESS_GROWTH = {"ScaleOut", "SCALE_OUT", "AlarmNotification", "ScheduledAction"}
"""Processes without which a group does not grow; AZRebalance, say, may be suspended. ESS's API writes ScaleOut,
its provider's documentation SCALE_OUT."""
_HEADROOM = 2
"""Maximum over minimum. A sale multiplies the requests of a quiet day, and a lost zone takes a share with it."""


def _room(group: View) -> str | None:
    least, most = float(group.get("minSize", 0)), float(group.get("maxSize", 0))
    facts = group.stack.facts
    service = service_of(group) if facts.sales or facts.limits.everyday_instances else None
    # a sale has raised the floor, perhaps to the maximum: the room is above the everyday floor
    least = min(least, facts.limits.everyday_instances.get(service or "", least))
    peak = largest(ahead(facts), lambda needs: needs.instances.get(service or "", 0))
    if peak and most < peak.value:
        return f"`maxSize` is {most:g}, {service} needs {peak.value} at {peak.sale}"
    if most <= least:
        return f"`maxSize` is {most:g} and `minSize` {least:g}: it cannot grow"
    if most < _HEADROOM * least:
        return f"`maxSize` is {most:g}, less than {_HEADROOM} times `minSize` ({least:g})"
    return None


def _aws_headroom(group: View) -> Outcome:
    stopped = sorted(_GROWTH.intersection(group.values("suspendedProcesses")))
    if stopped:
        return f"`suspendedProcesses` has {', '.join(stopped)}: it does not grow"
    return _room(group)


def _alicloud_headroom(group: View) -> Outcome:
    for suspended in group.referring(_SUSPEND, "scalingGroupId"):
        if suspended.get("process") in _ESS_GROWTH:
            return f"SuspendProcess {suspended.name} stops {suspended.get('process')}: it does not grow"
    return _room(group)


def _aws_follows(group: View) -> Outcome:
    faults = one_is_good(
        group.referring(POLICY, "autoscalingGroupName"), lambda policy: _does_not_track(policy, group)
    )
    if faults is None:
        return None
    return faults[0] if faults else "no Policy of it tracks a target or predicts its load"


def _does_not_track(policy: View, group: View) -> str | None:
    kind = policy.get("policyType", "SimpleScaling")
    if kind not in {"TargetTrackingScaling", "PredictiveScaling"}:
        return f"its Policy {policy.name} has `policyType` {kind}, not TargetTrackingScaling or PredictiveScaling"
    if policy.get("enabled", True) is False:
        return f"its Policy {policy.name} is not `enabled`"
    if kind == "PredictiveScaling":
        mode = policy.get("predictiveScalingConfiguration.mode", "ForecastOnly")
        if mode != "ForecastAndScale":
            return f"its Policy {policy.name} has `predictiveScalingConfiguration.mode` {mode}: it does not scale"
    warm_up = policy.get("estimatedInstanceWarmup", group.get("defaultInstanceWarmup"))
    if warm_up is None:
        return "`defaultInstanceWarmup` is not set: an instance counts when the cooldown ends, not when it serves"
    return _counts_too_early(group, "defaultInstanceWarmup", float(warm_up))


def _alicloud_follows(group: View) -> Outcome:
    if by_hand := started_by_hand(group):
        return by_hand
    faults = one_is_good(
        group.referring(ESS_RULE, "scalingGroupId"), lambda rule: _ess_does_not_track(rule, group)
    )
    if faults is None:
        return None
    return faults[0] if faults else "no ScalingRule of it tracks a target or predicts its load"


def _ess_does_not_track(rule: View, group: View) -> str | None:
    kind = rule.get("scalingRuleType", "SimpleScalingRule")
    if kind not in {"TargetTrackingScalingRule", "PredictiveScalingRule"}:
        return f"its ScalingRule {rule.name} has `scalingRuleType` {kind}, which tracks nothing"
    if kind == "PredictiveScalingRule":
        mode = rule.get("predictiveScalingMode", "PredictAndScale")
        if mode != "PredictAndScale":
            return f"its ScalingRule {rule.name} has `predictiveScalingMode` {mode}: it does not scale"
    warm_up = rule.get("estimatedInstanceWarmup")
    if warm_up is None:
        return (
            f"its ScalingRule {rule.name} sets no `estimatedInstanceWarmup`: an instance counts after 300 seconds"
        )
    return _counts_too_early(group, "estimatedInstanceWarmup", float(warm_up))


def _counts_too_early(group: View, path: str, seconds: float) -> str | None:
    """An instance that counts while it is still slow makes the group look larger than it is."""
    measured = group.stack.facts.limits.warm_up_seconds
    service = service_of(group) if measured else None
    least = measured.get(service or "", 0)
    if seconds < least:
        return f"`{path}` is {seconds:g} seconds, {service} was measured to need {least}"
    return None if seconds > 0 else f"`{path}` is {seconds:g}: an instance counts from its first second"


RULES = (
    Rule(
        id="capacity-asg-headroom",
        title="Groups of instances have room to grow to the peak of every declared sale",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why="A group at its maximum stops growing in the middle of a sale, and its service answers with errors.",
        remediation=(
            "raise `scale.max_instances` of the service (shop.yaml, or `floodgate:services` of the stack file) to "
            "what the sale needs, and to twice `min_instances`"
        ),
        source="https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html",
        checks={GROUP: _aws_headroom, ESS_GROUP: _alicloud_headroom},
        scope=Scope.STACK,
        environments=PRODUCTION,
    ),
    Rule(
        id="stack-asg-has-scaling-policy",
        title="Groups of instances follow their load by themselves, and count an instance when it is warm",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why=(
            "Without a policy somebody has to notice the load and add instances by hand, minutes too late. With "
            "too short a warm-up, instances that are still slow count as full ones, and the group stops growing."
        ),
        remediation=(
            "build the group with ServicePool, which tracks requests and CPU and takes its warm-up from "
            "`performance.warm_up_seconds` (shop.yaml), at least 1"
        ),
        source="https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html",
        checks={GROUP: _aws_follows, ESS_GROUP: _alicloud_follows},
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
