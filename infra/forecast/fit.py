"""What an ordinary day is: a level with a trend, weights of the weekdays and of the hours.

Medians everywhere, never means: a sale multiplies some days of a year by five, and must not make the others
larger. Source of the trend: P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau", JASA 63
(1968), here over pairs of the same weekday only, so that weekdays need no estimate first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from infra.forecast.days import HOURS, WEEK, Days, Floats

_EXCEPTIONAL = 3.5
"""Robust standard deviations. Source: B. Iglewicz, D. C. Hoaglin, "How to Detect and Handle Outliers", 1993."""
_MAD_TO_DEVIATION = 1.4826
"""From the median absolute deviation to the standard deviation of a normal distribution."""
_LEAST_EXCEPTIONAL = 0.1
"""A day within a tenth of what was expected is ordinary, however regular the others are."""


@dataclass(frozen=True, kw_only=True)
class Fit:
    """The model: sessions(day, hour) = exp(weekday level + trend * day) * share of the hour."""

    trend_per_day: float
    """Of the logarithm: 0.001 is a growth of 0.1 % a day."""
    weekday_levels: Floats
    """Logarithm of a Monday's ... a Sunday's sessions on day 0."""
    hour_shares: Floats
    """Of a day; their sum is 1."""

    def totals(self, days: Days) -> Floats:
        """Sessions that are expected on each of these days."""
        return np.asarray(np.exp(self.weekday_levels[days.weekdays] + self.trend_per_day * days.numbers))

    def mean_day(self, number: float) -> float:
        """Sessions of a mean day of the week around day `number`."""
        return float(np.exp(self.weekday_levels + self.trend_per_day * number).mean())

    @property
    def weekday_weights(self) -> Floats:
        """In proportion."""
        return np.asarray(np.exp(self.weekday_levels - self.weekday_levels.max()))


def fit(days: Days) -> Fit:
    """Fit the model to days of which every weekday is there twice."""
    logs = np.log(days.totals)
    trend = _trend(days, logs)
    flat = logs - trend * days.numbers
    levels = np.array([np.median(flat[days.weekdays == weekday]) for weekday in range(WEEK)])
    shares = np.median(days.sessions / days.totals[:, None], axis=0)
    if not shares.sum():  # all visitors of every day in another hour: then no hour is more usual than another
        shares = np.full(HOURS, 1.0)
    return Fit(trend_per_day=trend, weekday_levels=levels, hour_shares=shares / shares.sum())


def exceptional(days: Days, fitted: Fit) -> list[int]:
    """Numbers of the days that stand out from the others: campaigns, holidays, faults. If all are wrong by the
    same, none stands out."""
    errors = np.log(days.totals / fitted.totals(days))
    errors -= np.median(errors)
    deviation = _MAD_TO_DEVIATION * float(np.median(np.abs(errors)))
    least = max(_EXCEPTIONAL * deviation, _LEAST_EXCEPTIONAL)
    return [int(number) for number in days.numbers[np.abs(errors) > least]]


def _trend(days: Days, logs: Floats) -> float:
    slopes = []
    for weekday in range(WEEK):
        which = days.weekdays == weekday
        numbers, values = days.numbers[which], logs[which]
        earlier, later = np.triu_indices(len(numbers), k=1)
        slopes.append((values[later] - values[earlier]) / (numbers[later] - numbers[earlier]))
    return float(np.median(np.concatenate(slopes)))
