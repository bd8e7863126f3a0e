"""Tables and databases that grow, and such that do not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown
from policies.facts import Sale

_SALES = (
    Sale(
        name="singles-day",
        start=datetime(2026, 11, 10, 16, tzinfo=UTC),
        end=datetime(2026, 11, 11, 16, tzinfo=UTC),
    ),
)
_TABLES = "capacity-table-scales"
_DATABASES = "capacity-database-scales"
_TABLE = "aws:dynamodb/table:Table"
_TABLESTORE = "alicloud:ots/instance:Instance"
_TARGET = "aws:appautoscaling/target:Target"
_POLICY = "aws:appautoscaling/policy:Policy"
_INSTANCE = "aws:rds/instance:Instance"
_CLUSTER = "aws:rds/cluster:Cluster"
_ALI_INSTANCE = "alicloud:rds/instance:Instance"
_POLARDB = "alicloud:polardb/cluster:Cluster"


def _scaled(name: str, resource_id: str, dimension: str, most: int = 40_000) -> tuple[Res, Res]:
    scaled: dict[str, Any] = {
        "resourceId": resource_id,
        "scalableDimension": dimension,
        "serviceNamespace": "dynamodb",
    }
    return (
        res(_TARGET, name, minCapacity=100, maxCapacity=most, **scaled),
        res(_POLICY, f"{name}-policy", policyType="TargetTrackingScaling", **scaled),
    )


_READS = _scaled("reads", "table/carts", "dynamodb:table:ReadCapacityUnits")
_WRITES = _scaled("writes", "table/carts", "dynamodb:table:WriteCapacityUnits")
_INDEX = "table/carts/index/by-customer"
_INDEXED = res(
    _TABLE, "carts", name="carts", billingMode="PROVISIONED", globalSecondaryIndexes=[{"name": "by-customer"}]
)
_AURORA = res(_CLUSTER, "orders", engine="aurora-mysql", clusterIdentifier="orders")
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

_OF_TABLES: tuple[Example, ...] = (
    passes(_TABLES, res(_TABLE, "carts", billingMode="PAY_PER_REQUEST")),
    # Left out, the mode is PROVISIONED
    fails(_TABLES, res(_TABLE, "carts", name="carts", readCapacity=50, writeCapacity=50), says="no Target moves"),
    passes(_TABLES, res(_TABLE, "carts", name="carts"), *_READS, *_WRITES),
    fails(_TABLES, res(_TABLE, "carts", name="carts"), *_READS, says="WriteCapacityUnits"),
    fails(_TABLES, res(_TABLE, "carts", name="sessions"), *_READS, *_WRITES),
    fails(
        _TABLES,
        res(_TABLE, "carts", name="carts"),
        *_READS,
        *_scaled("writes", "table/carts", "dynamodb:table:WriteCapacityUnits", most=100),
        says="`maxCapacity` 100",
    ),
    fails(_TABLES, res(_TABLE, "carts", name="carts"), *_READS, _WRITES[0], says="no Policy"),
    fails(_TABLES, _INDEXED, *_READS, *_WRITES, says="index by-customer"),
    passes(
        _TABLES,
        _INDEXED,
        *_READS,
        *_WRITES,
        *_scaled("index-reads", _INDEX, "dynamodb:index:ReadCapacityUnits"),
        *_scaled("index-writes", _INDEX, "dynamodb:index:WriteCapacityUnits"),
    ),
    # The cloud gives the name, so only the dependency tells
    passes(
        _TABLES,
        res(_TABLE, "carts"),
        *(
            part
            for capacity in ("ReadCapacityUnits", "WriteCapacityUnits")
            for part in (
                res(
                    _TARGET,
                    capacity,
                    resourceId=ref("carts"),
                    scalableDimension=f"dynamodb:table:{capacity}",
                    minCapacity=100,
                    maxCapacity=40_000,
                ),
                res(
                    _POLICY,
                    f"{capacity}-policy",
                    resourceId=ref(capacity),
                    scalableDimension=f"dynamodb:table:{capacity}",
                    policyType="TargetTrackingScaling",
                ),
            )
        ),
    ),
    unknown(_TABLES, res(_TABLE, "carts", billingMode=UNKNOWN)),
    fails(_TABLES, res(_TABLE, "carts", billingMode="PAY_PER_REQUEST"), says="warmThroughput", sales=_SALES),
    passes(
        _TABLES,
        res(
            _TABLE,
            "carts",
            billingMode="PAY_PER_REQUEST",
            warmThroughput={"readUnitsPerSecond": 60_000, "writeUnitsPerSecond": 20_000},
        ),
        sales=_SALES,
    ),
    passes(_TABLES, res(_TABLESTORE, "carts", instanceType="HighPerformance")),
    fails(_TABLES, res(_TABLESTORE, "carts", instanceType="Capacity")),
    unknown(_TABLES, res(_TABLESTORE, "carts", instanceType=UNKNOWN)),
)

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

EXAMPLES: tuple[Example, ...] = (*_OF_TABLES, *_OF_DATABASES)
