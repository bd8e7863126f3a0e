"""The stores of the shop: databases, caches, tables, buckets, queues and topics of `stacks/shop.yaml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from components.label import DataClass
from components.table import KeyType
from infra.settings import form
from infra.settings.model import Model, Name


class DatabasePerformance(Model):
    """What one node of this size was measured to do with the shop's own queries."""

    reads_rps: float = Field(gt=0, le=10_000_000)
    """Queries per second of a node that only reads."""
    writes_rps: float = Field(gt=0, le=10_000_000)
    """Statements per second of a writer that only writes."""


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
    performance: DatabasePerformance


class CacheSettings(Model):
    """A Redis-compatible cache, in production size; stacks override it."""

    data: DataClass
    """How sensitive the data is; in the tag `data-classification`."""
    memory_gib: float = Field(gt=0, le=512)
    """Per shard, at least: the catalog takes the next larger class."""
    shards: int = Field(ge=1, le=32)
    """Parts that keys are spread over: the everyday number."""
    max_shards: int = Field(ge=1, le=32)
    """Never more, whatever a campaign needs."""
    operations_rps: float = Field(gt=0, le=10_000_000)
    """Keys per second that one shard was measured to read or write."""
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
    stock_counters: int | None = Field(default=None, ge=1, le=100)
    """Items that together count what is left of one product, of which an order writes one: only on the table that
    has the stock. What sells most must not need more of them."""


class BucketSettings(Model):
    """Object storage."""

    data: DataClass
    """How sensitive the data is; the CDN publishes only `public`."""
    expire_days: int | None = Field(default=None, ge=1, le=3650)
    """Days until objects are deleted; without it they stay for ever."""
    infrequent_after_days: int | None = Field(default=None, ge=30, le=3650)
    """Days until objects move to the cheaper class."""
    scan: Name | None = None
    """New objects are looked through for malware; one of `queues`, which hears of each of them."""
    locked_days: int | None = Field(default=None, ge=1, le=3650)
    """In production, nobody can change or delete an object for so many days after it was written."""


class QueueSettings(Model):
    """A work queue."""

    visibility_timeout_seconds: int = Field(ge=1, le=43_200)
    """Time a worker has before the message is handed out again."""
    max_receives: int = Field(ge=3, le=10)
    """Attempts before a message goes to the dead-letter queue."""
    max_age_seconds: int = Field(ge=60, le=604_800)
    """Alarm when the oldest message has waited this long."""
    messages_per_call: int = Field(default=1, ge=1, le=10)
    """Messages that a worker takes, and deletes, with one call, on average in a flood; both clouds allow ten."""


class TopicSettings(Model):
    """Events that several services want to hear of."""

    subscribers: list[Name] = Field(min_length=1)
    """Queues that get a copy of every event."""
