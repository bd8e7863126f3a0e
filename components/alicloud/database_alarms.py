"""What wakes people when a database is about to stop the shop."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
from pulumi_alicloud import polardb

from components.alicloud.alarm import alarm
from components.alicloud.context import AlicloudContext
from components.database import DatabaseArgs

_CONNECTIONS_USED_RATIO = 0.8
_REPLICA_LAG_SECONDS = 5


@dataclass(frozen=True, kw_only=True)
class _Limit:
    """A metric of each node of the cluster, and where it becomes dangerous."""

    role: str
    metric: str
    threshold: float
    statistics: str = "Average"


_ALWAYS = (
    _Limit(role="cpu", metric="cluster_cpu_utilization", threshold=80),
    _Limit(role="memory", metric="cluster_memory_utilization", threshold=95),
    _Limit(role="iops", metric="cluster_iops_usage", threshold=80),
    _Limit(role="storage", metric="cluster_disk_utilization", threshold=80),
)
_LAG = _Limit(role="lag", metric="cluster_replica_lag", threshold=_REPLICA_LAG_SECONDS)
_PROXY = _Limit(role="proxy-cpu", metric="cluster_proxy_cpu_utilization", threshold=80)
"""In percent, except the lag. Memory is high by design: the buffer pool takes most of it. Names and statistics,
as of 2026-11: CloudMonitor, "Metrics of PolarDB MySQL" (acs_polardb)."""


def database_alarms(
    ctx: AlicloudContext, name: str, args: DatabaseArgs, cluster: polardb.Cluster, opts: pulumi.ResourceOptions
) -> None:
    """One alarm per limit; it fires for any node, also those that join under load."""
    for limit in _limits(args):
        alarm(
            ctx,
            name,
            limit.role,
            opts,
            namespace="acs_polardb",
            metric=limit.metric,
            dimensions=[{"clusterId": cluster.id}],
            statistics=limit.statistics,
            threshold=limit.threshold,
            notify=args.notify,
        )


def _limits(args: DatabaseArgs) -> list[_Limit]:
    connections = _Limit(
        role="connections",
        metric="cluster_total_session",
        threshold=_CONNECTIONS_USED_RATIO * args.max_connections,
        statistics="Maximum",
    )
    return [
        *_ALWAYS,
        connections,
        *([_LAG] if args.readers > 0 else []),
        *([_PROXY] if args.pooled else []),
    ]
