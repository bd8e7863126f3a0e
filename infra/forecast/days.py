"""Hours put together to the days that customers live: complete ones, in the shop's time zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from infra.forecast.hours import HoursError

Floats = NDArray[np.float64]
HOURS = 24
WEEK = 7
LEAST_DAYS = 28
"""Four of every weekday: fewer, and one campaign decides what a Friday is."""


@dataclass(frozen=True, kw_only=True)
class Days:
    """Complete days, in order; some between them may be missing."""

    first: date
    numbers: NDArray[np.int64]
    """Days since `first`."""
    sessions: Floats
    """A row for each day, a column for each hour from midnight on."""
    incomplete: tuple[date, ...]
    """Days between the first and the last of which hours are missing, or on which clocks were changed, or nobody
    came at all: that was a fault of the shop or of the counting, not a quiet day."""

    @property
    def weekdays(self) -> NDArray[np.int64]:
        """0 is Monday."""
        return (self.numbers + self.first.weekday()) % WEEK

    @property
    def totals(self) -> Floats:
        """Sessions of each day."""
        return np.asarray(self.sessions.sum(axis=1))

    def date(self, number: float) -> date:
        """The day with this number."""
        return self.first + timedelta(days=int(number))

    def before(self, number: int) -> Days:
        """Only the days before this one."""
        return self._only(self.numbers < number)

    def since(self, number: int) -> Days:
        """Only this day and those after it."""
        return self._only(self.numbers >= number)

    def _only(self, which: NDArray[np.bool_]) -> Days:
        return Days(
            first=self.first,
            numbers=self.numbers[which],
            sessions=self.sessions[which],
            incomplete=self.incomplete,
        )


def days_of(hours: Mapping[datetime, float], time_zone: str) -> Days:
    """All complete days of these hours.

    Raises:
        HoursError: they are too few, or not every weekday is among them twice.
    """
    zone = ZoneInfo(time_zone)
    if not hours:
        raise HoursError(f"no hour is there; at least {LEAST_DAYS} complete days are needed")
    first, last = (edge(hours).astimezone(zone).date() for edge in (min, max))
    span = [first + timedelta(days=index) for index in range((last - first).days + 1)]
    rows = {day: row for day in span if (row := _row(day, hours, zone)) is not None}
    if len(rows) < LEAST_DAYS:
        raise HoursError(
            f"{len(rows)} complete days of {len(span)} in {time_zone} are too few: at least {LEAST_DAYS} are"
            " needed, four of every weekday; ask the lake for a longer time"
        )
    complete = sorted(rows)
    numbers = np.array([(day - complete[0]).days for day in complete], dtype=np.int64)
    found = Days(
        first=complete[0],
        numbers=numbers,
        sessions=np.array([rows[day] for day in complete], dtype=np.float64),
        incomplete=tuple(day for day in span if day not in rows and complete[0] < day < complete[-1]),
    )
    rare = [name for index, name in enumerate(_NAMES) if (found.weekdays == index).sum() < 2]
    if rare:
        raise HoursError(f"there are less than two complete days of {', '.join(rare)}; ask for a longer time")
    return found


_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _row(day: date, hours: Mapping[datetime, float], zone: ZoneInfo) -> list[float] | None:
    """The 24 hours of a day; None, if it has not 24, or one is missing, or nobody came."""
    start, end = (
        datetime.combine(each, time(), tzinfo=zone).astimezone(UTC) for each in (day, day + timedelta(days=1))
    )
    if end - start != timedelta(days=1):
        return None
    row = [hours.get(start + timedelta(hours=index)) for index in range(HOURS)]
    if any(value is None for value in row) or not sum(value or 0 for value in row):
        return None
    return [value or 0.0 for value in row]
