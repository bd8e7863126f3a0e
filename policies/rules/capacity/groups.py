"""Groups of instances: room to grow, and what makes them grow."""

from __future__ import annotations

from policies.reading.choice import one_is_good
from policies.reading.service import service_of
from policies.rule import LIVE, PRODUCTION, Area, Outcome, Rule, Scope, Severity
from policies.view import View

GROUP = "aws:autoscaling/group:Group"
ESS_GROUP = "alicloud:ess/scalingGroup:ScalingGroup"
_POLICY = "aws:autoscaling/policy:Policy"
_SCALING_RULE = "alicloud:ess/scalingRule:ScalingRule"
_SUSPEND = "alicloud:ess/suspendProcess:SuspendProcess"
_GROWTH = {"Launch", "AlarmNotification", "ScheduledActions", "AddToLoadBalancer"}
_ESS_GROWTH = {"ScaleOut", "SCALE_OUT", "AlarmNotification", "ScheduledAction"}
"""Processes without which a group does not grow; AZRebalance, say, may be suspended. ESS's API writes ScaleOut,
its provider's documentation SCALE_OUT."""
_HEADROOM = 2
"""Maximum over minimum. A sale multiplies the requests of a quiet day, and a lost zone takes a share with it."""


def _room(group: View) -> str | None:
    least, most = float(group.get("minSize", 0)), float(group.get("maxSize", 0))
    if most <= least:
        return f"`maxSize` is {most:g} and `minSize` {least:g}: it cannot grow"
    if most < _HEADROOM * least:
        return f"`maxSize` is {most:g}, less than {_HEADROOM} times `minSize` ({least:g})"
    peaks = group.stack.facts.peak_instances
    if not peaks:
        return None
    service = service_of(group)
    peak = peaks.get(service or "", 0)
    return f"`maxSize` is {most:g}, {service} needs {peak} instances at its peak" if most < peak else None


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
        group.referring(_POLICY, "autoscalingGroupName"), lambda policy: _does_not_track(policy, group)
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
    if group.has("defaultInstanceWarmup") or policy.has("estimatedInstanceWarmup"):
        return None
    return "`defaultInstanceWarmup` is not set: an instance counts when the cooldown ends, not when it serves"


def _alicloud_follows(group: View) -> Outcome:
    faults = one_is_good(group.referring(_SCALING_RULE, "scalingGroupId"), _ess_does_not_track)
    if faults is None:
        return None
    return faults[0] if faults else "no ScalingRule of it tracks a target or predicts its load"


def _ess_does_not_track(rule: View) -> str | None:
    kind = rule.get("scalingRuleType", "SimpleScalingRule")
    if kind not in {"TargetTrackingScalingRule", "PredictiveScalingRule"}:
        return f"its ScalingRule {rule.name} has `scalingRuleType` {kind}, which tracks nothing"
    if kind == "PredictiveScalingRule":
        mode = rule.get("predictiveScalingMode", "PredictAndScale")
        if mode != "PredictAndScale":
            return f"its ScalingRule {rule.name} has `predictiveScalingMode` {mode}: it does not scale"
    if rule.has("estimatedInstanceWarmup"):
        return None
    return f"its ScalingRule {rule.name} sets no `estimatedInstanceWarmup`: an instance counts after 300 seconds"


RULES = (
    Rule(
        id="capacity-asg-headroom",
        title="Groups of instances have room to grow to their peak",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why="A group at its maximum stops growing in the middle of a sale, and its service answers with errors.",
        remediation=(
            "raise `scale.max_instances` of the service (shop.yaml, or `floodgate:services` of the stack file) to "
            "its peak, at least twice `min_instances`"
        ),
        source="https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html",
        checks={GROUP: _aws_headroom, ESS_GROUP: _alicloud_headroom},
        scope=Scope.STACK,
        environments=PRODUCTION,
    ),
    Rule(
        id="stack-asg-has-scaling-policy",
        title="Groups of instances follow their load by themselves",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why="Without a policy somebody has to notice the load and add instances by hand, minutes too late.",
        remediation="build the group with ServicePool, which tracks requests and CPU",
        source="https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html",
        checks={GROUP: _aws_follows, ESS_GROUP: _alicloud_follows},
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
