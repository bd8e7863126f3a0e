"""The difference of two plans: what happens to each resource, why, and what is lost."""

from dataclasses import replace

import pytest

from infra.preview.diff import Action, diff
from tests.preview.samples import plan, resource, urn

VPC, SUBNET, QUEUE = "aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet", "aws:sqs/queue:Queue"


def steps(before, after):
    return {step.resource.name: step for step in diff(plan(*before), plan(*after)).steps}


def subnet(**fields):
    return resource(
        SUBNET,
        "subnet",
        {"cidrBlock": "10.0.1.0/24", "vpcId": None},
        unknown=("vpcId",),
        property_dependencies={"vpcId": (urn(VPC, "vpc"),)},
        **fields,
    )


def test_the_same_plan_changes_nothing():
    same = plan(resource(VPC, "vpc", {"cidrBlock": "10.0.0.0/16"}), subnet())
    assert diff(same, same).steps == ()
    assert diff(same, same).unchanged == 2


def test_a_new_resource_is_created_and_a_missing_one_deleted():
    found = steps([resource(QUEUE, "old")], [resource(QUEUE, "new")])
    assert found["new"].action is Action.CREATE
    assert found["old"].action is Action.DELETE
    assert found["old"].warnings == ("holds messages that nobody has handled yet: it is lost",)


def test_deleting_something_protected_is_announced_as_refused():
    found = steps([resource("aws:rds/cluster:Cluster", "db", options={"protect": True})], [])
    assert found["db"].warnings == (
        "holds a database: it is lost",
        "is protected: `pulumi up` refuses to delete it",
    )


def test_an_ordinary_property_is_updated_in_place():
    before = resource(QUEUE, "q", {"visibilityTimeoutSeconds": 30})
    after = resource(QUEUE, "q", {"visibilityTimeoutSeconds": 60})
    step = steps([before], [after])["q"]
    assert step.action is Action.UPDATE
    assert [(c.path, c.before, c.after) for c in step.changes] == [("visibilityTimeoutSeconds", 30, 60)]


def test_a_replacing_property_names_itself():
    before = resource(QUEUE, "q", {"fifoQueue": False})
    after = resource(QUEUE, "q", {"fifoQueue": True})
    step = steps([before], [after])["q"]
    assert step.action is Action.REPLACE
    assert step.changes[0].path == "fifoQueue"
    assert "the new one starts empty" in step.warnings[0]


def test_a_conditional_replacement_is_never_claimed_either_way():
    before = resource(VPC, "vpc", {"instanceTenancy": "default"})
    after = resource(VPC, "vpc", {"instanceTenancy": "dedicated"})
    assert steps([before], [after])["vpc"].action is Action.MAY_REPLACE


def test_a_replacement_spreads_to_what_refers_to_it():
    before = [resource(VPC, "vpc", {"cidrBlock": "10.0.0.0/16"}), subnet()]
    after = [resource(VPC, "vpc", {"cidrBlock": "10.1.0.0/16"}), subnet()]
    found = steps(before, after)
    assert found["vpc"].action is Action.REPLACE
    assert found["subnet"].action is Action.REPLACE
    assert found["subnet"].changes[0].because == "vpc"


def test_a_reference_to_another_resource_is_a_change():
    other = replace(subnet(), property_dependencies={"vpcId": (urn(VPC, "other"),)})
    found = steps([subnet()], [other])
    assert found["subnet"].action is Action.REPLACE
    assert found["subnet"].changes[0].because == "other"


def test_ignored_changes_are_no_changes():
    group = "aws:autoscaling/group:Group"
    before = resource(group, "g", {"desiredCapacity": 3})
    after = resource(group, "g", {"desiredCapacity": 9}, options={"ignore_changes": ["desiredCapacity"]})
    assert steps([before], [after]) == {}


def test_an_explicit_name_means_deleted_first():
    before = resource(QUEUE, "q", {"name": "orders", "fifoQueue": False})
    after = resource(QUEUE, "q", {"name": "orders", "fifoQueue": True})
    assert steps([before], [after])["q"].deleted_first
    auto = [replace(item, inputs={"fifoQueue": item.inputs["fifoQueue"]}) for item in (before, after)]
    assert not steps([auto[0]], [auto[1]])["q"].deleted_first


