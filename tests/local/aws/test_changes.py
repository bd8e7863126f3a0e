"""Changes that take more than the new values in one call, and what stands in for operations that moto lacks."""

from __future__ import annotations

import pytest

from tests.local.aws.accounts import REGION, account, ask, change, make, reading, wanted

ZONES = [f"{REGION}a", f"{REGION}b"]


@pytest.fixture(scope="module")
def cloud():
    with account() as cloud:
        yield cloud


@pytest.fixture(scope="module")
def vpc(cloud):
    return make(cloud, "ec2/vpc:Vpc", cidrBlock="10.0.0.0/16", enableDnsSupport=True, enableDnsHostnames=True)


@pytest.fixture(scope="module")
def subnets(cloud, vpc):
    return [
        make(
            cloud, "ec2/subnet:Subnet", zone, vpcId=vpc.id, availabilityZone=zone, cidrBlock=f"10.0.{number}.0/24"
        ).id
        for number, zone in enumerate(ZONES)
    ]


def test_a_switch_has_a_call_for_each_side(cloud):
    key = make(cloud, "kms/key:Key", enableKeyRotation=True)
    assert ask("kms", "get_key_rotation_status", KeyId=key.id)["KeyRotationEnabled"]
    off = change(cloud, "kms/key:Key", key, enableKeyRotation=False)
    assert not ask("kms", "get_key_rotation_status", KeyId=key.id)["KeyRotationEnabled"]
    assert off.not_emulated == ()
    assert reading(cloud, "kms/key:Key", off).outputs["enableKeyRotation"] is False


def test_lists_are_changed_by_what_is_more_and_less(cloud, vpc):
    tables = [make(cloud, "ec2/routeTable:RouteTable", f"t{number}", vpcId=vpc.id).id for number in range(3)]
    endpoint = make(
        cloud,
        "ec2/vpcEndpoint:VpcEndpoint",
        vpcId=vpc.id,
        serviceName=f"com.amazonaws.{REGION}.s3",
        vpcEndpointType="Gateway",
        routeTableIds=tables[:2],
    )
    change(cloud, "ec2/vpcEndpoint:VpcEndpoint", endpoint, routeTableIds=tables[1:])
    found = ask("ec2", "describe_vpc_endpoints", VpcEndpointIds=[endpoint.id])["VpcEndpoints"][0]
    assert sorted(found["RouteTableIds"]) == sorted(tables[1:])


def test_the_description_of_a_rule_about_another_group_is_kept_and_changes(cloud, vpc):
    rule_type = "vpc/securityGroupIngressRule:SecurityGroupIngressRule"
    group = make(cloud, "ec2/securityGroup:SecurityGroup", description="g", vpcId=vpc.id)
    assert (
        ask("ec2", "describe_security_groups", GroupIds=[group.id])["SecurityGroups"][0]["IpPermissionsEgress"]
        == []
    )
    rule = make(
        cloud,
        rule_type,
        securityGroupId=group.id,
        referencedSecurityGroupId=group.id,
        ipProtocol="tcp",
        fromPort=443,
        toPort=443,
        description="from itself",
    )
    assert rule.not_emulated == ()
    change(cloud, rule_type, rule, description="changed", toPort=444)
    found = ask("ec2", "describe_security_group_rules", SecurityGroupRuleIds=[rule.id])["SecurityGroupRules"][0]
    assert (found["Description"], found["FromPort"], found["ToPort"]) == ("changed", 443, 444)
    assert found["ReferencedGroupInfo"]["GroupId"] == group.id


def test_what_moto_cannot_change_is_made_anew_under_the_same_name(cloud, subnets):
    group_type = "rds/subnetGroup:SubnetGroup"
    group = make(cloud, group_type, subnetIds=subnets, description="one")
    changed = change(cloud, group_type, group, description="two")
    found = ask("rds", "describe_db_subnet_groups", DBSubnetGroupName=group.id)["DBSubnetGroups"]
    assert [each["DBSubnetGroupDescription"] for each in found] == ["two"]
    assert reading(cloud, group_type, changed).outputs["description"] == "two"


def test_what_is_made_anew_keeps_its_id_for_the_program(cloud):
    plan_type = "backup/plan:Plan"
    vault = make(cloud, "backup/vault:Vault", name="vault")
    rule = {"ruleName": "daily", "targetVaultName": vault.id, "startWindow": 60}
    plan = make(cloud, plan_type, name="plan", rules=[rule])
    changed = change(cloud, plan_type, plan, rules=[{**rule, "startWindow": 120}])
    assert changed.id == plan.id
    assert reading(cloud, plan_type, changed).outputs["rules"][0]["startWindow"] == 120
    plans = ask("backup", "list_backup_plans")["BackupPlansList"]
    assert [each["BackupPlanName"] for each in plans] == ["plan"]
    cloud.delete(f"aws:{plan_type}", plan.id, changed.outputs)
    assert ask("backup", "list_backup_plans")["BackupPlansList"] == []
    assert reading(cloud, plan_type, changed) is None


def test_tags_alone_make_nothing_anew(cloud):
    plan_type = "backup/plan:Plan"
    rule = {"ruleName": "daily", "targetVaultName": "tagged", "startWindow": 60}
    make(cloud, "backup/vault:Vault", name="tagged")
    plan = make(cloud, plan_type, "tagged", name="tagged", rules=[rule], tags={"a": "1"})
    change(cloud, plan_type, plan, tags={"b": "2"})
    assert ask("backup", "list_tags", ResourceArn=plan.outputs["arn"])["Tags"] == {"b": "2"}


def test_a_replacement_gets_another_name_while_the_first_one_stands(cloud):
    name = cloud.check(wanted("sqs/queue:Queue", "replaced"))[0]["name"]
    first = make(cloud, "sqs/queue:Queue", "replaced")
    assert first.outputs["name"] == name
    second = make(cloud, "sqs/queue:Queue", "replaced")
    assert second.outputs["name"] != name
    cloud.delete("aws:sqs/queue:Queue", first.id, first.outputs)
    assert cloud.check(wanted("sqs/queue:Queue", "replaced"))[0]["name"] == name


@pytest.mark.parametrize(
    ("inputs", "end"),
    [({}, ""), ({"fifoQueue": True}, ".fifo"), ({"name": "own"}, None), ({"namePrefix": "own-"}, None)],
)
def test_names_are_generated_where_the_program_gives_none(cloud, inputs, end):
    named, _ = cloud.check(wanted("sqs/queue:Queue", "generated", **inputs))
    if end is None:
        assert named == inputs
    else:
        stem = named["name"].removesuffix(end)
        assert stem.startswith("generated-")
        assert len(stem) == len("generated-") + 7
        assert named == cloud.check(wanted("sqs/queue:Queue", "generated", **inputs))[0]


def test_a_prefix_begins_a_name_that_only_the_cloud_knows(cloud):
    made = make(cloud, "sqs/queue:Queue", "any", namePrefix="own-")
    assert made.outputs["name"].startswith("own-")
    assert made.not_emulated == ()
    assert ask("sqs", "get_queue_url", QueueName=made.outputs["name"])["QueueUrl"] == made.id
