"""What wakes people when a search domain is about to stop answering.

Thresholds as AWS recommends them. Source: Amazon OpenSearch Service Developer Guide, "Recommended CloudWatch
alarms", 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pulumi
from pulumi_aws import opensearch

from components.aws.alarm import Above, alarm
from components.aws.context import AwsContext
from components.search_cluster import SearchClusterArgs

_MIB = 1024


@dataclass(frozen=True, kw_only=True)
class _Limit:
    """A metric of the domain, and where it becomes dangerous."""

    role: str
    metric: str
    says: str
    threshold: float = 1
    statistic: str = "Maximum"
    when: Above = Above.AT_LEAST
    period_seconds: int = 60
    periods: int = 1


_ALWAYS = (
    _Limit(role="red", metric="ClusterStatus.red", says="an index has lost a part: documents are missing"),
    _Limit(
        role="write-blocked",
        metric="ClusterIndexWritesBlocked",
        period_seconds=300,
        says="it takes no documents, for want of disk or memory",
    ),
    _Limit(role="snapshot", metric="AutomatedSnapshotFailure", says="an hourly snapshot failed"),
    _Limit(
        role="cpu",
        metric="CPUUtilization",
        threshold=80,
        period_seconds=900,
        periods=3,
        says="a node has been above 80 % CPU for 45 minutes",
    ),
    _Limit(
        role="memory",
        metric="JVMMemoryPressure",
        threshold=95,
        periods=3,
        says="95 % of a node's Java memory is full",
    ),
    _Limit(role="key-error", metric="KMSKeyError", says="its key is disabled: it will lose its data"),
    _Limit(role="key-access", metric="KMSKeyInaccessible", says="it may not use its key any more"),
)
_MANAGERS = (
    _Limit(
        role="manager-cpu",
        metric="MasterCPUUtilization",
        threshold=50,
        period_seconds=900,
        periods=3,
        says="a manager has been above 50 % CPU for 45 minutes",
    ),
    _Limit(
        role="manager-memory",
        metric="MasterJVMMemoryPressure",
        threshold=95,
        periods=3,
        says="95 % of a manager's Java memory is full",
    ),
)


def search_alarms(
    ctx: AwsContext,
    name: str,
    args: SearchClusterArgs,
    domain: opensearch.Domain,
    opts: pulumi.ResourceOptions,
) -> None:
    """One alarm per limit."""
    for limit in _limits(args):
        alarm(
            ctx,
            name,
            limit.role,
            opts,
            description=f"Search {name}: {limit.says}",
            namespace="AWS/ES",
            metric=limit.metric,
            dimensions={"DomainName": domain.domain_name, "ClientId": ctx.account_id},
            statistic=limit.statistic,
            when=limit.when,
            threshold=limit.threshold,
            period_seconds=limit.period_seconds,
            periods=limit.periods,
            periods_breaching=limit.periods,
            notify=args.notify,
        )


def _limits(args: SearchClusterArgs) -> Iterator[_Limit]:
    yield from _ALWAYS
    yield _Limit(
        role="disk",
        metric="FreeStorageSpace",
        statistic="Minimum",
        when=Above.LESS,
        threshold=0.25 * args.disk_gib * _MIB,
        says="a node has less than a quarter of its disk left",
    )
    if args.nodes > 1:
        # A single node has nowhere to put copies, so an index with copies is yellow for ever
        yield _Limit(
            role="yellow", metric="ClusterStatus.yellow", periods=5, says="copies of an index have no node"
        )
        yield _Limit(
            role="nodes",
            metric="Nodes",
            statistic="Minimum",
            when=Above.LESS,
            threshold=args.nodes + (3 if args.dedicated_managers else 0),
            period_seconds=300,
            periods=3,
            says="a node has been missing for 15 minutes",
        )
    if args.dedicated_managers:
        yield from _MANAGERS
