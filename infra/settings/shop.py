"""The shop in business words: `stacks/shop.yaml`, one for all environments."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from infra.settings.journey import (
    HowOftenSettings,
    JourneySettings,
    MessageRate,
    Often,
    TableUse,
    ThirdPartySettings,
    WorkSettings,
)
from infra.settings.model import Model, Name, UrlPath
from infra.settings.shop_events import AnalysisSettings
from infra.settings.shop_intelligence import (
    MailSettings,
    ModelSettings,
    SearchSettings,
    SearchUse,
    SharedSecretSettings,
    StreamSettings,
)
from infra.settings.shop_jobs import JobSettings
from infra.settings.shop_routes import PriorityClass, PublicRoute
from infra.settings.shop_sites import BroadcastSettings, ExperimentSettings, QueryParameter, SiteSettings
from infra.settings.shop_stores import (
    BucketSettings,
    CacheSettings,
    DatabaseSettings,
    QueueSettings,
    TableSettings,
    TopicSettings,
)
from infra.settings.use import Access, ImageSettings


class ServiceLayer(StrEnum):
    """The layer of the shop a service belongs to (DESIGN.md section 2)."""

    PLATFORM = "platform"
    FRONT_END = "front-end"
    INTELLIGENCE = "intelligence"
    PROMOTION = "promotion"


class InstanceSettings(Model):
    """The size of one instance. Instance types follow from it, per cloud."""

    vcpu: int = Field(ge=1, le=128)
    memory_gib: int = Field(ge=1, le=1024)


class PerformanceSettings(Model):
    """What one instance of this size was measured to do, in a load test."""

    latency_objective_ms: float = Field(gt=0, le=60_000)
    """What 99 of 100 requests must stay below; an alarm fires when they do not."""
    throughput_rps: float = Field(gt=0, le=100_000)
    """Requests per second at which the service still meets its latency objective."""
    service_time_ms: float = Field(gt=0, le=60_000)
    """Mean time one request occupies a worker slot."""
    worker_slots: int = Field(ge=1, le=10_000)
    """Requests one instance works on at the same time."""
    connections: int | None = Field(default=None, ge=1, le=1_000_000)
    """Connections that stay open (WebSocket) which one instance holds; then the pool grows with them too."""
    boot_seconds: int = Field(ge=1, le=899)
    """From launch to the first passed health check. One that does not serve after 900 seconds is replaced."""
    warm_up_seconds: int = Field(ge=0, le=900)
    """From the first passed health check to full throughput."""


class ScaleSettings(Model):
    """Limits of a pool in production; stacks override them."""

    min_instances: int = Field(ge=1, le=2000)
    """Always running."""
    max_instances: int = Field(ge=1, le=2000)
    """Never more, whatever the load: the limit of cost and of addresses."""


class QueueUse(Model):
    """How a service uses queues."""

    sends: dict[Name, HowOftenSettings] = {}
    """Queue -> how often it puts a message into it."""
    consumes: dict[Name, MessageRate] = {}
    """Queue -> messages per second that one instance works off, beside its requests. One message counts as one
    request for what it causes elsewhere."""
    replays: list[Name] = []
    """Queues it consumes whose dead letters it may bring back: it reads the dead-letter queue and sends into the
    queue (docs/replay.md)."""


class ServiceSettings(Model):
    """One service: what it is, what it needs, what it was measured to do."""

    layer: ServiceLayer
    """Layer of the shop it belongs to."""
    rule_order: int = Field(ge=1, le=99)
    """Unique number of the service; load balancers ask services with a lower number first, so one with a
    catch-all path needs the highest of its site. Never change it: a load balancer refuses two rules with one
    number, also for the moment in which two services swap theirs."""
    image: ImageSettings
    port: int = Field(ge=1024, le=65_535)
    """The container listens here with TLS (docs/image.md)."""
    health_path: UrlPath
    """Answers 200 when the service can take requests."""
    instance: InstanceSettings
    performance: PerformanceSettings
    scale: ScaleSettings
    public: list[PublicRoute] = Field(default=[], max_length=5)
    """None: only other services reach it. At most 5: a rule's number is `rule_order` times 10 and the position
    here, and the five below are those of a shed class."""
    calls: dict[Name, Often] = {}
    """Service it calls -> how often for one request, on average."""
    database: Name | None = None
    """One of `databases`."""
    cache: Name | None = None
    """One of `caches`."""
    work: WorkSettings = WorkSettings()
    """What one request does with the two."""
    tables: dict[Name, TableUse] = {}
    """Names under `tables`, and what one request does with each."""
    buckets: dict[Name, Access] = {}
    """Names under `buckets`, and what it does with each."""
    queues: QueueUse = QueueUse()
    publishes: dict[Name, HowOftenSettings] = {}
    """Topic -> how often; each subscriber gets a copy."""
    third_parties: dict[Name, HowOftenSettings] = {}
    """Name under `third_parties` -> how often it calls them."""
    streams: dict[Name, HowOftenSettings] = {}
    """Name under `streams` -> how many events it writes."""
    searches: dict[Name, SearchUse] = {}
    """Name under `searches` -> what it asks and writes."""
    models: dict[Name, Often] = {}
    """Name under `models` -> how often it asks it for one request."""
    mails: dict[Name, HowOftenSettings] = {}
    """Name under `mails` -> how many it sends."""
    sms: HowOftenSettings | None = None
    """How many text messages it sends, in stacks that have a number for them (`floodgate:sms`)."""
    secrets: list[Name] = []
    """Generated secrets that only this service reads, for example a signing key."""


class ShopSettings(Model):
    """The whole shop."""

    name: Name
    """In names and tags of everything."""
    sites: dict[Name, SiteSettings] = Field(min_length=1)
    """Public host names."""
    sensitive_paths: list[UrlPath] = Field(min_length=1, max_length=6)
    """Path prefixes (log-in, checkout) with a request limit of their own."""
    priorities: list[PriorityClass] = []
    """What goes first when not everything can be answered, in this order."""
    ignored_query: list[QueryParameter] = Field(default=[], max_length=10)
    """Parameters that campaigns put on links and that change no page: not part of its name in the CDN's cache. At
    most 10 (CloudFront, "Quotas", query strings in a cache policy, 2026-11)."""
    journey: JourneySettings
    """What visits ask for."""
    services: dict[Name, ServiceSettings] = Field(min_length=1)
    """What the shop consists of."""
    databases: dict[Name, DatabaseSettings] = {}
    """MySQL-compatible clusters."""
    caches: dict[Name, CacheSettings] = {}
    """Redis-compatible caches."""
    tables: dict[Name, TableSettings] = {}
    """Key-value tables."""
    buckets: dict[Name, BucketSettings] = {}
    """Object storage."""
    queues: dict[Name, QueueSettings] = {}
    """Work queues, each with a dead-letter queue."""
    topics: dict[Name, TopicSettings] = {}
    """Events for several queues."""
    third_parties: dict[Name, ThirdPartySettings] = {}
    """Whom services call outside."""
    streams: dict[Name, StreamSettings] = {}
    """Streams of events."""
    analysis: AnalysisSettings = AnalysisSettings()
    """Questions to what streams have delivered."""
    searches: dict[Name, SearchSettings] = {}
    """Search clusters."""
    models: dict[Name, ModelSettings] = {}
    """Models behind endpoints."""
    mails: dict[Name, MailSettings] = {}
    """Senders of mail."""
    shared_secrets: dict[Name, SharedSecretSettings] = {}
    """Those of the services' `secrets` that somebody outside has, too."""
    jobs: dict[Name, JobSettings] = {}
    """What runs by the clock."""
    experiments: dict[Name, ExperimentSettings] = {}
    """A/B tests."""
    broadcasts: dict[Name, BroadcastSettings] = {}
    """Channels on which is sold live."""