def test_what_is_deleted_first_takes_with_it_what_its_values_replace():
    table, policy, alarm = (
        "aws:dynamodb/table:Table",
        "aws:dynamodb/resourcePolicy:ResourcePolicy",
        "aws:cloudwatch/metricAlarm:MetricAlarm",
    )

    def stack(key):
        named = resource(table, "t", {"name": "carts", "hashKey": key})
        # Both know what they take from the table: it is the name that the program gives it
        by = {"property_dependencies": {"resourceArn": (named.urn,), "dimensions": (named.urn,)}}
        return [
            named,
            resource(policy, "p", {"resourceArn": "arn:table/carts"}, **by),
            resource(alarm, "a", {"dimensions": {"TableName": "carts"}}, **by),
        ]

    found = steps(stack("customer"), stack("shopper"))

    assert {name: step.action for name, step in found.items()} == {"t": Action.REPLACE, "p": Action.REPLACE}
    assert (found["p"].changes[0].path, found["p"].changes[0].because) == ("resourceArn", "t")
    assert found["p"].deleted_first


def test_what_is_deleted_afterwards_takes_nothing_with_it_that_knows_its_values():
    before = [resource(VPC, "vpc", {"cidrBlock": "10.0.0.0/16"}), replace(subnet(), unknown=())]
    after = [resource(VPC, "vpc", {"cidrBlock": "10.1.0.0/16"}), replace(subnet(), unknown=())]

    assert list(steps(before, after)) == ["vpc"]


def test_a_template_that_changes_has_a_new_version_for_its_group():
    template, group = "aws:ec2/launchTemplate:LaunchTemplate", "aws:autoscaling/group:Group"
    version = {
        "unknown": ("launchTemplate.version",),
        "property_dependencies": {"launchTemplate": (urn(template, "t"),)},
    }

    def stack(image):
        return [
            resource(template, "t", {"imageId": image}),
            resource(group, "g", {"launchTemplate": {"version": None}}, **version),
        ]

    found = steps(stack("ami-1"), stack("ami-2"))

    assert {name: step.action for name, step in found.items()} == {"t": Action.UPDATE, "g": Action.UPDATE}
    assert found["g"].changes[0].because == "t"
    assert steps(stack("ami-1"), stack("ami-1")) == {}


def test_losing_protection_is_told_although_nothing_else_changes():
    before = resource(QUEUE, "q", options={"protect": True})
    assert steps([before], [resource(QUEUE, "q")])["q"].warnings == (
        "is no longer protected: the next destroy deletes it",
    )


def test_a_type_outside_the_table_is_not_evaluated():
    before, after = (resource("aws:x/new:New", "n", {"a": value}) for value in (1, 2))
    step = steps([before], [after])["n"]
    assert step.action is Action.UPDATE
    assert step.warnings == ("what replaces a aws:x/new:New is not in the table: not evaluated",)


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        ({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3]}}, "a.b[1]"),
        ({"a": [1]}, {"a": [1, 2]}, "a[1]"),
        ({"tags": {"x.y": "1"}}, {"tags": {"x.y": "2"}}, 'tags["x.y"]'),
        ({"a": True}, {"a": 1}, "a"),
        ({"a": "x"}, {}, "a"),
    ],
)
def test_paths_are_as_deep_as_the_difference(before, after, path):
    step = steps([resource(QUEUE, "q", before)], [resource(QUEUE, "q", after)])["q"]
    assert [change.path for change in step.changes] == [path]


def test_a_value_that_becomes_known_is_a_change():
    before = resource(QUEUE, "q", {"kmsMasterKeyId": None}, unknown=("kmsMasterKeyId",))
    after = resource(QUEUE, "q", {"kmsMasterKeyId": "alias/x"})
    assert steps([before], [after])["q"].action is Action.UPDATE
