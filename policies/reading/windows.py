"""Maintenance windows as the providers write them, and whether customers are shopping meanwhile."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policies.facts import Facts
from policies.view import NotEvaluated

_HOUR = 60
_DAY = 24 * _HOUR
_WEEK = 7 * _DAY
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MOMENT = re.compile(r"(?:(mon|tue|wed|thu|fri|sat|sun):)?([01]?\d|2[0-3]):([0-5]\d)Z?", re.IGNORECASE)


@dataclass(frozen=True)
class Window:
    """A span of the day in UTC; on which days it opens makes no difference, the shop sells on all of them."""

    start: int
    """Minutes after midnight."""
    minutes: int

    def in_trading_hours(self, facts: Facts) -> bool:
        """Whether a part of it lies in the hours in which customers of the region shop, in their own time."""
        first, last = (hour * _HOUR for hour in facts.peak_hours)
        trading = (last - first) % _DAY or _DAY
        start = (self.start + facts.utc_offset_hours * _HOUR) % _DAY
        return (start - first) % _DAY < trading or (first - start) % _DAY < self.minutes


def window(text: str) -> Window:
    """`wed:03:30-wed:04:30`, `02:00-03:00` or `19:00Z-20:00Z`, all in UTC.

    Raises:
        NotEvaluated: it is written in another way.
    """
    moments = [_MOMENT.fullmatch(part.strip()) for part in str(text).split("-")]
    if len(moments) != 2 or None in moments:
        raise NotEvaluated(f"{text!r} is not a window of time")
    (first_day, start), (last_day, end) = (_read(moment) for moment in moments if moment)
    span = (end - start) % _DAY
    if first_day is not None and last_day is not None:
        span = (last_day * _DAY + end - first_day * _DAY - start) % _WEEK
    return Window(start, span or _DAY)


def _read(moment: re.Match[str]) -> tuple[int | None, int]:
    day, hours, minutes = moment.groups()
    return _DAYS.index(day.lower()) if day else None, int(hours) * _HOUR + int(minutes)
