"""Databases and caches: a copy in another zone that takes over by itself."""

from __future__ import annotations

from policies.reading.zones import zones
from policies.rule import LIVE, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, UnknownValue, View

_CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance"
_SINGLE_NODES = {"STAND_ALONE", "single"}
_ONE_NODE_EDITIONS = {"Basic", "SENormal"}
"""PolarDB editions that start with one node; the others start with two."""


def _rds_instance(database: View) -> Outcome:
    if database.get("multiAz", False) is True:
        return None
    if database.has("replicateSourceDb"):
        return NotApplicable("a read replica: what must stay is its source")
    return "`multiAz` is not true: there is no standby in another zone"


def _aurora(cluster: View) -> Outcome:
    if cluster.has("dbClusterInstanceClass"):
        return None  # a Multi-AZ DB cluster is always in three zones
    nodes = cluster.referring(_CLUSTER_INSTANCE, "clusterIdentifier")
    if len(nodes) > 1:
        return _spread(nodes)
    if cluster.get("engineMode", "provisioned") == "serverless":
        return "`engineMode` is 'serverless' (version 1): it runs in one zone at a time"
    return f"it has {len(nodes)} ClusterInstance, so none that takes over in another zone"


def _spread(nodes: list[View]) -> Outcome:
    known: set[str] = set()
    placed_by_rds = 0
    unknown: UnknownValue | None = None
    for node in nodes:
        try:
            zone = node.get("availabilityZone")
        except UnknownValue as reason:
            unknown = reason
            continue
        if zone:
            known.add(zone)
        else:
            placed_by_rds += 1
    # RDS gives each of the first three instances a zone of its own (RDS API reference, CreateDBCluster)
    if len(known) > 1 or placed_by_rds == len(nodes):
        return None
    if unknown:
        raise unknown
    if placed_by_rds:
        raise NotEvaluated(
            "some instances name no `availabilityZone`, so RDS may put them into a zone already used"
        )
    return f"all its {len(nodes)} instances are in {known.pop()}"


def _alicloud_rds(database: View) -> Outcome:
    category = str(database.get("category", ""))
    if category.lower() in {"basic", "serverless_basic"}:
        return f"`category` is {category!r}: it has no standby"
    if database.get("haConfig", "Auto") == "Manual":
        return "`haConfig` is 'Manual': nobody takes over until a human decides it"
    fault = _second_zone(database, "zoneIdSlaveA")
    if fault and database.has("zoneIdSlaveB") and _second_zone(database, "zoneIdSlaveB") is None:
        return None
    return fault


def _polardb(cluster: View) -> Outcome:
    standby = cluster.get("hotStandbyCluster", "OFF")
    if standby not in {"ON", "EQUAL"}:
        return f"`hotStandbyCluster` is {standby!r}: there is no standby in another zone"
    nodes = cluster.get("dbNodeCount")
    if nodes is None:
        nodes = cluster.get("dbNodeNum")
    if nodes is None:
        nodes = 1 if cluster.get("creationCategory") in _ONE_NODE_EDITIONS else 2
    if float(nodes) < 2:
        return f"it has {nodes:g} node: nothing takes over while it is replaced"
    return _second_zone(cluster, "standbyAz")


def _second_zone(store: View, path: str) -> Outcome:
    """Whether the other copy is in another zone than the first."""
    second = store.get(path)
    first = store.get("zoneId")
    if first and "MAZ" in str(first):
        return None  # such a "zone" is a pair of zones
    if not second:
        return f"`{path}` is not set: nothing says that there is a copy in another zone"
    if not first:
        found = zones(store, "vswitchId").exact()
        if not found:
            raise NotEvaluated("neither `zoneId` nor `vswitchId` says where the first copy is")
        first = next(iter(found))
    return f"`{path}` is {second}, the zone of the first copy" if first == second else None


def _replication_group(cache: View) -> Outcome:
    for path in ("multiAzEnabled", "automaticFailoverEnabled"):
        if cache.get(path, False) is not True:
            return f"`{path}` is not true"
    if cache.has("numCacheClusters"):
        nodes = cache.get("numCacheClusters")
        return None if float(nodes) > 1 else f"`numCacheClusters` is {nodes}: there is no replica"
    replicas = cache.get("replicasPerNodeGroup")
    if replicas is None:
        replicas = min(
            (group.get("replicaCount", 0) for group in cache.each("nodeGroupConfigurations")), default=0
        )
    return None if float(replicas) >= 1 else f"`replicasPerNodeGroup` is {replicas}: shards have no replica"


def _cache_cluster(cluster: View) -> Outcome:
    if cluster.has("replicationGroupId"):
        return NotApplicable("a node of a replication group, which is judged itself")
    if cluster.get("engine") != "memcached":
        return "it is one node without a replica: a ReplicationGroup can have some"
    spread = cluster.get("azMode", "single-az") == "cross-az"
    return None if spread else "`azMode` is not 'cross-az': all its nodes are in one zone"


def _alicloud_cache(cache: View) -> Outcome:
    node_type = cache.get("nodeType")
    if node_type in _SINGLE_NODES:
        return f"`nodeType` is {node_type!r}: there is no replica"
    return _second_zone(cache, "secondaryZoneId")


RULES = (
    Rule(
        id="resilience-database-multi-az",
        title="Every database has a copy in another zone that takes over by itself",
        area=Area.RESILIENCE,
        severity=Severity.CRITICAL,
        why="Without it the loss of one zone, or of one machine, stops every order until somebody has restored "
        "a backup, and what was ordered since then is gone.",
        remediation="set `readers=1` or more on Database (stack file: `profile: highly-available`), with two "
        "`zones`",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-5",
        checks={
            "aws:rds/instance:Instance": _rds_instance,
            "aws:rds/cluster:Cluster": _aurora,
            "alicloud:rds/instance:Instance": _alicloud_rds,
            "alicloud:polardb/cluster:Cluster": _polardb,
        },
        scope=Scope.STACK,
        environments=LIVE,
    ),
    Rule(
        id="resilience-cache-multi-az",
        title="Every cache outlives the loss of a zone by itself",
        area=Area.RESILIENCE,
        severity=Severity.HIGH,
        why="A cache that is lost is empty when it comes back: carts are gone, and all requests fall on the "
        "database at once, which in a sale is the next to fail.",
        remediation="set `replicas=1` or more on Cache (stack file: `profile: highly-available`), with two "
        "`zones`",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-3",
        checks={
            "aws:elasticache/replicationGroup:ReplicationGroup": _replication_group,
            "aws:elasticache/cluster:Cluster": _cache_cluster,
            "alicloud:kvstore/instance:Instance": _alicloud_cache,
            "alicloud:redis/tairInstance:TairInstance": _alicloud_cache,
        },
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
