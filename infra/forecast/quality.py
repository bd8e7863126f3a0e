"""How good the fit is: the last days are held out, forecast from those before them, and compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from infra.forecast.days import LEAST_DAYS, WEEK, Days
from infra.forecast.fit import exceptional, fit

_MOST_HELD_OUT = 28
_GOOD, _FAIR = 0.1, 0.25
"""Share by which a day may be wrong. assumption: below a tenth the headroom of every campaign covers it, above a
quarter it does not (headroom 30 %, docs/campaigns.md)."""


@dataclass(frozen=True, kw_only=True)
class Quality:
    """Errors over the held-out days, exceptional ones left out: nobody can forecast a sale from hours."""

    days: int
    """Held out and ordinary."""
    exceptional: int
    """Held out and not ordinary."""
    day_error_ratio: float
    """Median of |forecast - real| / real over days."""
    hour_error_ratio: float
    """Median over days of the sum of |forecast - real| over the hours / the day's sessions."""

    @property
    def grade(self) -> str:
        """For people."""
        return "good" if self.day_error_ratio <= _GOOD else "fair" if self.day_error_ratio <= _FAIR else "weak"


def quality(days: Days) -> Quality | None:
    """None, if there are too few days to hold some out."""
    span = int(days.numbers[-1]) + 1
    split = span - held_out(span)
    known, late = days.before(split), days.since(split)
    if not len(late.numbers) or not _enough(known):
        return None
    fitted = fit(known)
    real, expected = late.totals, fitted.totals(late)
    ordinary = ~np.isin(late.numbers, exceptional(late, fitted))
    hours = np.abs(expected[:, None] * fitted.hour_shares - late.sessions).sum(axis=1) / real
    return Quality(
        days=int(ordinary.sum()),
        exceptional=int((~ordinary).sum()),
        day_error_ratio=float(np.median((np.abs(expected - real) / real)[ordinary])),
        hour_error_ratio=float(np.median(hours[ordinary])),
    )


def held_out(span_days: int) -> int:
    """A quarter of the time in whole weeks, at most four."""
    return min(span_days // 4 // WEEK * WEEK, _MOST_HELD_OUT)


def _enough(days: Days) -> bool:
    counts = np.bincount(days.weekdays, minlength=WEEK)
    return len(days.numbers) >= LEAST_DAYS - WEEK and int(counts.min()) >= 2
