"""What a plan has, in words that both clouds share; each cloud's readers fill it from planned resources alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from infra.capacity.group import StepDown, TargetTracking
from infra.capacity.lines import Growth


@dataclass(frozen=True, kw_only=True)
class PlannedAction:
    """A scheduled action; what is None stays as it is."""

    name: str
    at: datetime
    """UTC."""
    minimum: int | None
    maximum: int | None
    desired: int | None = None


@dataclass(frozen=True, kw_only=True)
class PlannedPool:
    """The scaling group of one service."""

    name: str
    """Of its resource."""
    minimum: int
    maximum: int
    zones: tuple[str, ...]
    """Zones of its subnets."""
    subnets: tuple[str, ...]
    """Names of their resources."""
    instance_type: str
    """The preferred one."""
    tracking: tuple[TargetTracking, ...]
    step_down: StepDown | None
    actions: tuple[PlannedAction, ...]
    """In the order of time."""
    warm_pool: int
    warm_up_seconds: int
    """After that the group counts an instance."""
    joins_after_seconds: int
    """An instance serves no earlier, however fast it boots."""
    gives_up_after_seconds: int
    """An instance that boots longer is replaced, and so never serves."""


@dataclass(frozen=True, kw_only=True)
class PlannedDatabase:
    """A cluster."""

    nodes: int
    """Writer and readers that the plan has; those that only the cloud may add under load do not count: they take
    minutes to come."""
    node_class: str
    vcpu: int
    """Of a node, as it was asked for."""
    zones: tuple[str, ...]
    """Where the nodes stand."""
    elastic_readers: int
    """That the cloud may add."""
    max_connections: int
    """Of each node."""
    pooled_ratio: float | None
    """Share of the connections that a pool in front may take; None: there is no pool."""


@dataclass(frozen=True, kw_only=True)
class PlannedCache:
    """A cache."""

    shards: int
    replicas: int
    """Copies of each shard."""
    node_type: str
    nodes: int
    """Of all shards and their copies."""
    vcpu: int | None
    gib: float | None
    """Of a node, as far as its type says: one of them makes its price."""


@dataclass(frozen=True, kw_only=True)
class PlannedTable:
    """A key-value table. Rates are in the cloud's units: 1 for each small read or write."""

    reads_per_second: float
    """Carried at once; infinite where the cloud states no limit."""
    writes_per_second: float
    growth: Growth | None
    """How the limits follow the load."""
    key_writes_per_second: float
    """To one key; infinite where the cloud states no limit."""


@dataclass(frozen=True, kw_only=True)
class PlannedQueue:
    """A message queue."""

    messages_per_second: float
    """Infinite where the cloud states no limit."""


@dataclass(frozen=True, kw_only=True)
class PlannedStream:
    """A stream of events. Each limit is of all its shards; infinite where the cloud does not count that."""

    shards: int
    events_per_second: float
    kib_per_second: float
    calls_per_second: float


@dataclass(frozen=True, kw_only=True)
class PlannedSearch:
    """A search cluster."""

    nodes: int
    """Data nodes."""
    zones: int
    """That they are spread over."""


@dataclass(frozen=True, kw_only=True)
class PlannedModel:
    """A model behind an endpoint."""

    instances: int
    """That are always there; those that only the cloud may add under load take minutes to come."""
    most: int


@dataclass(frozen=True, kw_only=True)
class PlannedBalancer:
    """A load balancer."""

    internal: bool
    reserved_units: float
    """Capacity units that are there at any time."""
    firewall_rps: float
    """Requests that its firewall looks at; infinite without one, or where the cloud states no limit."""
    mbps: float
    """What it sends to the internet; infinite where the cloud states no limit, and inside."""
    grows: bool
    """Whether it is known how fast it follows the load; otherwise nothing can be said of it."""


@dataclass(frozen=True, kw_only=True)
class PlannedEdge:
    """The CDN."""

    distributions: int
    """Site by site."""
    requests_per_second: float
    """Of each; infinite where the cloud states no limit."""
    gbps: float
    """Likewise."""


@dataclass(frozen=True, kw_only=True)
class PlannedEgress:
    """The way out: NAT gateways."""

    addresses: int
    """In all zones together."""
    zones_served: int
    """Zones that have one of their own; 1 where all share one."""


@dataclass(frozen=True, kw_only=True)
class PlannedSubnet:
    """One subnet of the pools."""

    zone: str
    free_addresses: int
    """What the cloud and the load balancers leave."""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """All that a rehearsal plays; names are those of shop.yaml."""

    pools: Mapping[str, PlannedPool]
    databases: Mapping[str, PlannedDatabase]
    caches: Mapping[str, PlannedCache]
    tables: Mapping[str, PlannedTable]
    queues: Mapping[str, PlannedQueue]
    messages_per_second: float
    """Of all queues of the stack together, sends, receives and deletes each counted; infinite without a limit."""
    balancers: Mapping[str, PlannedBalancer]
    edge: PlannedEdge
    egress: PlannedEgress
    streams: Mapping[str, PlannedStream] = field(default_factory=dict)
    searches: Mapping[str, PlannedSearch] = field(default_factory=dict)
    models: Mapping[str, PlannedModel] = field(default_factory=dict)
    subnets: Mapping[str, PlannedSubnet] = field(default_factory=dict)
    """Name of the resource -> subnet of the pools."""
    unplayed: tuple[str, ...] = ()
    """What the plan has and the rehearsal leaves out, each with the reason."""
