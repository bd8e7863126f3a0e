"""Databases that grow and carry a sale, and such that do not."""

from __future__ import annotations

from typing import Any

from policies.examples.declared import sale
from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_DATABASES = "capacity-database-scales"
_TARGET = "aws:appautoscaling/target:Target"
_POLICY = "aws:appautoscaling/policy:Policy"
_INSTANCE = "aws:rds/instance:Instance"
_CLUSTER = "aws:rds/cluster:Cluster"
_CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance"
_ALI_INSTANCE = "alicloud:rds/instance:Instance"
_POLARDB = "alicloud:polardb/cluster:Cluster"
_TAGS = {"component": "orders-db"}
_AURORA = res(_CLUSTER, "orders", engine="aurora-mysql", clusterIdentifier="orders", tags=_TAGS)
_READERS = res(
    _TARGET,
    "readers",
    resourceId="cluster:orders",
    scalableDimension="rds:cluster:ReadReplicaCount",
    serviceNamespace="rds",
    minCapacity=1,
    maxCapacity=4,
)
_READERS_CPU = res(
    _POLICY,
    "readers-cpu",
    resourceId="cluster:orders",
    scalableDimension="rds:cluster:ReadReplicaCount",
    serviceNamespace="rds",
    policyType="TargetTrackingScaling",
)


def _nodes(count: int) -> tuple[Res, ...]:
    return tuple(
        res(_CLUSTER_INSTANCE, f"node-{number}", clusterIdentifier=ref("orders")) for number in range(count)
    )


def _polardb(nodes: int, elastic: int = 2) -> Res:
    return res(
        _POLARDB,
        "orders",
        dbType="MySQL",
        dbNodeNum=nodes,
        dbNodeCount=nodes,
        serverlessSteadySwitch="ON",
        scaleRoNumMin=0,
        scaleRoNumMax=elastic,
        tags=_TAGS,
    )


_THREE = sale(readers={"orders": 3})
_THREE_AHEAD = sale(prepared=False, readers={"orders": 3})
_WRITES: dict[str, Any] = {"sales": sale(prepared=False, writer_ratio={"orders": 0.81})}

_OF_DATABASES: tuple[Example, ...] = (
    passes(_DATABASES, _AURORA, _READERS, _READERS_CPU),
    fails(_DATABASES, _AURORA, says="its readers do not follow the load"),
    fails(_DATABASES, _AURORA, _READERS, says="no Policy"),
    passes(
        _DATABASES,
        res(
            _CLUSTER,
            "orders",
            engine="aurora-mysql",
            serverlessv2ScalingConfiguration={"minCapacity": 4, "maxCapacity": 64},
        ),
    ),
    fails(
        _DATABASES,
        res(
            _CLUSTER,
            "orders",
            engine="aurora-mysql",
            serverlessv2ScalingConfiguration={"minCapacity": 4, "maxCapacity": 8},
        ),
        says="less than 4 times",
    ),
    skips(_DATABASES, res(_CLUSTER, "orders", engine="mysql", dbClusterInstanceClass="db.r6gd.large")),
    unknown(_DATABASES, res(_CLUSTER, "orders", engine=UNKNOWN)),
    passes(_DATABASES, res(_INSTANCE, "orders", allocatedStorage=100, maxAllocatedStorage=1000)),
    fails(_DATABASES, res(_INSTANCE, "orders", allocatedStorage=100), says="maxAllocatedStorage"),
    fails(_DATABASES, res(_INSTANCE, "orders", allocatedStorage=100, maxAllocatedStorage=100), says="not above"),
    passes(_DATABASES, res(_INSTANCE, "copy", replicateSourceDb="orders", maxAllocatedStorage=1000)),
    unknown(_DATABASES, res(_INSTANCE, "orders", allocatedStorage=100, maxAllocatedStorage=UNKNOWN)),
    passes(
        _DATABASES,
        res(_ALI_INSTANCE, "orders", instanceStorage=100, storageAutoScale="Enable", storageUpperBound=1000),
    ),
    fails(_DATABASES, res(_ALI_INSTANCE, "orders", instanceStorage=100), says="storageAutoScale"),
    fails(
        _DATABASES,
        res(_ALI_INSTANCE, "orders", instanceStorage=100, storageAutoScale="Enable"),
        says="storageUpperBound",
    ),
    unknown(
        _DATABASES,
        res(_ALI_INSTANCE, "orders", instanceStorage=100, storageAutoScale=UNKNOWN),
    ),
    passes(
        _DATABASES,
        res(
            _POLARDB,
            "orders",
            dbType="MySQL",
            serverlessType="SteadyServerless",
            serverlessSteadySwitch="ON",
            scaleMin=1,
            scaleMax=8,
            scaleRoNumMin=0,
            scaleRoNumMax=3,
        ),
    ),
    fails(_DATABASES, res(_POLARDB, "orders", dbType="MySQL", dbNodeCount=2), says="its nodes keep their size"),
    fails(
        _DATABASES,
        res(
            _POLARDB,
            "orders",
            dbType="MySQL",
            serverlessType="AgileServerless",
            scaleMin=2,
            scaleMax=2,
        ),
        says="`scaleMax` is not above",
    ),
    unknown(
        _DATABASES,
        res(_POLARDB, "orders", dbType="MySQL", serverlessType="AgileServerless", scaleMin=2, scaleMax=UNKNOWN),
    ),
)

_OF_SALES: tuple[Example, ...] = (
    passes(_DATABASES, _AURORA, _READERS, _READERS_CPU, *_nodes(4), sales=_THREE),
    fails(
        _DATABASES,
        _AURORA,
        _READERS,
        _READERS_CPU,
        *_nodes(3),
        says="it has 2 readers, orders needs 3 at singles-day",
        sales=_THREE,
    ),
    passes(_DATABASES, _AURORA, _READERS, _READERS_CPU, *_nodes(2), sales=_THREE_AHEAD),
    fails(
        _DATABASES,
        _AURORA,
        res(_TARGET, "readers", **{**_READERS[3], "maxCapacity": 3}),
        _READERS_CPU,
        *_nodes(2),
        says="it may have 3 readers, orders needs 3 at singles-day and one more",
        sales=_THREE_AHEAD,
    ),
    fails(
        _DATABASES,
        _AURORA,
        _READERS,
        _READERS_CPU,
        *_nodes(2),
        says="its writer has 81% of its measured",
        **_WRITES,
    ),
    passes(_DATABASES, _polardb(4), sales=_THREE),
    fails(_DATABASES, _polardb(3), says="it has 2 readers, orders needs 3 at singles-day", sales=_THREE),
    passes(_DATABASES, _polardb(3), sales=_THREE_AHEAD),
    fails(_DATABASES, _polardb(3, elastic=1), says="it may have 3 readers", sales=_THREE_AHEAD),
    fails(_DATABASES, _polardb(3), says="its writer has 81%", **_WRITES),
)

EXAMPLES: tuple[Example, ...] = (*_OF_DATABASES, *_OF_SALES)
