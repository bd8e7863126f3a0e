"""What the simulated cloud does with single resources."""

from __future__ import annotations

from dataclasses import replace

import pytest

from infra.local.alicloud.cloud import AlicloudCloud
from infra.local.contract import CloudError, Difference, LocalCloud, RefusedError
from tests.local.alicloud.made import ACCOUNT, REGION, add, empty, refused, wanted

VPC = "alicloud:vpc/network:Network"
GROUP = "alicloud:ess/scalingGroup:ScalingGroup"


def test_it_is_a_local_cloud_and_says_that_it_is_simulated():
    cloud: LocalCloud = empty()
    assert cloud.package == "alicloud"
    assert cloud.simulated


def test_what_was_created_has_inputs_and_outputs():
    created = add(empty(), "vpc/network:Network", vpcName="shop", cidrBlock="10.0.0.0/16")
    assert created.id.startswith("vpc-uf6")
    assert created.outputs["cidrBlock"] == "10.0.0.0/16"
    assert created.outputs["routeTableId"] == created.outputs["routerTableId"] != created.outputs["routerId"]
    assert created.outputs["createTime"] == "2026-11-01T00:00:00Z"
    assert created.not_emulated == ()


def test_a_type_that_nobody_described_is_an_error_that_says_what_to_do():
    with pytest.raises(CloudError, match=r"does not know alicloud:vpc/ipv4Gateway.*infra/local/alicloud/types"):
        empty().create(wanted("vpc/ipv4Gateway:Ipv4Gateway"))


@pytest.mark.parametrize(
    ("type_", "inputs", "named"),
    [
        ("cms/alarm:Alarm", {}, True),
        ("ots/instance:Instance", {}, True),
        ("ots/instance:Instance", {"name": "carts"}, False),
        ("vpc/network:Network", {}, False),
        ("ram/role:Role", {"roleName": "orders"}, False),
        ("vpc/natGateway:NatGateway", {"natGatewayName": "orders"}, False),
    ],
)
def test_only_what_is_called_name_gets_a_name(type_, inputs, named):
    checked, _ = empty().check(wanted(type_, **inputs))
    added = checked.keys() - inputs.keys()
    assert added == ({"name"} if named else set())


def test_a_made_up_name_is_the_same_in_every_run_and_free():
    cloud = empty()
    names = [cloud.check(wanted("ess/alarm:Alarm"))[0]["name"] for _ in range(2)]
    assert names[0] == names[1] == empty().check(wanted("ess/alarm:Alarm"))[0]["name"]
    hook = {"name": names[0], "defaultResult": "CONTINUE"}
    cloud.existing.add(wanted("ess/alarm:Alarm", **hook), add(cloud, "vpc/network:Network"))
    replacement = cloud.check(wanted("ess/alarm:Alarm"))[0]["name"]
    assert replacement != names[0]
    assert replacement.startswith("orders-")


def test_check_finds_what_shows_without_other_resources():
    _, findings = empty().check(
        wanted("vpc/network:Network", cidrBlock="10.0.0.0/16", vpcName="http://x", nmae="x")
    )
    assert [(found.property, found.fix) for found in findings] == [("nmae", "did you mean name?")]
    _, findings = empty().check(wanted("vpc/network:Network", vpcName="http://x", name="shop"))
    assert {found.property for found in findings} == {"vpcName", "name"}


def test_create_refuses_what_check_refuses():
    with pytest.raises(RefusedError):
        empty().create(wanted("vpc/network:Network", vpcName="http://x"))


def test_a_secret_is_never_shown():
    asked = wanted("redis/tairInstance:TairInstance", secret=frozenset({"password"}), password="x" * 40)
    _, findings = empty().check(asked)
    assert "x" * 40 not in str(findings)


def test_what_was_refused_leaves_no_trace():
    cloud = empty()
    assert refused(cloud, "vpc/network:Network", cidrBlock="224.0.0.0/8")
    assert len(cloud.existing) == 0


def test_the_second_of_one_name_is_refused():
    cloud = empty()
    add(cloud, "oss/bucket:Bucket", "first", bucket="floodgate")
    assert "exists already" in refused(cloud, "oss/bucket:Bucket", "second", bucket="floodgate")["bucket"]


def test_a_replacement_stands_beside_what_it_replaces():
    cloud = empty()
    first, second = (add(cloud, "vpc/network:Network", cidrBlock="10.0.0.0/16") for _ in range(2))
    assert first.id != second.id
    cloud.delete(VPC, first.id, first.outputs)
    assert cloud.read(VPC, first.id, first.outputs) is None
    assert cloud.read(VPC, second.id, second.outputs).outputs == second.outputs


def test_an_update_keeps_the_id_and_what_the_cloud_has_made():
    cloud = empty()
    before = add(cloud, "vpc/network:Network", vpcName="shop", description="Shop", cidrBlock="10.0.0.0/16")
    asked = wanted("vpc/network:Network", vpcName="mall", cidrBlock="10.0.0.0/16")
    after = cloud.update(asked, before.id, wanted("", vpcName="shop", description="Shop").inputs, before.outputs)
    assert after.id == before.id
    assert after.outputs["vpcName"] == "mall"
    assert "description" not in after.outputs
    assert after.outputs["routeTableId"] == before.outputs["routeTableId"]
    assert cloud.read(VPC, before.id, before.outputs).outputs["vpcName"] == "mall"


