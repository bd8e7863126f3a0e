"""Where the shop keeps things: databases, caches, tables, buckets, queues, topics, and the copies of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.backup import Backup, BackupArgs, BackupSource, StoreKind
from components.bucket import Bucket, BucketArgs, BucketTarget, Scan
from components.cache import Cache, CacheArgs, CacheOutputs
from components.cloud import Cloud
from components.component import Layer
from components.database import Database, DatabaseArgs, DatabaseOutputs
from components.queue import Queue, QueueArgs, QueueOutputs
from components.secret import Secret, SecretArgs, SecretOutputs
from components.table import KeyAttribute, Table, TableArgs, TableOutputs, WarmThroughput
from components.topic import Topic, TopicArgs, TopicOutputs, TopicSubscriber
from infra.capacity.plan.plan import CapacityPlan
from infra.capacity.plan.stores import TablePlan
from infra.settings import Settings
from infra.settings.shop_stores import KeySettings
from infra.shop.infrastructure import Infrastructure

_MOST_CACHE_LOG_DAYS = 365
"""Who asked the cache for what is evidence, kept like the other security logs; Tair keeps it a year at most."""


@dataclass(frozen=True, kw_only=True)
class Stores:
    """Every store by its name in shop.yaml."""

    databases: Mapping[str, DatabaseOutputs]
    caches: Mapping[str, CacheOutputs]
    cache_passwords: Mapping[str, SecretOutputs]
    tables: Mapping[str, TableOutputs]
    buckets: Mapping[str, BucketTarget]
    queues: Mapping[str, QueueOutputs]
    topics: Mapping[str, TopicOutputs]


@dataclass(frozen=True, kw_only=True)
class _Site:
    """Everything a store needs to know of its surroundings."""

    cloud: Cloud
    settings: Settings
    plan: CapacityPlan
    base: Infrastructure
    opts: pulumi.ResourceOptions

    def clients(self, kind: str, store: str) -> dict[str, pulumi.Input[str]]:
        """The firewalls of the services that use a database or cache."""
        return {
            name: self.base.security_groups[name]
            for name, service in self.settings.shop.services.items()
            if getattr(service, kind) == store
        }


def stores(cloud: Cloud, settings: Settings, plan: CapacityPlan, base: Infrastructure) -> Stores:
    """All stores of the shop and their backup plan."""
    opts = pulumi.ResourceOptions(parent=Layer("stores"))
    site = _Site(cloud=cloud, settings=settings, plan=plan, base=base, opts=opts)
    shop = settings.shop
    passwords = {name: _cache_password(site, name) for name in shop.caches}
    queues = {name: _queue(site, name) for name in shop.queues}
    made = Stores(
        databases={name: _database(site, name) for name in shop.databases},
        cache_passwords=passwords,
        caches={name: _cache(site, name, passwords[name]) for name in shop.caches},
        tables={name: _table(site, name) for name in shop.tables},
        buckets={name: _bucket(site, name, queues) for name in shop.buckets},
        queues=queues,
        topics={name: _topic(site, name, queues) for name in shop.topics},
    )
    _backup(site, made)
    return made


def _database(site: _Site, name: str) -> DatabaseOutputs:
    database, base, retention = site.settings.shop.databases[name], site.base, site.settings.config.retention
    args = DatabaseArgs(
        schema=database.schema_name,
        data=database.data,
        vcpu=database.vcpu,
        memory_gib=database.memory_gib,
        readers=int(site.plan.databases[name].readers.value),
        max_readers=database.max_readers,
        pooled=database.pooled,
        max_connections=database.max_connections,
        network_id=base.network.network_id,
        zones=tuple(site.settings.config.network.zones),
        subnet_ids=base.network.isolated_subnet_ids,
        clients=site.clients("database", name),
        key_arn=base.keys.data,
        secret_key_arn=base.keys.secrets,
        backup_retention_days=retention.backup_days,
        log_retention_days=retention.security_logs_days,
        log_key_arn=base.keys.logs,
        notify=base.alerts,
        deletion_protected=not site.settings.disposable,
    )
    return Database(f"{name}-db", args, site.cloud.database, site.opts).outputs


def _cache_password(site: _Site, name: str) -> SecretOutputs:
    args = SecretArgs(
        purpose=f"Password of the cache {name}",
        key_id=site.base.keys.secrets,
        recovery_window_days=site.settings.recovery_window_days,
    )
    return Secret(f"{name}-cache-pw", args, site.cloud.secret, site.opts).outputs


def _cache(site: _Site, name: str, password: SecretOutputs) -> CacheOutputs:
    cache, base, retention = site.settings.shop.caches[name], site.base, site.settings.config.retention
    args = CacheArgs(
        data=cache.data,
        memory_gib=cache.memory_gib,
        shards=int(site.plan.caches[name].shards.value),
        replicas=cache.replicas,
        network_id=base.network.network_id,
        zones=tuple(site.settings.config.network.zones),
        subnet_ids=base.network.isolated_subnet_ids,
        clients=site.clients("cache", name),
        key_arn=base.keys.data,
        password=password.value,
        snapshot_retention_days=0 if site.settings.disposable else min(retention.backup_days, 7),
        log_retention_days=min(retention.security_logs_days, _MOST_CACHE_LOG_DAYS),
        log_key_arn=base.keys.logs,
        notify=base.alerts,
    )
    return Cache(f"{name}-cache", args, site.cloud.cache, site.opts).outputs


def _table(site: _Site, name: str) -> TableOutputs:
    table, base = site.settings.shop.tables[name], site.base

    def attribute(key: KeySettings) -> KeyAttribute:
        return KeyAttribute(name=key.name, type=key.type)

    args = TableArgs(
        data=table.data,
        partition_key=attribute(table.partition_key),
        sort_key=attribute(table.sort_key) if table.sort_key else None,
        expire_days=table.expire_days,
        warm=_warm(site.plan.tables[name]),
        key_arn=base.keys.data,
        notify=base.alerts,
        network_id=base.network.network_id,
        subnet_ids=base.network.private_subnet_ids,
        deletion_protected=not site.settings.disposable,
    )
    return Table(f"{name}-table", args, site.cloud.table, site.opts).outputs


def _warm(table: TablePlan) -> WarmThroughput | None:
    if table.warm_reads is None or table.warm_writes is None:
        return None
    return WarmThroughput(reads_rps=int(table.warm_reads.value), writes_rps=int(table.warm_writes.value))


def _bucket(site: _Site, name: str, queues: Mapping[str, QueueOutputs]) -> BucketTarget:
    bucket = site.settings.shop.buckets[name]
    args = BucketArgs(
        data=bucket.data,
        key_arn=site.base.keys.data,
        served_by_edge=any(s.static_bucket == name for s in site.settings.shop.sites.values()),
        expire_days=bucket.expire_days,
        infrequent_after_days=bucket.infrequent_after_days,
        scan=Scan(queue=queues[bucket.scan].queue, notify=site.base.alerts) if bucket.scan else None,
        locked_days=site.settings.locked_days(name),
        log_expire_days=site.settings.config.retention.security_logs_days,
        disposable=site.settings.disposable,
    )
    return Bucket(name, args, site.cloud.bucket, site.opts).outputs.bucket


def _queue(site: _Site, name: str) -> QueueOutputs:
    queue = site.settings.shop.queues[name]
    args = QueueArgs(
        key_arn=site.base.keys.messages,
        notify=site.base.alerts,
        visibility_timeout_seconds=queue.visibility_timeout_seconds,
        max_receives=queue.max_receives,
        max_age_seconds=queue.max_age_seconds,
        from_event_rules=any(bucket.scan == name for bucket in site.settings.shop.buckets.values()),
    )
    return Queue(f"{name}-queue", args, site.cloud.queue, site.opts).outputs


def _topic(site: _Site, name: str, queues: Mapping[str, QueueOutputs]) -> TopicOutputs:
    args = TopicArgs(
        key_arn=site.base.keys.messages,
        notify=site.base.alerts,
        subscribers={
            queue: TopicSubscriber(queue=queues[queue].queue, dead_letters=queues[queue].dead_letters)
            for queue in site.settings.shop.topics[name].subscribers
        },
    )
    return Topic(f"{name}-topic", args, site.cloud.topic, site.opts).outputs


def _backup(site: _Site, made: Stores) -> None:
    sources: dict[str, BackupSource] = {}
    for name, database in made.databases.items():
        sources[f"{name}-db"] = BackupSource(
            kind=StoreKind.DATABASE, id=database.database_id, arn=database.database_arn
        )
    for name, table in made.tables.items():
        sources[f"{name}-table"] = BackupSource(kind=StoreKind.TABLE, id=table.table_name, arn=table.table_arn)
    for name, bucket in made.buckets.items():
        sources[f"{name}-bucket"] = BackupSource(kind=StoreKind.BUCKET, id=bucket.name, arn=bucket.arn)
    args = BackupArgs(
        sources=sources,
        key_arn=site.base.keys.data,
        retention_days=site.settings.config.retention.backup_days,
        notify=site.base.alerts,
        locked=not site.settings.disposable,
        disposable=site.settings.disposable,
    )
    Backup("backup", args, site.cloud.backup, site.opts)
