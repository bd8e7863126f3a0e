"""Rules for what no stack has at the moment, and the sides of rules that no broken variation touches."""

from __future__ import annotations

import json

import pytest

from tests.local.alicloud.made import add, empty, refused

ALARM = {
    "name": "cpu",
    "project": "acs_ecs_dashboard",
    "metric": "CPUUtilization",
    "contactGroups": [],
    "metricDimensions": '[{"instanceId": "i-1"}]',
    "escalationsCritical": {"threshold": "90", "statistics": "Average", "comparisonOperator": ">=", "times": 3},
}
WRITES = {"project": "acs_sls_dashboard", "metric": "LogCodeQPS"}


def escalated(statistics, level="escalationsCritical"):
    """The alarm at this level, with a statistic or without one."""
    rule = {**ALARM["escalationsCritical"], "statistics": statistics}
    given = {key: value for key, value in rule.items() if value is not None}
    return {"escalationsCritical": None, level: given}


@pytest.fixture
def pool():
    """A simulator with a network and a scaling group of 2 to 8."""
    cloud = empty()
    network = add(cloud, "vpc/network:Network", cidrBlock="10.0.0.0/16")
    switch = add(cloud, "vpc/switch:Switch", vpcId=network.id, cidrBlock="10.0.0.0/24", zoneId="cn-shanghai-l")
    group = add(cloud, "ess/scalingGroup:ScalingGroup", minSize=2, maxSize=8, vswitchIds=[switch.id])
    return cloud, group.id


@pytest.mark.parametrize(
    ("changes", "path", "what"),
    [
        ({}, "", ""),
        ({"launchTime": "2026-11-11T00:00:00Z"}, "launchTime", "must be YYYY-MM-DDThh:mmZ"),
        ({"launchTime": "2026-10-31T23:59Z"}, "launchTime", "must not be in the past"),
        ({"launchTime": "2027-02-11T00:00Z"}, "launchTime", "must be within 90 days"),
        ({"minValue": 9, "maxValue": 8}, "maxValue", "must be at least 9"),
        ({"minValue": 9}, "minValue", "must be at most 8, the most of the group"),
        ({"maxValue": 1, "minValue": None}, "maxValue", "must be at least 2, the least of the group"),
        ({"minValue": 2001}, "minValue", "must be between 0 and 2000"),
        ({"desiredCapacity": 5}, "desiredCapacity", "needs a group that was made with a `desiredCapacity`"),
        ({"minValue": None}, "minValue", "is required"),
        ({"scalingGroupId": None}, "scalingGroupId", "is required"),
        ({"recurrenceType": "Daily"}, "recurrenceValue", "is required"),
        (
            {"recurrenceType": "Daily", "recurrenceValue": "1", "recurrenceEndTime": "2028-01-01T00:00Z"},
            "recurrenceEndTime",
            "must be within 365 days",
        ),
    ],
)
def test_a_scheduled_task(pool, changes, path, what):
    cloud, group = pool
    task = {"scalingGroupId": group, "launchTime": "2026-11-11T00:00Z", "minValue": 4}
    given = {key: value for key, value in (task | changes).items() if value is not None}
    found = refused(cloud, "ess/scheduledTask:ScheduledTask", **given)
    assert found.get(path, "").startswith(what)
    assert bool(found) is bool(path)


@pytest.mark.parametrize(
    ("block", "accepted"),
    [("10.0.1.0/24", True), ("10.0.0.128/25", False), ("10.0.0.0/16", False), ("10.1.0.0/24", False)],
)
def test_a_vswitch_lies_in_its_network_and_beside_others(pool, block, accepted):
    cloud, _ = pool
    network = cloud.existing.of_type("alicloud:vpc/network:Network")[0]
    switch = {"vpcId": network.id, "cidrBlock": block, "zoneId": "cn-shanghai-m"}
    assert bool(refused(cloud, "vpc/switch:Switch", **switch)) is not accepted


def test_blocks_of_other_networks_do_not_matter(pool):
    cloud, _ = pool
    other = add(cloud, "vpc/network:Network", "other", cidrBlock="10.0.0.0/16")
    assert (
        refused(cloud, "vpc/switch:Switch", vpcId=other.id, cidrBlock="10.0.0.0/24", zoneId="cn-shanghai-l") == {}
    )


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({}, None),
        ({"period": 15}, None),
        ({"period": 0}, "period"),
        ({"metricDimensions": "[]"}, "metricDimensions"),
        ({"metricDimensions": '[{"instanceId": ""}]'}, "metricDimensions"),
        ({"escalationsCritical": None}, "escalationsCritical"),
        ({"escalationsWarn": ALARM["escalationsCritical"]}, "escalationsWarn"),
        ({**WRITES, **escalated("Count")}, None),
        ({**WRITES, **escalated("Average")}, "escalationsCritical.statistics"),
        ({**WRITES, **escalated(None)}, "escalationsCritical.statistics"),  # the provider sends Average
        ({**WRITES, **escalated("Average", "escalationsWarn")}, "escalationsWarn.statistics"),
    ],
)
def test_an_alarm(changes, path):
    given = {key: value for key, value in (ALARM | changes).items() if value is not None}
    assert list(refused(empty(), "cms/alarm:Alarm", **given)) == ([path] if path else [])


