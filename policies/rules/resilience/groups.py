"""Scaling groups: spread over zones, large enough to lose one, and told by the load balancer who is ill."""

from __future__ import annotations

from policies.reading.scaling import behind_load_balancer
from policies.reading.service import service_of
from policies.reading.tasks import started_by_hand
from policies.reading.upcoming import ahead, largest
from policies.reading.zones import Zones, listed_zones, zones
from policies.rule import LIVE, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_AWS = "aws:autoscaling/group:Group"
_ESS = "alicloud:ess/scalingGroup:ScalingGroup"
_LIFECYCLE_HOOK = "aws:autoscaling/lifecycleHook:LifecycleHook"
_LAUNCHING = "autoscaling:EC2_INSTANCE_LAUNCHING"
_LOAD_BALANCER_CHECKS = {"ELB", "VPC_LATTICE"}


def _aws_zones(group: View) -> Zones:
    if group.has("vpcZoneIdentifiers"):
        return zones(group, "vpcZoneIdentifiers")
    return listed_zones(group, "availabilityZones")


def _ess_zones(group: View) -> Zones:
    return zones(group, "vswitchIds" if group.has("vswitchIds") else "vswitchId")


def _aws_spread(group: View) -> Outcome:
    return _aws_zones(group).too_few(group.stack.facts.demands.zones)


def _ess_spread(group: View) -> Outcome:
    if by_hand := started_by_hand(group):
        return by_hand
    policy = group.get("multiAzPolicy", "PRIORITY")
    if policy != "BALANCE" and not (policy == "COMPOSABLE" and group.get("azBalance", False) is True):
        return f"`multiAzPolicy` is {policy!r}: it may put all instances into one zone"
    return _ess_zones(group).too_few(group.stack.facts.demands.zones)


def _aws_covers(group: View) -> Outcome:
    return _covers(group, _aws_zones(group))


def _ess_covers(group: View) -> Outcome:
    return started_by_hand(group) or _covers(group, _ess_zones(group))


def _covers(group: View, places: Zones) -> Outcome:
    least = int(group.get("minSize"))
    if least < len(places.distinct):
        return f"`minSize` is {least} for {len(places.distinct)} zones"
    if places.most is None or least < places.most:
        raise NotEvaluated(places.why)
    return _carries_peak(group, places)


def _carries_peak(group: View, places: Zones) -> Outcome:
    """At its largest the group must lose the fullest zone and still have what the declared peak needs."""
    facts = group.stack.facts
    service = service_of(group) if facts.sales else None
    peak = largest(ahead(facts), lambda needs: needs.left_instances.get(service or "", 0))
    if peak is None or not facts.demands.zone_headroom:
        return None
    most = int(group.get("maxSize"))
    count = len(places.exact())
    left = most - -(-most // count) if count else most
    if left >= peak.value:
        return None
    return (
        f"`maxSize` {most} in {count} zones leaves {left} instances when one is lost, {service} needs "
        f"{peak.value} at {peak.sale}"
    )


def _aws_health(group: View) -> Outcome:
    kinds = {kind.strip() for kind in str(group.get("healthCheckType", "EC2")).split(",")}
    if not kinds & _LOAD_BALANCER_CHECKS:
        if not behind_load_balancer(group):
            return NotApplicable("no load balancer sends it requests")
        return f"`healthCheckType` is {', '.join(sorted(kinds))!r}: who fails the load balancer's checks stays"
    if float(group.get("healthCheckGracePeriod", 300)) > 0 or _waits_until_ready(group):
        return None
    return "`healthCheckGracePeriod` is 0: instances are replaced before they have started"


def _waits_until_ready(group: View) -> bool:
    hooks = [*group.each("initialLifecycleHooks"), *group.referring(_LIFECYCLE_HOOK, "autoscalingGroupName")]
    return any(hook.get("lifecycleTransition") == _LAUNCHING for hook in hooks)


def _ess_health(group: View) -> Outcome:
    kinds = group.values("healthCheckTypes") or (group.get("healthCheckType", "ECS"),)
    if "LOAD_BALANCER" in kinds:
        return None
    if not behind_load_balancer(group):
        return NotApplicable("no load balancer sends it requests")
    return f"health checks are {', '.join(kinds)}: who fails the load balancer's checks stays"


RULES = (
    Rule(
        id="resilience-asg-multi-az",
        title="Every scaling group is spread evenly over the zones",
        area=Area.RESILIENCE,
        severity=Severity.CRITICAL,
        why="A group that is in one zone goes down with it; two subnets of the same zone are one zone.",
        remediation="give ServicePool the `subnet_ids` of all `zones` (stack file: `network.zones`, 3 in "
        "production)",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-2",
        checks={_AWS: _aws_spread, _ESS: _ess_spread},
        scope=Scope.STACK,
        environments=LIVE,
    ),
    Rule(
        id="resilience-asg-min-covers-azs",
        title="Every scaling group has an instance in each zone and can lose a zone at its peak",
        area=Area.RESILIENCE,
        severity=Severity.CRITICAL,
        why="With fewer instances than zones the loss of one zone may take the only instance, and a group that "
        "needs all it has at the peak fails under the requests of the lost zone.",
        remediation="raise `min_instances` of the service to the number of zones, and `max_instances` until "
        "what is left without one zone carries the declared peak",
        source="https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/static-stability.html",
        checks={_AWS: _aws_covers, _ESS: _ess_covers},
        scope=Scope.STACK,
        environments=LIVE,
    ),
    Rule(
        id="resilience-asg-lb-health-check",
        title="Scaling groups replace the instances that their load balancer finds ill",
        area=Area.RESILIENCE,
        severity=Severity.HIGH,
        why="A service that hangs on a healthy machine gets no more requests, but is never replaced: the group "
        "shrinks silently while its size looks right.",
        remediation="give ServicePool its `routes`: it then sets the load balancer's health check for the group",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-1",
        checks={_AWS: _aws_health, _ESS: _ess_health},
        scope=Scope.STACK,
    ),
)
