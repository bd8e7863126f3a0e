"""All that the calendar brings to a shop in a window, added up: visits, orders, requests for landing pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from infra.capacity import traffic
from infra.capacity.calendar import Calendar, Campaign, Window
from infra.capacity.contacts import contacts
from infra.capacity.journey import ShopLoad
from infra.capacity.rates import Series
from infra.capacity.sessions import requests_from_sessions
from infra.capacity.traffic import base_orders

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
    """Orders that contain the product that sells most in any second of the window, wherever they are placed."""
    channel_orders_rps: Mapping[str, Series]
    """Channel -> orders on that marketplace."""
    linked_rps: Mapping[str, Series]
    """Class of requests that only visits of certain kinds of sources make -> visits of these that begin."""
    mails_rps: Series
    """Mails of the campaigns' mailings, as they are handed in."""
    contacts_rps: Series
    """Customers who begin to ask about an order."""


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

    def named(found: Callable[[_Block], Mapping[str, Series]]) -> dict[str, Series]:
        names = dict.fromkeys(name for block in blocks for name in found(block))
        return {name: joined(found(block).get(name) for block in blocks) for name in names}

    orders, channels = joined(block.orders for block in blocks), named(lambda block: block.channels)
    placed = [orders, *channels.values()]
    asking = contacts(calendar, window.start, shop, placed, share_ratio)
    nothing = np.zeros(window.seconds)
    return Visiting(
        begun_rps=joined(block.begun for block in blocks),
        visits_rps=joined(block.visits for block in blocks),
        orders_rps=orders,
        landing_rps=named(lambda block: block.landings),
        hottest_orders_rps=max(named(lambda block: block.products).values(), key=np.max, default=nothing),
        channel_orders_rps=channels,
        linked_rps=named(lambda block: block.linked),
        mails_rps=joined(block.mails for block in blocks),
        contacts_rps=nothing if asking is None else asking,
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
    channels: Mapping[str, Series]
    linked: Mapping[str, Series]
    mails: Series | None


def _block(calendar: Calendar, window: Window, shop: ShopLoad, first: int, end: int) -> _Block:
    before = shop.session_seconds
    seconds = np.arange(first - before, end, dtype=np.int64)
    total = _Sum(len(seconds))
    base = traffic.base_sessions(calendar.base, window.start, seconds)
    total.add(traffic.Visits(sessions=base, ordering=base), shop.conversion_ratio)
    landings: dict[str, Series] = {}
    products: dict[str, Series] = {}
    linked: dict[str, Series] = {}
    channels = {
        name: orders[before:] for name, orders in base_orders(calendar.base, window.start, seconds).items()
    }
    mails: Series | None = None
    for campaign in calendar.campaigns.values():
        found = _campaign(calendar, campaign, window, shop, seconds)
        for name, series in found.linked.items():
            _add(linked, name, series[before:])
        if found.mails is not None:
            mails = found.mails[before:] if mails is None else mails + found.mails[before:]
        if (own := found.own) is not None:
            total.sessions += own.sessions
            total.ordering += own.ordering
            total.waiting += own.waiting
            _add(landings, campaign.landing or shop.landing, own.landing[before:])
        placed = {channel: each.orders(shop) for channel, each in found.channels.items()}
        for channel, orders in placed.items():
            _add(channels, channel, orders)
        if campaign.hot_products:
            for orders in (*placed.values(), *(() if own is None else (own.orders(shop),))):
                for product, share in campaign.hot_products.items():
                    _add(products, product, share * orders)
    return _Block(
        begun=total.sessions[before:],
        visits=_spread(total.sessions, shop),
        orders=total.orders(shop),
        landings=landings,
        products=products,
        channels=channels,
        linked=linked,
        mails=mails,
    )


def _add(sums: dict[str, Series], name: str, series: Series) -> None:
    sums[name] = sums[name] + series if name in sums else series


@dataclass(kw_only=True)
class _Brought:
    """What one campaign brings, from one visit's length before the window on."""

    own: _Sum | None = None
    """To our own sites; None: nothing."""
    channels: dict[str, _Sum] = field(default_factory=dict)
    linked: dict[str, Series] = field(default_factory=dict)
    mails: Series | None = None


def _campaign(
    calendar: Calendar, campaign: Campaign, window: Window, shop: ShopLoad, seconds: traffic.Seconds
) -> _Brought:
    found = _Brought()
    for source in campaign.sources:
        sent = traffic.mails(source, window.start, seconds)
        if sent is not None:
            found.mails = sent if found.mails is None else found.mails + sent
        visits = traffic.visits(source, calendar.base, window.start, seconds)
        if visits is None:
            continue
        ratio = source.orders_ratio(shop.conversion_ratio)
        if source.channel is not None:
            found.channels.setdefault(source.channel, _Sum(len(seconds))).add(visits, ratio)
            continue
        found.own = found.own or _Sum(len(seconds))
        found.own.add(visits, ratio)
        for name, each in shop.classes.items():
            if source.kind in each.kinds:
                _add(found.linked, name, visits.sessions)
    return found


def _spread(sessions: Series, shop: ShopLoad) -> Series:
    """Visits per second, each spread evenly over its length."""
    length = shop.session_seconds
    return requests_from_sessions(sessions, requests_per_session=1.0, session_seconds=length)[length:]
