"""What a window of the calendar asks of every part of the shop, second by second, while nothing fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from infra.capacity.calendar import Calendar, Window
from infra.capacity.causes import causes, one_call
from infra.capacity.journey import OWN, ShopLoad
from infra.capacity.rates import Rates, Series
from infra.capacity.viewers import viewers
from infra.capacity.visiting import visiting
from infra.capacity.work import Work


@dataclass(frozen=True, kw_only=True)
class Demand:
    """All series have one length, whole minutes. Those in mappings are computed each time they are asked for."""

    window: str
    """Name of the campaign whose window this is; what overlaps it is in the numbers."""
    start: datetime
    """First second, in UTC."""
    sessions_rps: Series
    """Visits that begin."""
    orders_rps: Series
    edge_rps: Rates
    """Request class -> requests that reach the CDN."""
    origin_rps: Rates
    """Request class -> those that the CDN does not answer itself."""
    entry_rps: Rates
    """Service -> requests from outside that reach its pool, through the CDN and the load balancer."""
    service_rps: Rates
    """Service -> all its requests: those from outside and those of other services."""
    call_rps: Mapping[str, Rates]
    """Service that calls -> service that is called -> calls."""
    message_rps: Rates
    """Service -> messages that it works off, if its instances keep up."""
    queue_rps: Rates
    """Queue -> messages put into it."""
    database_reads_rps: Rates
    database_writes_rps: Rates
    cache_rps: Rates
    table_reads_rps: Rates
    table_writes_rps: Rates
    hot_key_rps: Series
    """Writes to the one product that sells most: its stock counter, once for each order (assumption)."""
    third_party_rps: Rates
    """Third party -> calls that leave through the NAT gateway."""
    channel_orders_rps: Mapping[str, Series]
    """Channel -> orders on that marketplace."""
    contacts_rps: Series
    """Customers who begin to ask about an order."""
    mails_rps: Series
    """Mails of the campaigns' mailings, as they are handed in."""
    connections: Rates
    """Service -> connections from outside that are open at a time."""
    stream_events_rps: Rates
    stream_calls_rps: Rates
    """Stream -> calls that write them, each with all events of one request or message."""
    search_queries_rps: Rates
    search_updates_rps: Rates
    model_rps: Rates
    mail_rps: Rates
    """Sender -> mails, if nobody holds them back."""
    viewers: Mapping[str, Series]
    """Broadcast -> viewers at the same time; absent where nobody watches."""

    @property
    def placed_rps(self) -> Mapping[str, Series]:
        """Where orders are placed, `OWN` or a channel -> orders."""
        return {OWN: self.orders_rps, **self.channel_orders_rps}

    @property
    def seconds(self) -> int:
        """How long the window is."""
        return len(self.sessions_rps)


def demand(calendar: Calendar, window: Window, shop: ShopLoad, share_ratio: float = 1.0) -> Demand:
    """What all campaigns together and ordinary traffic ask of a shop in a window.

    No headroom is in the numbers. Sources go on after the end of their campaign as long as their shape says.

    Args:
        calendar: all that is planned.
        window: usually that of one of its campaigns; any other is right too.
        shop: how visits become work.
        share_ratio: part of the traffic that the stack gets.

    Raises:
        ValueError: a landing page that is no class of requests, a ratio out of its range.
    """
    if not 0 <= share_ratio <= 1:
        raise ValueError(f"share_ratio must be in 0..1, got {share_ratio}")
    visitors = visiting(calendar, window, shop, share_ratio)
    if unknown := [name for name in visitors.landing_rps if name not in shop.classes]:
        raise ValueError(f"landing {unknown[0]} is no class of requests, only {', '.join(shop.classes)}")
    found = tuple(causes(visitors, shop))
    basic = tuple(cause.rps for cause in found)
    edge = {name: tuple(cause.requests(name, each) for cause in found) for name, each in shop.classes.items()}
    origin = {name: _times(1 - each.cdn_hit_ratio, edge[name]) for name, each in shop.classes.items()}
    entry = {
        service: _sum(len(basic), (origin[name] for name, each in shop.classes.items() if each.entry == service))
        for service in shop.services
    }
    work = Work(
        shop=shop,
        basic=basic,
        spreads=[
            cause.spread(shop, {service: factors[index] for service, factors in entry.items()})
            for index, cause in enumerate(found)
        ],
    )
    return Demand(
        window=window.name,
        start=window.start,
        sessions_rps=visitors.begun_rps,
        orders_rps=visitors.orders_rps,
        edge_rps=Rates(basic, edge),
        origin_rps=Rates(basic, origin),
        entry_rps=Rates(basic, entry),
        service_rps=work.requests(),
        call_rps=work.calls(),
        message_rps=work.consumed(),
        queue_rps=work.messages(),
        database_reads_rps=work.per(lambda each: [(each.database, each.database_reads)]),
        database_writes_rps=work.per(lambda each: [(each.database, each.database_writes)]),
        cache_rps=work.per(lambda each: [(each.cache, each.cache_operations)]),
        table_reads_rps=work.per(lambda each: [(name, table.reads) for name, table in each.tables.items()]),
        table_writes_rps=work.per(lambda each: [(name, table.writes) for name, table in each.tables.items()]),
        hot_key_rps=visitors.hottest_orders_rps,
        third_party_rps=work.often(lambda each: each.third_parties),
        channel_orders_rps=visitors.channel_orders_rps,
        contacts_rps=visitors.contacts_rps,
        mails_rps=visitors.mails_rps,
        connections=Rates(
            basic, {service: [cause.connections(shop, service) for cause in found] for service in shop.services}
        ),
        stream_events_rps=work.often(lambda each: each.streams),
        stream_calls_rps=work.often(lambda each: {name: one_call(often) for name, often in each.streams.items()}),
        search_queries_rps=work.often(lambda each: each.queries),
        search_updates_rps=work.often(lambda each: each.updates),
        model_rps=work.often(lambda each: each.models),
        mail_rps=work.often(lambda each: each.mails),
        viewers=viewers(calendar, window, share_ratio),
    )


def _times(factor: float, factors: Sequence[float]) -> tuple[float, ...]:
    return tuple(factor * each for each in factors)


def _sum(length: int, rows: Iterable[Sequence[float]]) -> tuple[float, ...]:
    return tuple(map(sum, zip(*rows, strict=True))) or (0.0,) * length
