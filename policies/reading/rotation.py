"""How often a secret changes: the schedules of Secrets Manager and of KMS, in days."""

from __future__ import annotations

import re
from itertools import pairwise

from policies.view import NotEvaluated

_SECONDS_PER_DAY = 86_400
_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": _SECONDS_PER_DAY}
_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_CRON = re.compile(r"cron\((?:\S+ ){3}(?P<month>\S+) \S+ \*\)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST_MONTH_DAYS = 31


def interval_days(text: str) -> float:
    """Of KMS: `7d`, `604800s`.

    Raises:
        NotEvaluated: another form.
    """
    match = re.fullmatch(r"(\d+)([smhd])", text)
    if match is None:
        raise NotEvaluated(f"how long '{text}' is is not known")
    return int(match[1]) * _UNITS[match[2]] / _SECONDS_PER_DAY


def schedule_days(text: str) -> float:
    """The longest time between two runs of `rate(...)` or `cron(...)`.

    Raises:
        NotEvaluated: another form.
    """
    rate = _RATE.fullmatch(text)
    if rate:
        return int(rate[1]) * _UNITS[rate[2][0]] / _SECONDS_PER_DAY
    cron = _CRON.fullmatch(text)
    if cron is None:
        raise NotEvaluated(f"how often '{text}' runs is not known")
    # In a month that is named it runs at least once, on the first or on the last day
    months = _months(cron["month"].lower())
    gaps = [later - earlier for earlier, later in pairwise([*months, months[0] + len(_MONTHS)])]
    return max(gaps) * _LONGEST_MONTH_DAYS


def _months(field: str) -> list[int]:
    """`*`, `1,4,7`, `JAN-JUN`, `*/2` or `1/3`, as numbers."""
    found: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, _, last = span.partition("-")
        start = 1 if first == "*" else _month(first)
        end = _month(last) if last else (len(_MONTHS) if step or first == "*" else start)
        found |= set(range(start, end + 1, int(step or 1)))
    return sorted(found)


def _month(text: str) -> int:
    if text in _MONTHS:
        return _MONTHS.index(text) + 1
    if text.isdecimal() and 1 <= int(text) <= len(_MONTHS):
        return int(text)
    raise NotEvaluated(f"which month '{text}' is is not known")