@pytest.mark.parametrize(
    ("orders", "path"),
    [((1, 2), None), ((2, 1), "ruleActions[1].order"), ((1, 1), "ruleActions[0].order")],
)
def test_what_ends_a_rule_comes_last(orders, path):
    cloud = empty()
    network = add(cloud, "vpc/network:Network", cidrBlock="10.0.0.0/16")
    zones = []
    for index, letter in enumerate("lm"):
        place = {"cidrBlock": f"10.0.{index}.0/24", "zoneId": f"cn-shanghai-{letter}"}
        switch = add(cloud, "vpc/switch:Switch", letter, vpcId=network.id, **place)
        zones.append({"zoneId": place["zoneId"], "vswitchId": switch.id})
    balancer = add(
        cloud,
        "alb/loadBalancer:LoadBalancer",
        vpcId=network.id,
        addressType="Intranet",
        loadBalancerEdition="Standard",
        loadBalancerBillingConfig={"payType": "PayAsYouGo"},
        zoneMappings=zones,
    )
    check = {"healthCheckEnabled": False}
    servers = add(
        cloud, "alb/serverGroup:ServerGroup", vpcId=network.id, serverGroupName="orders", healthCheckConfig=check
    )
    forward = {
        "forwardGroupConfig": {"serverGroupTuples": [{"serverGroupId": servers.id}]},
        "type": "ForwardGroup",
    }
    listener = add(
        cloud,
        "alb/listener:Listener",
        loadBalancerId=balancer.id,
        listenerPort=80,
        listenerProtocol="HTTP",
        defaultActions=[forward],
    )
    header = {
        "insertHeaderConfig": {"key": "x-shop", "value": "1", "valueType": "UserDefined"},
        "type": "InsertHeader",
    }
    rule = {
        "listenerId": listener.id,
        "ruleName": "orders",
        "priority": 1,
        "ruleConditions": [{"type": "Path", "pathConfig": {"values": ["/"]}}],
        "ruleActions": [header | {"order": orders[0]}, forward | {"order": orders[1]}],
    }
    found = refused(cloud, "alb/rule:Rule", **rule)
    assert (path in found) if path else found == {}


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ({}, ""),
        ({"Action": "oss"}, "Statement[0] has an Action that is not SERVICE:OPERATION"),
        ({"Resource": None}, "Statement[0] must have a Resource"),
        ({"Actions": "oss:GetObject"}, "Statement[0] must have no Actions"),
        ({"Condition": []}, "Statement[0] must have an object as Condition"),
        ({"Effect": None}, "Statement[0] must have the Effect Allow or Deny"),
    ],
)
def test_a_statement_of_a_policy(statement, what):
    full = {"Effect": "Allow", "Action": ["oss:GetObject", "kms:*"], "Resource": "acs:oss:*:*:shop/*"} | statement
    document = {"Version": "1", "Statement": [{key: value for key, value in full.items() if value is not None}]}
    policy = {"policyName": "orders", "policyDocument": json.dumps(document)}
    assert refused(empty(), "ram/policy:Policy", **policy).get("policyDocument", "") == what


@pytest.mark.parametrize("document", ["[]", '{"Version": "1"}', '{"Version": "1", "Statement": []}', '"x"'])
def test_the_frame_of_a_policy(document):
    assert "policyDocument" in refused(empty(), "ram/policy:Policy", policyName="orders", policyDocument=document)


def test_a_policy_has_a_longest_length():
    statement = {
        "Effect": "Allow",
        "Action": "oss:*",
        "Resource": [f"acs:oss:*:*:{index}/*" for index in range(500)],
    }
    document = json.dumps({"Version": "1", "Statement": [statement]})
    found = refused(empty(), "ram/policy:Policy", policyName="orders", policyDocument=document)
    assert found["policyDocument"] == "must have at most 6144 characters"


@pytest.mark.parametrize(
    ("record", "path"),
    [
        ({"type": "A", "value": "203.0.113.1"}, None),
        ({"type": "AAAA", "value": "203.0.113.1"}, "value"),
        ({"type": "AAAA", "value": "2001:db8::1"}, None),
        ({"type": "MX", "value": "mail.example.net"}, "priority"),
        ({"type": "TXT", "value": "v=spf1 -all"}, "rr"),
        ({"type": "CNAME", "value": "_acme.example.net"}, None),
    ],
)
def test_a_record_beside_an_alias(record, path):
    cloud = empty()
    alias = {"domainName": "example.net", "rr": "www", "type": "CNAME", "value": "cdn.example.net"}
    add(cloud, "dns/alidnsRecord:AlidnsRecord", "alias", **alias)
    rr = "www" if path == "rr" else "shop"
    assert list(refused(cloud, "dns/alidnsRecord:AlidnsRecord", domainName="example.net", rr=rr, **record)) == (
        [path] if path else []
    )


def test_a_bucket_whose_public_access_is_blocked_is_private():
    cloud = empty()
    add(cloud, "oss/bucket:Bucket", bucket="floodgate")
    public = {"bucket": "floodgate", "acl": "public-read"}
    assert refused(cloud, "oss/bucketAcl:BucketAcl", **public) == {}
    add(cloud, "oss/bucketPublicAccessBlock:BucketPublicAccessBlock", bucket="floodgate", blockPublicAccess=True)
    assert "acl" in refused(cloud, "oss/bucketAcl:BucketAcl", **public)
