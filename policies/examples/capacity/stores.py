"""Tables that take what comes, and such that do not."""

from __future__ import annotations

from typing import Any

from policies.examples.declared import DECLARED, sale
from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, unknown

_TABLES = "capacity-table-scales"
_TABLE = "aws:dynamodb/table:Table"
_TABLESTORE = "alicloud:ots/instance:Instance"
_TARGET = "aws:appautoscaling/target:Target"
_POLICY = "aws:appautoscaling/policy:Policy"


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
_PREPARED = sale(table_reads_rps={"carts": 60_000}, table_writes_rps={"carts": 20_000})


def _on_demand(reads: Any = None, writes: Any = None, **inputs: Any) -> Res:
    if reads or writes:
        inputs["warmThroughput"] = {"readUnitsPerSecond": reads, "writeUnitsPerSecond": writes}
    return res(_TABLE, "carts", billingMode="PAY_PER_REQUEST", tags={"component": "carts-table"}, **inputs)


_ON_DEMAND = _on_demand()

EXAMPLES: tuple[Example, ...] = (
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
    fails(_TABLES, res(_TABLE, "carts", billingMode="PAY_PER_REQUEST"), says="warmThroughput", sales=DECLARED),
    passes(_TABLES, _on_demand(reads=60_000, writes=20_000), sales=DECLARED),
    passes(_TABLES, _on_demand(reads=60_000, writes=20_000), sales=_PREPARED),
    fails(
        _TABLES,
        _on_demand(reads=60_000, writes=19_000),
        says="`warmThroughput.writeUnitsPerSecond` is 19000, carts needs 20,000 at singles-day",
        sales=_PREPARED,
    ),
    fails(_TABLES, _ON_DEMAND, says="`warmThroughput.readUnitsPerSecond` is not set, carts", sales=_PREPARED),
    # what any new table takes needs no preparation, and what is far ahead none yet
    passes(_TABLES, _ON_DEMAND, sales=sale(table_reads_rps={"carts": 12_000}, table_writes_rps={"carts": 4_000})),
    passes(_TABLES, _ON_DEMAND, sales=sale(prepared=False, table_reads_rps={"carts": 60_000})),
    fails(
        _TABLES,
        _on_demand(onDemandThroughput={"maxReadRequestUnits": 50_000, "maxWriteRequestUnits": -1}),
        says="`onDemandThroughput.maxReadRequestUnits` is 50000, carts needs 60,000",
        sales=sale(prepared=False, table_reads_rps={"carts": 60_000}),
    ),
    unknown(_TABLES, _on_demand(reads=UNKNOWN, writes=20_000), sales=_PREPARED),
    passes(_TABLES, res(_TABLESTORE, "carts", instanceType="HighPerformance")),
    fails(_TABLES, res(_TABLESTORE, "carts", instanceType="Capacity")),
    unknown(_TABLES, res(_TABLESTORE, "carts", instanceType=UNKNOWN)),
)
