"""A MySQL-compatible database cluster: writer and readers, encrypted, backed up, reachable over TLS only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.component import Component
from components.label import DataClass


@dataclass(frozen=True, kw_only=True)
class DatabaseArgs:
    """What the cluster must carry and survive."""

    schema: str
    """Name of the first schema, [a-z][a-z0-9_]*."""
    data: DataClass
    vcpu: int
    memory_gib: int
    readers: int
    """Readers beside the writer, each in another zone; 0 means no failover."""
    max_readers: int
    """Readers under load; more than `readers` turns on reader autoscaling where the cloud has it."""
    pooled: bool
    """Put a connection pool in front: for services whose instance count grows in a flood."""
    max_connections: int
    """Connections the class allows; alarms fire at 80 %."""
    network_id: pulumi.Input[str]
    zones: tuple[str, ...]
    subnet_ids: tuple[pulumi.Input[str], ...]
    """Isolated subnets in the order of the zones."""
    clients: Mapping[str, pulumi.Input[str]]
    """Workload name -> security group that may connect."""
    key_arn: pulumi.Input[str]
    secret_key_arn: pulumi.Input[str]
    """Key of the generated credentials."""
    backup_retention_days: int
    """Point-in-time recovery, 1..35."""
    log_retention_days: int
    log_key_arn: pulumi.Input[str]
    notify: pulumi.Input[str]
    deletion_protected: bool = True


@dataclass(frozen=True, kw_only=True)
class DatabaseOutputs:
    """How services connect; credentials only by reference."""

    database_id: pulumi.Output[str]
    """AWS: cluster identifier. Alibaba Cloud: cluster id."""
    database_arn: pulumi.Output[str]
    writer_endpoint: pulumi.Output[str]
    """Through the pool when `pooled`."""
    reader_endpoint: pulumi.Output[str]
    port: pulumi.Output[int]
    secret_arn: pulumi.Output[str]
    """Secret with JSON `username` and `password`."""


class Database(Component[DatabaseArgs, DatabaseOutputs]):
    """One database cluster."""

    token = "floodgate:index:Database"
