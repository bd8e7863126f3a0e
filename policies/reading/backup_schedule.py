"""How often a backup plan runs, in the spellings of both clouds."""

from __future__ import annotations

import re

from policies.view import NotEvaluated

_ANY = {"*", "?", "*/1", "1/1", "1-31", "1-12", "1-7", "SUN-SAT", "MON-SUN"}
"""Cron fields that leave no day out."""
_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_RATE_HOURS = {"minute": 1 / 60, "hour": 1, "day": 24}
_INTERVAL = re.compile(r"(?:I\|)?\d+\|P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
_DAY_HOURS = 24


def runs_daily(schedule: str) -> bool:
    """Whether an AWS schedule expression runs at least once on every day.

    Raises:
        NotEvaluated: it is in none of the spellings.
    """
    text = schedule.strip()
    if rate := _RATE.fullmatch(text):
        return int(rate[1]) * _RATE_HOURS[rate[2]] <= _DAY_HOURS
    fields = text.removeprefix("cron(").removesuffix(")").split()
    if not text.startswith("cron(") or len(fields) not in (5, 6):
        raise NotEvaluated(f"the schedule {schedule!r} is neither `cron(...)` nor `rate(...)`")
    return all(field.upper() in _ANY for field in fields[2:])


def repeats_daily(schedule: str) -> bool:
    """Whether a schedule of Cloud Backup, `I|{start}|{ISO 8601 interval}`, runs at least once a day.

    Raises:
        NotEvaluated: it is spelt otherwise.
    """
    interval = _INTERVAL.fullmatch(schedule.strip())
    if not interval or not any(interval.groups()):
        raise NotEvaluated(f"the schedule {schedule!r} is not `I|start|interval`")
    weeks, days, hours, minutes = (int(part or 0) for part in interval.groups())
    return (weeks * 7 + days) * _DAY_HOURS + hours + minutes / 60 <= _DAY_HOURS
