"""The shop in business words: `stacks/shop.yaml`, one for all environments."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from components.label import DataClass
from components.table import KeyType
from infra.settings import form
from infra.settings.model import HostLabel, Model, Name, UrlPath


class ServiceLayer(StrEnum):
    """The layer of the shop a service belongs to (DESIGN.md section 2)."""

    PLATFORM = "platform"
    FRONT_END = "front-end"


class Access(StrEnum):
    """What a service does with a table or bucket."""

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

    sends: list[Name] = []
    """Queues it puts messages into."""
    consumes: list[Name] = []
    """Queues it takes messages from."""


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
    calls: list[Name] = []
    """Services it calls."""
    database: Name | None = None
    """One of `databases`."""
    cache: Name | None = None
    """One of `caches`."""
    tables: dict[Name, Access] = {}
    """Names under `tables`, and what it does with each."""
    buckets: dict[Name, Access] = {}
    """Names under `buckets`, and what it does with each."""
    queues: QueueUse = QueueUse()
    publishes: list[Name] = []
    """Topics."""
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


class DatabaseSettings(Model):
    """A MySQL-compatible cluster, in production size; stacks override it."""

    schema_name: Annotated[str, StringConstraints(pattern=form.DATABASE_SCHEMA)]
    """First schema of the cluster."""
    data: DataClass
    """How sensitive the data is; in the tag `data-classification`."""
    vcpu: int = Field(ge=2, le=128)
    """Of one node, at least: the catalog takes the smallest class with this and the memory."""
    memory_gib: int = Field(ge=4, le=1024)
    """Of one node, at least."""
    readers: int = Field(ge=0, le=14)
    """Beside the writer, in other zones: one takes over when the writer fails."""
    max_readers: int = Field(ge=0, le=14)
    """Under load, where the cloud adds readers by itself."""
    pooled: bool
    """A connection pool in front, for services whose instance count grows in a flood."""
    max_connections: int = Field(ge=100, le=100_000)
    """What the class allows; an alarm fires at 80 %."""


class CacheSettings(Model):
    """A Redis-compatible cache, in production size; stacks override it."""

    data: DataClass
    """How sensitive the data is; in the tag `data-classification`."""
    memory_gib: float = Field(gt=0, le=512)
    """Per shard, at least: the catalog takes the next larger class."""
    shards: int = Field(ge=1, le=32)
    """Parts that keys are spread over."""
    replicas: int = Field(ge=0, le=5)
    """Copies of each shard in other zones."""


class KeySettings(Model):
    """One attribute of a table's primary key."""

    name: Annotated[str, StringConstraints(pattern=form.KEY_ATTRIBUTE)]
    """Name of the attribute."""
    type: KeyType = KeyType.STRING
    """Type of its values."""


class TableSettings(Model):
    """A key-value table. Its key can never change without losing the data."""

    data: DataClass
    """How sensitive the data is; in the tag `data-classification`."""
    partition_key: KeySettings
    """Spreads the items; access is by this key."""
    sort_key: KeySettings | None = None
    """Orders the items of one partition key."""
    expire_days: int | None = Field(default=None, ge=1, le=3650)
    """Days after the last write; without it items stay for ever."""


class BucketSettings(Model):
    """Object storage."""

    data: DataClass
    """How sensitive the data is; the CDN publishes only `public`."""
    expire_days: int | None = Field(default=None, ge=1, le=3650)
    """Days until objects are deleted; without it they stay for ever."""
    infrequent_after_days: int | None = Field(default=None, ge=30, le=3650)
    """Days until objects move to the cheaper class."""


class QueueSettings(Model):
    """A work queue."""

    visibility_timeout_seconds: int = Field(ge=1, le=43_200)
    """Time a worker has before the message is handed out again."""
    max_receives: int = Field(ge=3, le=10)
    """Attempts before a message goes to the dead-letter queue."""
    max_age_seconds: int = Field(ge=60, le=604_800)
    """Alarm when the oldest message has waited this long."""


class TopicSettings(Model):
    """Events that several services want to hear of."""

    subscribers: list[Name] = Field(min_length=1)
    """Queues that get a copy of every event."""


class ShopSettings(Model):
    """The whole shop."""

    name: Name
    """In names and tags of everything."""
    sites: dict[Name, SiteSettings] = Field(min_length=1)
    """Public host names."""
    sensitive_paths: list[UrlPath] = Field(min_length=1, max_length=6)
    """Path prefixes (log-in, checkout) with a request limit of their own."""
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
