"""Rules about pools, instances and load balancers that no variation of the stack breaks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.local.aws.refusals.judged import GONE, beside, refused

BALANCER = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/a/1"
NETWORK_BALANCER = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/net/n/1"
LISTENER = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/a/1/1"
HERE = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/here/1"
ELSEWHERE = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/elsewhere/1"
FUNCTIONS = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/functions/1"
TCP = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/tcp/1"

EXISTING = beside(
    ("ec2/subnet:Subnet", "subnet-a", {"vpcId": "vpc-1", "availabilityZone": "eu-central-1a"}),
    ("ec2/launchTemplate:LaunchTemplate", "lt-1", {"latestVersion": 3}),
    ("lb/loadBalancer:LoadBalancer", BALANCER, {"arn": BALANCER, "vpcId": "vpc-1"}),
    (
        "lb/loadBalancer:LoadBalancer",
        NETWORK_BALANCER,
        {"arn": NETWORK_BALANCER, "vpcId": "vpc-1", "loadBalancerType": "network"},
    ),
    (
        "lb/listener:Listener",
        LISTENER,
        {"arn": LISTENER, "loadBalancerArn": BALANCER, "port": 80, "protocol": "HTTP"},
    ),
    ("lb/targetGroup:TargetGroup", HERE, {"arn": HERE, "vpcId": "vpc-1", "protocol": "HTTP"}),
    ("lb/targetGroup:TargetGroup", ELSEWHERE, {"arn": ELSEWHERE, "vpcId": "vpc-2", "protocol": "HTTP"}),
    ("lb/targetGroup:TargetGroup", FUNCTIONS, {"arn": FUNCTIONS, "vpcId": "vpc-1", "targetType": "lambda"}),
    ("lb/targetGroup:TargetGroup", TCP, {"arn": TCP, "vpcId": "vpc-1", "protocol": "TCP"}),
    ("autoscaling/group:Group", "pool", {"name": "pool"}),
    ("rds/cluster:Cluster", "core", {"clusterIdentifier": "core"}),
    (
        "appautoscaling/target:Target",
        "cluster:core",
        {"resourceId": "cluster:core", "scalableDimension": "rds:cluster:ReadReplicaCount"},
    ),
)

GROUP = "autoscaling/group:Group"
GOOD_GROUP = {
    "minSize": 1,
    "maxSize": 3,
    "desiredCapacity": 2,
    "vpcZoneIdentifiers": ["subnet-a"],
    "launchTemplate": {"id": "lt-1", "version": "3"},
    "targetGroupArns": [HERE],
}
POLICY = "autoscaling/policy:Policy"
TRACKING = {
    "targetValue": 60,
    "predefinedMetricSpecification": {"predefinedMetricType": "ASGAverageCPUUtilization"},
}
GOOD_POLICY = {
    "autoscalingGroupName": "pool",
    "policyType": "TargetTrackingScaling",
    "targetTrackingConfiguration": TRACKING,
}
SCHEDULE = "autoscaling/schedule:Schedule"
GOOD_SCHEDULE = {
    "autoscalingGroupName": "pool",
    "recurrence": "0 8 * * MON-FRI",
    "timeZone": "Europe/Berlin",
    "minSize": 1,
    "maxSize": -1,
    "desiredCapacity": 4,
}
SCALED = "appautoscaling/policy:Policy"
GOOD_SCALED = {
    "resourceId": "cluster:core",
    "scalableDimension": "rds:cluster:ReadReplicaCount",
    "policyType": "TargetTrackingScaling",
    "targetTrackingScalingPolicyConfiguration": TRACKING,
}
TEMPLATE = "ec2/launchTemplate:LaunchTemplate"
DISK = {"volumeType": "gp3", "volumeSize": 30, "throughput": 125, "iops": 3000}
GOOD_TEMPLATE = {
    "imageId": "ami-0123456789abcdef0",
    "instanceType": "c7i.large",
    "blockDeviceMappings": [{"deviceName": "/dev/xvda", "ebs": DISK}],
}
LB_LISTENER = "lb/listener:Listener"
GOOD_LISTENER = {
    "loadBalancerArn": BALANCER,
    "port": 8080,
    "protocol": "HTTP",
    "defaultActions": [{"type": "forward", "targetGroupArn": HERE}],
}
RULE = "lb/listenerRule:ListenerRule"
GOOD_RULE = {
    "listenerArn": LISTENER,
    "priority": 1,
    "conditions": [{"pathPattern": {"values": ["/a"]}}, {"queryStrings": [{"key": "a", "value": "b"}]}],
    "actions": [{"type": "redirect", "redirect": {"port": "443", "protocol": "HTTPS", "statusCode": "HTTP_301"}}],
}
TARGETS = "lb/targetGroup:TargetGroup"
GOOD_TARGETS = {"port": 80, "protocol": "HTTP", "vpcId": "vpc-1"}


def disk(**changes: Any) -> dict[str, Any]:
    parts = {key: value for key, value in {**DISK, **changes}.items() if value is not GONE}
    return {"blockDeviceMappings": [{"deviceName": "/dev/xvda", "ebs": parts}]}


ROWS: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    (GROUP, GOOD_GROUP, {"minSize": -1}, "minSize"),
    (GROUP, GOOD_GROUP, {"desiredCapacity": 0}, "desiredCapacity"),
    (GROUP, GOOD_GROUP, {"vpcZoneIdentifiers": GONE}, "vpcZoneIdentifiers"),
    (
        GROUP,
        GOOD_GROUP,
        {"instanceRefresh": {"preferences": {"minHealthyPercentage": 50, "maxHealthyPercentage": 160}}},
        "instanceRefresh.preferences.maxHealthyPercentage",
    ),
    (GROUP, GOOD_GROUP, {"launchTemplate": {"id": "lt-1", "version": "4"}}, "launchTemplate.version"),
    (GROUP, GOOD_GROUP, {"launchTemplate": {"name": "lt-1"}}, "launchTemplate.name"),
    (GROUP, GOOD_GROUP, {"targetGroupArns": [ELSEWHERE]}, "targetGroupArns[0]"),
    (GROUP, GOOD_GROUP, {"targetGroupArns": [HERE, FUNCTIONS]}, "targetGroupArns[1]"),
    (POLICY, GOOD_POLICY, {"scalingAdjustment": 1}, "scalingAdjustment"),
    (
        POLICY,
        GOOD_POLICY,
        {"policyType": "SimpleScaling", "targetTrackingConfiguration": GONE},
        "scalingAdjustment",
    ),
    (
        POLICY,
        GOOD_POLICY,
        {"targetTrackingConfiguration": {"targetValue": 1}},
        "targetTrackingConfiguration.customizedMetricSpecification",
    ),
    (SCHEDULE, GOOD_SCHEDULE, {"minSize": 5}, "desiredCapacity"),
    (SCHEDULE, GOOD_SCHEDULE, {"maxSize": 3}, "desiredCapacity"),
    (SCHEDULE, GOOD_SCHEDULE, {"recurrence": "0 25 * * *"}, "recurrence"),
    (SCHEDULE, GOOD_SCHEDULE, {"recurrence": GONE}, "startTime"),
    (SCHEDULE, GOOD_SCHEDULE, {"timeZone": "Europe/Bonn"}, "timeZone"),
    (
        SCHEDULE,
        GOOD_SCHEDULE,
        {"startTime": "2026-11-11T00:00:00Z", "endTime": "2026-11-10T00:00:00Z"},
        "endTime",
    ),
    (SCALED, GOOD_SCALED, {"scalableDimension": "rds:cluster:Capacity"}, "scalableDimension"),
    (TEMPLATE, GOOD_TEMPLATE, {"instanceType": "large"}, "instanceType"),
    (TEMPLATE, GOOD_TEMPLATE, {"imageId": "resolve:ssm:"}, "imageId"),
    (
        TEMPLATE,
        GOOD_TEMPLATE,
        {"blockDeviceMappings": [{"deviceName": "/dev/xvda"}] * 2},
        "blockDeviceMappings[1].deviceName",
    ),
    (
        TEMPLATE,
        GOOD_TEMPLATE,
        disk(volumeType="io2", iops=GONE, throughput=GONE),
        "blockDeviceMappings[0].ebs.iops",
    ),
    (TEMPLATE, GOOD_TEMPLATE, disk(volumeType="gp2", throughput=GONE), "blockDeviceMappings[0].ebs.iops"),
    (TEMPLATE, GOOD_TEMPLATE, disk(volumeType="io1"), "blockDeviceMappings[0].ebs.throughput"),
    (LB_LISTENER, GOOD_LISTENER, {"sslPolicy": "ELBSecurityPolicy-2016-08"}, "sslPolicy"),
    (
        LB_LISTENER,
        GOOD_LISTENER,
        {"defaultActions": [{"type": "forward", "forward": {"targetGroups": [{"arn": ELSEWHERE}]}}]},
        "defaultActions[0].forward.targetGroups[0].arn",
    ),
    (
        LB_LISTENER,
        GOOD_LISTENER,
        {"defaultActions": [{"type": "forward", "targetGroupArn": TCP}]},
        "defaultActions[0].targetGroupArn",
    ),
    (
        LB_LISTENER,
        {**GOOD_LISTENER, "loadBalancerArn": NETWORK_BALANCER, "protocol": "TCP", "defaultActions": []},
        {"protocol": "HTTP"},
        "protocol",
    ),
    (
        RULE,
        GOOD_RULE,
        {"actions": [{"type": "redirect", "redirect": {"statusCode": "HTTP_301"}}]},
        "actions[0].redirect",
    ),
    (RULE, GOOD_RULE, {"actions": [{"type": "redirect"}]}, "actions[0].redirect"),
    (RULE, GOOD_RULE, {"conditions": [{"pathPattern": {"values": ["/a"]}}] * 2}, "conditions"),
    (RULE, GOOD_RULE, {"conditions": [{"queryStrings": [{"value": str(n)} for n in range(6)]}]}, "conditions"),
    (TARGETS, GOOD_TARGETS, {"port": GONE}, "port"),
    ("lb/loadBalancer:LoadBalancer", {"name": "a"}, {"name": "internal-a"}, "name"),
]


@pytest.mark.parametrize(("type_", "good", "change", "path"), ROWS)
def test_only_the_bad_one_is_refused_and_its_property_named(
    type_: str, good: dict[str, Any], change: dict[str, Any], path: str
) -> None:
    assert refused(type_, good, EXISTING) == {}
    assert list(refused(type_, {**good, **change}, EXISTING)) == [path]
