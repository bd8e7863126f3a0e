"""What breaks the rules about resilience in the project's own stacks."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Res, res
from tests.policies.mutation import REMOVED, Mutation

_GROUP = "aws:autoscaling/group:Group"
_ESS = "alicloud:ess/scalingGroup:ScalingGroup"
_ALB_GROUP = "alicloud:alb/serverGroup:ServerGroup"
_NAT = "alicloud:vpc/natGateway:NatGateway"
_POLARDB = "alicloud:polardb/cluster:Cluster"
_NODE = "aws:rds/clusterInstance:ClusterInstance"
_LB = "aws:lb/loadBalancer:LoadBalancer"
_SMQ = "alicloud:message/serviceQueue:ServiceQueue"
_SQS = "aws:sqs/queue:Queue"
_LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"

_KAFKA = res(
    "alicloud:alikafka/instance:Instance",
    "clicks",
    deployType=5,
    kmsKeyId=UNKNOWN,
    selectedZones=["zonel", "zonem"],
    specType="professional",
    vswitchId=UNKNOWN,
)
_KMS = res(
    "alicloud:kms/instance:Instance",
    "keys",
    deletionProtection="Enabled",
    productVersion="3",
    vpcId=UNKNOWN,
    vswitchIds=[UNKNOWN],
    zoneIds=["cn-shanghai-l", "cn-shanghai-m"],
)
_UNCHECKED_ANSWER = res(
    "aws:route53/record:Record",
    "standby",
    name="origin.shop.example.net",
    type="CNAME",
    ttl=60,
    records=[UNKNOWN],
    setIdentifier="primary",
    failoverRoutingPolicies=[{"type": "PRIMARY"}],
)


def _changes(rule: str, type_: str, name: str = "", *, add: tuple[Res, ...] = (), **values: Any) -> Mutation:
    """Other values of top-level properties."""
    return _paths(rule, type_, name, values, add=add)


def _paths(rule: str, type_: str, name: str, values: dict[str, Any], *, add: tuple[Res, ...] = ()) -> Mutation:
    return Mutation(rule=rule, cloud=type_.partition(":")[0], type=type_, name=name, set=values, add=add)


def _removes(rule: str, type_: str, name: str) -> Mutation:
    return Mutation(rule=rule, cloud=type_.partition(":")[0], type=type_, name=name, remove=True)


_TEMPLATE = "mixedInstancesPolicy.launchTemplate"
_TWO_PRIVATE = ["network-private-a-id", "network-private-b-id"]
_TWO_PUBLIC = ["network-public-a-id", "network-public-b-id"]

MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        rule="resilience-database-multi-az",
        cloud="aws",
        type=_NODE,
        name="core-db-node-2",
        set={"availabilityZone": "eu-central-1a"},
    ),
    _changes("resilience-database-multi-az", _POLARDB, hotStandbyCluster="OFF"),
    _changes(
        "resilience-cache-multi-az", "aws:elasticache/replicationGroup:ReplicationGroup", multiAzEnabled=False
    ),
    _changes(
        "resilience-cache-multi-az", "alicloud:redis/tairInstance:TairInstance", secondaryZoneId="cn-shanghai-l"
    ),
    Mutation(
        rule="resilience-asg-multi-az",
        cloud="aws",
        type=_GROUP,
        name="catalog-group",
        set={"vpcZoneIdentifiers": _TWO_PRIVATE},
        # half of its largest size is less than a sale needs
        also=frozenset({"resilience-asg-min-covers-azs"}),
    ),
    _changes("resilience-asg-multi-az", _ESS, multiAzPolicy="PRIORITY"),
    _changes("resilience-asg-min-covers-azs", _GROUP, minSize=2),
    _changes("resilience-asg-min-covers-azs", _ESS, minSize=2),
    _changes("resilience-asg-lb-health-check", _GROUP, healthCheckType="EC2"),
    _changes("resilience-asg-lb-health-check", _ESS, healthCheckTypes=["ECS"]),
    _paths(
        "resilience-asg-mixed-capacity", _GROUP, "", {f"{_TEMPLATE}.overrides": [{"instanceType": "c7i.xlarge"}]}
    ),
    _changes("resilience-asg-mixed-capacity", _ESS, launchTemplateOverrides=[{"instanceType": "ecs.c8i.xlarge"}]),
    _paths(
        "resilience-asg-safe-replacement",
        _GROUP,
        "",
        {f"{_TEMPLATE}.launchTemplateSpecification.version": "$Latest"},
    ),
    _removes("resilience-asg-safe-replacement", "alicloud:ess/lifecycleHook:LifecycleHook", "catalog-drain"),
    _removes("resilience-workers-follow-queues", "aws:autoscaling/policy:Policy", "connectors-backlog"),
    _removes("resilience-workers-follow-queues", "alicloud:cms/alarm:Alarm", "marketing-mailings-waiting"),
    _changes("resilience-lb-multi-az", _LB, subnets=_TWO_PUBLIC),
    _changes("resilience-lb-multi-az", _ALB_GROUP, crossZoneEnabled=False),
    _changes("resilience-lb-deletion-protection", _LB, enableDeletionProtection=False),
    _changes("resilience-lb-deletion-protection", _NAT, deletionProtection=False),
    _paths("resilience-target-health-check", "aws:lb/targetGroup:TargetGroup", "", {"healthCheck.path": "/"}),
    _paths("resilience-target-health-check", _ALB_GROUP, "", {"healthCheckConfig.healthCheckEnabled": False}),
    _changes("resilience-nat-per-az", "aws:ec2/route:Route", "network-private-a", natGatewayId="network-nat-b-id"),
    _changes("resilience-nat-per-az", _NAT, availabilityMode="SingleAZ"),
    _changes(
        "stack-subnet-groups-span-azs", "aws:rds/subnetGroup:SubnetGroup", subnetIds=["network-isolated-a-id"]
    ),
    _changes(
        "stack-subnet-groups-span-azs", "alicloud:kms/instance:Instance", add=(_KMS,), zoneIds=["cn-shanghai-l"]
    ),
    _changes("stack-queue-has-dlq", _SQS, "fulfilment-queue-main", redrivePolicy=REMOVED),
    _paths("stack-queue-has-dlq", _SMQ, "fulfilment-queue-queue", {"dlqPolicy.enabled": False}),
    _changes("resilience-dlq-retention", _SQS, "fulfilment-queue-dead", messageRetentionSeconds=345_600),
    _changes("resilience-dlq-retention", _SMQ, "fulfilment-queue-dead", messageRetentionPeriod=345_600),
    _changes(
        "resilience-subscription-dlq",
        "aws:sns/topicSubscription:TopicSubscription",
        "order-events-topic-to-fulfilment",
        redrivePolicy=REMOVED,
    ),
    _paths(
        "resilience-subscription-dlq",
        "alicloud:message/serviceSubscription:ServiceSubscription",
        "",
        {"dlqPolicy.enabled": False},
    ),
    _paths(
        "resilience-search-fault-tolerant",
        "aws:opensearch/domain:Domain",
        "",
        {"clusterConfig.dedicatedMasterCount": 2},
    ),
    _changes(
        "resilience-search-fault-tolerant",
        "alicloud:elasticsearch/instance:Instance",
        zoneCount=1,
    ),
    _changes("resilience-broker-ha", "aws:kinesis/stream:Stream", retentionPeriod=24),
    _changes(
        "resilience-broker-ha", "alicloud:alikafka/instance:Instance", add=(_KAFKA,), selectedZones=["zonel"]
    ),
    _paths(
        "resilience-object-store-redundancy",
        _LIFECYCLE,
        "documents-bucket",
        {"rules[0].transitions[0].storageClass": "ONEZONE_IA"},
    ),
    _changes("resilience-object-store-redundancy", "alicloud:oss/bucket:Bucket", redundancyType="LRS"),
    Mutation(rule="resilience-dns-and-cdn-failover", cloud="aws", added=(_UNCHECKED_ANSWER,)),
    _paths("resilience-dns-and-cdn-failover", "alicloud:dcdn/domain:Domain", "", {"sources[0].type": "ipaddr"}),
    _changes("resilience-patching-and-maintenance", _NODE, preferredMaintenanceWindow="sun:20:00-sun:21:00"),
    _changes("resilience-patching-and-maintenance", _POLARDB, maintainTime="12:00Z-13:00Z"),
)
