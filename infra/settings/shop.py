"""The shop in business words: `stacks/shop.yaml`, one for all environments."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from infra.settings import form
from infra.settings.journey import (
    HowOftenSettings,
    JourneySettings,
    MessageRate,
    Often,
    TableUse,
    ThirdPartySettings,
    WorkSettings,
)
from infra.settings.model import HostLabel, Model, Name, UrlPath
from infra.settings.shop_stores import (
    BucketSettings,
    CacheSettings,
    DatabaseSettings,
    QueueSettings,
    TableSettings,
    TopicSettings,
)


class ServiceLayer(StrEnum):
    """The layer of the shop a service belongs to (DESIGN.md section 2)."""

    PLATFORM = "platform"
    FRONT_END = "front-end"


class Access(StrEnum):
    """What a service does with a bucket."""

    READ = "read"
    READ_WRITE = "read-write"


class ImageSettings(Model):
    """A container image, pinned to its content."""

    repository: Annotated[str, StringConstraints(pattern=form.REPOSITORY, max_length=128)]
    """Repository inside the stack's registry, for example `shop/orders`."""
    digest: Annotated[str, StringConstraints(pattern=form.DIGEST)]
    """Content digest, as `docker buildx imagetools inspect` prints it."""


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


class PublicRoute(Model):
    """Requests from outside that reach a service."""

    site: Name
    """One of `sites`."""
    paths: list[UrlPath] = Field(min_length=1, max_length=3)
    """At most 3 patterns a route: a load balancer rule holds 5 values, and host and token take two."""


class QueueUse(Model):
    """How a service uses queues."""

    sends: dict[Name, HowOftenSettings] = {}
    """Queue -> how often it puts a message into it."""
    consumes: dict[Name, MessageRate] = {}
    """Queue -> messages per second that one instance works off, beside its requests. One message counts as one
    request for what it causes elsewhere."""


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
    public: list[PublicRoute] = Field(default=[], max_length=10)
    """None: only other services reach it. One route for each site, at most 10: a rule's number is `rule_order`
    times 10 and the position here."""
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
    secrets: list[Name] = []
    """Generated secrets that only this service reads, for example a signing key."""


class SiteSettings(Model):
    """One public host name."""

    host: HostLabel
    """In front of the stack's domain: `www` becomes `www.shop.example.net`."""
    apex: bool = False
    """Also answers for the domain itself."""
    cached: bool
    """Pages may be cached by the CDN as their headers say."""
    static_bucket: Name | None = None
    """Bucket with the static files."""
    static_paths: list[UrlPath] = []
    """Paths that the CDN answers from the bucket; each ends in `/*`."""


class ShopSettings(Model):
    """The whole shop."""

    name: Name
    """In names and tags of everything."""
    sites: dict[Name, SiteSettings] = Field(min_length=1)
    """Public host names."""
    sensitive_paths: list[UrlPath] = Field(min_length=1, max_length=6)
    """Path prefixes (log-in, checkout) with a request limit of their own."""
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
