"""Schedules: cron, rate and at expressions of AWS, and the cron lines of Auto Scaling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from infra.local.aws.refusals.subject import Rule, Rules, Subject
from infra.local.contract import Finding

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_RATE = re.compile(r"rate\((\d+) (minute|hour|day)(s?)\)")
_FIELDS = (
    ("minutes", 0, 59, ()),
    ("hours", 0, 23, ()),
    ("day of the month", 1, 31, ()),
    ("month", 1, 12, _MONTHS),
    ("day of the week", 1, 7, _DAYS),
    ("year", 1970, 2199, ()),
)
_UNIX_FIELDS = (*_FIELDS[:4], ("day of the week", 0, 7, _DAYS))


def problem(expression: str, kinds: tuple[str, ...] = ("cron", "rate", "at")) -> str | None:
    """What is wrong with an expression `cron(...)`, `rate(...)` or `at(...)`, or None."""
    kind = expression.partition("(")[0]
    if kind not in kinds or not expression.endswith(")"):
        return f"must be {' or '.join(f'{each}(...)' for each in kinds)}"
    if kind == "cron":
        return _cron(expression[len("cron(") : -1].split())
    if kind == "rate":
        found = _RATE.fullmatch(expression)
        if not found or found[1].strip("0") == "":
            return "must be like rate(5 minutes), with a number above 0"
        plural = int(found[1]) != 1
        return None if plural == bool(found[3]) else f"must say {found[2]}{'s' if plural else ''}"
    try:
        datetime.strptime(expression, "at(%Y-%m-%dT%H:%M:%S)")
    except ValueError:
        return "must be like at(2026-11-11T00:00:00)"
    return None


def unix_problem(line: str) -> str | None:
    """What is wrong with a cron line of five fields, or None."""
    fields = line.split()
    if len(fields) != len(_UNIX_FIELDS):
        return f"must have 5 fields (minute hour day month weekday), has {len(fields)}"
    return next(
        (bad for field, rule in zip(fields, _UNIX_FIELDS, strict=True) if (bad := _field(field, rule))), None
    )


def _cron(fields: list[str]) -> str | None:
    if len(fields) != len(_FIELDS):
        return f"must have 6 fields (minutes hours day month weekday year), has {len(fields)}"
    if (fields[2] == "?") == (fields[4] == "?"):
        return "must have ? either as the day of the month or as the day of the week"
    return next((bad for field, rule in zip(fields, _FIELDS, strict=True) if (bad := _field(field, rule))), None)


def _field(field: str, rule: tuple[str, int, int, tuple[str, ...]]) -> str | None:
    name, low, high, words = rule
    if field in ("*", "?"):
        return None
    special = {"day of the month": r"L|LW|\d{1,2}W", "day of the week": r"[1-7A-Z]{1,3}(#[1-5]|L)|L"}
    for item in field.split(","):
        if name in special and re.fullmatch(special[name], item):
            continue
        span, _, step = item.partition("/")
        ends = [] if span == "*" else span.split("-")
        bad_step = "/" in item and (not step.isdecimal() or int(step) == 0)
        if bad_step or len(ends) > 2 or not all(_value(end, low, high, words) for end in ends):
            return f"has {item} as {name}, must be from {low} to {high}"
    return None


def _value(text: str, low: int, high: int, words: tuple[str, ...]) -> bool:
    return text.upper() in words or (text.isdecimal() and low <= int(text) <= high)


def expressions(path: str, *kinds: str) -> Rule:
    """The rule that every expression at `path` is one of these kinds."""

    def rule(subject: Subject) -> Iterator[Finding]:
        for place in subject.at(path):
            found = problem(str(place.value), kinds)
            if found:
                yield subject.finding(place, found)

    return rule


def recurrence(subject: Subject) -> Iterator[Finding]:
    """When a scheduled action of Auto Scaling runs, and where that time is."""
    found = unix_problem(subject.text("recurrence")) if subject.get("recurrence") else None
    if found:
        yield subject.finding("recurrence", found)
    if subject.get("timeZone"):
        try:
            ZoneInfo(subject.text("timeZone"))
        except (ValueError, ZoneInfoNotFoundError):
            yield subject.finding("timeZone", "must be a zone of the IANA database, such as Europe/Berlin")
    start, end = subject.text("startTime"), subject.text("endTime")
    if start and end and start >= end:
        yield subject.finding("endTime", f"must be after startTime, {start}")
    if not start and not subject.get("recurrence"):
        yield subject.finding("startTime", "must be given, or recurrence")


def rotation_window(subject: Subject) -> Iterator[Finding]:
    """A window of rotation is a whole number of hours within a day."""
    duration = subject.text("rotationRules.duration")
    if duration and not re.fullmatch(r"([1-9]|1\d|2[0-4])h", duration):
        yield subject.finding("rotationRules.duration", "must be from 1h to 24h")


RULES: Rules = {
    "aws:autoscaling/schedule:Schedule": (recurrence,),
    "aws:appautoscaling/scheduledAction:ScheduledAction": (expressions("schedule", "cron", "rate", "at"),),
    "aws:backup/plan:Plan": (expressions("rules[].schedule", "cron"),),
    "aws:cloudwatch/eventRule:EventRule": (expressions("scheduleExpression", "cron", "rate"),),
    "aws:scheduler/schedule:Schedule": (expressions("scheduleExpression", "cron", "rate", "at"),),
    "aws:secretsmanager/secretRotation:SecretRotation": (
        expressions("rotationRules.scheduleExpression", "cron", "rate"),
        rotation_window,
    ),
}
