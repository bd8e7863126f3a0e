"""Streams and log stores that grow, and such that do not."""

from __future__ import annotations

from policies.examples.declared import sale
from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, unknown
from policies.facts import Limits

_STREAMS = "capacity-stream-scales"
_KINESIS = "aws:kinesis/stream:Stream"
_KAFKA = "alicloud:alikafka/instance:Instance"
_ROCKETMQ = "alicloud:rocketmq/rocketMQInstance:RocketMQInstance"
_LOG_STORE = "alicloud:log/store:Store"

_LIMITS = Limits(stream_shards={"clicks": 24})
_SALE = sale(stream_shards={"clicks": 12})


def _clicks(shards: int) -> Res:
    return res(_KINESIS, "clicks", shardCount=shards, tags={"component": "clicks-stream"})


def _store(name: str, most: int) -> Res:
    return res(
        _LOG_STORE,
        "store",
        projectName="shop",
        logstoreName=name,
        shardCount=10,
        autoSplit=True,
        maxSplitShardCount=most,
    )


EXAMPLES: tuple[Example, ...] = (
    passes(_STREAMS, res(_KINESIS, "clicks", streamModeDetails={"streamMode": "ON_DEMAND"})),
    fails(_STREAMS, res(_KINESIS, "clicks", shardCount=4), says="nobody plans its shards"),
    passes(_STREAMS, _clicks(6), limits=_LIMITS),
    passes(_STREAMS, _clicks(12), limits=_LIMITS, sales=_SALE),
    fails(_STREAMS, _clicks(6), says="clicks needs 12 at", limits=_LIMITS, sales=_SALE),
    fails(
        _STREAMS,
        _clicks(12),
        says="clicks can get 8 shards in time, it needs 12 at",
        limits=Limits(stream_shards={"clicks": 8}),
        sales=_SALE,
    ),
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
    passes(_STREAMS, _store("clicks-stream", 12), sales=_SALE),
    fails(_STREAMS, _store("clicks-stream", 11), says="clicks needs 12 at", sales=_SALE),
    passes(_STREAMS, _store("clicks", 11), sales=_SALE),  # the log of a service of that name
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
