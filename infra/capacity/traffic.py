"""The calendar second by second: visits of ordinary days and of every source, orders, and reloads.

Everything is the mean rate in [t, t + 1), so a sum over seconds is a number of visits.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from infra.capacity import shapes
from infra.capacity.calendar import BaseLoad
from infra.capacity.rates import Series
from infra.capacity.sources import Countdown, Day, Drops, Even, Kind, Ramp, Send, Source

Seconds = NDArray[np.int64]

LONGEST_DAYS: Final = 30
"""Visits later than this after the start of a source are not counted: of a mailing, 1 in 1,600 [D]."""
_DAY, _WEEK = 86_400, 604_800
_MONDAY = 3 * _DAY
"""From the Monday before 1970-01-01, a Thursday."""


@dataclass(frozen=True, kw_only=True)
class Visits:
    """What one source brings in each second."""

    sessions: Series
    """Visits that begin."""
    ordering: Series
    """Of them, those whose orders come like everybody's, during the visit."""
    waiting_orders: Series | None = None
    """Visitors who waited for an opening and order now; the conversion ratio says how many do."""
    reloads: Series | None = None
    """Requests for the landing page besides the first."""

    @property
    def all_ordering(self) -> Series:
        """Visits that may end with an order, those who waited included."""
        return self.ordering if self.waiting_orders is None else self.ordering + self.waiting_orders


def base_sessions(base: BaseLoad, start: datetime, seconds: Seconds) -> Series:
    """Ordinary visits in each second after `start` (UTC): straight lines between the middles of the hours.

    Args:
        base: ordinary traffic; its days are those of its time zone, also when clocks change.
        start: what second 0 is.
        seconds: whole and increasing.
    """
    return base.sessions_per_day / _DAY * _weights(base, start, seconds)


def base_orders(base: BaseLoad, start: datetime, seconds: Seconds) -> dict[str, Series]:
    """Channel -> ordinary orders on it, in the hours of ordinary visits."""
    if not base.channel_orders:
        return {}
    weights = _weights(base, start, seconds)
    return {channel: orders / _DAY * weights for channel, orders in base.channel_orders}


def mails(source: Source, start: datetime, seconds: Seconds) -> Series | None:
    """What a mailing sends in each second after `start` (UTC); None for what is no mailing, or is not sent then.

    People count who can be mailed, so no confidence is in it.
    """
    if source.kind is not Kind.EMAIL or not isinstance(source.shape, Send):
        return None
    own = seconds + round((start - source.start).total_seconds())
    if own[-1] < 0 or own[0] >= source.shape.send_seconds:
        return None
    sending = (own >= 0) & (own < source.shape.send_seconds)
    return np.where(sending, source.reach / source.shape.send_seconds, 0.0)


def visits(source: Source, base: BaseLoad, start: datetime, seconds: Seconds) -> Visits | None:
    """What a source brings in each second after `start` (UTC), increasing.

    None if all of it comes later, or came so long ago that nobody comes any more (LONGEST_DAYS).
    """
    shift = round((start - source.start).total_seconds())
    early = round((source.first - source.start).total_seconds())
    if seconds[-1] + shift < early or seconds[0] + shift > LONGEST_DAYS * _DAY:
        return None
    own = seconds + shift
    first = int(np.searchsorted(own, early))
    sessions = np.zeros(len(own))
    if not isinstance(source.shape, Countdown):
        sessions[first:] = _sessions(source.shape, source, base, own[first:])
        return Visits(sessions=sessions, ordering=sessions)
    shape, waiting = source.shape, source.sessions * source.shape.early_ratio
    late = _countdown(shape, own, source.sessions - waiting, early_ratio=0.0)
    reloads = np.zeros(len(own))
    reloads[slice(*np.searchsorted(own, (0, shape.reload_seconds)))] = (
        waiting * shape.reload_requests / shape.reload_seconds
    )
    return Visits(
        sessions=late + _countdown(shape, own, waiting, early_ratio=1.0),
        ordering=late,
        waiting_orders=shapes.ramp_decay(own, sessions=waiting, ramp_seconds=0, decay_seconds=shape.order_seconds),
        reloads=reloads,
    )


