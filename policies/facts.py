"""What a stack says about itself and what its environment therefore demands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum


class Environment(StrEnum):
    """What a stack is for."""

    DEV = "dev"
    STAGING = "staging"
    PROD = "prod"


@dataclass(frozen=True, kw_only=True)
class Demands:
    """The numbers that differ between environments; everything else differs by `Rule.environments`."""

    zones: int
    """Distinct zones that groups and load balancers span."""
    backup_days: int
    """Days a database can be brought back to, and daily copies are kept."""
    payment_backup_days: int
    """The same for stores that hold cardholder data."""
    security_log_days: int
    """Days that audit, network, firewall and access logs are kept. PCI DSS 10.5.1: 12 months."""
    log_days: int
    """Days that any other log is kept."""
    zone_headroom: bool
    """What is left after the loss of a zone must carry the load."""


DEMANDS: Mapping[Environment, Demands] = {
    Environment.PROD: Demands(
        zones=3, backup_days=7, payment_backup_days=35, security_log_days=365, log_days=30, zone_headroom=True
    ),
    Environment.STAGING: Demands(
        zones=2, backup_days=1, payment_backup_days=1, security_log_days=30, log_days=7, zone_headroom=True
    ),
    Environment.DEV: Demands(
        zones=1, backup_days=1, payment_backup_days=1, security_log_days=7, log_days=1, zone_headroom=False
    ),
}


@dataclass(frozen=True, kw_only=True)
class Floor:
    """Instances of one service that must be in service during a part of a sale."""

    service: str
    instances: int
    """With those that a lost zone takes."""
    start: datetime
    end: datetime
    lead_seconds: int = 600
    """How long before the start they must be asked for: a late schedule, boot, warm-up, launches."""


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What a sale needs of everything, by name; headroom is in all numbers."""

    instances: Mapping[str, int] = field(default_factory=dict)
    """Service -> in service when its peak begins, with those that a lost zone takes."""
    left_instances: Mapping[str, int] = field(default_factory=dict)
    """Service -> those that must be left of them when a zone is lost; nothing where its loss is accepted."""
    readers: Mapping[str, int] = field(default_factory=dict)
    """Database -> readers."""
    writer_ratio: Mapping[str, float] = field(default_factory=dict)
    """Database -> share of the writer's measured throughput."""
    connections: Mapping[str, float] = field(default_factory=dict)
    """Database -> connections at work at a time, where a pool shares them out."""
    shards: Mapping[str, int] = field(default_factory=dict)
    """Cache -> shards."""
    stream_shards: Mapping[str, int] = field(default_factory=dict)
    """Stream -> shards."""
    search_nodes: Mapping[str, int] = field(default_factory=dict)
    """Search cluster -> data nodes."""
    model_instances: Mapping[str, int] = field(default_factory=dict)
    """Model -> instances."""
    table_reads_rps: Mapping[str, float] = field(default_factory=dict)
    table_writes_rps: Mapping[str, float] = field(default_factory=dict)
    messages_rps: Mapping[str, float] = field(default_factory=dict)
    """Queue -> messages put into it, per second at the peak."""
    third_party_rps: Mapping[str, float] = field(default_factory=dict)
    """Third party -> calls per second at the peak."""
    nat_addresses: int = 1
    """So many of the way out, for the third party that needs most."""
    balancer_units: Mapping[str, int] = field(default_factory=dict)
    """Load balancer -> capacity units that it cannot grow to in time; 0 where it can."""
    balancer_mbps: Mapping[str, float] = field(default_factory=dict)
    """Load balancer -> Mbit/s to the internet."""
    balancer_rps: Mapping[str, float] = field(default_factory=dict)
    """Load balancer -> requests per second from the internet, which its firewall looks at."""
    edge_rps: Mapping[str, float] = field(default_factory=dict)
    """Site -> requests per second to the CDN."""
    edge_gbps: Mapping[str, float] = field(default_factory=dict)
    """Site -> Gbit/s that the CDN sends."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What people allow and what was measured, by name; empty where nobody has said."""

    everyday_instances: Mapping[str, int] = field(default_factory=dict)
    """Service -> the floor that people set; a sale raises it for a time."""
    throughput_rps: Mapping[str, float] = field(default_factory=dict)
    """Service -> requests per second of one instance within its latency objective."""
    warm_up_seconds: Mapping[str, int] = field(default_factory=dict)
    """Service -> from the first passed health check of an instance to its full throughput."""
    connections: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Database -> service -> connections that one instance holds open at most."""
    max_connections: Mapping[str, int] = field(default_factory=dict)
    """Database -> what its class allows."""
    shards: Mapping[str, int] = field(default_factory=dict)
    """Cache -> shards that it may get."""
    stream_shards: Mapping[str, int] = field(default_factory=dict)
    """Stream -> shards that it can get in time: what people allow, or what one update can make of it."""
    message_seconds: Mapping[str, int] = field(default_factory=dict)
    """Queue -> how long a message may wait."""
    message_calls: Mapping[str, float] = field(default_factory=dict)
    """Queue -> calls of the cloud for each message of it."""
    hosts: Mapping[str, str] = field(default_factory=dict)
    """Public host name -> its site."""
    visit_requests: float = 0
    """To the CDN, of one visit; 0: not known."""
    site_requests: Mapping[str, float] = field(default_factory=dict)
    """Site -> to it, of one visit."""
    visit_seconds: int = 300
    order_requests: float = 0
    """Of the kind that one order needs most; 0: not known."""


@dataclass(frozen=True, kw_only=True)
class Sale:
    """A declared flash sale: the floor of every group is raised before it starts."""

    name: str
    start: datetime
    """When its first visitors come."""
    end: datetime
    """When everything may become ordinary again."""
    prepared: bool = True
    """Schedules, sizes and reservations for it exist; caps are judged in any case."""
    floors: tuple[Floor, ...] | None = None
    """What it needs beyond the everyday floors; None: nobody has worked it out, so any higher floor counts."""
    needs: Needs | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the rules know about a stack besides its resources; from its stack file."""

    stack: str
    cloud: str
    """`aws` or `alicloud`."""
    environment: Environment
    region: str
    allowed_regions: frozenset[str]
    """Where data may be; the stack's own region, and us-east-1 for what CloudFront demands there."""
    accounts: frozenset[str] = frozenset()
    """Accounts that policies may name: the stack's own."""
    permanent: bool = True
    """`pulumi destroy` must not delete data."""
    known: bool = True
    """False where the stack has no stack file: then it is judged as production."""
    peak_hours: tuple[int, int] = (8, 1)
    """Trading hours in the region's local time: from the first hour to the second (of the next day). Chinese and
    European shops sell most between 20 and 24 o'clock, and a sale opens at midnight."""
    utc_offset_hours: int = 0
    """Of the region's customers, in winter."""
    sales: tuple[Sale, ...] = ()
    limits: Limits = field(default_factory=Limits)
    clock: datetime = field(default_factory=lambda: datetime.now(UTC))
    """The time for which the stack is planned: which sales are to come, and which are in preparation."""
    today: date = field(default_factory=lambda: datetime.now(UTC).date())
    """The day of the judgement: waivers end by it."""

    @property
    def demands(self) -> Demands:
        """The numbers of its environment."""
        return DEMANDS[self.environment]
