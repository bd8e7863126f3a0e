"""Streams, log stores and caches that grow, and such that do not."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, res, unknown

_STREAMS = "capacity-stream-scales"
_CACHES = "capacity-cache-scales"
_KINESIS = "aws:kinesis/stream:Stream"
_KAFKA = "alicloud:alikafka/instance:Instance"
_ROCKETMQ = "alicloud:rocketmq/rocketMQInstance:RocketMQInstance"
_LOG_STORE = "alicloud:log/store:Store"
_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
_TAIR = "alicloud:redis/tairInstance:TairInstance"
_KVSTORE = "alicloud:kvstore/instance:Instance"


_OF_STREAMS: tuple[Example, ...] = (
    passes(_STREAMS, res(_KINESIS, "clicks", streamModeDetails={"streamMode": "ON_DEMAND"})),
    fails(_STREAMS, res(_KINESIS, "clicks", shardCount=4), says="not ON_DEMAND"),
    unknown(_STREAMS, res(_KINESIS, "clicks", streamModeDetails={"streamMode": UNKNOWN})),
    passes(
        _STREAMS,
        res(_LOG_STORE, "access", projectName="shop", shardCount=2, autoSplit=True, maxSplitShardCount=64),
    ),
    fails(_STREAMS, res(_LOG_STORE, "access", projectName="shop", shardCount=2), says="autoSplit"),
    fails(
        _STREAMS,
        res(_LOG_STORE, "access", projectName="shop", autoSplit=True, maxSplitShardCount=2),
        says="not above `shardCount`",
    ),
    unknown(_STREAMS, res(_LOG_STORE, "access", projectName="shop", autoSplit=UNKNOWN)),
    passes(
        _STREAMS,
        res(
            _KAFKA,
            "clicks",
            deployType=5,
            instanceType="alikafka_serverless",
            serverlessConfig={"reservedPublishCapacity": 60, "reservedSubscribeCapacity": 60},
        ),
    ),
    fails(_STREAMS, res(_KAFKA, "clicks", deployType=5, ioMaxSpec="alikafka.hw.2xlarge"), says="is fixed"),
    unknown(_STREAMS, res(_KAFKA, "clicks", deployType=5, instanceType=UNKNOWN)),
    passes(
        _STREAMS,
        res(
            _ROCKETMQ,
            "orders",
            subSeriesCode="cluster_ha",
            productInfo={"msgProcessSpec": "rmq.p2.4xlarge", "autoScaling": True},
        ),
    ),
    fails(
        _STREAMS,
        res(
            _ROCKETMQ,
            "orders",
            subSeriesCode="cluster_ha",
            productInfo={"msgProcessSpec": "rmq.p2.4xlarge"},
        ),
        says="autoScaling",
    ),
    passes(_STREAMS, res(_ROCKETMQ, "orders", subSeriesCode="serverless")),
    unknown(_STREAMS, res(_ROCKETMQ, "orders", subSeriesCode="cluster_ha", productInfo={"autoScaling": UNKNOWN})),
)

_OF_CACHES: tuple[Example, ...] = (
    passes(_CACHES, res(_GROUP, "carts", numNodeGroups=3, replicasPerNodeGroup=1)),
    fails(_CACHES, res(_GROUP, "carts", numCacheClusters=2), says="`numNodeGroups` is 1"),
    unknown(_CACHES, res(_GROUP, "carts", numNodeGroups=UNKNOWN)),
    passes(_CACHES, res(_TAIR, "carts", instanceClass="tair.rdb.with.proxy.16g", shardCount=3)),
    fails(_CACHES, res(_TAIR, "carts", instanceClass="tair.rdb.16g"), says="`shardCount` is 1"),
    unknown(_CACHES, res(_TAIR, "carts", shardCount=UNKNOWN)),
    passes(_CACHES, res(_KVSTORE, "carts", instanceClass="redis.shard.small.2.ce", shardCount=4)),
    passes(_CACHES, res(_KVSTORE, "carts", instanceClass="redis.logic.sharding.2g.8db.0rodb.8proxy.default")),
    fails(_CACHES, res(_KVSTORE, "carts", instanceClass="redis.master.large.default")),
    unknown(_CACHES, res(_KVSTORE, "carts", shardCount=UNKNOWN)),
)

EXAMPLES: tuple[Example, ...] = (*_OF_STREAMS, *_OF_CACHES)