def _countdown(shape: Countdown, own: Seconds, sessions: float, *, early_ratio: float) -> Series:
    return shapes.countdown(
        own,
        sessions=sessions,
        early_ratio=early_ratio,
        early_seconds=shape.early_seconds,
        reload_ratio=0.0,  # their reloads are requests, not visits
        decay_seconds=shape.decay_seconds,
    )


def _sessions(shape: Ramp | Send | Drops | Day | Even, source: Source, base: BaseLoad, own: Seconds) -> Series:
    """Visits that begin in each second after the source's start."""
    total = source.sessions
    match shape:
        case Ramp():
            return shapes.ramp_decay(
                own, sessions=total, ramp_seconds=shape.ramp_seconds, decay_seconds=shape.decay_seconds
            )
        case Send():
            return shapes.send(
                own,
                clicks=total,
                send_seconds=shape.send_seconds,
                delay_scale_seconds=shape.delay_scale_seconds,
                delay_shape=shape.delay_shape,
            )
        case Drops():
            return shapes.live_drops(
                own,
                viewers=total,
                drops=shape.drop_seconds,
                click_ratio=1.0,
                decay_seconds=shape.decay_seconds,
            )
        case Day():
            inside = own < shape.seconds
            rates = np.zeros(len(own))
            total_weight = _total_weight(base, source.start, shape.seconds)
            rates[inside] = total / total_weight * _weights(base, source.start, own[inside])
            return rates
        case Even():
            return np.where(own < shape.seconds, total / shape.seconds, 0.0)


@functools.lru_cache(maxsize=256)
def _total_weight(base: BaseLoad, start: datetime, seconds: int) -> float:
    """Sum of the weights of a period of whole minutes."""
    minutes = np.arange(0, seconds, 60)
    # within a minute the curve is a straight line, so two seconds around its middle stand for its mean
    return float(sum(_weights(base, start, minutes + second).sum() for second in (29, 30))) * 30


@functools.lru_cache(maxsize=8)
def _week(base: BaseLoad) -> tuple[Series, Series]:
    """Middles of the hours of a week from Monday on, and their weights, on average 1."""
    days = np.repeat(np.asarray(base.weekday_weights, dtype=np.float64), 24)
    week = days * np.tile(np.asarray(base.hourly_weights, dtype=np.float64), 7)
    return np.arange(len(week), dtype=np.float64) * 3_600 + 1_800, np.asarray(week / week.mean(), dtype=np.float64)


def _weights(base: BaseLoad, start: datetime, seconds: Seconds) -> Series:
    """Ordinary traffic in each second, as a multiple of that of a mean day.

    The curve bends, and clocks change, at whole minutes only: within one it is a straight line.
    """
    if not len(seconds):
        return np.zeros(0)
    zone, epoch = ZoneInfo(base.time_zone), round(start.timestamp())
    first, last = (epoch + int(seconds[0])) // 60, (epoch + int(seconds[-1])) // 60
    minutes = np.arange(first, last + 1, dtype=np.int64) * 60
    local = minutes + _offsets(zone, minutes) + _MONDAY
    middles, week = _week(base)
    begin, end = (np.interp((local + at) % _WEEK, middles, week, period=_WEEK) for at in (0, 60))
    place = seconds + (epoch - first * 60)
    if len(place) == place[-1] - place[0] + 1:  # every second: much quicker
        grid = np.multiply.outer((end - begin) / 60, np.arange(60) + 0.5) + begin[:, None]
        return np.asarray(grid.ravel()[place[0] : place[-1] + 1], dtype=np.float64)
    minute, second = place // 60, place % 60 + 0.5
    return np.asarray(begin[minute] + (end - begin)[minute] / 60 * second, dtype=np.float64)


def _offsets(zone: ZoneInfo, utc_seconds: Seconds) -> Seconds:
    """What the clocks of a zone are ahead of UTC, at increasing moments within less than a month.

    No zone changes its clocks twice in that time and goes back to the old offset (IANA time zone database).
    """

    def ahead(second: int) -> int:
        return round((datetime.fromtimestamp(second, zone).utcoffset() or timedelta()).total_seconds())

    before, after = ahead(int(utc_seconds[0])), ahead(int(utc_seconds[-1]))
    if before == after:
        return np.full(len(utc_seconds), before, dtype=np.int64)
    changed = bisect_left(utc_seconds, 1, key=lambda second: int(ahead(int(second)) == after))
    return np.where(np.arange(len(utc_seconds)) < changed, before, after)
