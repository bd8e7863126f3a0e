"""What wakes people when a database is about to stop the shop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import rds

from components.aws.alarm import Above, alarm
from components.aws.context import AwsContext
from components.aws.store_catalog import DatabaseClass
from components.database import DatabaseArgs

_GIB = 1024**3


@dataclass(frozen=True, kw_only=True)
class _Limit:
    """A metric of the worst server of the cluster, and where it becomes dangerous."""

    role: str
    metric: str
    statistic: str
    when: Above = Above.MORE
    threshold: float
    says: str


def database_alarms(
    ctx: AwsContext,
    name: str,
    args: DatabaseArgs,
    cluster: rds.Cluster,
    size: DatabaseClass,
    opts: pulumi.ResourceOptions,
) -> None:
    """One alarm per limit over all servers, also those that autoscaling adds."""
    for limit in _limits(args, size):
        alarm(
            ctx,
            name,
            limit.role,
            opts,
            description=f"Database {name}: {limit.says}",
            namespace="AWS/RDS",
            metric=limit.metric,
            dimensions={"DBClusterIdentifier": cluster.cluster_identifier},
            statistic=limit.statistic,
            when=limit.when,
            threshold=limit.threshold,
            notify=args.notify,
        )


def _limits(args: DatabaseArgs, size: DatabaseClass) -> list[_Limit]:
    limits = [
        _Limit(
            role="cpu",
            metric="CPUUtilization",
            statistic="Maximum",
            threshold=80,
            says="a server is above 80 % CPU",
        ),
        _Limit(
            role="connections",
            metric="DatabaseConnections",
            statistic="Maximum",
            # The class may allow fewer than the service asks for
            threshold=0.8 * min(args.max_connections, size.max_connections),
            says="a server has used 80 % of its connections",
        ),
        _Limit(
            role="memory",
            metric="FreeableMemory",
            statistic="Minimum",
            when=Above.LESS,
            # AWS recommends 5 % for Aurora (CloudWatch User Guide, "Recommended alarms", RDS, 2026-11)
            threshold=0.05 * size.memory_gib * _GIB,
            says="a server has less than 5 % of its memory left",
        ),
        _Limit(
            role="local-storage",
            metric="FreeLocalStorage",
            statistic="Minimum",
            when=Above.LESS,
            threshold=5 * _GIB,
            says="a server has less than 5 GiB left for temporary tables",
        ),
    ]
    if args.readers:
        limits.append(
            _Limit(
                role="lag",
                metric="AuroraReplicaLag",
                statistic="Maximum",
                threshold=1000,
                says="a reader is more than a second behind the writer",
            )
        )
    return limits


def database_events(
    ctx: AwsContext,
    name: str,
    args: DatabaseArgs,
    cluster: rds.Cluster,
    nodes: Sequence[rds.ClusterInstance],
    opts: pulumi.ResourceOptions,
) -> None:
    """Tell people what RDS does by itself: fail-overs, failures, maintenance."""
    rds.EventSubscription(
        f"{name}-cluster-events",
        sns_topic=args.notify,
        source_type="db-cluster",
        source_ids=[cluster.cluster_identifier],
        event_categories=["failover", "failure", "maintenance"],
        tags=ctx.label.tags(name),
        opts=opts,
    )
    rds.EventSubscription(
        f"{name}-node-events",
        sns_topic=args.notify,
        source_type="db-instance",
        source_ids=[node.identifier for node in nodes],
        event_categories=["availability", "failure", "low storage", "maintenance", "recovery"],
        tags=ctx.label.tags(name),
        opts=opts,
    )
