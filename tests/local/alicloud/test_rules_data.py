"""Rules about stores, lists, logs and the edge that no broken variation touches."""

from __future__ import annotations

import json

import pytest

from tests.local.alicloud.made import add, empty, refused

BUCKET = "oss/bucket:Bucket"


@pytest.fixture
def network():
    """A simulator with a network and two vSwitches."""
    cloud = empty()
    vpc = add(cloud, "vpc/network:Network", cidrBlock="10.0.0.0/16")
    switches = [
        add(cloud, "vpc/switch:Switch", letter, vpcId=vpc.id, cidrBlock=block, zoneId=f"cn-shanghai-{letter}").id
        for letter, block in (("l", "10.0.0.0/24"), ("m", "10.0.1.0/24"))
    ]
    return cloud, vpc.id, switches


@pytest.mark.parametrize(("clients", "accepted"), [(10, True), (11, False)])
def test_an_allow_list_takes_ten_groups(network, clients, accepted):
    cloud, vpc, switches = network
    groups = [add(cloud, "ecs/securityGroup:SecurityGroup", str(index), vpcId=vpc).id for index in range(clients)]
    place = {"vpcId": vpc, "vswitchId": switches[0], "zoneId": "cn-shanghai-l"}
    cluster = {"dbType": "MySQL", "dbVersion": "8.0", "dbNodeClass": "polar.mysql.x4.large", "payType": "PostPaid"}
    tair = {"instanceType": "tair_rdb", "instanceClass": "tair.rdb.1g", "paymentType": "PayAsYouGo"}
    found = refused(cloud, "polardb/cluster:Cluster", **cluster, **place, securityGroupIds=groups)
    assert list(found) == ([] if accepted else ["securityGroupIds"])
    found = refused(cloud, "redis/tairInstance:TairInstance", **tair, **place, securityGroupId=",".join(groups))
    assert list(found) == ([] if accepted else ["securityGroupId"])


@pytest.mark.parametrize(
    ("peer", "path"),
    [
        ({"cidrIp": "10.159.6.18/12"}, None),
        ({"cidrIp": "10.0.0.0/33"}, "cidrIp"),
        ({"cidrIp": "fd00::/8"}, "cidrIp"),
        ({"ipv6CidrIp": "fd00::/8"}, None),
        ({"ipv6CidrIp": "10.0.0.0/8"}, "ipv6CidrIp"),
        ({"cidrIp": "10.0.0.0/8", "prefixListId": True}, "prefixListId"),
    ],
)
def test_a_rule_is_about_one_peer(network, peer, path):
    cloud, vpc, _ = network
    group = add(cloud, "ecs/securityGroup:SecurityGroup", vpcId=vpc)
    if "prefixListId" in peer:
        entries = [{"cidr": "10.0.0.0/8"}]
        list_ = {"prefixListName": "shop", "addressFamily": "IPv4", "maxEntries": 1, "entries": entries}
        peer = peer | {"prefixListId": add(cloud, "ecs/ecsPrefixList:EcsPrefixList", **list_).id}
    rule = {"securityGroupId": group.id, "type": "ingress", "ipProtocol": "all"} | peer
    assert list(refused(cloud, "ecs/securityGroupRule:SecurityGroupRule", **rule)) == ([path] if path else [])


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ({}, ""),
        ({"Principal": None}, "Statement[0] must have a Principal"),
        ({"Action": None}, "Statement[0] must have an Action"),
    ],
)
def test_an_endpoint_policy_says_who(network, statement, what):
    cloud, vpc, _ = network
    full = {"Effect": "Allow", "Principal": ["*"], "Action": "oss:*", "Resource": "*"} | statement
    document = {"Version": "1", "Statement": [{key: value for key, value in full.items() if value is not None}]}
    endpoint = {"vpcId": vpc, "serviceName": "com.aliyun.cn-shanghai.oss", "policyDocument": json.dumps(document)}
    assert refused(cloud, "vpc/gatewayEndpoint:GatewayEndpoint", **endpoint).get("policyDocument", "") == what


