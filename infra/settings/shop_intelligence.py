"""Data and intelligence: the streams, search clusters, models and mail of `stacks/shop.yaml`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from components.label import DataClass
from components.mail_sender import MailPurpose
from infra.settings import form
from infra.settings.journey import HowOftenSettings
from infra.settings.model import HostLabel, Model, Name
from infra.settings.shop_events import SchemaSettings


class SearchUse(Model):
    """What a service does with a search cluster, on average."""

    indexes: list[Name] = Field(min_length=1, max_length=8)
    """The only ones that it may touch, where the cloud can tell indexes apart."""
    owner: bool = False
    """It makes the indexes and lets the others in; exactly one service of each cluster."""
    queries: HowOftenSettings = HowOftenSettings()
    """Searches."""
    updates: HowOftenSettings = HowOftenSettings()
    """Documents written; who writes none gets no right to."""


class StreamSettings(Model):
    """A stream of events that many write and that is kept in a bucket."""

    data: DataClass
    """How sensitive the events are."""
    kib: float = Field(gt=0, le=256)
    """Mean size of an event."""
    shards: int = Field(ge=1, le=256)
    """Parts that take events side by side: the everyday number."""
    max_shards: int = Field(ge=1, le=256)
    """Never more, whatever a campaign needs."""
    retention_hours: int = Field(ge=24, le=168)
    """How long events wait for who reads them."""
    bucket: Name
    """One of `buckets`: where they are kept, in columns, by day and hour."""
    events: SchemaSettings
    """What they hold."""


class SearchPerformance(Model):
    """What one data node of this size was measured to do with the shop's own queries."""

    queries_rps: float = Field(gt=0, le=1_000_000)
    """Queries per second of a node, each answered by one copy of the index."""
    updates_rps: float = Field(gt=0, le=1_000_000)
    """Documents per second."""


class SearchSettings(Model):
    """A search cluster, in production size; stacks override it."""

    data: DataClass
    """How sensitive the documents are."""
    vcpu: int = Field(ge=1, le=64)
    """Of one data node, at least."""
    memory_gib: int = Field(ge=2, le=512)
    """Of one data node, at least."""
    disk_gib: int = Field(ge=20, le=6_000)
    """Of one data node."""
    nodes: int = Field(ge=1, le=60)
    """Data nodes, spread evenly over the zones."""
    dedicated_managers: bool
    """Three nodes that only manage the cluster."""
    performance: SearchPerformance


class ModelPerformance(Model):
    """What one instance was measured to do."""

    invocations_rps: float = Field(gt=0, le=100_000)
    """Per second within its latency objective."""
    latency_objective_ms: float = Field(gt=0, le=10_000)
    """What 99 of 100 stay below; who asks waits no longer and takes the list in the cache."""


class ModelSettings(Model):
    """A model behind an endpoint, in production size; stacks override it, or switch it off."""

    enabled: bool = True
    """Without it, who asks lives on its fallback."""
    repository: Annotated[str, StringConstraints(pattern=form.REPOSITORY, max_length=128)]
    """Image that serves it, below the registry of the stack."""
    digest: Annotated[str, StringConstraints(pattern=form.DIGEST)]
    """Content digest of the image."""
    vcpu: int = Field(ge=1, le=96)
    memory_gib: int = Field(ge=2, le=768)
    min_instances: int = Field(ge=1, le=200)
    max_instances: int = Field(ge=1, le=200)
    performance: ModelPerformance


class MailSettings(Model):
    """A sender of mail."""

    host: HostLabel
    """In front of the stack's domain: `news` sends as `...@news.shop.example.net`."""
    address: Annotated[str, StringConstraints(pattern=form.MAIL_ADDRESS)] = "shop"
    """What stands before the `@`; the only address the sender has."""
    purpose: MailPurpose
    """Why people get these mails: some clouds send what nobody waits for on another way."""
    limit_rps: float = Field(gt=0, le=100_000)
    """Mails per second that the account may send."""


class SecretIssuer(StrEnum):
    """Who makes the value of a secret that somebody outside has, too."""

    SHOP = "shop"
    """The program, when the secret is created."""
    PARTNER = "partner"
    """The partner: a person puts it into the secret that the program has created."""


class SharedSecretSettings(Model):
    """A secret of a service that somebody outside has, too."""

    rotate_days: int = Field(ge=7, le=90)
    """How often it is changed; people are told when it is time (docs/rotation.md)."""
    issued_by: SecretIssuer
    """Who makes a new value."""
