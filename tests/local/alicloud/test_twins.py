"""What there may be one of only, there is one of only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from infra.local.alicloud.table import resource_types
from infra.local.contract import RefusedError
from tests.local.alicloud.made import add, empty, refused, shared

STACK = "prod-alicloud"
UNIQUE = [(token, unique) for token, known in resource_types().items() for unique in known.unique]


@pytest.mark.parametrize(("token", "unique"), UNIQUE)
def test_what_two_resources_must_not_share(token, unique):
    """The twin of a resource of the stack is refused for every row that says so."""
    stack = shared(STACK)
    items = [item for item in stack.creation.created if item.resource.type == token]
    item = next(item for item in items if all(item.created.outputs.get(name) for name in unique.of))
    with pytest.raises(RefusedError) as error:
        stack.cloud.create(replace(item.wanted, urn="urn:twin", name="twin"))
    assert (unique.of[-1], f"{unique.what}: {item.resource.name}") in [
        (finding.property, finding.what) for finding in error.value.findings
    ]


@pytest.fixture
def networks():
    """A simulator with two networks, each with a vSwitch and a security group."""
    cloud = empty()
    places = []
    for name in ("shop", "mall"):
        vpc = add(cloud, "vpc/network:Network", name, cidrBlock="10.0.0.0/16")
        place = {"vpcId": vpc.id, "cidrBlock": "10.0.0.0/24", "zoneId": "cn-shanghai-l"}
        switch = add(cloud, "vpc/switch:Switch", name, **place)
        places.append((switch.id, add(cloud, "ecs/securityGroup:SecurityGroup", name, vpcId=vpc.id).id))
    return cloud, places


def test_groups_of_a_template_are_in_one_network(networks):
    cloud, ((_, shop), (_, mall)) = networks
    template = {"launchTemplateName": "orders"}
    assert refused(cloud, "ecs/ecsLaunchTemplate:EcsLaunchTemplate", **template, securityGroupIds=[shop]) == {}
    found = refused(cloud, "ecs/ecsLaunchTemplate:EcsLaunchTemplate", **template, securityGroupIds=[shop, mall])
    assert list(found) == ["securityGroupIds[1]"]


def test_a_template_is_for_the_network_of_its_pool(networks):
    cloud, ((switch, _), (_, mall)) = networks
    template = {"launchTemplateName": "orders", "securityGroupIds": [mall]}
    made = add(cloud, "ecs/ecsLaunchTemplate:EcsLaunchTemplate", **template)
    pool = {"minSize": 1, "maxSize": 2, "vswitchIds": [switch], "launchTemplateId": made.id}
    assert set(refused(cloud, "ess/scalingGroup:ScalingGroup", **pool)) == {"vswitchIds[0]", "launchTemplateId"}
