"""Declared sales: what is reactive comes too late for a countdown, so capacity stands ready before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from policies.facts import Sale
from policies.reading.service import service_of
from policies.reading.upcoming import NO_SALE, upcoming
from policies.rule import PRODUCTION, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.rules.capacity.groups import ESS_GROUP, GROUP
from policies.view import NotEvaluated, View

_SCHEDULE = "aws:autoscaling/schedule:Schedule"
_TASK = "alicloud:ess/scheduledTask:ScheduledTask"
_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
_ALB = "alicloud:alb/loadBalancer:LoadBalancer"
_NLB = "alicloud:nlb/loadBalancer:LoadBalancer"
_BANDWIDTH: Mapping[str, str] = {
    _ALB: "alicloud:alb/loadBalancerCommonBandwidthPackageAttachment:LoadBalancerCommonBandwidthPackageAttachment",
    _NLB: "alicloud:nlb/loadbalancerCommonBandwidthPackageAttachment:LoadbalancerCommonBandwidthPackageAttachment",
}
"""Type of load balancer -> type of the resource that gives it a bandwidth package, apart from its own argument."""
_LEAD = timedelta(minutes=10)
"""A scheduled action may start two minutes late; then instances boot, pass their checks and warm up."""
_UNCHANGED = -1
"""What the provider takes for leaving a limit of an AWS Schedule alone; left out it is 0."""
_ESS_AHEAD = timedelta(days=90)
"""ESS takes no task for a later time. Source: ESS API reference, CreateScheduledTask, `LaunchTime`."""


@dataclass(frozen=True)
class _Move:
    """A planned change of a group's floor."""

    at: datetime
    floor: float


def _aws_scheduled(group: View) -> Outcome:
    return _scheduled(group, upcoming(group.stack.facts), _aws_moves(group))


def _alicloud_scheduled(group: View) -> Outcome:
    facts = group.stack.facts
    last = datetime.combine(facts.today, datetime.min.time(), UTC) + _ESS_AHEAD
    return _scheduled(group, [sale for sale in upcoming(facts) if sale.start < last], _alicloud_moves(group))


def _scheduled(group: View, sales: Sequence[Sale], moves: Iterator[_Move]) -> Outcome:
    if not sales:
        return NO_SALE
    base = float(group.get("minSize", 0))
    peaks = group.stack.facts.peak_instances
    service = service_of(group) if peaks else None
    need = float(peaks.get(service or "", 0)) or base + 1
    planned = sorted(moves, key=lambda move: move.at)
    return next((fault for sale in sales if (fault := _unready(base, planned, need, sale))), None)


def _unready(base: float, moves: Sequence[_Move], need: float, sale: Sale) -> str | None:
    """What is wrong with the floor around one sale."""
    ready = sale.start - _LEAD
    floor = next((move.floor for move in reversed(moves) if move.at <= ready), base)
    if floor < need:
        return f"{_minutes()} minutes before {sale.name} its floor is {floor:g}, at least {need:g} are needed"
    for move in moves:
        if ready < move.at <= sale.end and move.floor < need:
            return (
                f"its floor goes down to {move.floor:g} at {move.at:%Y-%m-%d %H:%M} UTC, before {sale.name} ends"
            )
    if base < need and not any(move.at > sale.end and move.floor < need for move in moves):
        return f"nothing lowers its floor after {sale.name}"
    return None


def _minutes() -> int:
    return int(_LEAD.total_seconds() // 60)


def _aws_moves(group: View) -> Iterator[_Move]:
    for schedule in group.referring(_SCHEDULE, "autoscalingGroupName"):
        floor = float(schedule.get("minSize", 0))
        if floor == _UNCHANGED:
            continue
        if schedule.has("recurrence"):
            raise NotEvaluated(f"Schedule {schedule.name} recurs, which this rule does not work out")
        yield _Move(_time(schedule.get("startTime")), floor)


def _alicloud_moves(group: View) -> Iterator[_Move]:
    for task in group.referring(_TASK, "scalingGroupId"):
        if task.get("taskEnabled", True) is False or not task.has("minValue"):
            continue
        if task.has("recurrenceType"):
            raise NotEvaluated(f"ScheduledTask {task.name} recurs, which this rule does not work out")
        yield _Move(_time(task.get("launchTime")), float(task.get("minValue")))


def _time(text: object) -> datetime:
    """Both clouds take UTC: `2026-11-10T15:30:00Z`, on Alibaba Cloud without seconds."""
    try:
        return datetime.fromisoformat(str(text)).astimezone(UTC)
    except ValueError:
        raise NotEvaluated(f"{text!r} is not a time") from None


def _aws_reserved(balancer: View) -> Outcome:
    if balancer.get("loadBalancerType", "application") == "gateway":
        return NotApplicable("a gateway load balancer has no capacity to reserve")
    if not upcoming(balancer.stack.facts):
        return NO_SALE
    if float(balancer.get("minimumLoadBalancerCapacity.capacityUnits", 0)) > 0:
        return None
    return "`minimumLoadBalancerCapacity.capacityUnits` is not set, and a sale is declared"


def _alicloud_reserved(balancer: View) -> Outcome:
    if balancer.get("addressType") != "Internet":
        return NotApplicable("only traffic from the internet has a bandwidth that is bought")
    if not upcoming(balancer.stack.facts):
        return NO_SALE
    if balancer.has("bandwidthPackageId") or balancer.referring(_BANDWIDTH[balancer.type], "loadBalancerId"):
        return None
    return "`bandwidthPackageId` is not set: each zone's address has its own low limit, and a sale is declared"


RULES = (
    Rule(
        id="stack-peak-event-schedule",
        title="Groups of instances are enlarged before a declared sale and made smaller after it",
        area=Area.CAPACITY,
        severity=Severity.MEDIUM,
        why=(
            "At a countdown the load multiplies within seconds, and new instances need minutes: what is not in "
            "service before the sale does not help in it."
        ),
        remediation=(
            "give ServicePool a `scheduled_actions` entry that raises `min_instances` ten minutes before the sale "
            "and one that lowers it afterwards"
        ),
        source="https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html",
        checks={GROUP: _aws_scheduled, ESS_GROUP: _alicloud_scheduled},
        scope=Scope.STACK,
        environments=PRODUCTION,
    ),
    Rule(
        id="capacity-lb-prewarm",
        title="Load balancers have capacity reserved for a declared sale",
        area=Area.CAPACITY,
        severity=Severity.LOW,
        why=(
            "A load balancer grows by itself, but over minutes: the first wave of a sale meets the size of a "
            "quiet day, and customers get errors before any instance is busy."
        ),
        remediation=(
            "set `minimumLoadBalancerCapacity` on AWS, on Alibaba Cloud `bandwidthPackageId` with a package as "
            "wide as the sale; LoadBalancer has no argument for either yet"
        ),
        source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/capacity-unit-reservation.html",
        checks={_BALANCER: _aws_reserved, _ALB: _alicloud_reserved, _NLB: _alicloud_reserved},
        scope=Scope.STACK,
        environments=PRODUCTION,
    ),
)