def test_an_update_is_judged_without_the_resource_itself():
    cloud = empty()
    network = add(cloud, "vpc/network:Network", cidrBlock="10.0.0.0/16")
    place = {"vpcId": network.id, "cidrBlock": "10.0.0.0/24", "zoneId": "cn-shanghai-l"}
    switch = add(cloud, "vpc/switch:Switch", **place)
    same = wanted("vpc/switch:Switch", vswitchName="orders", **place)
    assert cloud.update(same, switch.id, place, switch.outputs).outputs["vswitchName"] == "orders"
    with pytest.raises(RefusedError):
        cloud.update(replace(same, inputs={**same.inputs, "vswitchName": ""}), switch.id, place, switch.outputs)


def test_each_update_of_a_launch_template_is_a_version():
    cloud = empty()
    inputs = {"launchTemplateName": "orders", "imageId": "aliyun_3_x64.vhd"}
    first = add(cloud, "ecs/ecsLaunchTemplate:EcsLaunchTemplate", **inputs)
    changed = wanted("ecs/ecsLaunchTemplate:EcsLaunchTemplate", **inputs, instanceType="ecs.c8i.large")
    second = cloud.update(changed, first.id, inputs, first.outputs)
    assert (first.outputs["latestVersionNumber"], second.outputs["latestVersionNumber"]) == (1, 2)


def test_what_is_in_use_cannot_be_deleted():
    cloud = empty()
    network = add(cloud, "vpc/network:Network", "shop", cidrBlock="10.0.0.0/16")
    group = add(cloud, "ecs/securityGroup:SecurityGroup", "orders-group", vpcId=network.id)
    with pytest.raises(
        CloudError, match=r"VPC shop is in use by the security group orders-group \(simulated\)"
    ) as error:
        cloud.delete(VPC, network.id, network.outputs)
    assert error.value.code == "DependencyViolation"
    cloud.delete("alicloud:ecs/securityGroup:SecurityGroup", group.id, group.outputs)
    cloud.delete(VPC, network.id, network.outputs)
    assert len(cloud.existing) == 0


def test_what_is_protected_cannot_be_deleted():
    cloud = empty()
    address = {"bandwidth": "5", "deletionProtection": True}
    made = add(cloud, "ecs/eipAddress:EipAddress", **address)
    with pytest.raises(CloudError, match="orders is protected by `deletionProtection`"):
        cloud.delete("alicloud:ecs/eipAddress:EipAddress", made.id, made.outputs)
    off = wanted("ecs/eipAddress:EipAddress", bandwidth="5", deletionProtection=False)
    cloud.update(off, made.id, address, made.outputs)
    cloud.delete("alicloud:ecs/eipAddress:EipAddress", made.id, made.outputs)


def test_what_is_gone_can_be_deleted_again():
    assert empty().delete(VPC, "vpc-gone", {}) == ""


@pytest.mark.parametrize(
    ("type_", "old", "new", "difference"),
    [
        ("vpc/network:Network", {"vpcName": "a"}, {"vpcName": "b"}, Difference(updates=("vpcName",))),
        ("vpc/switch:Switch", {"zoneId": "a"}, {"zoneId": "b"}, Difference(replaces=("zoneId",))),
        ("vpc/switch:Switch", {"zoneId": "a"}, {"zoneId": "a"}, Difference()),
        (
            "ots/instance:Instance",
            {"name": "a", "instanceType": "Capacity"},
            {"name": "a", "instanceType": "HighPerformance"},
            Difference(replaces=("instanceType",), delete_before_replace=True),
        ),
    ],
)
def test_a_difference_says_what_replaces(type_, old, new, difference):
    assert empty().difference(f"alicloud:{type_}", old, new) == difference


@pytest.mark.parametrize(
    ("token", "key", "value"),
    [
        ("getAccount:getAccount", "id", ACCOUNT),
        ("getCallerIdentity:getCallerIdentity", "accountId", ACCOUNT),
        ("getRegions:getRegions", "ids", [REGION]),
        ("getZones:getZones", "ids", ["cn-shanghai-a", "cn-shanghai-b", "cn-shanghai-c"]),
    ],
)
def test_it_answers_who_and_where_one_is(token, key, value):
    assert empty().invoke(f"alicloud:index/{token}", {})[key] == value


def test_it_answers_no_other_data_source():
    with pytest.raises(CloudError, match="does not answer the data source alicloud:ecs/getImages"):
        empty().invoke("alicloud:ecs/getImages:getImages", {})


def test_zones_are_written_as_in_the_region():
    assert AlicloudCloud(region="ap-southeast-1").invoke("alicloud:index/getZones:getZones", {})["ids"][0] == (
        "ap-southeast-1a"
    )
