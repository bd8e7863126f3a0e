"""Tables, streams and caches: they grow with their load, or can be enlarged while they serve."""

from __future__ import annotations

from policies.checks import is_one_of
from policies.reading.app_scaling import Dimension, fixed
from policies.reading.service import store_of
from policies.reading.upcoming import ahead, largest, upcoming
from policies.rule import LIVE, PRODUCTION, Area, Outcome, Rule, Scope, Severity
from policies.view import View

_TABLE = "aws:dynamodb/table:Table"
_CAPACITIES = ("ReadCapacityUnits", "WriteCapacityUnits")
_NEW_READS, _NEW_WRITES = 12_000, 4_000
"""Units a second that every table on demand takes. Source: DynamoDB Developer Guide, "DynamoDB on-demand capacity
mode", initial throughput, 2026-11."""
_SHARDS = 2
"""One shard is one core; two are the least that make a cluster, which takes more shards while it serves."""


def _table_scales(table: View) -> Outcome:
    if table.get("billingMode", "PROVISIONED") == "PAY_PER_REQUEST":
        return _warmed(table)
    for capacity in _CAPACITIES:
        fault = fixed(table, Dimension(f"dynamodb:table:{capacity}", "table/", "name"))
        if fault:
            return f"`billingMode` is not PAY_PER_REQUEST and {fault}"
    for index in table.each("globalSecondaryIndexes"):
        name = index.get("name")
        for capacity in _CAPACITIES:
            fault = fixed(table, Dimension(f"dynamodb:index:{capacity}", "table/", "name", f"/index/{name}"))
            if fault:
                return f"index {name}: {fault}"
    return None


def _warmed(table: View) -> Outcome:
    """On demand a table takes what it was warmed to, or what any new one takes; `onDemandThroughput` caps it."""
    facts, name = table.stack.facts, store_of(table, "-table")
    prepared = upcoming(facts)
    for units, cap, new, need_of in (
        (
            "readUnitsPerSecond",
            "maxReadRequestUnits",
            _NEW_READS,
            lambda needs: needs.table_reads_rps.get(name, 0),
        ),
        (
            "writeUnitsPerSecond",
            "maxWriteRequestUnits",
            _NEW_WRITES,
            lambda needs: needs.table_writes_rps.get(name, 0),
        ),
    ):
        most, need = table.get(f"onDemandThroughput.{cap}"), largest(ahead(facts), need_of)
        if need and most is not None and 0 <= float(most) < need.value:
            return f"`onDemandThroughput.{cap}` is {float(most):g}, {name} needs {need.value:,.0f} at {need.sale}"
        warm, need = table.get(f"warmThroughput.{units}"), largest(prepared, need_of)
        if need and max(new, float(warm or 0)) < need.value:
            has = "not set" if warm is None else f"{float(warm):g}"
            return f"`warmThroughput.{units}` is {has}, {name} needs {need.value:,.0f} at {need.sale}"
        if warm is None and any(sale.needs is None for sale in prepared):
            return f"`warmThroughput.{units}` is not set, and a sale is declared"
    return None


def _kinesis_scales(stream: View) -> Outcome:
    """On demand it takes twice the peak of the last 30 days; with shards it takes what was planned."""
    if stream.get("streamModeDetails.streamMode", "PROVISIONED") == "ON_DEMAND":
        return None
    facts, name, shards = stream.stack.facts, store_of(stream, "-stream"), float(stream.get("shardCount", 1))
    most = facts.limits.stream_shards.get(name)
    if most is None:
        return "`streamModeDetails.streamMode` is not ON_DEMAND, and nobody plans its shards"
    need = largest(upcoming(facts), lambda needs: needs.stream_shards.get(name, 0))
    if need and shards < need.value:
        return f"`shardCount` is {shards:g}, {name} needs {need.value} at {need.sale}"
    need = largest(ahead(facts), lambda needs: needs.stream_shards.get(name, 0))
    if need and most < need.value:
        return f"{name} can get {most} shards in time, it needs {need.value} at {need.sale}"
    return None


def _kafka_scales(instance: View) -> Outcome:
    if instance.get("instanceType") == "alikafka_serverless" or instance.has("serverlessConfig"):
        return None
    return "`instanceType` is not alikafka_serverless: its throughput is fixed"


def _rocketmq_scales(instance: View) -> Outcome:
    serverless = instance.get("subSeriesCode") == "serverless"
    if serverless or instance.get("productInfo.autoScaling", False) is True:
        return None
    return "`productInfo.autoScaling` is not true: above `msgProcessSpec` it refuses messages"


