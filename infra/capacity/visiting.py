"""All that the calendar brings to a shop in a window, added up: visits, orders, requests for landing pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from infra.capacity import traffic
from infra.capacity.calendar import Calendar, Campaign, Window
from infra.capacity.journey import ShopLoad
from infra.capacity.rates import Series
from infra.capacity.sessions import requests_from_sessions

_BLOCK_SECONDS = 14_400
"""Computed at a time: small enough for the processor's cache and the allocator, so quicker than a whole day."""


@dataclass(frozen=True, kw_only=True)
class Visiting:
    """Series over the seconds of a window."""

    begun_rps: Series
    """Visits that begin."""
    visits_rps: Series
    """The same, spread over their length: times the requests of a visit, these are requests."""
    orders_rps: Series
    """Orders."""
    landing_rps: Mapping[str, Series]
    """Class of requests -> those for landing pages, first ones and reloads, beside those of the visits."""
    hottest_orders_rps: Series
    """Orders that contain the product that sells most in any second of the window."""


def busiest(calendar: Calendar, window: Window, shop: ShopLoad, longest_seconds: int = 86_400) -> Window:
    """The part of a window around the moment with the most visitors, at most so long.

    A week is as heavy as its busiest day, and a day can be played second by second.
    """
    if window.seconds <= longest_seconds:
        return window
    minutes = np.arange(0, window.seconds, 60, dtype=np.int64)
    begun = traffic.base_sessions(calendar.base, window.start, minutes)
    for campaign in calendar.campaigns.values():
        for source in campaign.sources:
            visits = traffic.visits(source, calendar.base, window.start, minutes)
            begun = begun if visits is None else begun + visits.sessions
    lasting = max(1, shop.session_seconds // 60)
    peak = int(np.convolve(begun, np.ones(lasting))[: len(minutes)].argmax())
    most = longest_seconds // 60
    first = min(max(0, peak - most // 2), len(minutes) - most)
    start = window.start + timedelta(minutes=first)
    return Window(name=window.name, start=start, end=start + timedelta(minutes=most))


class _Sum:
    """Visits and orders that add up, from one visit's length before the window on."""

    def __init__(self, length: int) -> None:
        self.sessions, self.ordering, self.waiting, self.landing = (np.zeros(length) for _ in range(4))

    def add(self, visits: traffic.Visits, conversion_ratio: float) -> None:
        """What one source brings."""
        self.sessions += visits.sessions
        self.ordering += conversion_ratio * visits.ordering
        self.landing += visits.sessions
        if visits.waiting_orders is not None:
            self.waiting += conversion_ratio * visits.waiting_orders
        if visits.reloads is not None:
            self.landing += visits.reloads

    def orders(self, shop: ShopLoad) -> Series:
        """Orders come evenly over a visit; of those who waited for an opening, at once."""
        return _spread(self.ordering, shop) + self.waiting[shop.session_seconds :]


def visiting(calendar: Calendar, window: Window, shop: ShopLoad, share_ratio: float) -> Visiting:
    """Adds up ordinary traffic and all campaigns, and takes this share of it."""
    blocks = [
        _block(calendar, window, shop, first, min(first + _BLOCK_SECONDS, window.seconds))
        for first in range(0, window.seconds, _BLOCK_SECONDS)
    ]

    def joined(parts: Iterable[Series | None]) -> Series:
        """The blocks of one series; nothing where it has none."""
        return share_ratio * np.concatenate(
            [
                np.zeros(len(block.begun)) if part is None else part
                for part, block in zip(parts, blocks, strict=True)
            ]
        )

    landings = dict.fromkeys(name for block in blocks for name in block.landings)
    products = dict.fromkeys(name for block in blocks for name in block.products)
    hottest = (joined(block.products.get(name) for block in blocks) for name in products)
    return Visiting(
        begun_rps=joined(block.begun for block in blocks),
        visits_rps=joined(block.visits for block in blocks),
        orders_rps=joined(block.orders for block in blocks),
        landing_rps={name: joined(block.landings.get(name) for block in blocks) for name in landings},
        hottest_orders_rps=max(hottest, key=np.max, default=np.zeros(window.seconds)),
    )


@dataclass(frozen=True, kw_only=True)
class _Block:
    """A part of a window, all of the traffic."""

    begun: Series
    visits: Series
    orders: Series
    landings: Mapping[str, Series]
    products: Mapping[str, Series]
    """Orders that contain a product."""


def _block(calendar: Calendar, window: Window, shop: ShopLoad, first: int, end: int) -> _Block:
    before = shop.session_seconds
    seconds = np.arange(first - before, end, dtype=np.int64)
    total = _Sum(len(seconds))
    base = traffic.base_sessions(calendar.base, window.start, seconds)
    total.add(traffic.Visits(sessions=base, ordering=base), shop.conversion_ratio)
    landings: dict[str, Series] = {}
    products: dict[str, Series] = {}
    for campaign in calendar.campaigns.values():
        if (own := _campaign(calendar, campaign, window, shop, seconds)) is None:
            continue
        total.sessions += own.sessions
        total.ordering += own.ordering
        total.waiting += own.waiting
        _add(landings, campaign.landing or shop.landing, own.landing[before:])
        if campaign.hot_products:
            orders = own.orders(shop)
            for product, share in campaign.hot_products.items():
                _add(products, product, share * orders)
    return _Block(
        begun=total.sessions[before:],
        visits=_spread(total.sessions, shop),
        orders=total.orders(shop),
        landings=landings,
        products=products,
    )


def _add(sums: dict[str, Series], name: str, series: Series) -> None:
    sums[name] = sums[name] + series if name in sums else series


def _campaign(
    calendar: Calendar, campaign: Campaign, window: Window, shop: ShopLoad, seconds: traffic.Seconds
) -> _Sum | None:
    """One campaign; None if it brings nothing to the window."""
    own: _Sum | None = None
    for source in campaign.sources:
        visits = traffic.visits(source, calendar.base, window.start, seconds)
        if visits is not None:
            own = own or _Sum(len(seconds))
            given = source.conversion_ratio
            own.add(visits, shop.conversion_ratio if given is None else given)
    return own


def _spread(sessions: Series, shop: ShopLoad) -> Series:
    """Visits per second, each spread evenly over its length."""
    length = shop.session_seconds
    return requests_from_sessions(sessions, requests_per_session=1.0, session_seconds=length)[length:]