def test_an_instance_type_stands_among_the_overrides_once(network):
    cloud, _, switches = network
    template = add(cloud, "ecs/ecsLaunchTemplate:EcsLaunchTemplate", launchTemplateName="orders")
    group = {"minSize": 1, "maxSize": 2, "vswitchIds": switches, "launchTemplateId": template.id}
    types = [{"instanceType": f"ecs.{family}.large"} for family in ("c8i", "c7", "c8i")]
    assert refused(cloud, "ess/scalingGroup:ScalingGroup", **group, launchTemplateOverrides=types[:2]) == {}
    found = refused(cloud, "ess/scalingGroup:ScalingGroup", **group, launchTemplateOverrides=types)
    assert list(found) == ["launchTemplateOverrides[2].instanceType"]


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ({"transitions": [{"days": 30, "storageClass": "IA"}], "expirations": [{"days": 60}]}, None),
        ({"expirations": [{"expiredObjectDeleteMarker": True}]}, None),
        ({"expirations": [{"days": 1, "date": "2027-01-01"}]}, "expirations[0].date"),
        (
            {"expirations": [{"days": 1, "expiredObjectDeleteMarker": True}]},
            "expirations[0].expiredObjectDeleteMarker",
        ),
        ({"expirations": [{}]}, "expirations[0].days"),
        ({"transitions": [{"storageClass": "IA"}]}, "transitions[0].days"),
        (
            {"transitions": [{"days": 30, "storageClass": "IA"}], "expirations": [{"days": 30}]},
            "expirations[0].days",
        ),
        (
            {"transitions": [{"days": 30, "storageClass": "IA"}, {"days": 20, "storageClass": "Archive"}]},
            "transitions[1].days",
        ),
    ],
)
def test_a_lifecycle_rule_says_when(rule, path):
    bucket = {"bucket": "floodgate", "lifecycleRules": [{"id": "tidy", "enabled": True, "prefix": ""} | rule]}
    assert list(refused(empty(), BUCKET, **bucket)) == ([f"lifecycleRules[0].{path}"] if path else [])


def test_dead_letters_go_to_another_queue():
    cloud = empty()
    queue = {"queueName": "orders", "dlqPolicy": {"enabled": True, "deadLetterTargetQueue": "orders"}}
    cloud.existing.assume("orders")
    assert refused(cloud, "message/serviceQueue:ServiceQueue", **queue) == {
        "dlqPolicy.deadLetterTargetQueue": "must be another queue"
    }


@pytest.mark.parametrize(
    ("queries", "region", "path"),
    [
        (3, "cn-shanghai", None),
        (4, "cn-shanghai", "configuration.queryLists"),
        (1, "cn-beijing", "configuration.queryLists[0].region"),
    ],
)
def test_an_alert_asks_up_to_three_questions_here(queries, region, path):
    cloud = empty()
    add(cloud, "log/project:Project", projectName="shop-logs")
    add(cloud, "log/store:Store", projectName="shop-logs", logstoreName="orders")
    query = {
        "project": "shop-logs",
        "store": "orders",
        "query": "*",
        "start": "-1m",
        "end": "now",
        "region": region,
    }
    alert = {
        "alertName": "orders",
        "displayName": "Orders",
        "projectName": "shop-logs",
        "schedule": {"type": "FixedRate", "interval": "1m"},
        "configuration": {"queryLists": [query] * queries, "severityConfigurations": [{"severity": 8}]},
    }
    assert list(refused(cloud, "sls/alert:Alert", **alert)) == ([path] if path else [])


@pytest.mark.parametrize(
    ("scene", "rule", "path"),
    [
        ("custom_acl", {}, None),
        ("custom_acl", {"ccStatus": None}, "ccStatus"),
        ("custom_acl", {"conditions": None}, "conditions"),
        ("custom_acl", {"wafGroupIds": "1012"}, "wafGroupIds"),
        ("waf_group", {"wafGroupIds": "1012", "conditions": None}, None),
    ],
)
def test_a_firewall_rule_is_of_the_kind_of_its_policy(scene, rule, path):
    cloud = empty()
    policy = {"defenseScene": scene, "policyName": "shop", "policyType": "custom", "status": "on"}
    made = add(cloud, "dcdn/wafPolicy:WafPolicy", **policy)
    condition = {"key": "URI", "opValue": "contain", "values": "/login"}
    full = {"policyId": made.id, "ruleName": "shop", "ccStatus": "off", "conditions": [condition]} | rule
    given = {key: value for key, value in full.items() if value is not None}
    assert list(refused(cloud, "dcdn/wafRule:WafRule", **given)) == ([path] if path else [])
    if path is None:
        assert add(cloud, "dcdn/wafRule:WafRule", **given).outputs["defenseScene"] == scene


@pytest.mark.parametrize(
    ("kind", "source", "accepted"),
    [("STANDARD", "OSS", True), ("STANDARD", "UDM_ECS", False), ("UDM_ECS_ONLY", "OSS", False)],
)
def test_a_backup_policy_is_for_its_kind_of_source(kind, source, accepted):
    cloud = empty()
    add(cloud, BUCKET, bucket="floodgate")
    policy = add(cloud, "hbr/policy:Policy", policyName="shop", policyType=kind)
    binding = {"policyId": policy.id, "sourceType": source, "dataSourceId": "floodgate"}
    assert list(refused(cloud, "hbr/policyBinding:PolicyBinding", **binding)) == (
        [] if accepted else ["sourceType"]
    )
