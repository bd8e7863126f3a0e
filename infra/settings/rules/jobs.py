"""Jobs: sizes that both clouds have, times that every day has, runs that end before the next begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from infra.settings.draft import Draft
from infra.settings.local_time import moment_fault, zone_fault
from infra.settings.problem import Problem

_VCPUS = (1, 2, 4, 8)
_GIB_PER_VCPU = (2, 4)
"""What Fargate (1:2 to 1:8) and Function Compute (1:1 to 1:4) share.
Source: ECS Developer Guide, "Task CPU and memory"; Function Compute, "Instance types and usage modes", 2026-11."""
_STEP_GIB = {8: 4}
"""vCPU -> memory comes in steps of so much, on Fargate."""
_LONGEST_MINUTES = 20 * 60
"""From the first start to the end of the last retry; what is left of a day is for people."""
_SOME_YEAR = date(2027, 1, 1)


def names(draft: Draft) -> Iterator[Problem]:
    """Logs, roles and firewalls are called after services and jobs."""
    for name in draft.shop_file.names("jobs") & draft.shop_file.names("services"):
        yield draft.in_shop(("jobs", name), "has the name of a service", fix="choose another name")
    if "network" in draft.shop_file.names("jobs"):
        yield draft.in_shop(
            ("jobs", "network"), "has the name of the log stream of the network", fix="choose another name"
        )


def start(draft: Draft) -> Iterator[Problem]:
    """The time of day is there once, every day."""
    for name, job in draft.shop.jobs.items():
        if wrong := zone_fault(job.time_zone):
            yield draft.in_shop(("jobs", name, "time_zone"), **wrong)
            continue
        days = (_SOME_YEAR + timedelta(days=index) for index in range(365))
        if any(moment_fault(f"{day} {job.at}", job.time_zone) for day in days):
            yield draft.in_shop(
                ("jobs", name, "at"),
                f"is not there, or is there twice, on the days when clocks are changed in {job.time_zone}",
                given=job.at,
                fix="take a time two hours earlier or later",
            )


def size(draft: Draft) -> Iterator[Problem]:
    """Containers of both clouds come in these sizes."""
    for name, job in draft.shop.jobs.items():
        if job.vcpu not in _VCPUS:
            yield draft.in_shop(
                ("jobs", name, "vcpu"),
                "is no size that both clouds have",
                given=str(job.vcpu),
                allowed=", ".join(map(str, _VCPUS)),
            )
            continue
        least, most = (job.vcpu * ratio for ratio in _GIB_PER_VCPU)
        step = _STEP_GIB.get(job.vcpu, 1)
        if not least <= job.memory_gib <= most or job.memory_gib % step:
            yield draft.in_shop(
                ("jobs", name, "memory_gib"),
                f"is no size that both clouds have with {job.vcpu} vCPU",
                given=f"{job.memory_gib} GiB",
                allowed=", ".join(str(gib) for gib in range(least, most + 1, step)),
            )


def done_before_the_next(draft: Draft) -> Iterator[Problem]:
    """Two runs of one job would work on the same things."""
    for name, job in draft.shop.jobs.items():
        longest = job.timeout_minutes * (1 + job.retries)
        if longest > _LONGEST_MINUTES:
            yield draft.in_shop(
                ("jobs", name, "timeout_minutes"),
                f"lets a run and its {job.retries} retries last until the next one starts",
                given=f"{job.timeout_minutes} minutes, {longest:,} in all",
                allowed=f"{_LONGEST_MINUTES:,} minutes in all",
                fix="lower it, or retry less often",
            )


def listed_once(draft: Draft) -> Iterator[Problem]:
    """A queue stands in the list once."""
    for name, job in draft.shop.jobs.items():
        for index, queue in enumerate(job.sends):
            if queue in job.sends[:index]:
                yield draft.in_shop(
                    ("jobs", name, "sends", index), "is named twice", given=queue, fix="delete one of the two"
                )
