"""What one visit makes of requests, and what one request causes in the services and stores behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil, inf, log1p
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:  # settings load this file, and numpy takes longer than they do
    import numpy as np
    from numpy.typing import NDArray

RateT = TypeVar("RateT", float, "NDArray[np.float64]")

Section = Literal["third_parties", "streams", "queries", "updates", "models", "mails"]
"""Things that services use, each so often."""

OWN = "own"
"""Stands for the shop itself among the places where orders are placed."""


@dataclass(frozen=True, kw_only=True)
class RequestClass:
    """Requests of one kind: how many a visit or an order makes, and who answers them."""

    entry: str | None
    """Service that answers what the CDN does not; None: files, from a bucket."""
    per_session: float = 0.0
    """Requests of one visit, spread evenly over it."""
    kinds: tuple[str, ...] = ()
    """Kinds of sources: then `per_session` counts only the visits that these bring, and when they begin."""
    per_order: float = 0.0
    """Requests of one order."""
    channel: str | None = None
    """Another marketplace: then `per_order` counts the orders there instead of the shop's own."""
    per_contact: float = 0.0
    """Requests of one customer who asks about an order."""
    connection_seconds: float = 0.0
    """How long the connection stays open that each of them opens to the entry; 0: no longer than the request."""
    cdn_hit_ratio: float = 0.0
    """Share that the CDN answers itself."""
    kib: float = 0.0
    """Mean size of an answer."""


@dataclass(frozen=True, kw_only=True)
class HowOften:
    """How often a service sends a message, or calls somebody outside."""

    per_request: float = 0.0
    """For each request that it answers."""
    per_message: float = 0.0
    """For each message that it works off."""
    per_order: float = 0.0
    """For each order of a customer, however many requests that takes."""
    per_message_of: Mapping[str, float] = field(default_factory=dict)
    """Queue -> for each message of it, on top of `per_message`."""
    per_order_of: Mapping[str, float] = field(default_factory=dict)
    """Channel -> for each order on that marketplace."""

    def of_message(self, queue: str) -> float:
        """For each message of one queue."""
        return self.per_message + self.per_message_of.get(queue, 0.0)

    def of_order(self, channel: str) -> float:
        """For each order; `OWN` is the shop itself."""
        return self.per_order if channel == OWN else self.per_order_of.get(channel, 0.0)

    def rate(
        self, requests_rps: RateT, messages_rps: Mapping[str, RateT], orders_rps: Mapping[str, RateT]
    ) -> RateT:
        """Per second, of rates or of series: messages by their queue, orders by where they are placed."""
        total = self.per_request * requests_rps
        for queue, messages in messages_rps.items():
            total = total + self.of_message(queue) * messages
        for channel, orders in orders_rps.items():
            total = total + self.of_order(channel) * orders
        return total


@dataclass(frozen=True, kw_only=True)
class TableWork:
    """What a request does with a table, on average."""

    reads: float = 0.0
    writes: float = 0.0


@dataclass(frozen=True, kw_only=True)
class ServiceLoad:
    """What one request to a service causes on average. A message that it works off counts as a request."""

    calls: Mapping[str, float] = field(default_factory=dict)
    """Service -> calls."""
    sends: Mapping[str, HowOften] = field(default_factory=dict)
    """Queue -> messages."""
    publishes: Mapping[str, HowOften] = field(default_factory=dict)
    """Topic -> events; every subscriber gets a copy."""
    consumes: Mapping[str, float] = field(default_factory=dict)
    """Queue -> messages per second that one instance works off beside its requests."""
    database: str | None = None
    database_reads: float = 0.0
    database_writes: float = 0.0
    connections: int = 0
    """To the database, held by each instance."""
    cache: str | None = None
    cache_operations: float = 0.0
    tables: Mapping[str, TableWork] = field(default_factory=dict)
    third_parties: Mapping[str, HowOften] = field(default_factory=dict)
    """Third party -> calls."""
    streams: Mapping[str, HowOften] = field(default_factory=dict)
    """Stream -> events written. All events of one request, or of one message, are one call."""
    queries: Mapping[str, HowOften] = field(default_factory=dict)
    """Search cluster -> searches."""
    updates: Mapping[str, HowOften] = field(default_factory=dict)
    """Search cluster -> documents written."""
    models: Mapping[str, HowOften] = field(default_factory=dict)
    """Model -> invocations."""
    mails: Mapping[str, HowOften] = field(default_factory=dict)
    """Sender -> mails."""

    def often(self, section: Section, name: str) -> HowOften | None:
        """How often it uses one thing; None if it does not."""
        found: Mapping[str, HowOften] = getattr(self, section)
        return found.get(name)


