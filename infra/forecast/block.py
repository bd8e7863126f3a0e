"""The `base:` block of campaigns.yaml as a text, with what a reviewer wants to know above it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from infra.forecast.days import Days
from infra.forecast.fit import Fit, exceptional
from infra.forecast.quality import Quality
from infra.settings.calendar_model import BaseSettings, CalendarFile

_DIGITS = 4
"""Of the sessions of a day: more would pretend to be certain."""
_LEAST_WEIGHT = 0.1
"""Of 100; the calendar takes no hour without anybody."""
_AHEAD_DAYS = 14
"""The level is that of so many days after the last one: the middle of four weeks in which a person looks again."""
_WIDTH = 118
_MOST_NAMED = 30


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What was fitted to what."""

    days: Days
    fitted: Fit
    quality: Quality | None
    time_zone: str

    @property
    def base(self) -> BaseSettings:
        """As campaigns.yaml takes it; the model of that file checks it."""
        number = int(self.days.numbers[-1]) + _AHEAD_DAYS
        block = {
            "sessions_per_day": _rounded(self.fitted.mean_day(number)),
            "time_zone": self.time_zone,
            "hourly_weights": _weights(self.fitted.hour_shares.tolist()),
            "weekday_weights": _weights(self.fitted.weekday_weights.tolist()),
        }
        return CalendarFile.model_validate({"base": block}).base


def text(forecast: Forecast, present: BaseSettings | None) -> str:
    """The block, to be put in place of the one in campaigns.yaml; `present` is that one."""
    base = forecast.base
    lines = [
        *_comment(forecast, base, present),
        "base:",
        f"  sessions_per_day: {base.sessions_per_day:.0f}",
        f"  time_zone: {base.time_zone}",
        f"  hourly_weights: [{_listed(base.hourly_weights)}]",
        f"  weekday_weights: [{_listed(base.weekday_weights)}]",
    ]
    return "\n".join(lines) + "\n"


def _comment(forecast: Forecast, base: BaseSettings, present: BaseSettings | None) -> Iterator[str]:
    days, fitted = forecast.days, forecast.fitted
    first, last = days.date(days.numbers[0]), days.date(days.numbers[-1])
    level = days.date(days.numbers[-1] + _AHEAD_DAYS)
    yield from _wrapped(
        f"Ordinary traffic, as `floodgate forecast` fits it to {len(days.numbers)} days, {first} to {last}; the "
        f"level of {level}, with a trend of {fitted.trend_per_day * 7:+.2%} a week."
    )
    yield from _wrapped(f"Quality: {_quality(forecast.quality)}")
    odd = [days.date(number) for number in exceptional(days, fitted)]
    if odd:
        yield from _wrapped(
            f"Not ordinary, and without weight: {_dates(odd)}. A campaign belongs under `campaigns:`."
        )
        hint = "A campaign belongs under `campaigns:`."
        yield from _wrapped(f"Not ordinary, and without weight: {_dates(odd)}. {hint}")
    if days.incomplete:
        yield from _wrapped(f"Left out, hours missing or changed clocks: {_dates(days.incomplete)}.")
    if present is not None and present.sessions_per_day:
        change = base.sessions_per_day / present.sessions_per_day - 1
        yield from _wrapped(f"So far: {present.sessions_per_day:.0f} sessions a day, {change:+.1%}.")


def _quality(found: Quality | None) -> str:
    if found is None:
        return "unknown, too few days to hold some out and compare."
    odd = f" ({found.exceptional} more were not ordinary)" if found.exceptional else ""
    return (
        f"{found.grade}. The last {found.days} ordinary days{odd}, forecast from those before them: half of the"
        f" days are off by less than {found.day_error_ratio:.1%}, their hours by {found.hour_error_ratio:.1%} in"
        " all."
    )


def _dates(days: Sequence[date]) -> str:
    shown = ", ".join(str(day) for day in days[:_MOST_NAMED])
    return shown if len(days) <= _MOST_NAMED else f"{shown} and {len(days) - _MOST_NAMED} more"


def _wrapped(words: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(words, _WIDTH - 2, break_on_hyphens=False)]


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


def _weights(shares: Sequence[float]) -> list[float]:
    most = max(shares)
    return [max(round(float(share) / most * 100, 1), _LEAST_WEIGHT) for share in shares]


def _listed(weights: Sequence[float]) -> str:
    return ", ".join(f"{weight:g}" for weight in weights)
