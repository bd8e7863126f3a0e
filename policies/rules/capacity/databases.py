"""Databases: they grow with their load, carry every declared sale, and have a connection for every instance."""

from __future__ import annotations

from policies.reading.app_scaling import Dimension, fixed, most_capacity
from policies.reading.service import service_of, store_of
from policies.reading.upcoming import ahead, largest, upcoming
from policies.rule import LIVE, PRODUCTION, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.rules.capacity.groups import ESS_GROUP, GROUP
from policies.view import View

_CLUSTER = "aws:rds/cluster:Cluster"
_CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance"
_PROXY = "aws:rds/proxy:Proxy"
_PROXY_GROUP = "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup"
_PROXY_TARGET = "aws:rds/proxyTarget:ProxyTarget"
_POLARDB = "alicloud:polardb/cluster:Cluster"
_ENDPOINT = "alicloud:polardb/clusterEndpoint:ClusterEndpoint"
_READERS = Dimension("rds:cluster:ReadReplicaCount", "cluster:", "clusterIdentifier")
_SERVERLESS_RANGE = 4
"""Largest over smallest size of a serverless cluster: a sale multiplies the load of a quiet hour."""
_WRITER_RATIO = 0.8
"""Of the measured throughput: beyond, waits grow without end (assumption, as in the capacity plan)."""
_CONNECTIONS_RATIO = 0.9
"""Of what the class allows: the rest is for people and fail-overs (assumption, as in the capacity plan)."""


def _aws_instance_scales(instance: View) -> Outcome:
    most = float(instance.get("maxAllocatedStorage", 0))
    if not most:
        return "`maxAllocatedStorage` is not set: its disk fills up"
    allocated = instance.get("allocatedStorage")
    if allocated is not None and most <= float(allocated):
        return f"`maxAllocatedStorage` is {most:g}, not above `allocatedStorage` ({float(allocated):g})"
    return None


def _aws_cluster_scales(cluster: View) -> Outcome:
    if not str(cluster.get("engine")).startswith("aurora"):
        return NotApplicable("a Multi-AZ cluster has two readers, no more and no less")
    readers = len(cluster.referring(_CLUSTER_INSTANCE, "clusterIdentifier")) - 1
    if cluster.has("serverlessv2ScalingConfiguration"):
        sizes = cluster.at("serverlessv2ScalingConfiguration")
        most, least = float(sizes.get("maxCapacity", 0)), float(sizes.get("minCapacity", 0))
        if most < _SERVERLESS_RANGE * least or most <= 0:
            range_ = f"less than {_SERVERLESS_RANGE} times {least:g}"
            return f"`serverlessv2ScalingConfiguration` ends at {most:g}, {range_}"
        return _carries(cluster, readers, None)
    fault = fixed(cluster, _READERS)
    if fault:
        return f"its readers do not follow the load: {fault}"
    return _carries(cluster, readers, most_capacity(cluster, _READERS))


def _alicloud_instance_scales(instance: View) -> Outcome:
    if instance.get("storageAutoScale", "Disable") != "Enable":
        return "`storageAutoScale` is not Enable: its disk fills up, and then it takes no more writes"
    most, size = float(instance.get("storageUpperBound", 0)), float(instance.get("instanceStorage", 0))
    return None if most > size else f"`storageUpperBound` is {most:g}, not above `instanceStorage` ({size:g})"


def _polardb_scales(cluster: View) -> Outcome:
    """Its disk grows by itself; nodes grow, and join, where the cluster is serverless."""
    if not cluster.has("serverlessType") and cluster.get("serverlessSteadySwitch", "OFF") != "ON":
        return "neither `serverlessType` nor `serverlessSteadySwitch` is set: its nodes keep their size"
    ranges = (("scaleMin", "scaleMax"), ("scaleRoNumMin", "scaleRoNumMax"))
    if not any(float(cluster.get(most, 0)) > float(cluster.get(least, 0)) for least, most in ranges):
        return "`scaleMax` is not above `scaleMin`, nor `scaleRoNumMax` above `scaleRoNumMin`"
    # the one is read when the cluster is made, the other afterwards
    nodes = min(int(cluster.get(path, 2)) for path in ("dbNodeNum", "dbNodeCount"))
    return _carries(cluster, nodes - 1, nodes - 1 + int(cluster.get("scaleRoNumMax", 0)))


