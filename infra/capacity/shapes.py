"""Load over time as a marketer describes it: sessions per second from a countdown, a send, a live stream, a day.

Every shape takes `seconds`, whole seconds relative to its own start (`np.arange(-600, 3600)`), and returns the
mean rate in each [t, t + 1): the sum over a window is the number of sessions in it. Defaults
without a source are marked as assumptions. A number out of its range raises ValueError.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from infra.capacity import weibull

Series = NDArray[np.float64]
"""One value per second."""
Seconds = NDArray[np.int64]
"""Whole seconds, relative to the start of a shape."""

DAY_SECONDS: Final = 86_400
HOUR_SECONDS: Final = 3_600
HOURS: Final = 24


def countdown(
    seconds: Seconds,
    *,
    sessions: float,
    early_ratio: float = 0.3,
    early_seconds: int = 300,
    reload_ratio: float = 1.0,
    reload_seconds: int = 10,
    decay_seconds: float = 180,
) -> Series:
    """A sale that opens at second 0: early visitors wait for it and reload when it opens, the others come later.

    Args:
        seconds: relative to the opening.
        sessions: all visitors.
        early_ratio: share that comes in the `early_seconds` before the opening (assumption).
        early_seconds: how long before the opening they come, evenly (assumption).
        reload_ratio: reloads for each of them, as sessions on top of `sessions` (assumption).
        reload_seconds: the time over which they reload, evenly (assumption).
        decay_seconds: time constant of the visits after the opening. Double 11 of 2017 fits 600-720 (its sales
            clock: 1 billion yuan in 28 s, 10 in 181 s, 50 in 2,412 s); 180, the sharp end, is an assumption.
    """
    if not 0 <= early_ratio <= 1:
        raise ValueError(f"early_ratio must be in 0..1, got {early_ratio}")
    _at_least(0, sessions=sessions, reload_ratio=reload_ratio)
    _positive(early_seconds=early_seconds, reload_seconds=reload_seconds, decay_seconds=decay_seconds)
    early = sessions * early_ratio

    def until(second: Series) -> Series:
        waiting = early * np.clip((second + early_seconds) / early_seconds, 0, 1)
        reloads = early * reload_ratio * np.clip(second / reload_seconds, 0, 1)
        return waiting + reloads

    return _rates(until, seconds) + _decay(seconds, total=sessions - early, decay_seconds=decay_seconds)


def ramp_decay(
    seconds: Seconds, *, sessions: float, ramp_seconds: int = 300, decay_seconds: float = 1_800
) -> Series:
    """A post or a short video: a linear rise from second 0, a peak, then an exponential decay.

    The peak is sessions/(ramp_seconds/2 + decay_seconds). Both defaults are assumptions (decay 30-60 minutes).
    """
    _at_least(0, sessions=sessions, ramp_seconds=ramp_seconds)
    _positive(decay_seconds=decay_seconds)
    peak_rps = sessions / (ramp_seconds / 2 + decay_seconds)
    decay = _decay(seconds - ramp_seconds, total=peak_rps * decay_seconds, decay_seconds=decay_seconds)
    if not ramp_seconds:
        return decay
    return (
        _rates(lambda second: peak_rps / 2 / ramp_seconds * np.clip(second, 0, ramp_seconds) ** 2, seconds) + decay
    )


def send(
    seconds: Seconds,
    *,
    clicks: float,
    send_seconds: int,
    delay_scale_seconds: float = 25_524,
    delay_shape: float = 0.432,
) -> Series:
    """Messages sent evenly over `send_seconds` from second 0, each clicked after a Weibull delay.

    The rate peaks when the sending ends. The delay fits e-mail: 33.6 % of the clicks within 1 h, 51.4 % in 3 h,
    81 % in 24 h (GetResponse 2020, marketingcharts.com). For SMS and push no good source is known.
    """
    _at_least(0, clicks=clicks)
    _positive(send_seconds=send_seconds, delay_scale_seconds=delay_scale_seconds, delay_shape=delay_shape)
    if not len(seconds):
        return np.zeros(0)
    first, end = int(seconds.min()), int(seconds.max()) + 1
    clicked = weibull.mean_ratio(first - send_seconds, end, scale_seconds=delay_scale_seconds, shape=delay_shape)
    rates = clicks / send_seconds * (clicked[send_seconds:] - clicked[: end - first])
    # far out the difference of two numbers near 1 can round to a little below zero
    return np.maximum(0.0, rates[seconds - first])


def live_drops(
    seconds: Seconds, *, viewers: float, drops: Sequence[int], click_ratio: float = 0.15, decay_seconds: float = 20
) -> Series:
    """A live stream with steady viewers: at each drop (in seconds) a share of them clicks, most of them at once.

    Both defaults are assumptions: 10-20 % of the viewers click, with a time constant of 10-30 s.
    """
    _at_least(0, viewers=viewers, click_ratio=click_ratio)
    _positive(decay_seconds=decay_seconds)
    rates = np.zeros(len(seconds))
    for drop in drops:
        rates += _decay(seconds - drop, total=viewers * click_ratio, decay_seconds=decay_seconds)
    return rates


def diurnal(seconds: Seconds, *, sessions_per_day: float, hourly_weights: Sequence[float]) -> Series:
    """An ordinary day, repeated: straight lines between the middles of the hours.

    Args:
        seconds: relative to a midnight of the customers.
        sessions_per_day: visitors of one day.
        hourly_weights: 24 weights, those of the hours from midnight on, in any unit.
    """
    _at_least(0, sessions_per_day=sessions_per_day, least_weight=min(hourly_weights, default=0))
    if len(hourly_weights) != HOURS:
        raise ValueError(f"hourly_weights must be {HOURS}, got {len(hourly_weights)}")
    _positive(sum_of_hourly_weights=sum(hourly_weights))
    mean = sum(hourly_weights) / HOURS
    middles = np.arange(HOURS) * HOUR_SECONDS + HOUR_SECONDS / 2
    # the lines bend only at whole seconds, so the rate at the middle of a second is its mean
    curve = np.interp(
        seconds + 0.5, middles, np.asarray(hourly_weights, dtype=np.float64) / mean, period=DAY_SECONDS
    )
    return np.asarray(sessions_per_day / DAY_SECONDS * curve, dtype=np.float64)


def steps(seconds: Seconds, *, levels: Sequence[tuple[int, float]]) -> Series:
    """Constant rates: each (second, rate) holds until the next; before the first the rate is 0."""
    starts, rates = _ordered(levels)
    return np.concatenate(([0.0], rates))[np.searchsorted(starts, seconds, side="right")]


def points(seconds: Seconds, *, values: Sequence[tuple[int, float]]) -> Series:
    """Straight lines between (second, rate); before the first and after the last their rates hold."""
    starts, rates = _ordered(values)
    return np.asarray(np.interp(seconds + 0.5, starts, rates), dtype=np.float64)


def _decay(seconds: Seconds, *, total: float, decay_seconds: float) -> Series:
    """`total` sessions from second 0 on, exponentially fewer."""
    if not total:
        return np.zeros(len(seconds))
    first = -total * np.expm1(-1 / decay_seconds)
    return np.where(seconds >= 0, first * np.exp(-np.maximum(seconds, 0) / decay_seconds), 0.0)


def _rates(until: Callable[[Series], Series], seconds: Seconds) -> Series:
    """The mean rate of each second, from the number of sessions until a second."""
    start = np.asarray(seconds, dtype=np.float64)
    return until(start + 1) - until(start)


def _ordered(pairs: Sequence[tuple[int, float]]) -> tuple[Series, Series]:
    """Seconds and rates of (second, rate) pairs."""
    seconds, rates = np.array(pairs, dtype=np.float64).reshape(-1, 2).T
    if not len(seconds) or (np.diff(seconds) <= 0).any() or (seconds % 1 != 0).any():
        raise ValueError(
            f"(second, rate) pairs must be at least one, at whole and increasing seconds, got {pairs}"
        )
    _at_least(0, least_rate=float(rates.min()))
    return seconds, rates


def _at_least(least: float, **values: float) -> None:
    for name, value in values.items():
        if not least <= value < np.inf:
            raise ValueError(f"{name} must be finite and at least {least}, got {value}")


def _positive(**values: float) -> None:
    for name, value in values.items():
        if not 0 < value < np.inf:
            raise ValueError(f"{name} must be finite and above 0, got {value}")
