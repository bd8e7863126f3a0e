"""Databases, tables, streams and caches: they grow with their load, or can be enlarged while they serve."""

from __future__ import annotations

from policies.checks import is_one_of
from policies.reading.app_scaling import Dimension, fixed
from policies.reading.upcoming import upcoming
from policies.rule import LIVE, PRODUCTION, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_TABLE = "aws:dynamodb/table:Table"
_CAPACITIES = ("ReadCapacityUnits", "WriteCapacityUnits")
_SERVERLESS_RANGE = 4
"""Largest over smallest size of a serverless cluster: a sale multiplies the load of a quiet hour."""
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
    """A new table on demand takes 4,000 writes a second, and twice its earlier peak after that."""
    if not upcoming(table.stack.facts):
        return None
    warm = table.at("warmThroughput")
    if warm.has("readUnitsPerSecond") and warm.has("writeUnitsPerSecond"):
        return None
    return "`warmThroughput` is not set for reads and writes, and a sale is declared"


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
    if cluster.has("serverlessv2ScalingConfiguration"):
        sizes = cluster.at("serverlessv2ScalingConfiguration")
        most, least = float(sizes.get("maxCapacity", 0)), float(sizes.get("minCapacity", 0))
        if most >= _SERVERLESS_RANGE * least and most > 0:
            return None
        return (
            f"`serverlessv2ScalingConfiguration` ends at {most:g}, less than {_SERVERLESS_RANGE} times {least:g}"
        )
    fault = fixed(cluster, Dimension("rds:cluster:ReadReplicaCount", "cluster:", "clusterIdentifier"))
    return f"its readers do not follow the load: {fault}" if fault else None


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
    if any(float(cluster.get(most, 0)) > float(cluster.get(least, 0)) for least, most in ranges):
        return None
    return "`scaleMax` is not above `scaleMin`, nor `scaleRoNumMax` above `scaleRoNumMin`"


def _kinesis_scales(stream: View) -> Outcome:
    if stream.get("streamModeDetails.streamMode", "PROVISIONED") == "ON_DEMAND":
        return None
    return "`streamModeDetails.streamMode` is not ON_DEMAND: its shards are fixed"


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
    return None if most > shards else f"`maxSplitShardCount` is {most:g}, not above `shardCount` ({shards:g})"


def _aws_cache_scales(group: View) -> Outcome:
    shards = float(group.get("numNodeGroups", 1))
    return None if shards >= _SHARDS else f"`numNodeGroups` is {shards:g}: one shard, which cannot be divided"


def _alicloud_cache_scales(instance: View) -> Outcome:
    shards = float(instance.get("shardCount", 1))
    return None if shards >= _SHARDS else f"`shardCount` is {shards:g}: one shard, which cannot be divided"


def _kvstore_scales(instance: View) -> Outcome:
    """Older classes say the number of shards in their name."""
    if ".sharding." in str(instance.get("instanceClass", "")):
        return None
    return _alicloud_cache_scales(instance)


RULES = (
    Rule(
        id="capacity-table-scales",
        title="Tables take as many requests as come",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why="A table with fixed capacity refuses carts and sessions as soon as a sale needs more than that.",
        remediation=(
            "build the table with Table, which pays per request; for a declared sale also set the provider's "
            "`warmThroughput`, for which Table has no argument yet"
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
        id="capacity-database-scales",
        title="Databases grow with their load",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why="A full disk stops all orders, and a database of fixed size is the first thing a sale brings down.",
        remediation=(
            "set `max_readers` of the database above `readers` (shop.yaml, or `floodgate:databases` of the stack "
            "file); for a single instance of RDS set `maxAllocatedStorage` or `storageAutoScale`"
        ),
        source="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html",
        checks={
            "aws:rds/instance:Instance": _aws_instance_scales,
            "aws:rds/cluster:Cluster": _aws_cluster_scales,
            "alicloud:rds/instance:Instance": _alicloud_instance_scales,
            "alicloud:polardb/cluster:Cluster": _polardb_scales,
        },
        scope=Scope.STACK,
        environments=PRODUCTION,
    ),
    Rule(
        id="capacity-stream-scales",
        title="Streams and log stores take as many records as come",
        area=Area.CAPACITY,
        severity=Severity.MEDIUM,
        why="A stream at its limit refuses orders and clicks, and a log store the records of the very flood.",
        remediation=(
            "Logs sets `autoSplit` on every store; for streams, which the shop does not have, choose `ON_DEMAND` "
            "(Kinesis), a serverless Kafka instance or `productInfo.autoScaling` (RocketMQ)"
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
        title="Caches have several shards and take more while they serve",
        area=Area.CAPACITY,
        severity=Severity.MEDIUM,
        why="A cache with one shard runs on one core: carts and sessions wait for it, and it cannot be divided.",
        remediation="set `shards` of the cache to 2 or more (shop.yaml, or `floodgate:caches` of the stack file)",
        source="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.Redis-RedisCluster.html",
        checks={
            "aws:elasticache/replicationGroup:ReplicationGroup": _aws_cache_scales,
            "alicloud:redis/tairInstance:TairInstance": _alicloud_cache_scales,
            "alicloud:kvstore/instance:Instance": _kvstore_scales,
        },
        environments=PRODUCTION,
    ),
)
