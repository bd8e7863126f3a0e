"""Caches: Tair, compatible with Redis."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import kvstore, redis

from components.alicloud.alarm import alarm
from components.alicloud.context import AlicloudContext
from components.alicloud.encryption_key import key_id
from components.alicloud.quiet_hours import quiet_hours
from components.alicloud.service_role import instance_encryption_role
from components.alicloud.store_catalog import cache_class
from components.alicloud.store_firewall import REDIS_PORT, store_firewall
from components.cache import CacheArgs, CacheOutputs
from components.errors import UnsupportedOnCloud

_ENGINE_VERSION = "7.0"
_MOST_SHARDS = 32
"""Source, as of 2026-08: terraform-provider-alicloud docs/redis_tair_instance, `shard_count`."""
_SNAPSHOT_DAYS = 7
"""What Tair keeps of its daily snapshots; the provider has no argument for it. Source, as of 2026-11: Tair
documentation, "Automatic backup"."""
_MOST_AUDIT_DAYS = 365
_ALARMS = {"CpuUsage": ("cpu", 75), "MemoryUsage": ("memory", 80), "ConnectionUsage": ("connections", 80)} | {
    "IntranetInRatio": ("traffic-in", 80),
    "IntranetOutRatio": ("traffic-out", 80),
}
"""Metric, without the prefix of the architecture -> role and percent. Memory is told before keys are evicted.
Source, as of 2026-11: CloudMonitor, "Redis Standard" and "Redis Cluster" (acs_kvstore)."""


def build_cache(ctx: AlicloudContext, name: str, args: CacheArgs, opts: pulumi.ResourceOptions) -> CacheOutputs:
    """An instance that only speaks TLS and asks for a password, with its audit log and alarms.

    A cluster is reached through its proxy, so clients talk to it as to a single Redis. `log_key_arn` protects
    nothing here: the audit log stays with the service, which has no customer keys for it.

    Raises:
        UnsupportedOnCloud: shards, replicas, memory, clients or a retention exceed a limit.
    """
    _check(args)
    groups = store_firewall(ctx, name, opts, clients=args.clients, port=REDIS_PORT)
    maintenance = quiet_hours(ctx.region).maintenance
    instance = redis.TairInstance(
        f"{name}-instance",
        tair_instance_name=ctx.label.physical(name, 64),
        instance_type="tair_rdb",
        instance_class=cache_class(args.memory_gib).name(args.shards),
        engine_version=_ENGINE_VERSION,
        shard_count=args.shards,
        # TLS works only with a replica. Without `replicas` it stands in the same zone: the cheapest that is safe
        node_type="MASTER_SLAVE",
        payment_type="PayAsYouGo",
        vpc_id=args.network_id,
        zone_id=args.zones[0],
        vswitch_id=args.subnet_ids[0],
        secondary_zone_id=args.zones[1] if args.replicas > 0 and len(args.zones) > 1 else None,
        port=REDIS_PORT,
        password=args.password,
        vpc_auth_mode="Open",  # asks for the password; `Close` lets everybody of the network in without
        security_group_id=pulumi.Output.all(*groups).apply(",".join) if groups else None,
        ssl_enabled="Enable",
        tde_status="enabled",
        encryption_name="AES-CTR-256",
        encryption_key=key_id(args.key_arn),
        role_arn=instance_encryption_role(ctx),
        maintain_start_time=maintenance.start,
        maintain_end_time=maintenance.end,
        tags=ctx.label.tags(name, args.data),
        opts=opts,
    )
    kvstore.AuditLogConfig(
        f"{name}-audit", instance_id=instance.id, db_audit=True, retention=args.log_retention_days, opts=opts
    )
    _alarms(ctx, name, args, instance, opts)
    return CacheOutputs(
        cache_id=instance.id,
        endpoint=instance.connection_domain,
        port=pulumi.Output.from_input(REDIS_PORT),
    )


def _check(args: CacheArgs) -> None:
    limits = {
        "shards": (args.shards, _MOST_SHARDS, "a cluster has at most that many"),
        "replicas": (args.replicas, 1, "a shard has one replica; add shards for more throughput"),
        "snapshot_retention_days": (
            args.snapshot_retention_days,
            _SNAPSHOT_DAYS,
            "Tair keeps its snapshots that long",
        ),
        "log_retention_days": (
            args.log_retention_days,
            _MOST_AUDIT_DAYS,
            "the audit log is kept that long at most",
        ),
    }
    for argument, (value, most, why) in limits.items():
        if value > most:
            raise UnsupportedOnCloud("alicloud", f"{argument}={value}", f"{most}: {why}")


def _alarms(
    ctx: AlicloudContext, name: str, args: CacheArgs, instance: redis.TairInstance, opts: pulumi.ResourceOptions
) -> None:
    architecture = "Sharding" if args.shards > 1 else "Standard"
    for metric, (role, percent) in _ALARMS.items():
        alarm(
            ctx,
            name,
            role,
            opts,
            namespace="acs_kvstore",
            metric=f"{architecture}{metric}",
            dimensions=[{"instanceId": instance.id}],
            threshold=percent,
            notify=args.notify,
        )
