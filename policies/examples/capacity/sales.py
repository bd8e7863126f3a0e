"""What stands ready before a declared sale."""

from __future__ import annotations

from datetime import UTC, date, datetime

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown
from policies.facts import Sale

_GROUP = "aws:autoscaling/group:Group"
_SCHEDULE = "aws:autoscaling/schedule:Schedule"
_ESS_GROUP = "alicloud:ess/scalingGroup:ScalingGroup"
_TASK = "alicloud:ess/scheduledTask:ScheduledTask"
_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
_ALB = "alicloud:alb/loadBalancer:LoadBalancer"
_NLB = "alicloud:nlb/loadBalancer:LoadBalancer"
_BANDWIDTH = {
    _ALB: "alicloud:alb/loadBalancerCommonBandwidthPackageAttachment:LoadBalancerCommonBandwidthPackageAttachment",
    _NLB: "alicloud:nlb/loadbalancerCommonBandwidthPackageAttachment:LoadbalancerCommonBandwidthPackageAttachment",
}
_SINGLES_DAY = Sale(
    name="singles-day",
    start=datetime(2026, 11, 10, 16, tzinfo=UTC),
    end=datetime(2026, 11, 11, 16, tzinfo=UTC),
)
_SALES = (_SINGLES_DAY,)
_PEAK = {"orders": 60}
_TAGS = [{"key": "component", "value": "orders", "propagateAtLaunch": True}]
_ORDERS = res(_GROUP, "orders", minSize=6, maxSize=90, tags=_TAGS)
_ESS_ORDERS = res(_ESS_GROUP, "orders", minSize=6, maxSize=90, tags={"component": "orders"})

_CALENDAR = "stack-peak-event-schedule"
_RESERVED = "capacity-lb-prewarm"


def _schedule(name: str, start: str, least: int) -> Res:
    return res(
        _SCHEDULE,
        name,
        autoscalingGroupName=ref("orders"),
        scheduledActionName=name,
        startTime=start,
        minSize=least,
        maxSize=90,
        desiredCapacity=-1,
    )


def _task(name: str, launch: str, least: int) -> Res:
    return res(_TASK, name, scalingGroupId=ref("orders"), launchTime=launch, minValue=least, maxValue=90)


_RAISED = _schedule("before-sale", "2026-11-10T15:30:00Z", 60)
_LOWERED = _schedule("after-sale", "2026-11-11T18:00:00Z", 6)
_ESS_RAISED = _task("before-sale", "2026-11-10T15:30Z", 60)
_ESS_LOWERED = _task("after-sale", "2026-11-11T18:00Z", 6)

EXAMPLES: tuple[Example, ...] = (
    passes(_CALENDAR, _ORDERS, _RAISED, _LOWERED, sales=_SALES, peak_instances=_PEAK),
    fails(
        _CALENDAR,
        _ORDERS,
        says="10 minutes before singles-day its floor is 6",
        sales=_SALES,
        peak_instances=_PEAK,
    ),
    skips(_CALENDAR, _ORDERS),
    skips(_CALENDAR, _ORDERS, sales=_SALES, today=date(2026, 11, 12)),
    # Without a declared peak any higher floor counts
    passes(_CALENDAR, _ORDERS, _schedule("before", "2026-11-10T15:30:00Z", 7), _LOWERED, sales=_SALES),
    fails(
        _CALENDAR,
        _ORDERS,
        _schedule("too-late", "2026-11-10T15:55:00Z", 60),
        _LOWERED,
        sales=_SALES,
        peak_instances=_PEAK,
    ),
    fails(
        _CALENDAR,
        _ORDERS,
        _RAISED,
        _schedule("too-early", "2026-11-11T02:00:00Z", 6),
        says="before singles-day ends",
        sales=_SALES,
        peak_instances=_PEAK,
    ),
    fails(_CALENDAR, _ORDERS, _RAISED, says="nothing lowers its floor", sales=_SALES, peak_instances=_PEAK),
    passes(_CALENDAR, res(_GROUP, "orders", minSize=60, tags=_TAGS), sales=_SALES, peak_instances=_PEAK),
    # -1 leaves the floor alone
    passes(
        _CALENDAR,
        _ORDERS,
        _RAISED,
        _schedule("more-room", "2026-11-11T02:00:00Z", -1),
        _LOWERED,
        sales=_SALES,
        peak_instances=_PEAK,
    ),
    unknown(
        _CALENDAR,
        _ORDERS,
        res(_SCHEDULE, "nights", autoscalingGroupName=ref("orders"), minSize=60, recurrence="0 15 * * *"),
        says="recurs",
        sales=_SALES,
    ),
    unknown(
        _CALENDAR,
        _ORDERS,
        res(_SCHEDULE, "before-sale", autoscalingGroupName=ref("orders"), minSize=60, startTime="tomorrow"),
        says="is not a time",
        sales=_SALES,
    ),
    passes(_CALENDAR, _ESS_ORDERS, _ESS_RAISED, _ESS_LOWERED, sales=_SALES, peak_instances=_PEAK),
    fails(_CALENDAR, _ESS_ORDERS, _ESS_RAISED, sales=_SALES, peak_instances=_PEAK),
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
        sales=_SALES,
    ),
    # ESS takes no task for a time more than 90 days ahead
    skips(_CALENDAR, _ESS_ORDERS, sales=_SALES, today=date(2026, 8, 1)),
    unknown(
        _CALENDAR,
        _ESS_ORDERS,
        res(_TASK, "before-sale", scalingGroupId=ref("orders"), launchTime="2026-11-10T15:30Z", minValue=UNKNOWN),
        sales=_SALES,
    ),
    unknown(
        _CALENDAR,
        _ESS_ORDERS,
        res(_TASK, "nights", scalingGroupId=ref("orders"), minValue=60, recurrenceType="Daily"),
        sales=_SALES,
    ),
    passes(
        _RESERVED,
        res(_BALANCER, "shop", minimumLoadBalancerCapacity={"capacityUnits": 500}),
        sales=_SALES,
    ),
    fails(_RESERVED, res(_BALANCER, "shop"), says="capacityUnits", sales=_SALES),
    skips(_RESERVED, res(_BALANCER, "shop")),
    skips(_RESERVED, res(_BALANCER, "firewalls", loadBalancerType="gateway"), sales=_SALES),
    unknown(
        _RESERVED,
        res(_BALANCER, "shop", minimumLoadBalancerCapacity={"capacityUnits": UNKNOWN}),
        sales=_SALES,
    ),
    *(
        example
        for type_, attachment in _BANDWIDTH.items()
        for example in (
            passes(
                _RESERVED,
                res(type_, "shop", addressType="Internet", bandwidthPackageId=UNKNOWN),
                sales=_SALES,
            ),
            passes(
                _RESERVED,
                res(type_, "shop", addressType="Internet"),
                res(attachment, "wide", loadBalancerId=ref("shop"), bandwidthPackageId=UNKNOWN),
                sales=_SALES,
            ),
            fails(_RESERVED, res(type_, "shop", addressType="Internet"), sales=_SALES),
            skips(_RESERVED, res(type_, "shop", addressType="Intranet"), sales=_SALES),
            skips(_RESERVED, res(type_, "shop", addressType="Internet")),
            unknown(_RESERVED, res(type_, "shop", addressType=UNKNOWN), sales=_SALES),
        )
    ),
)
