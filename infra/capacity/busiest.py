"""What of a campaign is looked at: all of it, or of a longer one its busiest day; and what that does not show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from infra.capacity import traffic
from infra.capacity.calendar import MINUTE, Calendar, Campaign, Window
from infra.capacity.journey import ShopLoad
from infra.capacity.rates import Series
from infra.capacity.sources import Drops, Source

_CELL_SECONDS = 5
"""Looked at once in each, in its middle: a drop that decays in 20 s is met within half a percent."""
_VISITS = "visits"
_HARDLY_MORE = 1.01
"""The same on two days is never quite the same; headroom covers far more."""


@dataclass(frozen=True, kw_only=True)
class Unseen:
    """Something that comes to more outside of the part of a campaign that is looked at."""

    what: str
    """`mails`, `orders on tmall` ..."""
    unit: str
    at: datetime
    """UTC, a whole minute."""
    most: float
    """Then."""
    seen: float
    """The most of it in the part."""


def judged(calendar: Calendar, campaign: Campaign, shop: ShopLoad) -> tuple[Window, bool]:
    """What of a campaign is looked at, and whether it was cut to the busiest day: its window, and the hours after
    it in which customers still ask about its orders."""
    part = busiest(calendar, campaign.window, shop)
    if part != campaign.window:
        return part, True
    return Window(name=part.name, start=part.start, end=part.end + timedelta(seconds=shop.follow_seconds)), False


def busiest(calendar: Calendar, window: Window, shop: ShopLoad, longest_seconds: int = 86_400) -> Window:
    """The part of a window around the moment with the most visitors, at most so long.

    A day can be played second by second. Who visits another marketplace does not come to us: orders there count
    only where no campaign brings anything else in the window. `unseen` says what other days have more of.
    """
    if window.seconds <= longest_seconds:
        return window
    campaigns, found = calendar.campaigns.values(), _ordinary(calendar, window, shop)
    _add_up(found, campaigns, calendar, window, shop)
    begun = found[_VISITS]
    brought = [each for campaign in campaigns for each in campaign.sources if _brings(each, calendar, window)]
    if brought and all(source.channel is not None for source in brought):
        channels = {source.channel for source in brought}
        begun = np.sum([found[f"orders on {channel}"] for channel in channels], axis=0)
    peak = int(_lasting(begun, shop).argmax())
    most = longest_seconds // 60
    first = min(max(0, peak - most // 2), len(begun) - most)
    start = window.start + first * MINUTE
    return Window(name=window.name, start=start, end=start + most * MINUTE)


def unseen(calendar: Calendar, campaign: Campaign, part: Window, shop: ShopLoad) -> Iterator[Unseen]:
    """What a campaign alone brings more of, outside of a part of its window, than there is inside with all others.

    Other campaigns have windows of their own, and ordinary traffic needs none.
    """
    window = campaign.window
    if part.start <= window.start and window.end <= part.end:
        return
    inside = _ordinary(calendar, part, shop)
    _add_up(inside, calendar.campaigns.values(), calendar, part, shop)
    own: dict[str, Series] = {}
    _add_up(own, (campaign,), calendar, window, shop)
    for what, series in own.items():
        brought, within = series, inside.get(what, np.zeros(1))
        if what == _VISITS:
            brought, within = _lasting(brought, shop), _lasting(within, shop)
        minute, seen = int(brought.argmax()), float(within.max())
        if brought[minute] > seen * _HARDLY_MORE:
            yield Unseen(
                what=what,
                unit=what if what.startswith("viewers") else f"{what} a second",
                at=window.start + minute * MINUTE,
                most=float(brought[minute]),
                seen=seen,
            )


def _ordinary(calendar: Calendar, window: Window, shop: ShopLoad) -> dict[str, Series]:
    """What happens -> how much of it a second in each minute, without any campaign."""
    cells = _cells(window)
    visits = _minutes(traffic.base_sessions(calendar.base, window.start, cells))
    placed = traffic.base_orders(calendar.base, window.start, cells)
    channels = {f"orders on {channel}": _minutes(orders) for channel, orders in placed.items()}
    return {_VISITS: visits, "orders": shop.conversion_ratio * visits, **channels}


def _add_up(
    found: dict[str, Series], campaigns: Iterable[Campaign], calendar: Calendar, window: Window, shop: ShopLoad
) -> None:
    """The same of campaigns, added to it; of viewers, how many at a time."""
    cells = _cells(window)

    def add(what: str, series: Series) -> None:
        found[what] = found[what] + series if what in found else series

    for source in (source for campaign in campaigns for source in campaign.sources):
        sent = traffic.mails(source, window.start, cells)
        if sent is not None:
            add("mails", _minutes(sent))
        if source.broadcast is not None and isinstance(source.shape, Drops):
            own = cells + round((window.start - source.start).total_seconds())
            watching = (own >= 0) & (own < source.shape.seconds)
            add(
                f"viewers of {source.broadcast}",
                _minutes(np.where(watching, source.reach * source.confidence_factor, 0.0)),
            )
        visits = traffic.visits(source, calendar.base, window.start, cells)
        if visits is None:
            continue
        ratio = source.orders_ratio(shop.conversion_ratio)
        orders = _minutes(ratio * visits.all_ordering)
        add("orders" if source.channel is None else f"orders on {source.channel}", orders)
        if source.channel is None:
            add(_VISITS, _minutes(visits.sessions))


def _brings(source: Source, calendar: Calendar, window: Window) -> bool:
    visits = traffic.visits(source, calendar.base, window.start, _cells(window))
    return visits is not None and bool(visits.sessions.any())


def _cells(window: Window) -> traffic.Seconds:
    return np.arange(_CELL_SECONDS // 2, window.seconds, _CELL_SECONDS, dtype=np.int64)


def _minutes(cells: Series) -> Series:
    """Their means."""
    means: Series = cells.reshape(-1, 60 // _CELL_SECONDS).mean(axis=1)
    return means


def _lasting(begun: Series, shop: ShopLoad) -> Series:
    """Visits under way follow from those that began in as many minutes as one lasts: their mean."""
    lasting = max(1, shop.session_seconds // 60)
    under_way: Series = np.convolve(begun, np.ones(lasting) / lasting)[: len(begun)]
    return under_way