@dataclass(frozen=True, kw_only=True)
class ThirdParty:
    """Somebody outside whom services call through the NAT gateway."""

    limit_rps: float
    """What the contract allows, calls per second."""
    keep_alive: bool
    """Whether connections are used for many calls; otherwise every call opens one."""
    connection_seconds: float
    """How long a connection holds its port: kept open for, or, without keep-alive, one call and the wait after."""


@dataclass(frozen=True, kw_only=True)
class Contacts:
    """Customers who ask about their order, some hours after it. The delay is a Weibull distribution."""

    per_order: float
    """Wherever it was placed."""
    delay_seconds: float
    """Scale of the delay."""
    delay_shape: float
    """1 is exponential; above 1 few ask at once."""

    def within_seconds(self, ratio: float) -> float:
        """When this share of them has come, 0 to less than 1."""
        return float(self.delay_seconds * (-log1p(-ratio)) ** (1 / self.delay_shape))


@dataclass(frozen=True, kw_only=True)
class ShopLoad:
    """How the shop turns visits into work."""

    session_seconds: int
    """How long a visit lasts."""
    conversion_ratio: float
    """Share of the visits that ends with an order, where a source says nothing else."""
    landing: str
    """Class of requests that a campaign's visitors begin with, where it says nothing else."""
    classes: Mapping[str, RequestClass]
    services: Mapping[str, ServiceLoad]
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Topic -> queues that get a copy."""
    third_parties: Mapping[str, ThirdParty] = field(default_factory=dict)
    contacts: Contacts | None = None
    """None: nobody asks."""
    mailings: str | None = None
    """Queue in which each mail of a campaign's mailing waits. None: somebody else sends them."""
    order_path: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Part of an order's way -> services that carry it, the first part first."""

    def __post_init__(self) -> None:
        """Raises ValueError for names that are not defined and numbers out of range."""
        if self.session_seconds < 1 or not 0 <= self.conversion_ratio <= 1:
            raise ValueError("session_seconds must be at least 1, conversion_ratio in 0..1")
        _known("landing", (self.landing,), self.classes)
        for name, each in self.classes.items():
            _known(f"{name}: entry", (each.entry,) if each.entry else (), self.services)
            least = min(each.per_session, each.per_order, each.per_contact, each.kib)
            if not 0 <= each.cdn_hit_ratio <= 1 or not 0 <= least < inf:
                raise ValueError(f"{name}: numbers must be at least 0, cdn_hit_ratio at most 1, got {each}")
        for name, service in self.services.items():
            _known(f"{name}: calls", service.calls, self.services)
            _known(f"{name}: publishes", service.publishes, self.topics)
            _known(f"{name}: third_parties", service.third_parties, self.third_parties)

    @property
    def queues(self) -> tuple[str, ...]:
        """All queues, sorted."""
        return queues_of(self.services, self.topics)

    @property
    def follow_seconds(self) -> int:
        """How long after the last wave of a campaign the shop still works for it: whole hours until half of those
        have come who ask about its last orders. Then fewer come with every hour."""
        return 0 if self.contacts is None else 3_600 * ceil(self.contacts.within_seconds(0.5) / 3_600)


def queues_of(services: Mapping[str, ServiceLoad], topics: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """All queues that services send to, take from, or that subscribe to a topic, sorted."""
    names = {queue for service in services.values() for queue in (*service.sends, *service.consumes)}
    return tuple(sorted(names.union(*topics.values())))


def _known(what: str, names: Iterable[str], defined: Mapping[str, object]) -> None:
    for name in names:
        if name not in defined:
            raise ValueError(f"{what}: {name} is not defined, only {', '.join(defined)}")
