"""Declared sales: what is reactive comes too late for a countdown, so instances stand ready before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from policies.facts import Floor, Sale
from policies.reading.service import service_of
from policies.reading.upcoming import NO_SALE, upcoming
from policies.rule import PRODUCTION, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.rules.capacity.groups import ESS_GROUP, GROUP
from policies.view import NotEvaluated, View

_SCHEDULE = "aws:autoscaling/schedule:Schedule"
_TASK = "alicloud:ess/scheduledTask:ScheduledTask"
_UNCHANGED = -1
"""What the provider takes for leaving a limit of an AWS Schedule alone; left out it is 0."""
_ESS_AHEAD = timedelta(days=90)
"""ESS takes no task for a later time. Source: ESS API reference, CreateScheduledTask, `LaunchTime`."""
_AWS_ACTIONS = 125
"""Of one group. Source: EC2 Auto Scaling User Guide, "Quotas for Auto Scaling resources and groups", 2026-11."""
_TIME = "%Y-%m-%d %H:%M"


@dataclass(frozen=True)
class _Move:
    """A planned change of a group's limits."""

    name: str
    at: datetime
    floor: float | None
    most: float | None
    """None: it leaves that alone."""


def _aws_scheduled(group: View) -> Outcome:
    sales = upcoming(group.stack.facts)
    if not sales:
        return NO_SALE
    moves = list(_aws_moves(group))
    if len(moves) > _AWS_ACTIONS:
        return f"it has {len(moves)} scheduled actions, AWS takes {_AWS_ACTIONS} for a group"
    times: dict[datetime, str] = {}
    for move in moves:
        # EC2 Auto Scaling User Guide, "Scheduled scaling", considerations: a start time is unique in its group
        if (first := times.setdefault(move.at, move.name)) != move.name:
            return f"{first} and {move.name} both start at {move.at:{_TIME}} UTC: AWS refuses the second"
    return _scheduled(group, sales, moves, None)


def _alicloud_scheduled(group: View) -> Outcome:
    last = group.stack.facts.clock + _ESS_AHEAD
    sales = [sale for sale in upcoming(group.stack.facts) if sale.start < last]
    if not sales:
        return NO_SALE
    moves = list(_alicloud_moves(group))
    for move in moves:
        if move.at > last:
            late = f"more than {_ESS_AHEAD.days} days ahead: ESS refuses it"
            return f"{move.name} starts at {move.at:{_TIME}} UTC, {late}"
    return _scheduled(group, sales, moves, last)


def _scheduled(group: View, sales: Sequence[Sale], moves: Sequence[_Move], last: datetime | None) -> Outcome:
    """`last`: what is to happen later cannot be scheduled yet."""
    base, most = float(group.get("minSize", 0)), float(group.get("maxSize", 0))
    service = service_of(group)
    needs = [(sale, need) for sale in sales for need in _floors(sale, service, base)]
    if not needs:
        return NotApplicable("no declared sale in preparation needs more than its everyday floor")
    planned = sorted(moves, key=lambda move: move.at)
    faults = (
        fault
        for sale, need in needs
        for fault in (_unready(base, planned, sale, need, last), _capped(most, planned, sale, need))
        if fault
    )
    return next(faults, None)


def _floors(sale: Sale, service: str | None, base: float) -> Sequence[Floor]:
    """What the sale needs of the service; where nobody has worked it out, any floor above the present one."""
    if sale.floors is not None:
        return [floor for floor in sale.floors if floor.service == service]
    return [Floor(service=service or "", instances=int(base) + 1, start=sale.start, end=sale.end)]


def _unready(base: float, moves: Sequence[_Move], sale: Sale, need: Floor, last: datetime | None) -> str | None:
    """What is wrong with the floor around one part of a sale."""
    floors = [(move.at, move.floor) for move in moves if move.floor is not None]
    floor = next((least for at, least in reversed(floors) if at <= _ready(need)), base)
    if floor < need.instances:
        minutes = need.lead_seconds / 60
        return (
            f"its floor is {floor:g} at {_ready(need):{_TIME}} UTC, {sale.name} needs {need.instances} from "
            f"{need.start:{_TIME}} UTC on, and they take {minutes:.0f} minutes to serve"
        )
    for at, least in floors:
        if _ready(need) < at < need.end and least < need.instances:
            return (
                f"its floor goes down to {least:g} at {at:{_TIME}} UTC, before {sale.name} ends; it needs "
                f"{need.instances} until {need.end:{_TIME}} UTC"
            )
    lowered = any(at >= need.end and least < need.instances for at, least in floors)
    if base < need.instances and not lowered and (last is None or need.end < last):
        return f"nothing lowers its floor after {sale.name}: {need.instances} instances stay"
    return None


def _capped(most: float, moves: Sequence[_Move], sale: Sale, need: Floor) -> str | None:
    """A scheduled action may also lower the maximum below what the sale needs."""
    before = [move for move in moves if move.at <= _ready(need)]
    at_start = next((move for move in reversed(before) if move.most is not None), None)
    within = [move for move in moves if _ready(need) < move.at < need.end]
    for move in [*([at_start] if at_start else []), *within]:
        if move.most is not None and move.most < need.instances <= most:
            return f"{move.name} sets the maximum to {move.most:g}, {sale.name} needs {need.instances}"
    return None


def _ready(need: Floor) -> datetime:
    """When the instances must be asked for at the latest."""
    return need.start - timedelta(seconds=need.lead_seconds)


def _aws_moves(group: View) -> Iterator[_Move]:
    for schedule in group.referring(_SCHEDULE, "autoscalingGroupName"):
        floor, most = float(schedule.get("minSize", 0)), float(schedule.get("maxSize", 0))
        if schedule.has("recurrence"):
            raise NotEvaluated(f"Schedule {schedule.name} recurs, which this rule does not work out")
        yield _Move(
            f"Schedule {schedule.name}",
            _time(schedule.get("startTime")),
            None if floor == _UNCHANGED else floor,
            None if most == _UNCHANGED else most,
        )


def _alicloud_moves(group: View) -> Iterator[_Move]:
    for task in group.referring(_TASK, "scalingGroupId"):
        if task.get("taskEnabled", True) is False:
            continue
        if task.has("recurrenceType"):
            raise NotEvaluated(f"ScheduledTask {task.name} recurs, which this rule does not work out")
        floor, most = task.get("minValue"), task.get("maxValue")
        yield _Move(
            f"ScheduledTask {task.name}",
            _time(task.get("launchTime")),
            None if floor is None else float(floor),
            None if most is None else float(most),
        )


def _time(text: object) -> datetime:
    """Both clouds take UTC: `2026-11-10T15:30:00Z`, on Alibaba Cloud without seconds."""
    try:
        return datetime.fromisoformat(str(text)).astimezone(UTC)
    except ValueError:
        raise NotEvaluated(f"{text!r} is not a time") from None


RULES = (
    Rule(
        id="stack-peak-event-schedule",
        title="Groups of instances are enlarged before a declared sale and made smaller after it",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why=(
            "At a countdown the load multiplies within seconds, and new instances need minutes: what is not in "
            "service before the sale does not help in it."
        ),
        remediation=(
            "leave the pool's `scheduled_actions` to the plan, which follows from stacks/campaigns.yaml and "
            "shop.yaml (`floodgate plan STACK` shows it)"
        ),
        source="https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html",
        checks={GROUP: _aws_scheduled, ESS_GROUP: _alicloud_scheduled},
        scope=Scope.STACK,
        environments=PRODUCTION,
    ),
)
