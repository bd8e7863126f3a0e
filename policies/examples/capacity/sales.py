"""What stands ready before a declared sale."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from policies.examples.declared import DECLARED, END, START, sale
from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown
from policies.facts import Floor

_GROUP = "aws:autoscaling/group:Group"
_SCHEDULE = "aws:autoscaling/schedule:Schedule"
_ESS_GROUP = "alicloud:ess/scalingGroup:ScalingGroup"
_TASK = "alicloud:ess/scheduledTask:ScheduledTask"
_FLOOR = Floor(service="orders", instances=60, start=START, end=END, lead_seconds=240)
_PLANNED = sale(floors=(_FLOOR,))
"""Worked out: how many, and until when they must be asked for."""
_TAGS = [{"key": "component", "value": "orders", "propagateAtLaunch": True}]
_ORDERS = res(_GROUP, "orders", minSize=6, maxSize=90, tags=_TAGS)
_ESS_ORDERS = res(_ESS_GROUP, "orders", minSize=6, maxSize=90, tags={"component": "orders"})

_CALENDAR = "stack-peak-event-schedule"


def _schedule(name: str, start: str, least: int, most: int = 90) -> Res:
    return res(
        _SCHEDULE,
        name,
        autoscalingGroupName=ref("orders"),
        scheduledActionName=name,
        startTime=start,
        minSize=least,
        maxSize=most,
        desiredCapacity=-1,
    )


def _task(name: str, launch: str, least: int, most: int = 90) -> Res:
    return res(_TASK, name, scalingGroupId=ref("orders"), launchTime=launch, minValue=least, maxValue=most)


def _often(count: int) -> tuple[Res, ...]:
    """Up before the sale, and then the same again and again."""
    first = datetime(2026, 11, 10, 15, 30, tzinfo=UTC)
    return tuple(
        _schedule(f"{number}", f"{first + timedelta(minutes=number):%Y-%m-%dT%H:%M:00Z}", 60)
        for number in range(count)
    )


_RAISED = _schedule("before-sale", "2026-11-10T15:30:00Z", 60)
_LOWERED = _schedule("after-sale", "2026-11-11T18:00:00Z", 6)
_ESS_RAISED = _task("before-sale", "2026-11-10T15:30Z", 60)
_ESS_LOWERED = _task("after-sale", "2026-11-11T18:00Z", 6)

_AWS: tuple[Example, ...] = (
    passes(_CALENDAR, _ORDERS, _RAISED, _LOWERED, sales=_PLANNED),
    fails(
        _CALENDAR,
        _ORDERS,
        says="its floor is 6 at 2026-11-10 15:56 UTC, singles-day needs 60 from 2026-11-10 16:00 UTC on, and they "
        "take 4 minutes to serve",
        sales=_PLANNED,
    ),
    passes(_CALENDAR, _ORDERS, _schedule("just", "2026-11-10T15:56:00Z", 60), _LOWERED, sales=_PLANNED),
    fails(_CALENDAR, _ORDERS, _schedule("too-late", "2026-11-10T15:57:00Z", 60), _LOWERED, sales=_PLANNED),
    fails(
        _CALENDAR,
        _ORDERS,
        _schedule("too-low", "2026-11-10T15:30:00Z", 59),
        _LOWERED,
        says="its floor is 59",
        sales=_PLANNED,
    ),
    fails(
        _CALENDAR,
        _ORDERS,
        _RAISED,
        _schedule("too-early", "2026-11-11T02:00:00Z", 6),
        says="goes down to 6 at 2026-11-11 02:00 UTC, before singles-day ends",
        sales=_PLANNED,
    ),
    fails(_CALENDAR, _ORDERS, _RAISED, says="nothing lowers its floor", sales=_PLANNED),
    fails(
        _CALENDAR,
        _ORDERS,
        _RAISED,
        _schedule("cap", "2026-11-10T20:00:00Z", 50, most=50),
        _LOWERED,
        sales=_PLANNED,
    ),
    fails(
        _CALENDAR,
        _ORDERS,
        _schedule("before-sale", "2026-11-10T15:30:00Z", 60, most=50),
        _LOWERED,
        says="Schedule before-sale sets the maximum to 50, singles-day needs 60",
        sales=_PLANNED,
    ),
    fails(
        _CALENDAR,
        _ORDERS,
        _RAISED,
        _schedule("again", "2026-11-10T15:30:00Z", 60),
        _LOWERED,
        says="both start at 2026-11-10 15:30 UTC",
        sales=_PLANNED,
    ),
    passes(_CALENDAR, _ORDERS, *_often(124), _LOWERED, sales=_PLANNED),
    fails(_CALENDAR, _ORDERS, *_often(125), _LOWERED, says="126 scheduled actions", sales=_PLANNED),
    # the sale may have begun already
    passes(_CALENDAR, res(_GROUP, "orders", minSize=60, maxSize=90, tags=_TAGS), _LOWERED, sales=_PLANNED),
    # -1 leaves the floor alone
    passes(
        _CALENDAR,
        _ORDERS,
        _RAISED,
        _schedule("more-room", "2026-11-11T02:00:00Z", -1),
        _schedule("same-room", "2026-11-11T03:00:00Z", 60, most=-1),
        _LOWERED,
        sales=_PLANNED,
    ),
    # of a sale of which only the time is known, any higher floor counts, ten minutes before it
    passes(_CALENDAR, _ORDERS, _schedule("before", "2026-11-10T15:50:00Z", 7), _LOWERED, sales=DECLARED),
    fails(_CALENDAR, _ORDERS, _schedule("before", "2026-11-10T15:51:00Z", 7), _LOWERED, sales=DECLARED),
    skips(_CALENDAR, _ORDERS),
    skips(_CALENDAR, _ORDERS, sales=_PLANNED, clock=datetime(2026, 11, 12, tzinfo=UTC)),
    skips(_CALENDAR, _ORDERS, sales=sale(prepared=False, floors=(_FLOOR,))),
    skips(_CALENDAR, res(_GROUP, "support", minSize=3, maxSize=20), sales=_PLANNED),
    unknown(
        _CALENDAR,
        _ORDERS,
        res(_SCHEDULE, "nights", autoscalingGroupName=ref("orders"), minSize=60, recurrence="0 15 * * *"),
        says="recurs",
        sales=_PLANNED,
    ),
    unknown(
        _CALENDAR,
        _ORDERS,
        res(_SCHEDULE, "before-sale", autoscalingGroupName=ref("orders"), minSize=60, startTime="tomorrow"),
        says="is not a time",
        sales=_PLANNED,
    ),
)

_ALICLOUD: tuple[Example, ...] = (
    passes(_CALENDAR, _ESS_ORDERS, _ESS_RAISED, _ESS_LOWERED, sales=_PLANNED),
    fails(
        _CALENDAR,
        _ESS_ORDERS,
        _task("before-sale", "2026-11-10T15:57Z", 60),
        _ESS_LOWERED,
        says="its floor is 6 at 2026-11-10 15:56 UTC",
        sales=_PLANNED,
    ),
    fails(_CALENDAR, _ESS_ORDERS, _ESS_RAISED, says="nothing lowers its floor", sales=_PLANNED),
    fails(
        _CALENDAR,
        _ESS_ORDERS,
        _task("before-sale", "2026-11-10T15:30Z", 60, most=59),
        _ESS_LOWERED,
        says="sets the maximum to 59",
        sales=_PLANNED,
    ),
    fails(
        _CALENDAR,
        _ESS_ORDERS,
        res(
            _TASK,
            "before-sale",
            scalingGroupId=ref("orders"),
            launchTime="2026-11-10T15:30Z",
            minValue=60,
            taskEnabled=False,
        ),
        sales=_PLANNED,
    ),
    fails(
        _CALENDAR,
        _ESS_ORDERS,
        _ESS_RAISED,
        _ESS_LOWERED,
        _task("spring", "2027-02-01T12:00Z", 20),
        says="ScheduledTask spring starts at 2027-02-01 12:00 UTC, more than 90 days ahead",
        sales=_PLANNED,
    ),
    # ESS takes no task for a time more than 90 days ahead
    skips(_CALENDAR, _ESS_ORDERS, sales=_PLANNED, clock=datetime(2026, 8, 1, tzinfo=UTC)),
    unknown(
        _CALENDAR,
        _ESS_ORDERS,
        res(_TASK, "before-sale", scalingGroupId=ref("orders"), launchTime="2026-11-10T15:30Z", minValue=UNKNOWN),
        sales=_PLANNED,
    ),
    unknown(
        _CALENDAR,
        _ESS_ORDERS,
        res(_TASK, "nights", scalingGroupId=ref("orders"), minValue=60, recurrenceType="Daily"),
        sales=_PLANNED,
    ),
)

EXAMPLES: tuple[Example, ...] = (*_AWS, *_ALICLOUD)
