"""Hours of a shop whose ordinary traffic is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from infra.program import ROOT
from infra.settings.load import load_calendar

BASE = load_calendar(ROOT).base
BERLIN = ZoneInfo("Europe/Berlin")
FIRST = date(2026, 5, 4)
"""A Monday; until October no clock is changed."""


def hours(
    days: int = 84,
    *,
    sessions_per_day: float = 1_800_000,
    growth_per_day: float = 0.0,
    noise: float = 0.0,
    campaigns: Mapping[int, float] | None = None,
    first: date = FIRST,
    weekday_weights: Sequence[float] = tuple(BASE.weekday_weights),
    hourly_weights: Sequence[float] = tuple(BASE.hourly_weights),
    seed: int = 7,
) -> dict[datetime, float]:
    """Hours of so many days in Berlin; `campaigns`: day -> what multiplies its evening hours."""
    random = np.random.default_rng(seed)
    of_day, of_week = np.array(hourly_weights), np.array(weekday_weights)
    made = {}
    for number in range(days):
        day = first + timedelta(days=number)
        total = sessions_per_day * of_week[day.weekday()] / of_week.mean() * np.exp(growth_per_day * number)
        start = datetime.combine(day, time(), tzinfo=BERLIN).astimezone(UTC)
        for hour in range(24):
            value = total * of_day[hour] / of_day.sum() * np.exp(random.normal(0, noise))
            if hour >= 18:
                value *= (campaigns or {}).get(number, 1.0)
            made[start + timedelta(hours=hour)] = float(value)
    return made


def written(made: Mapping[datetime, float], file: Path) -> Path:
    """As a query writes them."""
    lines = ["hour,sessions", *(f"{hour:%Y-%m-%dT%H:%M:%SZ},{value:.3f}" for hour, value in made.items())]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file
