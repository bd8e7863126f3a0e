"""A Redis-compatible cache: sharded, replicated over zones, TLS and password."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.component import Component
from components.label import DataClass


@dataclass(frozen=True, kw_only=True)
class CacheArgs:
    """What the cache must hold and survive."""

    data: DataClass
    memory_gib: float
    """Per shard."""
    shards: int
    replicas: int
    """Copies of each shard in other zones; 0 means a lost node loses its data."""
    network_id: pulumi.Input[str]
    zones: tuple[str, ...]
    subnet_ids: tuple[pulumi.Input[str], ...]
    clients: Mapping[str, pulumi.Input[str]]
    """Workload name -> security group that may connect."""
    key_arn: pulumi.Input[str]
    password: pulumi.Input[str]
    """From a `Secret`; marked secret."""
    snapshot_retention_days: int
    log_retention_days: int
    log_key_arn: pulumi.Input[str]
    notify: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class CacheOutputs:
    """How services connect."""

    cache_id: pulumi.Output[str]
    endpoint: pulumi.Output[str]
    port: pulumi.Output[int]


class Cache(Component[CacheArgs, CacheOutputs]):
    """One cache."""

    token = "floodgate:index:Cache"
