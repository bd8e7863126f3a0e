"""Databases and caches: people are told before one runs out of something."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from policies.reading.alarms import Watch, unwatched, watching
from policies.rule import LIVE, Area, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, UnknownValue, View

_CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance"
Needs = Mapping[str, Collection[str]]
"""What for -> metrics, one of which must be watched."""

_CPU = "processor"
_ROOM = "memory or storage"
_STORAGE = "storage"
_CONNECTIONS = "connections"
_LAG = "replica lag"
_CLUSTER: Needs = {
    _CPU: {"CPUUtilization", "ACUUtilization"},
    _ROOM: {"FreeLocalStorage", "FreeableMemory", "FreeStorageSpace"},
    _CONNECTIONS: {"DatabaseConnections"},
}
_CLUSTER_LAG: Needs = {_LAG: {"AuroraReplicaLag", "AuroraReplicaLagMaximum", "ReplicaLag"}}
_INSTANCE: Needs = {
    _CPU: {"CPUUtilization"},
    _STORAGE: {"FreeStorageSpace"},
    _CONNECTIONS: {"DatabaseConnections"},
}
_INSTANCE_LAG: Needs = {_LAG: {"ReplicaLag"}}
_POLARDB: Needs = {
    _CPU: {"cluster_cpu_utilization", "pg_cpu_total", "oracle_cpu_total"},
    _ROOM: {"cluster_memory_utilization", "cluster_disk_utilization"},
    _CONNECTIONS: {
        "cluster_total_session",
        "cluster_connection_utilization",
        "cluster_active_sessions",
        "pg_conn_usage",
    },
}
_POLARDB_LAG: Needs = {_LAG: {"cluster_replica_lag"}}
_ALIBABA_RDS: Needs = {
    _CPU: {"CpuUsage", "cpu_usage", "SQLServer_CpuUsage", "Cluster_CpuUsage"},
    _STORAGE: {"DiskUsage", "local_fs_size_usage", "SQLServer_DiskUsage"},
    _CONNECTIONS: {"ConnectionUsage", "conn_usgae"},  # Alibaba's own spelling
}
"""Names: CloudWatch metrics of RDS and Aurora; CloudMonitor acs_polardb and acs_rds_dashboard, as of 2026-11."""
_CACHE: Needs = {
    _CPU: {"EngineCPUUtilization", "CPUUtilization"},
    "memory": {"DatabaseMemoryUsagePercentage", "DatabaseMemoryUsageCountedForEvictPercentage", "FreeableMemory"},
    "evictions": {"Evictions"},
}
_CACHE_LAG: Needs = {_LAG: {"ReplicationLag"}}
_EDITIONS = ("", "Standard", "Sharding", "Splitrw")
_TAIR: Needs = {
    _CPU: {f"{edition}CpuUsage" for edition in _EDITIONS},
    "memory": {f"{edition}MemoryUsage" for edition in _EDITIONS},
    _CONNECTIONS: {f"{edition}ConnectionUsage" for edition in _EDITIONS},
}
"""CloudMonitor has a metric for each edition. Source: acs_kvstore, as of 2026-11."""


def _said(open_: Collection[str]) -> Outcome:
    return f"no alarm on its {', '.join(open_)}" if open_ else None


def _aws_cluster(cluster: View) -> Outcome:
    """By the cluster, or else by each of its instances."""
    instances = cluster.referring(_CLUSTER_INSTANCE, "clusterIdentifier")
    needs = {**_CLUSTER, **(_CLUSTER_LAG if len(instances) > 1 else {})}
    open_ = unwatched(cluster, needs)
    if not open_ or not instances:
        return _said(open_)
    for instance in instances:
        missing = unwatched(instance, {need: needs[need] for need in open_})
        if missing:
            return _said(missing)
    return None


def _aws_instance(instance: View) -> Outcome:
    lag = _INSTANCE_LAG if instance.has("replicateSourceDb") else {}
    return _said(unwatched(instance, {**_INSTANCE, **lag}))


def _polardb(cluster: View) -> Outcome:
    engine = cluster.get("dbType")
    replicas = engine == "MySQL" and float(cluster.get("dbNodeCount", 2)) > 1
    open_ = unwatched(cluster, {**_POLARDB, **(_POLARDB_LAG if replicas else {})})
    if open_ and engine != "MySQL":
        raise NotEvaluated(f"this rule does not know all metrics of PolarDB for {engine}")
    return _said(open_)


def _alicloud_instance(instance: View) -> Outcome:
    open_ = unwatched(instance, _ALIBABA_RDS)
    if open_ and instance.get("engine") == "SQLServer":
        raise NotEvaluated("this rule does not know all metrics of RDS for SQL Server")
    return _said(open_)


def _aws_cache(group: View) -> Outcome:
    """ElastiCache measures nodes, so every node needs its own alarms."""
    nodes, replicas = _nodes(group)
    needs = {**_CACHE, **(_CACHE_LAG if replicas else {})}
    watched: dict[str, set[str]] = {need: set() for need in needs}
    for place, watch in enumerate(watching(group)):
        for need in [need for need, metrics in needs.items() if watch.metric in metrics]:
            watched[need] |= set(map(str, range(nodes))) if watch.everything else {_node(watch) or str(place)}
        if all(len(found) >= nodes for found in watched.values()):
            return None
    need, found = min(watched.items(), key=lambda item: len(item[1]))
    return f"alarms watch the {need} of {len(found)} of its {nodes} nodes"


def _nodes(group: View) -> tuple[int, bool]:
    """How many there are, and whether some are replicas."""
    if group.has("numNodeGroups") or group.has("replicasPerNodeGroup"):
        replicas = int(group.get("replicasPerNodeGroup", 0))
        return int(group.get("numNodeGroups", 1)) * (1 + replicas), replicas > 0
    nodes = int(group.get("numCacheClusters", 1))
    return nodes, nodes > 1


def _node(watch: Watch) -> str | None:
    """The node's name; the metrics of a metric math count one each, and so do those that are not known yet."""
    try:
        node = watch.alarm.get("dimensions", {}).get("CacheClusterId")
    except UnknownValue:
        return watch.alarm.resource.urn
    return None if node is None else str(node)


def _tair(instance: View) -> Outcome:
    return _said(unwatched(instance, _TAIR))


RULES = (
    Rule(
        id="stack-database-has-alarm",
        title="People are told before a database runs out of processor, of memory or storage, or of connections",
        area=Area.RESILIENCE,
        severity=Severity.HIGH,
        why="A full database stops every order, and its numbers had said so for hours.",
        remediation="build the database with Database, which adds the alarms and sends them to `notify`",
        source="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html",
        checks={
            "aws:rds/cluster:Cluster": _aws_cluster,
            "aws:rds/instance:Instance": _aws_instance,
            "alicloud:polardb/cluster:Cluster": _polardb,
            "alicloud:rds/instance:Instance": _alicloud_instance,
        },
        scope=Scope.STACK,
        environments=LIVE,
    ),
    Rule(
        id="stack-cache-has-alarm",
        title="People are told before a cache runs out of processor or memory",
        area=Area.RESILIENCE,
        severity=Severity.HIGH,
        why="A full cache throws away carts and sessions, and every miss becomes a query to the database.",
        remediation="build the cache with Cache, which adds alarms for every node and sends them to `notify`",
        source="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html",
        checks={
            "aws:elasticache/replicationGroup:ReplicationGroup": _aws_cache,
            "alicloud:redis/tairInstance:TairInstance": _tair,
            "alicloud:kvstore/instance:Instance": _tair,
        },
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
