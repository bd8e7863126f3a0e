"""Search, streams, brokers and object storage."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown
from policies.facts import Environment

_DOMAIN = "aws:opensearch/domain:Domain"
_ELASTICSEARCH = "alicloud:elasticsearch/instance:Instance"
_STREAM = "aws:kinesis/stream:Stream"
_ROCKETMQ = "alicloud:rocketmq/rocketMQInstance:RocketMQInstance"
_KAFKA = "alicloud:alikafka/instance:Instance"
_S3 = "aws:s3/bucket:Bucket"
_LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
_OSS = "alicloud:oss/bucket:Bucket"
_SEARCH = "resilience-search-fault-tolerant"
_BROKER = "resilience-broker-ha"
_OBJECTS = "resilience-object-store-redundancy"


def _domain(**cluster: Any) -> Res:
    good = {
        "zoneAwarenessEnabled": True,
        "instanceCount": 3,
        "dedicatedMasterEnabled": True,
        "dedicatedMasterCount": 3,
    }
    return res(_DOMAIN, clusterConfig={**good, **cluster})


def _switch(name: str) -> Res:
    return res("alicloud:vpc/switch:Switch", name, zoneId=f"cn-shanghai-{name[-1]}")


def _rocketmq(*switches: str) -> Res:
    network = {"vpcInfo": {"vpcId": UNKNOWN, "vswitches": [{"vswitchId": ref(name)} for name in switches]}}
    return res(_ROCKETMQ, seriesCode="professional", subSeriesCode="cluster_ha", networkInfo=network)


def _moves_to(storage_class: Any) -> list[Any]:
    return [{"id": "old", "status": "Enabled", "transitions": [{"days": 60, "storageClass": storage_class}]}]


SEARCH: tuple[Example, ...] = (
    passes(_SEARCH, _domain(zoneAwarenessConfig={"availabilityZoneCount": 3})),
    fails(_SEARCH, _domain(zoneAwarenessEnabled=False), says="it is in one zone"),
    fails(_SEARCH, _domain(instanceCount=2), says="instanceCount` is 2"),
    fails(_SEARCH, _domain(dedicatedMasterEnabled=False), says="dedicatedMasterEnabled` is not true"),
    fails(_SEARCH, _domain(dedicatedMasterCount=2), says="dedicatedMasterCount` is 2"),
    passes(_SEARCH, res(_DOMAIN, clusterConfig={"multiAzWithStandbyEnabled": True})),
    skips(_SEARCH, _domain(instanceCount=1), environment=Environment.DEV),
    unknown(_SEARCH, _domain(instanceCount=UNKNOWN)),
    passes(_SEARCH, res(_ELASTICSEARCH, zoneCount=2, masterConfiguration={"amount": 3})),
    fails(_SEARCH, res(_ELASTICSEARCH, dataNodeAmount=3), says="`zoneCount` is 1"),
    fails(_SEARCH, res(_ELASTICSEARCH, zoneCount=2), says="`masterConfiguration.amount` is 0"),
    passes(_SEARCH, res(_ELASTICSEARCH, zoneCount=2, masterNodeSpec="elasticsearch.sn2ne.large")),
    unknown(_SEARCH, res(_ELASTICSEARCH, zoneCount=UNKNOWN)),
)

BROKERS: tuple[Example, ...] = (
    passes(_BROKER, res(_STREAM, retentionPeriod=168)),
    fails(_BROKER, res(_STREAM, shardCount=4), says="`retentionPeriod` is 24, at least 72"),
    unknown(_BROKER, res(_STREAM, retentionPeriod=UNKNOWN)),
    passes(_BROKER, _rocketmq("data-l", "data-m"), _switch("data-l"), _switch("data-m")),
    fails(_BROKER, _rocketmq("data-l"), _switch("data-l"), says="1 zone (cn-shanghai-l)"),
    fails(
        _BROKER,
        res(_ROCKETMQ, subSeriesCode="cluster_ha", networkInfo={"vpcInfo": {"vswitchId": ref("data-l")}}),
        _switch("data-l"),
        says="1 zone (cn-shanghai-l)",
    ),
    passes(_BROKER, res(_ROCKETMQ, seriesCode="standard", subSeriesCode="serverless")),
    fails(_BROKER, res(_ROCKETMQ, seriesCode="standard", subSeriesCode="single_node"), says="'single_node'"),
    unknown(_BROKER, res(_ROCKETMQ, subSeriesCode=UNKNOWN)),
    passes(_BROKER, res(_KAFKA, specType="professional", selectedZones=["zonel", "zonem"])),
    fails(
        _BROKER, res(_KAFKA, specType="professional", selectedZones=["zonel"]), says="1 zone (zonel), 2 are needed"
    ),
    passes(
        _BROKER,
        res(_KAFKA, specType="professional", vswitchIds=[ref("data-l"), ref("data-m")]),
        _switch("data-l"),
        _switch("data-m"),
    ),
    fails(
        _BROKER,
        res(_KAFKA, specType="professional", vswitchIds=[ref("data-l")]),
        _switch("data-l"),
        says="1 zone (cn-shanghai-l)",
    ),
    fails(_BROKER, res(_KAFKA, selectedZones=["zonel", "zonem"]), says="`specType` is 'normal'"),
    unknown(_BROKER, res(_KAFKA, specType="professional", selectedZones=[UNKNOWN, UNKNOWN])),
)

OBJECTS: tuple[Example, ...] = (
    passes(
        _OBJECTS,
        res(_S3, "invoices"),
        res(_LIFECYCLE, bucket=ref("invoices"), rules=_moves_to("GLACIER_IR")),
    ),
    fails(
        _OBJECTS,
        res(_S3, "invoices"),
        res(_LIFECYCLE, bucket=ref("invoices"), rules=_moves_to("ONEZONE_IA")),
        says="moves objects to ONEZONE_IA",
    ),
    fails(
        _OBJECTS,
        res(
            _S3,
            lifecycleRules=[
                {"enabled": True, "noncurrentVersionTransitions": [{"days": 30, "storageClass": "ONEZONE_IA"}]}
            ],
        ),
    ),
    passes(_OBJECTS, res(_S3, "pictures")),
    unknown(_OBJECTS, res(_S3, "invoices"), res(_LIFECYCLE, bucket=ref("invoices"), rules=_moves_to(UNKNOWN))),
    passes(_OBJECTS, res(_OSS, redundancyType="ZRS")),
    fails(_OBJECTS, res(_OSS, storageClass="Standard"), says="`redundancyType` is 'LRS'"),
    unknown(_OBJECTS, res(_OSS, redundancyType=UNKNOWN)),
)

EXAMPLES: tuple[Example, ...] = SEARCH + BROKERS + OBJECTS
