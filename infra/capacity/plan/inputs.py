"""What a plan is made of besides calendar and demand: what people allow, what was measured, where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from infra.capacity.plan.cloud import CloudFacts


@dataclass(frozen=True, kw_only=True)
class ServiceLimits:
    """One service in one stack."""

    throughput_rps: float
    """Of one instance, within its latency objective."""
    estimated: bool = False
    """The throughput was measured on a larger instance and scaled by vCPU."""
    service_time_seconds: float
    worker_slots: int
    latency_objective_seconds: float
    boot_seconds: int
    warm_up_seconds: int
    vcpu: int
    memory_gib: int
    min_instances: int
    """The everyday floor, set by people."""
    max_instances: int
    """The cap, set by people."""
    connections: int | None = None
    """From outside, that one instance holds open; None: they do not stay open."""
    target_ratio: float = 0.9
    """Share of the throughput that target tracking aims at."""


@dataclass(frozen=True, kw_only=True)
class DatabaseLimits:
    """One cluster."""

    readers: int
    """Every day, set by people."""
    max_readers: int
    pooled: bool
    max_connections: int
    node_reads_rps: float
    """What one node was measured to do when it does nothing else."""
    node_writes_rps: float


@dataclass(frozen=True, kw_only=True)
class CacheLimits:
    """One cache."""

    shards: int
    """Every day, set by people."""
    max_shards: int
    shard_operations_rps: float
    """What one shard was measured to do."""


@dataclass(frozen=True, kw_only=True)
class TableLimits:
    """One table."""

    warm_reads_rps: float = 0
    warm_writes_rps: float = 0
    """What people say it was warmed to; no plan asks for less."""


@dataclass(frozen=True, kw_only=True)
class StreamLimits:
    """One stream."""

    kib: float
    """Mean size of an event."""
    shards: int
    """Every day, set by people."""
    max_shards: int


@dataclass(frozen=True, kw_only=True)
class SearchLimits:
    """One search cluster."""

    nodes: int
    """Data nodes: no campaign changes them, that takes hours."""
    queries_rps: float
    updates_rps: float
    """What one data node was measured to do when it does nothing else."""


@dataclass(frozen=True, kw_only=True)
class ModelLimits:
    """One model, where it is switched on."""

    min_instances: int
    """Every day, set by people."""
    max_instances: int
    invocations_rps: float
    """What one instance was measured to do."""


@dataclass(frozen=True, kw_only=True)
class StackLimits:
    """One stack."""

    cloud: CloudFacts
    zones: int
    survives_zone_loss: bool
    """Profile highly-available."""
    services: Mapping[str, ServiceLimits]
    databases: Mapping[str, DatabaseLimits] = field(default_factory=dict)
    caches: Mapping[str, CacheLimits] = field(default_factory=dict)
    tables: Mapping[str, TableLimits] = field(default_factory=dict)
    queues: Mapping[str, int] = field(default_factory=dict)
    """Queue -> seconds after which a message has waited too long."""
    message_calls: Mapping[str, float] = field(default_factory=dict)
    """Queue -> calls for each message of it: each is sent alone, several are taken, and deleted, at once."""
    streams: Mapping[str, StreamLimits] = field(default_factory=dict)
    searches: Mapping[str, SearchLimits] = field(default_factory=dict)
    models: Mapping[str, ModelLimits] = field(default_factory=dict)
    """Those that are switched on."""
    mails: Mapping[str, float] = field(default_factory=dict)
    """Sender -> mails per second that it may send."""
    broadcasts: Mapping[str, int] = field(default_factory=dict)
    """Own channel that is switched on -> viewers at the same time that the cloud has granted."""
    share_ratio: float = 1.0
    """Part of the calendar's traffic that the stack gets."""
    waiting_rooms: Mapping[str, int] = field(default_factory=dict)
    """Site whose room is on -> visitors a minute that people let in."""
    stock_counters: Mapping[str, int] = field(default_factory=dict)
    """Table with the stock -> items that count one product."""
    sites: Mapping[str, str] = field(default_factory=dict)
    """Request class -> site."""
    addresses_per_zone: int
    """For instances, in the private subnet of each zone."""
    nat_addresses: int
    vcpus: int | None = None
    """What the region has granted the account; None where the stack file does not say."""