def _carries(cluster: View, readers: int, most: float | None) -> str | None:
    """`most`: readers that there can be under load; None: no number limits them."""
    facts, name = cluster.stack.facts, store_of(cluster, "-db")
    need = largest(upcoming(facts), lambda needs: needs.readers.get(name, 0))
    if need and readers < need.value:
        wanted = f"{name} needs {need.value} at {need.sale}"
        return f"it has {max(readers, 0)} readers, {wanted}, and one takes minutes to make"
    need = largest(ahead(facts), lambda needs: needs.readers.get(name, 0))
    if need and most is not None and most < need.value + 1:
        return (
            f"it may have {most:g} readers, {name} needs {need.value} at {need.sale} and one more to follow the "
            "load beyond the forecast"
        )
    need = largest(ahead(facts), lambda needs: needs.writer_ratio.get(name, 0))
    if need and need.value > _WRITER_RATIO:
        return (
            f"its writer has {need.value:.0%} of its measured throughput to do at {need.sale}, at most "
            f"{_WRITER_RATIO:.0%} holds"
        )
    return None


def _aws_connections(cluster: View) -> Outcome:
    return _connections(cluster, GROUP, _proxy_ratio(cluster))


def _polardb_connections(cluster: View) -> Outcome:
    pooled = any(
        endpoint.get("endpointConfig.ConnectionPersist", "Off") != "Off"
        for endpoint in cluster.referring(_ENDPOINT, "dbClusterId")
    )
    return _connections(cluster, ESS_GROUP, 1.0 if pooled else None)


def _proxy_ratio(cluster: View) -> float | None:
    """Share of the connections that a pool in front of the cluster may take; None without a pool."""
    ratios = [
        float(group.get("connectionPoolConfig.maxConnectionsPercent", 100)) / 100
        for target in cluster.referring(_PROXY_TARGET, "dbClusterIdentifier")
        for proxy in target.targets("dbProxyName", _PROXY)
        for group in proxy.referring(_PROXY_GROUP, "dbProxyName")
    ]
    return min(ratios, default=1.0 if cluster.referring(_PROXY_TARGET, "dbClusterIdentifier") else None)


def _connections(cluster: View, groups: str, pool_ratio: float | None) -> Outcome:
    """Without a pool every instance holds its connections open; with one only those at work count."""
    facts, name = cluster.stack.facts, store_of(cluster, "-db")
    allowed = facts.limits.max_connections.get(name)
    if not allowed:
        return NotApplicable("nobody has said how many connections its class allows")
    if pool_ratio is None:
        each = facts.limits.connections.get(name, {})
        held = sum(
            float(group.get("maxSize", 0)) * each.get(service_of(group) or "", 0) for group in cluster.all(groups)
        )
        if held <= _CONNECTIONS_RATIO * allowed:
            return None
        return (
            f"at their `maxSize` all instances hold {held:,.0f} connections, {name} allows {allowed:,} of which "
            f"{_CONNECTIONS_RATIO:.0%} may be planned with, and no pool shares them out"
        )
    most = min(pool_ratio, _CONNECTIONS_RATIO) * allowed
    need = largest(ahead(facts), lambda needs: needs.connections.get(name, 0))
    if need is None or need.value <= most:
        return None
    return (
        f"{need.value:,.0f} connections are at work at {need.sale}, its pool may take {most:,.0f} of the "
        f"{allowed:,} that {name} allows"
    )


RULES = (
    Rule(
        id="capacity-database-scales",
        title="Databases grow with their load, and carry every declared sale",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why="A full disk stops all orders, and a database of fixed size is the first thing a sale brings down.",
        remediation=(
            "set `max_readers` of the database above `readers` and above what the largest sale needs (shop.yaml, "
            "or `floodgate:databases` of the stack file), leave the readers of a sale to the plan, and give a "
            "writer that is too small more `vcpu`; for a single instance of RDS set `maxAllocatedStorage` or "
            "`storageAutoScale`"
        ),
        source="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html",
        checks={
            "aws:rds/instance:Instance": _aws_instance_scales,
            _CLUSTER: _aws_cluster_scales,
            "alicloud:rds/instance:Instance": _alicloud_instance_scales,
            _POLARDB: _polardb_scales,
        },
        scope=Scope.STACK,
        environments=PRODUCTION,
    ),
    Rule(
        id="capacity-database-connections",
        title="Databases let in every instance of the peak",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why=(
            "Each new instance of a flood opens its connections. When they are used up, the new instances and "
            "those that were fine get errors."
        ),
        remediation=(
            "set `pooled: true` for the database, or lower `work.connections` of its services (shop.yaml); where "
            "the pool itself is too small, take a class that allows more and raise `max_connections` with it"
        ),
        source="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy.html",
        checks={_CLUSTER: _aws_connections, _POLARDB: _polardb_connections},
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
