"""What visits ask of the shop, and what one request causes: the part of shop.yaml that turns traffic into work."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from infra.capacity.sources import Kind
from infra.settings.model import Model, Name

Share = Annotated[float, Field(ge=0, le=1)]
"""0..1."""
Times = Annotated[float, Field(ge=0, le=1000)]
"""How often, on average."""
Often = Annotated[float, Field(gt=0, le=1000)]
"""How often, on average; a thing that is named happens."""
MessageRate = Annotated[float, Field(gt=0, le=100_000)]
"""Messages per second."""


class RequestClassSettings(Model):
    """Requests of one kind. Exactly one of `per_session`, `per_order` and `per_contact`."""

    site: Name
    """One of `sites`: its CDN is asked first."""
    entry: Name | None = None
    """Service that answers what the CDN does not; it has a route on the site. Without it: files of the site's
    bucket."""
    per_session: Often | None = None
    """Requests of one visit."""
    kinds: list[Kind] = []
    """Kinds of a campaign's sources: only the visits that these bring make such requests, as they begin."""
    per_order: Often | None = None
    """Requests of one order."""
    channel: Name | None = None
    """Another marketplace: `per_order` counts the orders there (`channels` in campaigns.yaml), not our own."""
    per_contact: Often | None = None
    """Requests of one customer who asks about an order (`contacts`)."""
    connection_seconds: float = Field(default=0, ge=0, le=86_400)
    """How long the connection stays open that each of them opens; 0 if no longer than the request takes."""
    cdn_hit_ratio: Share = 0
    """Share that the CDN answers itself; 0 on a site that is not cached."""
    kib: float = Field(gt=0, le=100_000)
    """Mean size of an answer, as it goes through the CDN."""


class ContactSettings(Model):
    """Customers who ask about their order, some hours after it."""

    per_order: Times
    """Of one order, wherever it was placed."""
    delay_hours: float = Field(gt=0, le=12)
    """Scale of the time until they ask, a Weibull distribution: 63 of 100 have asked by then."""
    delay_shape: float = Field(ge=0.5, le=5)
    """1 is exponential, most ask at once; above 1 they ask later."""


class JourneySettings(Model):
    """What one visit asks for, on average over all visitors."""

    session_seconds: int = Field(ge=10, le=7200)
    """How long a visit lasts; its requests are spread over it."""
    conversion_ratio: Share
    """Share of the visits that ends with an order, where a campaign's source says nothing else."""
    landing: Name
    """One of `requests`: the page that visitors of a campaign open first, unless the campaign names another."""
    contacts: ContactSettings | None = None
    """Who asks about an order; without it nobody does."""
    mailings: Name | None = None
    """One of `queues`: each mail of a campaign's mailing waits in it."""
    order_path: dict[Name, list[Name]] = {}
    """What an order goes through, part by part: the services that carry each. `floodgate rehearse` says of each
    whether it keeps up."""
    requests: dict[Name, RequestClassSettings] = Field(min_length=1, max_length=50)
    """Kinds of requests."""


class HowOftenSettings(Model):
    """How often a service sends a message or calls somebody outside; at least one of them."""

    per_request: Times = 0
    """For each request that it answers."""
    per_message: Times = 0
    """For each message that it works off."""
    per_order: Times = 0
    """For each order of a customer, however many requests that takes."""
    per_message_of: dict[Name, Often] = {}
    """Queue -> for each message of it."""
    per_order_of: dict[Name, Often] = {}
    """Channel -> for each order on that marketplace."""

    @property
    def total(self) -> float:
        """0 if it never happens."""
        given = (*self.per_message_of.values(), *self.per_order_of.values())
        return self.per_request + self.per_message + self.per_order + sum(given)


class WorkSettings(Model):
    """What one request of a service does with its database and cache, on average."""

    database_reads: Times = 0
    """Queries that only read; readers can answer them."""
    database_writes: Times = 0
    """Statements that write; only the writer can."""
    connections: int = Field(default=0, ge=0, le=1000)
    """To the database, that each instance holds open at most."""
    cache_operations: Times = 0
    """Keys read or written."""


class TableUse(Model):
    """What one request of a service does with a table, on average; who writes nothing gets no right to."""

    reads: Times = 0
    """Items read."""
    writes: Times = 0
    """Items written."""


class ThirdPartySettings(Model):
    """Somebody outside whom services call through the NAT gateway."""

    limit_rps: float = Field(gt=0, le=10_000_000)
    """Calls per second that the contract allows."""
    source: str = Field(min_length=10, max_length=300)
    """Where that stands, and as of when; or that it is an example."""
    keep_alive: bool
    """Connections are used for many calls; otherwise every call opens one."""
    connection_seconds: float = Field(gt=0, le=86_400)
    """How long a connection holds a port of the NAT gateway: kept open for, or, without keep_alive, one call and
    the about 60 seconds after it for which the gateway keeps the port."""