def _log_store_scales(store: View) -> Outcome:
    if store.get("autoSplit", False) is not True:
        return "`autoSplit` is not true: above 5 MB a second and shard it refuses records"
    most, shards = float(store.get("maxSplitShardCount", 0)), float(store.get("shardCount", 2))
    if most <= shards:
        return f"`maxSplitShardCount` is {most:g}, not above `shardCount` ({shards:g})"
    # Not `shardCount`: SLS splits by itself, and a new store has 10 at most
    name, suffix, _ = str(store.get("logstoreName") or store.get("name", "")).rpartition("-stream")
    need = largest(ahead(store.stack.facts), lambda needs: needs.stream_shards.get(name, 0)) if suffix else None
    if need and most < need.value:
        return f"`maxSplitShardCount` is {most:g}, {name} needs {need.value} at {need.sale}"
    return None


def _aws_cache_scales(group: View) -> Outcome:
    return _shards(group, "numNodeGroups")


def _alicloud_cache_scales(instance: View) -> Outcome:
    return _shards(instance, "shardCount")


def _shards(cache: View, path: str) -> str | None:
    """Those that stand for a sale in preparation, and those that people allow for all to come."""
    facts, name = cache.stack.facts, store_of(cache, "-cache")
    shards = float(cache.get(path, 1))
    if shards < _SHARDS:
        return f"`{path}` is {shards:g}: one shard, which cannot be divided"
    need = largest(upcoming(facts), lambda needs: needs.shards.get(name, 0))
    if need and shards < need.value:
        return f"`{path}` is {shards:g}, {name} needs {need.value} at {need.sale}"
    most, need = facts.limits.shards.get(name), largest(ahead(facts), lambda needs: needs.shards.get(name, 0))
    if need and most is not None and most < need.value:
        return f"`max_shards` of {name} is {most}, it needs {need.value} at {need.sale}"
    return None


def _kvstore_scales(instance: View) -> Outcome:
    """Older classes say the number of shards in their name."""
    if ".sharding." in str(instance.get("instanceClass", "")):
        return None
    return _alicloud_cache_scales(instance)


RULES = (
    Rule(
        id="capacity-table-scales",
        title="Tables take as many requests as come, and those of a declared sale from the first second on",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why="A table with fixed capacity refuses carts and sessions as soon as a sale needs more than that.",
        remediation=(
            "build the table with Table, which pays per request, and leave its `warm` to the plan, which follows "
            "from stacks/campaigns.yaml"
        ),
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-1",
        checks={
            _TABLE: _table_scales,
            "alicloud:ots/instance:Instance": is_one_of(
                "instanceType", ("HighPerformance",), default="HighPerformance"
            ),
        },
        scope=Scope.STACK,
        environments=LIVE,
    ),
    Rule(
        id="capacity-stream-scales",
        title="Streams and log stores take as many records as come",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why="A stream at its limit refuses orders and clicks, and a log store the records of the very flood.",
        remediation=(
            "build streams with EventStream, whose shards are planned, and raise `max_shards` in shop.yaml; Logs "
            "sets `autoSplit` on every store; elsewhere take a serverless Kafka instance or "
            "`productInfo.autoScaling` (RocketMQ)"
        ),
        source="https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html",
        checks={
            "aws:kinesis/stream:Stream": _kinesis_scales,
            "alicloud:alikafka/instance:Instance": _kafka_scales,
            "alicloud:rocketmq/rocketMQInstance:RocketMQInstance": _rocketmq_scales,
            "alicloud:log/store:Store": _log_store_scales,
        },
        environments=LIVE,
    ),
    Rule(
        id="capacity-cache-scales",
        title="Caches have several shards, those that declared sales need, and take more while they serve",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why="A cache with one shard runs on one core: carts and sessions wait for it, and it cannot be divided.",
        remediation=(
            "set `shards` of the cache to 2 or more and `max_shards` to what the largest sale needs (shop.yaml, "
            "or `floodgate:caches` of the stack file)"
        ),
        source="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.Redis-RedisCluster.html",
        checks={
            "aws:elasticache/replicationGroup:ReplicationGroup": _aws_cache_scales,
            "alicloud:redis/tairInstance:TairInstance": _alicloud_cache_scales,
            "alicloud:kvstore/instance:Instance": _kvstore_scales,
        },
        environments=PRODUCTION,
    ),
)
