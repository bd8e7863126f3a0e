"""Databases that let in every instance of the peak, and such that do not."""

from __future__ import annotations

from typing import Any

from policies.examples.declared import sale
from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown
from policies.facts import Limits

_CONNECTIONS = "capacity-database-connections"
_CLUSTER = "aws:rds/cluster:Cluster"
_PROXY = "aws:rds/proxy:Proxy"
_PROXY_GROUP = "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup"
_PROXY_TARGET = "aws:rds/proxyTarget:ProxyTarget"
_GROUP = "aws:autoscaling/group:Group"
_POLARDB = "alicloud:polardb/cluster:Cluster"
_ENDPOINT = "alicloud:polardb/clusterEndpoint:ClusterEndpoint"
_ESS_GROUP = "alicloud:ess/scalingGroup:ScalingGroup"
_TAGS = {"component": "orders-db"}
_LIMITS = Limits(connections={"orders": {"orders": 20, "payments": 16}}, max_connections={"orders": 4_000})
_AT_WORK = sale(prepared=False, connections={"orders": 3_000})


def _group(most: Any) -> Res:
    return res(_GROUP, "pool", maxSize=most, tags=[{"key": "component", "value": "orders"}])


def _ess_group(most: Any) -> Res:
    return res(_ESS_GROUP, "pool", maxSize=most, tags={"component": "orders"})


def _pool(percent: Any) -> tuple[Res, ...]:
    return (
        res(_PROXY_TARGET, "target", dbClusterIdentifier=ref("orders"), dbProxyName=ref("proxy")),
        res(_PROXY, "proxy", engineFamily="MYSQL"),
        res(
            _PROXY_GROUP,
            "pool-group",
            dbProxyName=ref("proxy"),
            connectionPoolConfig={"maxConnectionsPercent": percent},
        ),
    )


def _endpoint(persist: str) -> Res:
    return res(_ENDPOINT, "proxy", dbClusterId=ref("orders"), endpointConfig={"ConnectionPersist": persist})


_CLUSTER_OF = {
    cloud: res(type_, "orders", tags=_TAGS) for cloud, type_ in (("aws", _CLUSTER), ("alicloud", _POLARDB))
}

EXAMPLES: tuple[Example, ...] = (
    passes(_CONNECTIONS, _CLUSTER_OF["aws"], _group(180), limits=_LIMITS),
    fails(
        _CONNECTIONS,
        _CLUSTER_OF["aws"],
        _group(181),
        says="all instances hold 3,620 connections, orders allows 4,000",
        limits=_LIMITS,
    ),
    passes(_CONNECTIONS, _CLUSTER_OF["aws"], _group(900), *_pool(90), limits=_LIMITS, sales=_AT_WORK),
    fails(
        _CONNECTIONS,
        _CLUSTER_OF["aws"],
        *_pool(70),
        says="3,000 connections are at work at singles-day, its pool may take 2,800 of the 4,000",
        limits=_LIMITS,
        sales=_AT_WORK,
    ),
    fails(
        _CONNECTIONS,
        _CLUSTER_OF["aws"],
        *_pool(100),
        limits=_LIMITS,
        sales=sale(connections={"orders": 3_601}),
    ),
    skips(_CONNECTIONS, _CLUSTER_OF["aws"]),
    unknown(_CONNECTIONS, _CLUSTER_OF["aws"], _group(UNKNOWN), limits=_LIMITS),
    unknown(_CONNECTIONS, _CLUSTER_OF["aws"], *_pool(UNKNOWN), limits=_LIMITS, sales=_AT_WORK),
    passes(_CONNECTIONS, _CLUSTER_OF["alicloud"], _ess_group(180), limits=_LIMITS),
    fails(
        _CONNECTIONS,
        _CLUSTER_OF["alicloud"],
        _ess_group(181),
        _endpoint("Off"),
        says="no pool shares them out",
        limits=_LIMITS,
    ),
    passes(_CONNECTIONS, _CLUSTER_OF["alicloud"], _ess_group(900), _endpoint("Transaction"), limits=_LIMITS),
    fails(
        _CONNECTIONS,
        _CLUSTER_OF["alicloud"],
        _endpoint("Transaction"),
        says="its pool may take 3,600",
        limits=_LIMITS,
        sales=sale(connections={"orders": 3_601}),
    ),
    skips(_CONNECTIONS, _CLUSTER_OF["alicloud"]),
    unknown(_CONNECTIONS, _CLUSTER_OF["alicloud"], _ess_group(UNKNOWN), limits=_LIMITS),
)
