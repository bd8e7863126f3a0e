"""Caches: ElastiCache for Valkey."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_aws import cloudwatch, elasticache

from components.aws.cache_alarms import cache_alarms
from components.aws.context import AwsContext
from components.aws.quiet_hours import quiet_hours
from components.aws.store_catalog import cache_node
from components.aws.store_firewall import REDIS_PORT, store_firewall
from components.cache import CacheArgs, CacheOutputs
from components.options import extend

_ENGINE_VERSION = "8.1"
"""Source: ElastiCache User Guide, "Supported engines and versions", 2026-11."""
_FAMILY = "valkey8"
_LOGS = ("slow-log", "engine-log")


def build_cache(ctx: AwsContext, name: str, args: CacheArgs, opts: pulumi.ResourceOptions) -> CacheOutputs:
    """A replication group, in cluster mode when it has several shards.

    Nodes go to the zones of `subnet_ids`, a shard's copies to different ones: ElastiCache places them so by itself
    as soon as there are replicas, and `zones` need not be told.

    Raises:
        UnsupportedOnCloud: no node is large enough.
    """
    # Alarms name every node, and a node's name begins with this one, so it must be known
    identifier = ctx.label.physical(name, 40)
    node = cache_node(args.memory_gib)
    firewall = store_firewall(
        ctx,
        name,
        opts,
        prefix=name,
        description="Cache",
        network_id=args.network_id,
        clients=args.clients,
        port=REDIS_PORT,
    )
    subnets = elasticache.SubnetGroup(
        f"{name}-subnets", subnet_ids=args.subnet_ids, tags=ctx.label.tags(name), opts=opts
    )
    parameters = elasticache.ParameterGroup(
        f"{name}-parameters",
        family=_FAMILY,
        parameters=_parameters(args),
        tags=ctx.label.tags(name),
        opts=opts,
    )
    hours, kept = quiet_hours(ctx.region), args.snapshot_retention_days > 0
    sharded = args.shards > 1
    group = elasticache.ReplicationGroup(
        f"{name}-group",
        replication_group_id=identifier,
        description=f"Cache {name}",
        engine="valkey",
        engine_version=_ENGINE_VERSION,
        node_type=node.name,
        port=REDIS_PORT,
        num_cache_clusters=None if sharded else 1 + args.replicas,
        num_node_groups=args.shards if sharded else None,
        replicas_per_node_group=args.replicas if sharded else None,
        # Cluster mode demands it, even where there is nothing to fail over to
        automatic_failover_enabled=sharded or args.replicas > 0,
        multi_az_enabled=args.replicas > 0,
        parameter_group_name=parameters.name,
        subnet_group_name=subnets.name,
        security_group_ids=[firewall.id],
        at_rest_encryption_enabled=True,
        kms_key_id=args.key_arn,
        transit_encryption_enabled=True,
        transit_encryption_mode="required",
        auth_token=args.password,
        # A new password is accepted beside the old one, so services can be restarted one after the other
        auth_token_update_strategy="ROTATE",
        snapshot_retention_limit=args.snapshot_retention_days,
        snapshot_window=hours.backup,
        final_snapshot_identifier=_final_snapshot(identifier, subnets) if kept else None,
        maintenance_window=hours.maintenance,
        auto_minor_version_upgrade=True,
        # Another node type moves all data and cuts connections: that waits for the maintenance window. Shards and
        # replicas are added at once in any case.
        apply_immediately=False,
        log_delivery_configurations=_log_delivery(ctx, name, args, opts),
        tags=ctx.label.tags(name, args.data),
        # AWS installs minor versions by itself, and to go back to the version above would replace the cache
        opts=extend(opts, ignore_changes=["engineVersion"]),
    )
    cache_alarms(ctx, name, args, group, opts)
    endpoint = group.configuration_endpoint_address if sharded else group.primary_endpoint_address
    return CacheOutputs(
        cache_id=group.replication_group_id,
        endpoint=endpoint,
        port=group.port.apply(lambda port: port or REDIS_PORT),
    )


def _parameters(args: CacheArgs) -> list[elasticache.ParameterGroupParameterArgsDict]:
    parameters: list[elasticache.ParameterGroupParameterArgsDict] = [
        # A full cache goes on accepting writes and drops what was not used for longest
        {"name": "maxmemory-policy", "value": "allkeys-lru"},
    ]
    if args.shards > 1:
        parameters.append({"name": "cluster-enabled", "value": "yes"})
    return parameters


def _log_delivery(
    ctx: AwsContext, name: str, args: CacheArgs, opts: pulumi.ResourceOptions
) -> Sequence[elasticache.ReplicationGroupLogDeliveryConfigurationArgsDict]:
    delivery: list[elasticache.ReplicationGroupLogDeliveryConfigurationArgsDict] = []
    for kind in _LOGS:
        log = cloudwatch.LogGroup(
            f"{name}-{kind}",
            # Of other names AWS keeps a list in one policy per region, which is full after 5,120 characters
            name=f"/aws/vendedlogs/elasticache/{ctx.label.physical(name, 200)}/{kind}",
            retention_in_days=args.log_retention_days,
            kms_key_id=args.log_key_arn,
            tags=ctx.label.tags(name, args.data),
            opts=opts,
        )
        delivery.append(
            {
                "destination": log.name,
                "destination_type": "cloudwatch-logs",
                "log_format": "json",
                "log_type": kind,
            }
        )
    return delivery


def _final_snapshot(identifier: str, subnets: elasticache.SubnetGroup) -> pulumi.Output[str]:
    """A name that no earlier life of this stack has used, as with databases (database.py)."""
    return subnets.name.apply(lambda auto_named: f"{identifier}-final-{auto_named.rsplit('-', 1)[-1]}")
