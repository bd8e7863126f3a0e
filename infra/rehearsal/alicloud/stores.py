"""Stores: PolarDB, Tair, Tablestore, SMQ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf

from infra.preview.plan import Resource
from infra.rehearsal.graph import Graph, get, number
from infra.rehearsal.planned import PlannedCache, PlannedDatabase, PlannedQueue, PlannedTable

_DATABASE = "floodgate:index:Database"
_CLUSTER = "alicloud:polardb/cluster:Cluster"
_POOL = "alicloud:polardb/clusterEndpoint:ClusterEndpoint"
_CACHE = "alicloud:redis/tairInstance:TairInstance"
_TABLE = "alicloud:ots/table:Table"
_QUEUE = "alicloud:message/serviceQueue:ServiceQueue"

MESSAGES_PER_SECOND = 20_000
"""API calls of all queues of an account in a region. Source: Simple Message Queue documentation, "Limits",
throttling policy, 2025-05; it is raised on request."""


def databases(graph: Graph) -> Iterator[tuple[str, PlannedDatabase]]:
    """Component -> cluster. Its nodes stand in one zone; a hot standby in the second takes over as a whole."""
    for database in graph.of(_DATABASE):
        cluster = graph.one(_CLUSTER, database.name)
        if cluster is None:
            continue
        nodes = int(number(cluster, "dbNodeCount", number(cluster, "dbNodeNum", 1)))
        yield (
            database.name,
            PlannedDatabase(
                nodes=nodes,
                node_class=str(get(cluster, "dbNodeClass", "")),
                vcpu=int(number(database, "vcpu")),
                zones=_zones(cluster, nodes),
                elastic_readers=int(number(cluster, "scaleRoNumMax", 0)),
                max_connections=int(number(database, "maxConnections")),
                # The proxy passes on what the nodes allow
                pooled_ratio=1.0 if graph.of(_POOL, database.name) else None,
            ),
        )


def _zones(cluster: Resource, nodes: int) -> tuple[str, ...]:
    """With a hot standby the loss of a zone takes no node away: as if they stood in as many zones as there are."""
    if get(cluster, "hotStandbyCluster") == "ON":
        return ()
    return (str(get(cluster, "zoneId", "")),) * nodes


def caches(graph: Graph) -> Iterator[tuple[str, PlannedCache]]:
    """Component -> cache."""
    for instance in graph.of(_CACHE):
        away = get(instance, "secondaryZoneId") is not None
        shards, class_ = int(number(instance, "shardCount", 1)), str(get(instance, "instanceClass", ""))
        gib = re.fullmatch(r".*\.(\d+)g", class_)
        yield (
            str(instance.component),
            PlannedCache(
                shards=shards,
                replicas=1 if away else 0,
                node_type=class_,
                nodes=shards,  # the price of a shard has its copy in it
                vcpu=None,
                gib=float(gib[1]) if gib else None,
            ),
        )


def tables(graph: Graph) -> Iterator[tuple[str, PlannedTable]]:
    """Component -> table. Without a reservation Tablestore states no rate: it splits partitions by itself."""
    for table in graph.of(_TABLE):
        yield (
            str(table.component),
            PlannedTable(reads_per_second=inf, writes_per_second=inf, growth=None, key_writes_per_second=inf),
        )


def queues(graph: Graph) -> Iterator[tuple[str, PlannedQueue]]:
    """Component -> main queue."""
    for queue in graph.of(_QUEUE):
        if get(queue, "dlqPolicy.enabled"):
            yield str(queue.component), PlannedQueue(messages_per_second=inf)
