"""What wakes people when a cache is about to fail. CloudWatch knows nodes only, so every node has its alarms."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
from pulumi_aws import elasticache

from components.aws.alarm import alarm
from components.aws.context import AwsContext
from components.cache import CacheArgs

_CONNECTION_LIMIT = 65_000
"""Source: ElastiCache User Guide, parameter `maxclients`, which cannot be changed, 2026-11."""


@dataclass(frozen=True, kw_only=True)
class _Limit:
    """A metric of one node, and where it becomes dangerous."""

    role: str
    metric: str
    statistic: str = "Average"
    threshold: float
    says: str


_LIMITS = (
    _Limit(role="cpu", metric="EngineCPUUtilization", threshold=80, says="its one working thread is 80 % busy"),
    _Limit(role="memory", metric="DatabaseMemoryUsagePercentage", threshold=85, says="85 % of its memory is full"),
    _Limit(
        role="evictions",
        metric="Evictions",
        statistic="Sum",
        threshold=1000,
        says="it drops more than 1,000 entries a minute to make room",
    ),
    _Limit(
        role="connections",
        metric="CurrConnections",
        statistic="Maximum",
        threshold=0.8 * _CONNECTION_LIMIT,
        says="80 % of its connections are used",
    ),
)
_REPLICA_LIMITS = (
    _Limit(
        role="lag",
        metric="ReplicationLag",
        statistic="Maximum",
        threshold=10,
        says="it is more than 10 seconds behind its primary",
    ),
)


def node_names(args: CacheArgs) -> list[str]:
    """The part of every node's name after the group's: `-001`, or `-0001-001` in cluster mode (shard, node).

    Source: ElastiCache User Guide, "Finding a replication group's nodes", 2026-11.
    """
    copies = range(1, args.replicas + 2)
    if args.shards == 1:
        return [f"{copy:03}" for copy in copies]
    return [f"{shard:04}-{copy:03}" for shard in range(1, args.shards + 1) for copy in copies]


def cache_alarms(
    ctx: AwsContext,
    name: str,
    args: CacheArgs,
    group: elasticache.ReplicationGroup,
    opts: pulumi.ResourceOptions,
) -> None:
    """One alarm per node and limit. After a fail-over any copy may be the replica, so all have the lag alarm."""
    limits = (*_LIMITS, *_REPLICA_LIMITS) if args.replicas else _LIMITS
    for node in node_names(args):
        for limit in limits:
            alarm(
                ctx,
                name,
                f"{node}-{limit.role}",
                opts,
                description=f"Cache {name}, node {node}: {limit.says}",
                namespace="AWS/ElastiCache",
                metric=limit.metric,
                dimensions={"CacheClusterId": pulumi.Output.concat(group.replication_group_id, "-", node)},
                statistic=limit.statistic,
                threshold=limit.threshold,
                notify=args.notify,
            )
