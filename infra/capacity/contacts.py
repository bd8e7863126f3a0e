"""Customers who ask about their orders hours later: how many begin to in each second of a window.

Orders of a whole day before the window count too. They are counted by the minute: what comes hours later, and
spread over hours, does not show the second in which it was ordered.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from datetime import datetime
from math import ceil

import numpy as np

from infra.capacity import traffic, weibull
from infra.capacity.calendar import Calendar
from infra.capacity.journey import Contacts, ShopLoad
from infra.capacity.rates import Series

_MINUTE = 60
_CELL_SECONDS = 5
"""Orders before the window are looked at once in each, in its middle: an opening that decays in 20 s is met within
half a percent."""
_NEARLY_ALL = 0.999
_LONGEST_MINUTES = 1_440


def contacts(
    calendar: Calendar, start: datetime, shop: ShopLoad, orders_rps: Iterable[Series], share_ratio: float
) -> Series | None:
    """Contacts that begin in each second; None if the shop says nothing of them.

    Args:
        calendar: all campaigns and ordinary traffic: for the orders before the window.
        start: of the window, UTC.
        shop: when its customers ask.
        orders_rps: orders of the window, of the shop itself and of every channel; whole minutes.
        share_ratio: part of the traffic that the stack gets, which is in these orders already.
    """
    if shop.contacts is None:
        return None
    delays = _delays(shop.contacts)
    inside = np.sum([orders.reshape(-1, _MINUTE).sum(axis=1) for orders in orders_rps], axis=0)
    placed = np.concatenate((share_ratio * _before(calendar, start, shop, len(delays)), inside))
    asking = shop.contacts.per_order * np.convolve(placed, delays)[len(delays) : len(delays) + len(inside)]
    return np.repeat(asking / _MINUTE, _MINUTE)


@functools.lru_cache(maxsize=8)
def _share(delay_minutes: float, shape: float, minutes: int) -> Series:
    """Of the orders of one minute, those whose customers ask in it, and in each of the minutes after it."""
    asked = weibull.mean_ratio(0, minutes, scale_seconds=delay_minutes, shape=shape)
    return np.diff(asked, prepend=0.0)


def _delays(asking: Contacts) -> Series:
    minutes = ceil(asking.within_seconds(_NEARLY_ALL) / _MINUTE)
    return _share(asking.delay_seconds / _MINUTE, asking.delay_shape, max(1, min(minutes, _LONGEST_MINUTES)))


def _before(calendar: Calendar, start: datetime, shop: ShopLoad, minutes: int) -> Series:
    """Orders of each minute before the window. They are counted when the visit begins: minutes do not matter."""
    seconds = np.arange(-minutes * _MINUTE + _CELL_SECONDS // 2, 0, _CELL_SECONDS, dtype=np.int64)
    rate = shop.conversion_ratio * traffic.base_sessions(calendar.base, start, seconds)
    for orders in traffic.base_orders(calendar.base, start, seconds).values():
        rate = rate + orders
    for campaign in calendar.campaigns.values():
        for source in campaign.sources:
            visits = traffic.visits(source, calendar.base, start, seconds)
            if visits is not None:
                rate = rate + source.orders_ratio(shop.conversion_ratio) * visits.all_ordering
    each_minute: Series = rate.reshape(minutes, -1).sum(axis=1) * _CELL_SECONDS
    return each_minute
