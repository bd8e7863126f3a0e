"""What one visit makes of requests, and what one request causes in the services and stores behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:  # settings load this file, and numpy takes longer than they do
    import numpy as np
    from numpy.typing import NDArray

RateT = TypeVar("RateT", float, "NDArray[np.float64]")


@dataclass(frozen=True, kw_only=True)
class RequestClass:
    """Requests of one kind: how many a visit or an order makes, and who answers them."""

    entry: str | None
    """Service that answers what the CDN does not; None: files, from a bucket."""
    per_session: float = 0.0
    """Requests of one visit, spread evenly over it."""
    per_order: float = 0.0
    """Requests of one order."""
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

    def rate(self, requests_rps: RateT, messages_rps: RateT, orders_rps: RateT) -> RateT:
        """Per second, of rates or of series."""
        return self.per_request * requests_rps + self.per_message * messages_rps + self.per_order * orders_rps


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

    def __post_init__(self) -> None:
        """Raises ValueError for names that are not defined and numbers out of range."""
        if self.session_seconds < 1 or not 0 <= self.conversion_ratio <= 1:
            raise ValueError("session_seconds must be at least 1, conversion_ratio in 0..1")
        _known("landing", (self.landing,), self.classes)
        for name, each in self.classes.items():
            _known(f"{name}: entry", (each.entry,) if each.entry else (), self.services)
            if not 0 <= each.cdn_hit_ratio <= 1 or not 0 <= min(each.per_session, each.per_order, each.kib) < inf:
                raise ValueError(f"{name}: numbers must be at least 0, cdn_hit_ratio at most 1, got {each}")
        for name, service in self.services.items():
            _known(f"{name}: calls", service.calls, self.services)
            _known(f"{name}: publishes", service.publishes, self.topics)
            _known(f"{name}: third_parties", service.third_parties, self.third_parties)

    @property
    def queues(self) -> tuple[str, ...]:
        """All queues, sorted."""
        return queues_of(self.services, self.topics)


def queues_of(services: Mapping[str, ServiceLoad], topics: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """All queues that services send to, take from, or that subscribe to a topic, sorted."""
    names = {queue for service in services.values() for queue in (*service.sends, *service.consumes)}
    return tuple(sorted(names.union(*topics.values())))


def _known(what: str, names: Iterable[str], defined: Mapping[str, object]) -> None:
    for name in names:
        if name not in defined:
            raise ValueError(f"{what}: {name} is not defined, only {', '.join(defined)}")
