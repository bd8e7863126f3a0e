"""Streams and log stores that grow, and such that do not."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, res, unknown

_STREAMS = "capacity-stream-scales"
_KINESIS = "aws:kinesis/stream:Stream"
_KAFKA = "alicloud:alikafka/instance:Instance"
_ROCKETMQ = "alicloud:rocketmq/rocketMQInstance:RocketMQInstance"
_LOG_STORE = "alicloud:log/store:Store"

EXAMPLES: tuple[Example, ...] = (
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
