"""Rules about networks, messages, alarms, keys, documents and the edge that no variation of the stack breaks."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.local.aws.refusals.judged import GONE, beside, refused

ARN = "arn:aws:{}:eu-central-1:111122223333:{}"
FIFO = ARN.format("sqs", "orders.fifo")
QUEUE_ARN = ARN.format("sqs", "orders")
TOPIC_ARN = ARN.format("sns", "orders")
KEY_ARN = ARN.format("kms", "key/1")
ROLE_ARN = "arn:aws:iam::111122223333:role/reader"
CLOUDFRONT_ACL = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/a/1"

EXISTING = beside(
    ("ec2/vpc:Vpc", "vpc-2", {"cidrBlock": "10.1.0.0/16", "enableDnsHostnames": False}),
    ("ec2/routeTable:RouteTable", "rtb-1", {"vpcId": "vpc-1"}),
    ("ec2/internetGateway:InternetGateway", "igw-2", {"vpcId": "vpc-2"}),
    ("ec2/internetGateway:InternetGateway", "igw-1", {"vpcId": "vpc-1"}),
    ("ec2/subnet:Subnet", "subnet-2", {"vpcId": "vpc-2", "cidrBlock": "10.1.0.0/24"}),
    ("ec2/subnet:Subnet", "subnet-1", {"vpcId": "vpc-1", "cidrBlock": "10.0.0.0/24"}),
    ("ec2/natGateway:NatGateway", "nat-1", {"subnetId": "subnet-1"}),
    ("ec2/natGateway:NatGateway", "nat-2", {"subnetId": "subnet-2"}),
    ("ec2/securityGroup:SecurityGroup", "sg-1", {"vpcId": "vpc-1"}),
    ("sqs/queue:Queue", "https://orders.fifo", {"name": "orders.fifo", "arn": FIFO, "fifoQueue": True}),
    ("sqs/queue:Queue", "https://orders", {"name": "orders", "arn": QUEUE_ARN}),
    ("sns/topic:Topic", TOPIC_ARN, {"name": "orders", "arn": TOPIC_ARN}),
    ("kms/key:Key", "1", {"arn": KEY_ARN, "keyId": "1"}),
    ("iam/role:Role", "reader", {"name": "reader", "arn": ROLE_ARN}),
    ("wafv2/webAcl:WebAcl", "1", {"arn": CLOUDFRONT_ACL, "scope": "CLOUDFRONT"}),
)

ROUTE = "ec2/route:Route"
GOOD_ROUTE = {"routeTableId": "rtb-1", "destinationCidrBlock": "0.0.0.0/0"}
ENDPOINT = "ec2/vpcEndpoint:VpcEndpoint"
GOOD_ENDPOINT = {
    "vpcId": "vpc-2",
    "serviceName": "com.amazonaws.eu-central-1.sqs",
    "vpcEndpointType": "Interface",
    "subnetIds": ["subnet-2"],
}
GATEWAY = {"vpcId": "vpc-1", "serviceName": "com.amazonaws.eu-central-1.s3", "routeTableIds": ["rtb-1"]}
INGRESS = "vpc/securityGroupIngressRule:SecurityGroupIngressRule"
GOOD_INGRESS = {
    "securityGroupId": "sg-1",
    "ipProtocol": "icmp",
    "fromPort": -1,
    "toPort": -1,
    "cidrIpv4": "10.0.0.0/8",
}
GROUP = "ec2/securityGroup:SecurityGroup"
TCP = {"protocol": "tcp", "fromPort": 443, "toPort": 443, "self": True}
ALARM = "cloudwatch/metricAlarm:MetricAlarm"
GOOD_ALARM = {
    "metricName": "CPU",
    "period": 3600,
    "evaluationPeriods": 24,
    "extendedStatistic": "p99.9",
    "threshold": 1,
}
METRIC = {"id": "m1", "metric": {"metricName": "CPU", "period": 60, "stat": "Sum"}}
QUERIES = {
    "evaluationPeriods": 1,
    "threshold": 1,
    "metricQueries": [METRIC, {"id": "e1", "expression": "m1*2", "returnData": True}],
}
FILTER = "cloudwatch/logMetricFilter:LogMetricFilter"
GOOD_FILTER = {
    "pattern": '{ ($.a = "b") }',
    "metricTransformation": {"name": "n", "value": "1", "defaultValue": "0"},
}
BUDGET = "budgets/budget:Budget"
NOTICE = {"threshold": 80, "subscriberEmailAddresses": ["a@example.net"]}
GOOD_BUDGET = {"limitAmount": "10", "notifications": [NOTICE]}
ANOMALIES = "costexplorer/anomalySubscription:AnomalySubscription"
QUEUE = "sqs/queue:Queue"
SUBSCRIPTION = "sns/topicSubscription:TopicSubscription"
GOOD_SUBSCRIPTION = {"topic": TOPIC_ARN, "protocol": "sqs", "endpoint": QUEUE_ARN, "rawMessageDelivery": True}
KEY = "kms/key:Key"
GOOD_KEY = {"enableKeyRotation": True, "rotationPeriodInDays": 90}
REDRIVE = "sqs/redriveAllowPolicy:RedriveAllowPolicy"
ACL = "wafv2/webAcl:WebAcl"
BLOCK = {"name": "a", "priority": 0, "action": {"block": {}}, "statement": {"geoMatchStatement": {}}}
MANAGED = {
    "name": "m",
    "priority": 1,
    "overrideAction": {"none": {}},
    "statement": {"managedRuleGroupStatement": {"name": "AWSManagedRulesSQLiRuleSet"}},
}


def allowed(permission: Any, *sources: str) -> dict[str, Any]:
    document = {"redrivePermission": permission, "sourceQueueArns": list(sources)}
    return {"redriveAllowPolicy": json.dumps(document)}


ROWS: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("ec2/internetGateway:InternetGateway", {}, {"vpcId": "vpc-1"}, "vpcId"),
    (ROUTE, GOOD_ROUTE | {"gatewayId": "igw-1"}, {"gatewayId": "igw-2"}, "gatewayId"),
    (ROUTE, GOOD_ROUTE | {"natGatewayId": "nat-1"}, {"natGatewayId": "nat-2"}, "natGatewayId"),
    (ENDPOINT, GOOD_ENDPOINT, {"privateDnsEnabled": True}, "privateDnsEnabled"),
    (ENDPOINT, GOOD_ENDPOINT, {"routeTableIds": ["rtb-1"]}, "routeTableIds"),
    (ENDPOINT, GATEWAY, {"securityGroupIds": ["sg-1"]}, "securityGroupIds"),
    (ENDPOINT, GATEWAY, {"serviceName": "com.amazonaws.eu-central-1.sqs"}, "vpcEndpointType"),
    (INGRESS, GOOD_INGRESS, {"fromPort": 300}, "fromPort"),
    (INGRESS, GOOD_INGRESS, {"ipProtocol": "256"}, "ipProtocol"),
    (INGRESS, GOOD_INGRESS, {"cidrIpv6": "::/0"}, "cidrIpv6"),
    (GROUP, {"ingress": [TCP]}, {"ingress": [TCP, {**TCP, "toPort": 442}]}, "ingress[1].toPort"),
    (
        GROUP,
        {"egress": [{"protocol": "-1", "fromPort": 0, "toPort": 0}]},
        {"egress": [{"protocol": "any"}]},
        "egress[0].protocol",
    ),
    (ALARM, GOOD_ALARM, {"evaluationPeriods": 200}, "evaluationPeriods"),
    (ALARM, GOOD_ALARM, {"evaluationPeriods": 0}, "evaluationPeriods"),
    (ALARM, GOOD_ALARM, {"extendedStatistic": "p101"}, "extendedStatistic"),
    (ALARM, GOOD_ALARM, {"statistic": "Sum"}, "statistic"),
    (ALARM, GOOD_ALARM, {"threshold": GONE}, "threshold"),
    (ALARM, GOOD_ALARM, {"metricName": GONE}, "metricName"),
    (ALARM, QUERIES, {"metricQueries": [METRIC]}, "metricQueries"),
    (
        ALARM,
        QUERIES,
        {"metricQueries": [METRIC | {"id": "M"}, QUERIES["metricQueries"][1]]},
        "metricQueries[0].id",
    ),
    (ALARM, QUERIES, {"metricQueries": [METRIC, METRIC | {"returnData": True}]}, "metricQueries[1].id"),
    (ALARM, QUERIES, {"metricQueries": [{"id": "a", "returnData": True}]}, "metricQueries[0]"),
    (FILTER, GOOD_FILTER, {"pattern": '{ $.a = "b }'}, "pattern"),
    (
        FILTER,
        GOOD_FILTER,
        {"metricTransformation": {"name": "n", "value": "1", "defaultValue": "0", "dimensions": {"a": "$.a"}}},
        "metricTransformation.defaultValue",
    ),
    (BUDGET, GOOD_BUDGET, {"notifications": [NOTICE | {"threshold": 0}]}, "notifications[0].threshold"),
    (
        BUDGET,
        GOOD_BUDGET,
        {"notifications": [NOTICE | {"subscriberEmailAddresses": ["me"]}]},
        "notifications[0].subscriberEmailAddresses[0]",
    ),
    (
        ANOMALIES,
        {"frequency": "DAILY", "subscribers": [{"type": "EMAIL", "address": "a@example.net"}]},
        {"subscribers": [{"type": "EMAIL", "address": "me"}]},
        "subscribers[0].address",
    ),
    (QUEUE, {"name": "a.fifo", "fifoQueue": True}, {"name": "a"}, "name"),
    (QUEUE, {"name": "a"}, {"contentBasedDeduplication": True}, "contentBasedDeduplication"),
    (QUEUE, {"name": "a"}, {"redrivePolicy": "{"}, "redrivePolicy"),
    (
        QUEUE,
        {"name": "a", "redrivePolicy": json.dumps({"maxReceiveCount": 3, "deadLetterTargetArn": QUEUE_ARN})},
        {"redrivePolicy": json.dumps({"maxReceiveCount": 3, "deadLetterTargetArn": FIFO})},
        "redrivePolicy",
    ),
    (REDRIVE, allowed("byQueue", QUEUE_ARN), {"redriveAllowPolicy": "["}, "redriveAllowPolicy"),
    (REDRIVE, allowed("denyAll"), allowed("allow"), "redriveAllowPolicy"),
    (REDRIVE, allowed("byQueue", QUEUE_ARN), allowed("byQueue", f"{QUEUE_ARN}-2"), "redriveAllowPolicy"),
    (SUBSCRIPTION, GOOD_SUBSCRIPTION, {"endpoint": FIFO}, "endpoint"),
    (SUBSCRIPTION, GOOD_SUBSCRIPTION, {"filterPolicy": "{"}, "filterPolicy"),
    (
        SUBSCRIPTION,
        GOOD_SUBSCRIPTION,
        {"protocol": "email", "endpoint": "a@example.net"},
        "rawMessageDelivery",
    ),
    (
        SUBSCRIPTION,
        GOOD_SUBSCRIPTION
        | {"protocol": "firehose", "endpoint": "arn:aws:firehose:eu-central-1:999988887777:deliverystream/a"}
        | {"subscriptionRoleArn": ROLE_ARN},
        {"subscriptionRoleArn": GONE},
        "subscriptionRoleArn",
    ),
    (KEY, GOOD_KEY, {"enableKeyRotation": False}, "rotationPeriodInDays"),
    (KEY, GOOD_KEY, {"customerMasterKeySpec": "RSA_2048"}, "enableKeyRotation"),
    ("kms/alias:Alias", {"name": "alias/a", "targetKeyId": "1"}, {"name": "alias/aws/a"}, "name"),
    (
        "secretsmanager/secretVersion:SecretVersion",
        {"secretString": "a"},
        {"secretString": "a" * 65537},
        "secretString",
    ),
    (
        "iam/rolePolicy:RolePolicy",
        {"role": "reader"},
        {"policy": json.dumps({"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": ["*"] * 3000}})},
        "policy",
    ),
    (QUEUE, {"tags": {"a": "b"}}, {"tags": {"a": "b" * 257}}, "tags.a"),
    (QUEUE, {"tags": {"a": "b"}}, {"tags": {"k" * 129: "b"}}, f"tags.{'k' * 129}"),
    (QUEUE, {"tags": {"a": "b"}}, {"tags": {f"k{n}": "v" for n in range(51)}}, "tags"),
    (
        "autoscaling/group:Group",
        {"availabilityZones": ["a"]},
        {"tags": [{"key": "aws:a", "value": "b"}]},
        "tags[0].key",
    ),
    (
        ACL,
        {"scope": "REGIONAL", "rules": [BLOCK, MANAGED]},
        {"rules": [BLOCK | {"overrideAction": {"none": {}}}]},
        "rules[0].overrideAction",
    ),
    (
        ACL,
        {"scope": "REGIONAL", "rules": [BLOCK, MANAGED]},
        {"rules": [MANAGED | {"action": {"block": {}}}]},
        "rules[0].action",
    ),
    (
        "wafv2/webAclAssociation:WebAclAssociation",
        {"resourceArn": "arn:aws:apigateway:eu-central-1::/restapis/a"},
        {"webAclArn": CLOUDFRONT_ACL},
        "webAclArn",
    ),
    ("cloudfront/cachePolicy:CachePolicy", {"minTtl": 1, "defaultTtl": 2}, {"minTtl": 3}, "defaultTtl"),
    (
        "cloudfront/distribution:Distribution",
        {"aliases": ["a.example.net"]},
        {"viewerCertificate": {"cloudfrontDefaultCertificate": True}},
        "aliases",
    ),
    (
        "secretsmanager/secretRotation:SecretRotation",
        {"rotationRules": {"duration": "3h"}},
        {"rotationRules": {"duration": "25h"}},
        "rotationRules.duration",
    ),
]


@pytest.mark.parametrize(("type_", "good", "change", "path"), ROWS)
def test_only_the_bad_one_is_refused_and_its_property_named(
    type_: str, good: dict[str, Any], change: dict[str, Any], path: str
) -> None:
    assert refused(type_, good, EXISTING) == {}
    assert list(refused(type_, {**good, **change}, EXISTING)) == [path]
