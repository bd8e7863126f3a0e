"""Search, streams, brokers and object storage: data in several zones, with enough members to lose one."""

from __future__ import annotations

from policies.checks import at_least, is_one_of
from policies.reading.zones import listed_zones, zones
from policies.rule import LIVE, Area, Outcome, Rule, Scope, Severity
from policies.view import View

_LEAST_DATA_NODES = 3
_MASTERS = {3, 5}
"""A majority of three or five outlives the loss of one zone; with two or four it is no better than one less."""
_LEAST_ZONES = 2
_WEEKEND_HOURS = 72
_ONE_ZONE_EDITIONS = {"normal", "basic"}
_ONE_ZONE_CLASS = "ONEZONE_IA"
_LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"


def _opensearch(domain: View) -> Outcome:
    cluster = domain.at("clusterConfig")
    if cluster.get("multiAzWithStandbyEnabled", False) is True:
        return None  # refused by the service unless there are three zones, three masters and three data nodes
    if cluster.get("zoneAwarenessEnabled", False) is not True:
        return "`clusterConfig.zoneAwarenessEnabled` is not true: it is in one zone"
    nodes = int(cluster.get("instanceCount", 1))
    if nodes < _LEAST_DATA_NODES:
        return f"`clusterConfig.instanceCount` is {nodes}, at least {_LEAST_DATA_NODES} are needed"
    if cluster.get("dedicatedMasterEnabled", False) is not True:
        return "`clusterConfig.dedicatedMasterEnabled` is not true"
    masters = int(cluster.get("dedicatedMasterCount", 0))
    if masters not in _MASTERS:
        return f"`clusterConfig.dedicatedMasterCount` is {masters}, 3 or 5 are needed"
    return None


def _elasticsearch(instance: View) -> Outcome:
    places = int(instance.get("zoneCount", 1))
    if places < _LEAST_ZONES:
        return f"`zoneCount` is {places}, at least {_LEAST_ZONES} are needed"
    if instance.has("masterNodeSpec"):
        return None  # the older argument: three masters of this size
    masters = int(instance.get("masterConfiguration.amount", 0))
    return None if masters in _MASTERS else f"`masterConfiguration.amount` is {masters}, 3 are needed"


def _rocketmq(instance: View) -> Outcome:
    series = instance.get("subSeriesCode")
    if series == "single_node":
        return "`subSeriesCode` is 'single_node': an edition for tests, with one broker"
    if series == "serverless":
        return None
    network = "networkInfo.vpcInfo"
    old = not instance.has(f"{network}.vswitches") and instance.has(f"{network}.vswitchId")
    return zones(instance, f"{network}.{'vswitchId' if old else 'vswitches'}").too_few(_LEAST_ZONES)


def _kafka(instance: View) -> Outcome:
    edition = instance.get("specType", "normal")
    if edition in _ONE_ZONE_EDITIONS:
        return f"`specType` is {edition!r}: this edition is in one zone"
    if instance.has("selectedZones"):
        return listed_zones(instance, "selectedZones").too_few(_LEAST_ZONES)
    return zones(instance, "vswitchIds" if instance.has("vswitchIds") else "vswitchId").too_few(_LEAST_ZONES)


def _s3_classes(bucket: View) -> Outcome:
    rules = [rule for rule in bucket.each("lifecycleRules") if rule.get("enabled") is True]
    for lifecycle in bucket.referring(_LIFECYCLE, "bucket"):
        rules += [rule for rule in lifecycle.each("rules") if rule.get("status") == "Enabled"]
    for rule in rules:
        moves = [*rule.each("transitions"), *rule.each("noncurrentVersionTransitions")]
        for move in moves:
            if move.get("storageClass") == _ONE_ZONE_CLASS:
                return f"a lifecycle rule moves objects to {_ONE_ZONE_CLASS}: they are lost with its zone"
    return None


RULES = (
    Rule(
        id="resilience-search-fault-tolerant",
        title="Search clusters outlive the loss of a zone",
        area=Area.RESILIENCE,
        severity=Severity.HIGH,
        why="Without search most customers find nothing: a cluster of one zone, or without a majority of "
        "masters after its loss, takes the catalogue away.",
        remediation="build the cluster with SearchCluster and `dedicated_managers`, with at least three `nodes`",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-6",
        checks={
            "aws:opensearch/domain:Domain": _opensearch,
            "alicloud:elasticsearch/instance:Instance": _elasticsearch,
        },
        environments=LIVE,
    ),
    Rule(
        id="resilience-broker-ha",
        title="Streams and brokers outlive a zone, and a consumer that stands still for a weekend",
        area=Area.RESILIENCE,
        severity=Severity.HIGH,
        why="A consumer that breaks on Friday evening and is repaired on Monday has lost what the stream kept "
        "for one day only; a broker of one zone loses everything with it.",
        remediation="set `retentionPeriod` of the stream to 72 or more; take the RocketMQ series `cluster_ha` "
        "and the Kafka edition `professional` with two `selectedZones`",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html#kinesis-3",
        checks={
            "aws:kinesis/stream:Stream": at_least("retentionPeriod", _WEEKEND_HOURS, default=24),
            "alicloud:rocketmq/rocketMQInstance:RocketMQInstance": _rocketmq,
            "alicloud:alikafka/instance:Instance": _kafka,
        },
        scope=Scope.STACK,
        environments=LIVE,
    ),
    Rule(
        id="resilience-object-store-redundancy",
        title="Objects are kept in several zones",
        area=Area.RESILIENCE,
        severity=Severity.MEDIUM,
        why="Objects of one zone are away while the zone is, and lost if it is destroyed: product pictures, "
        "invoices and the audit trail.",
        remediation="build buckets with Bucket: it takes zone-redundant storage and moves objects to classes of "
        "several zones only",
        source="https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html",
        checks={
            "aws:s3/bucket:Bucket": _s3_classes,
            "alicloud:oss/bucket:Bucket": is_one_of("redundancyType", ("ZRS",), default="LRS"),
        },
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
