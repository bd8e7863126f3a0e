"""Stores: Aurora, ElastiCache, DynamoDB, SQS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf

from infra.capacity.lines import Growth
from infra.capacity.plan.cloud import CLOUDS
from infra.preview.plan import Resource
from infra.rehearsal.graph import Graph, get, number
from infra.rehearsal.planned import PlannedCache, PlannedDatabase, PlannedQueue, PlannedTable

_FACTS = CLOUDS["aws"]
_DATABASE = "floodgate:index:Database"
_NODE = "aws:rds/clusterInstance:ClusterInstance"
_READERS = "aws:appautoscaling/target:Target"
_POOL = "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup"
_CACHE = "aws:elasticache/replicationGroup:ReplicationGroup"
_TABLE = "aws:dynamodb/table:Table"
_QUEUE = "aws:sqs/queue:Queue"

_ON_DEMAND = "PAY_PER_REQUEST"
_DOUBLING = Growth(factor=2, after_seconds=1800)
"""Source: DynamoDB Developer Guide, "DynamoDB on-demand capacity mode": up to twice a peak that is half
an hour old, 2026-11."""
_FIFO_RPS = 300
"""Of each API call without batches. Source: SQS Developer Guide, "Amazon SQS message quotas", 2026-11. A standard
queue has nearly no limit."""


def databases(graph: Graph) -> Iterator[tuple[str, PlannedDatabase]]:
    """Component -> cluster."""
    for database in graph.of(_DATABASE):
        nodes = graph.of(_NODE, database.name)
        pool = graph.one(_POOL, database.name)
        readers = graph.one(_READERS, database.name)
        most = 0 if readers is None else int(number(readers, "maxCapacity"))
        yield (
            database.name,
            PlannedDatabase(
                nodes=len(nodes),
                node_class=str(next((get(node, "instanceClass", "") for node in nodes), "")),
                vcpu=int(number(database, "vcpu")),
                zones=tuple(str(get(node, "availabilityZone", "")) for node in nodes),
                elastic_readers=max(0, most - (len(nodes) - 1)),
                max_connections=int(number(database, "maxConnections")),
                pooled_ratio=None if pool is None else _pool_ratio(pool),
            ),
        )


def _pool_ratio(pool: Resource) -> float:
    return number(pool, "connectionPoolConfig.maxConnectionsPercent", 100) / 100


def caches(graph: Graph) -> Iterator[tuple[str, PlannedCache]]:
    """Component -> cache."""
    for group in graph.of(_CACHE):
        sharded = get(group, "numNodeGroups")
        copies = get(group, "replicasPerNodeGroup", 0) if sharded else number(group, "numCacheClusters", 1) - 1
        shards, type_ = int(sharded or 1), str(get(group, "nodeType", ""))
        yield (
            str(group.component),
            PlannedCache(
                shards=shards,
                replicas=int(copies),
                node_type=type_,
                nodes=shards * (1 + int(copies)),
                vcpu=_vcpu(type_),
                gib=None,
            ),
        )


def _vcpu(type_: str) -> int | None:
    """`large` has 2, `xlarge` 4, `4xlarge` 16 in every family with sizes of that name."""
    found = re.fullmatch(r".*\.(?:(large)|(\d*)xlarge)", type_)
    if found is None:
        return None
    return 2 if found[1] else 4 * int(found[2] or 1)


def tables(graph: Graph) -> Iterator[tuple[str, PlannedTable]]:
    """Component -> table, with what it takes at once."""
    for table in graph.of(_TABLE):
        on_demand = get(table, "billingMode", "PROVISIONED") == _ON_DEMAND
        reads, writes = (
            _rate(table, kind, on_demand, least)
            for kind, least in (
                ("read", _FACTS.table_new_reads_rps),
                ("write", _FACTS.table_new_writes_rps),
            )
        )
        yield (
            str(table.component),
            PlannedTable(
                reads_per_second=reads,
                writes_per_second=writes,
                growth=_DOUBLING if on_demand else None,
                key_writes_per_second=_FACTS.key_writes_rps,
            ),
        )


def _rate(table: Resource, kind: str, on_demand: bool, least: float) -> float:
    if not on_demand:
        return number(table, f"{kind}Capacity")
    return max(least, number(table, f"warmThroughput.{kind}UnitsPerSecond", 0))


def queues(graph: Graph) -> Iterator[tuple[str, PlannedQueue]]:
    """Component -> main queue; dead letters have no limit that matters."""
    for queue in graph.of(_QUEUE):
        if get(queue, "redrivePolicy") is not None:
            limit = _FIFO_RPS if get(queue, "fifoQueue") else inf
            yield str(queue.component), PlannedQueue(messages_per_second=limit)
