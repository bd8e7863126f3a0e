"""Scaling groups: sizes, times, metrics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from infra.local.alicloud.case import Case
from infra.local.contract import Finding

_SYSTEM_METRICS = {
    "ess/alarm:Alarm": (
        *("CpuUtilization", "ClassicInternetRx", "ClassicInternetTx", "VpcInternetRx", "VpcInternetTx"),
        *(
            "IntranetRx",
            "IntranetTx",
            "LoadAverage",
            "MemoryUtilization",
            "SystemDiskReadBps",
            "SystemDiskWriteBps",
        ),
        *("SystemDiskReadOps", "SystemDiskWriteOps", "PackagesNetIn", "PackagesNetOut", "TcpConnection"),
        "ConcurrentConnections",
    ),
    "ess/scalingRule:ScalingRule": (
        *("CpuUtilization", "ClassicInternetRx", "ClassicInternetTx", "VpcInternetRx", "VpcInternetTx"),
        *("IntranetRx", "IntranetTx", "CpuUtilizationAgent", "MemoryUtilization", "LoadAverage", "TcpConnection"),
        *("EciPodCpuUtilization", "EciPodMemoryUtilization", "LoadBalancerRealServerAverageQps"),
    ),
}
"""Source: ESS API reference, CreateAlarm and CreateScalingRule, `MetricName`, 2026-08."""
_ADJUSTMENTS = {
    "QuantityChangeInCapacity": (-1000, 1000),
    "PercentChangeInCapacity": (-100, 10000),
    "TotalCapacity": (0, 2000),
}
"""Source: ESS API reference, CreateScalingRule, `AdjustmentValue`, 2026-08."""
_LAUNCH_DAYS = 90
_RECURRENCE_DAYS = 365
"""Source: ESS API reference, CreateScheduledTask, 2026-08."""


def sizes(case: Case) -> Iterator[Finding]:
    """Least, wanted and most are in this order."""
    yield from _ordered(case, "minSize", "maxSize")
    yield from _ordered(case, "minSize", "desiredCapacity")
    yield from _ordered(case, "desiredCapacity", "maxSize")


def task_sizes(case: Case) -> Iterator[Finding]:
    """As for a group; without a limit of its own a task moves within those of its group."""
    yield from _ordered(case, "minValue", "maxValue")
    yield from _ordered(case, "minValue", "desiredCapacity")
    yield from _ordered(case, "desiredCapacity", "maxValue")
    wanted = case.value("desiredCapacity")
    if wanted is not None and not case.number("scalingGroupId>desiredCapacity"):
        # The provider sends a group no 0
        yield case.refuse(
            "desiredCapacity", "needs a group that was made with a `desiredCapacity` above 0", wanted
        )
    for name, least, most in (("minValue", None, "maxSize"), ("maxValue", "minSize", None)):
        opposite = "maxValue" if name == "minValue" else "minValue"
        given = case.number(name)
        if given is None or case.value(opposite) is not None:
            continue
        low, high = (case.number(f"scalingGroupId>{side}") if side else None for side in (least, most))
        if (low is not None and given < low) or (high is not None and given > high):
            limit = f"at least {low:g}, the least" if low is not None else f"at most {high:g}, the most"
            yield case.refuse(name, f"must be {limit} of the group, unless `{opposite}` is given too", given)


def task_times(case: Case) -> Iterator[Finding]:
    """A task begins within 90 days, and repeats for a year at most."""
    yield from _in_time(case, "launchTime", _LAUNCH_DAYS)
    yield from _in_time(case, "recurrenceEndTime", _RECURRENCE_DAYS)


def adjustment(case: Case) -> Iterator[Finding]:
    """A step is as large as its kind allows."""
    limits, step = _ADJUSTMENTS.get(str(case.value("adjustmentType"))), case.number("adjustmentValue")
    if limits and step is not None and not limits[0] <= step <= limits[1]:
        what = f"must be between {limits[0]} and {limits[1]} with {case.value('adjustmentType')}"
        yield case.refuse("adjustmentValue", what, step)


def metric(case: Case) -> Iterator[Finding]:
    """A metric of the system is one that Auto Scaling knows."""
    known = _SYSTEM_METRICS[case.wanted.type.removeprefix("alicloud:")]
    name = case.value("metricName")
    if name is not None and case.value("metricType") in (None, "system") and name not in known:
        yield case.refuse("metricName", f"must be one of {', '.join(known)}", name)


def distinct_types(case: Case) -> Iterator[Finding]:
    """An instance type stands among the overrides once."""
    seen: set[str] = set()
    for place in case.places("launchTemplateOverrides[].instanceType"):
        if place.value in seen:
            yield case.refuse(place.path, "stands among the overrides twice", place.value)
        seen.add(place.value)


def own_target(case: Case) -> Iterator[Finding]:
    """A group notifies in its own region and account."""
    found = re.match(r"acs:ess:(?P<region>[^:]*):(?P<account>[^:]*):", str(case.value("notificationArn")))
    if found and found["region"] != case.region:
        what = f"is in region {found['region']}, must be in {case.region}"
        yield case.refuse("notificationArn", what, case.value("notificationArn"))
    if found and case.account is not None and found["account"] != case.account:
        what = f"is of account {found['account']}, must be of {case.account}"
        yield case.refuse("notificationArn", what, case.value("notificationArn"))


def _ordered(case: Case, low: str, high: str) -> Iterator[Finding]:
    least, most = case.number(low), case.number(high)
    if least is not None and most is not None and least > most:
        blamed = low if low == "desiredCapacity" else high
        other = high if blamed == low else low
        words = "at most" if blamed == low else "at least"
        yield case.refuse(blamed, f"must be {words} {case.value(other)}, the `{other}`", case.value(blamed))


def _in_time(case: Case, path: str, days: int) -> Iterator[Finding]:
    given = case.value(path)
    if given is None:
        return
    try:
        moment = datetime.strptime(str(given), "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    except ValueError:
        yield case.refuse(path, "must be YYYY-MM-DDThh:mmZ, in UTC", given)
        return
    if moment < case.now:
        yield case.refuse(path, "must not be in the past", given)
    elif moment > case.now + timedelta(days=days):
        yield case.refuse(path, f"must be within {days} days from now", given)
