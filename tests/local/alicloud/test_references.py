"""Every reference of every table is followed: what is not there, or is of another kind, cannot be named."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest

from infra.local.alicloud.cloud import AlicloudCloud
from infra.local.alicloud.table import resource_types
from infra.local.contract import RefusedError
from tests.local.alicloud.made import add, empty, own, refused
from tests.local.variation import steps

STACK = "prod-alicloud"
NOT_IN_THE_STACK = {
    ("ecs/ecsLaunchTemplate:EcsLaunchTemplate", "dataDisks[].kmsKeyId"),
    ("ecs/ecsLaunchTemplate:EcsLaunchTemplate", "securityGroupId"),
    ("ecs/ecsLaunchTemplate:EcsLaunchTemplate", "vpcId"),
    ("ecs/ecsLaunchTemplate:EcsLaunchTemplate", "vswitchId"),
    ("alb/loadBalancer:LoadBalancer", "zoneMappings[].allocationId"),
    ("elasticsearch/instance:Instance", "kibanaPrivateSecurityGroupId"),
    ("esa/scheduledPreloadExecution:ScheduledPreloadExecution", "scheduledPreloadJobId"),
    ("esa/scheduledPreloadJob:ScheduledPreloadJob", "siteId"),
    ("esa/waitingRoomEvent:WaitingRoomEvent", "siteId"),
    ("esa/waitingRoomEvent:WaitingRoomEvent", "waitingRoomId"),
    ("ess/eciScalingConfiguration:EciScalingConfiguration", "ramRoleName"),
    ("ess/eciScalingConfiguration:EciScalingConfiguration", "scalingGroupId"),
    ("ess/eciScalingConfiguration:EciScalingConfiguration", "securityGroupId"),
    ("ess/notification:Notification", "notificationArn"),
    ("ess/scheduledTask:ScheduledTask", "scheduledAction"),
    ("message/serviceSubscription:ServiceSubscription", "stsRoleArn"),
    ("polardb/endpoint:Endpoint", "dbClusterId"),
}
"""What prod-alicloud has no use for on that day: people queue, and pages are fetched ahead, on others; load comes
from a project of its own."""
OUTSIDE = {("polardb/cluster:Cluster", "roleArn"), ("redis/tairInstance:TairInstance", "roleArn")}
"""What stands there in the stack is a service-linked role, which nobody creates."""


@pytest.fixture(scope="module")
def stack():
    """A stack of its own, since its resources are taken out and put back."""
    return own(STACK)


def links(stack):
    """One link for each reference that the stack has a use for, with its resource."""
    found = {}
    for item in stack.creation.created:
        for link in stack.cloud.ways.links(item.resource.type, item.wanted.inputs):
            found.setdefault((item.resource.type[9:], link.reference.at), (item, link))
    return found


def blamed(stack, item, path, value):
    """The properties with findings when the resource is created with another value at a path."""
    inputs = copy.deepcopy(item.wanted.inputs)
    *way, last = steps(path)
    place = inputs
    for step in way:
        place = place[step]
    place[last] = value
    cloud = stack.cloud
    cloud.existing.remove(item.resource.type, item.created.id)
    try:
        cloud.create(replace(item.wanted, inputs=inputs))
    except RefusedError as error:
        return {finding.property: finding for finding in error.findings}
    finally:
        cloud.existing.add(item.wanted, item.created)
    return {}


def test_the_stack_has_a_use_for_nearly_every_reference(stack):
    known = {
        (token[9:], reference.at) for token, type_ in resource_types().items() for reference in type_.references
    }
    assert known - links(stack).keys() == NOT_IN_THE_STACK


def test_nothing_that_is_not_there_can_be_named(stack):
    accepted = []
    for pair, (item, link) in links(stack).items():
        name = link.text[:-3] + "000" if ":" in link.text else "floodgate-nobody-000"
        given = link.place.value
        value = given + 1 if isinstance(given, int) else given.replace(link.text, name)
        if link.place.path not in blamed(stack, item, link.place.path, value) and pair not in OUTSIDE:
            accepted.append(pair)
    assert accepted == []


def test_nothing_of_another_kind_can_be_named(stack):
    """Ids that begin with a prefix of their own say what they are of; those that are numbers do not."""
    vault = next(item for item in stack.creation.created if item.resource.type.endswith("hbr/vault:Vault"))
    accepted = []
    for pair, (item, link) in links(stack).items():
        if link.reference.arn or link.reference.id or item is vault or vault.resource.type in link.reference.to:
            continue
        if isinstance(link.place.value, int):
            continue
        value = link.place.value.replace(link.text, vault.created.id)
        finding = blamed(stack, item, link.place.path, value).get(link.place.path)
        if finding is None or not finding.what.startswith("must "):
            accepted.append((pair, finding))
    assert accepted == []


def test_a_finding_names_what_stands_there_instead():
    cloud = empty()
    network = add(cloud, "vpc/network:Network", "shop", cidrBlock="10.0.0.0/16")
    table = add(cloud, "vpc/routeTable:RouteTable", "isolated", vpcId=network.id)
    found = refused(cloud, "ecs/securityGroup:SecurityGroup", vpcId=table.id)
    assert found == {"vpcId": "must name a VPC, names the route table isolated"}


def test_a_finding_offers_what_is_nearly_the_same():
    cloud = empty()
    network = add(cloud, "vpc/network:Network", "shop", cidrBlock="10.0.0.0/16")
    with pytest.raises(RefusedError) as error:
        add(cloud, "vpc/routeTable:RouteTable", vpcId=network.id[:-1])
    assert error.value.findings[0].fix == f"did you mean {network.id}?"


def test_what_the_account_had_before_can_be_named():
    cloud = empty()
    assert refused(cloud, "kms/alias:Alias", aliasName="alias/x", keyId="key-old")
    cloud.existing.assume("key-old")
    assert refused(cloud, "kms/alias:Alias", aliasName="alias/x", keyId="key-old") == {}


@pytest.mark.parametrize(
    ("arn", "what"),
    [
        (
            "acs:log:cn-beijing:1111222233334444:project/shop-logs",
            "is in region cn-beijing, must be in cn-shanghai",
        ),
        ("acs:log:cn-shanghai:9999222233334444:project/shop-logs", "is of account 9999222233334444"),
        ("acs:log:cn-shanghai:1111222233334444:project/nothing", "names no log project that exists"),
        ("acs:oss:cn-shanghai:1111222233334444:shop-logs", "must be the ARN of a log project"),
    ],
)
def test_an_arn_is_read(arn, what):
    cloud = empty()
    add(cloud, "log/project:Project", projectName="shop-logs")
    trail = {"trailName": "orders-trail", "slsProjectArn": arn}
    assert refused(cloud, "actiontrail/trail:Trail", **trail)["slsProjectArn"].startswith(what)


def test_without_an_account_any_account_will_do():
    cloud = AlicloudCloud(region="cn-shanghai")
    add(cloud, "log/project:Project", projectName="shop-logs")
    arn = "acs:log:cn-shanghai:9999222233334444:project/shop-logs"
    assert refused(cloud, "actiontrail/trail:Trail", trailName="orders-trail", slsProjectArn=arn) == {}
