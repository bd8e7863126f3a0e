"""Rules about a whole resource: what belongs together, what the SDK takes, names, deprecations, destroy."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from infra.local import schema as sdk
from infra.preview.plan import Plan, Resource
from tests.facts.__main__ import main
from tests.facts.checker import check
from tests.facts.facts import Facts
from tests.facts.planned import found, planned
from tests.facts.problem import Severity

ACCOUNT = "alicloud:rds/account:Account"
BALANCER = "aws:lb/loadBalancer:LoadBalancer"
GROUP = "aws:ec2/securityGroup:SecurityGroup"
PROJECT = "alicloud:log/project:Project"
QUEUE = "aws:sqs/queue:Queue"
ROTATION = "aws:secretsmanager/secretRotation:SecretRotation"

# kind, type, good inputs, bad inputs, path of the one problem
ROWS: list[tuple[str, str, dict[str, Any], dict[str, Any], str]] = [
    ("required", "aws:sqs/queuePolicy:QueuePolicy", {"policy": "", "queueUrl": ""}, {"policy": ""}, "queueUrl"),
    (
        "required",
        "aws:dynamodb/table:Table",
        {"attributes": [{"name": "id", "type": "S"}]},
        {"attributes": [{"name": "id"}]},
        "attributes[0].type",
    ),
    ("unknown-argument", QUEUE, {"delaySeconds": 1}, {"delay_seconds": 1}, "delay_seconds"),
    ("unknown-argument", GROUP, {"ingress": [{"self": True}]}, {"ingress": [{"own": True}]}, "ingress[0].own"),
    ("shape", GROUP, {"ingress": []}, {"ingress": {}}, "ingress"),
    ("shape", QUEUE, {"tags": {"a": "b"}}, {"tags": {"a": ["b"]}}, "tags.a"),
    ("shape", QUEUE, {"name": "orders"}, {"name": {"value": "orders"}}, "name"),
    ("shape", ROTATION, {"rotationRules": {}}, {"rotationRules": [{}]}, "rotationRules"),
    (
        "conflicts",
        QUEUE,
        {"kmsMasterKeyId": "k"},
        {"kmsMasterKeyId": "k", "sqsManagedSseEnabled": False},
        "kmsMasterKeyId",
    ),
    ("exactlyOneOf", PROJECT, {"projectName": "p"}, {"projectName": "p", "name": "p"}, "projectName"),
    ("exactlyOneOf", PROJECT, {"name": "p"}, {}, "projectName"),
    (
        "exactlyOneOf",
        ROTATION,
        {},  # the group belongs to a block that is not there
        {"rotationRules": {"duration": "3h"}},
        "rotationRules.automaticallyAfterDays",
    ),
    (
        "atLeastOneOf",
        "aws:cloudwatch/eventRule:EventRule",
        {"scheduleExpression": "rate(1 day)"},
        {"eventPattern": None},
        "eventPattern",
    ),
    (
        "requiredWith",
        "alicloud:polardb/cluster:Cluster",
        {"hotReplicaMode": "ON", "dbNodeId": "n"},
        {"hotReplicaMode": "ON"},
        "hotReplicaMode",
    ),
    ("atLeastOneOf(runtime)", "alicloud:alikafka/saslUser:SaslUser", {"password": "p"}, {}, "password"),
    ("requiredForDestroy(runtime)", "alicloud:kms/key:Key", {"pendingWindowInDays": 7}, {}, "pendingWindowInDays"),
    ("deprecated", "aws:s3/bucket:Bucket", {"bucket": "b"}, {"acl": "private"}, "acl"),
    ("auto-name", ACCOUNT, {"accountName": "orders"}, {}, "name"),
    ("auto-name", ACCOUNT, {"name": "orders"}, {"accountType": "Normal"}, "name"),
    (
        "not-destroyed",
        "alicloud:polardb/cluster:Cluster",
        {"payType": "PostPaid"},
        {"payType": "PrePaid"},
        "payType",
    ),
]


@pytest.mark.parametrize(("kind", "type_", "good", "bad", "path"), ROWS)
def test_good_resource_passes(
    facts: Facts, kind: str, type_: str, good: dict[str, Any], bad: dict[str, Any], path: str
) -> None:
    assert found(facts, kind, planned(type_, good)) == []


@pytest.mark.parametrize(("kind", "type_", "good", "bad", "path"), ROWS)
def test_bad_resource_is_found_once(
    facts: Facts, kind: str, type_: str, good: dict[str, Any], bad: dict[str, Any], path: str
) -> None:
    problems = found(facts, kind, planned(type_, bad))

    assert [(problem.path, problem.severity) for problem in problems] == [(path, Severity.ERROR)]


def test_unknown_value_counts_as_set(facts: Facts) -> None:
    """A reference to another resource satisfies `required` and clashes like a known value."""
    policy = planned("aws:sqs/queuePolicy:QueuePolicy", {"queueUrl": None, "policy": "{}"}, unknown=["queueUrl"])
    both = {"kmsMasterKeyId": None, "sqsManagedSseEnabled": True}

    assert found(facts, "required", policy) == []
    assert len(found(facts, "conflicts", planned(QUEUE, both, unknown=["kmsMasterKeyId"]))) == 1


def test_nothing_is_said_inside_an_unknown_block(facts: Facts) -> None:
    rotation = planned(ROTATION, {"rotationRules": None, "secretId": "s"}, unknown=["rotationRules"])

    assert check([rotation], facts) == []


def test_policy_document_may_be_an_object(facts: Facts) -> None:
    inputs = {"policy": {"Version": "2012-10-17"}, "queueUrl": "u"}

    assert check([planned("aws:sqs/queuePolicy:QueuePolicy", inputs)], facts) == []


@pytest.mark.parametrize(
    ("type_", "inputs", "longest"),
    [
        (BALANCER, {"subnets": ["a", "b"]}, 24),
        ("aws:opensearch/domain:Domain", {}, 20),
        ("aws:elasticache/replicationGroup:ReplicationGroup", {"description": "d"}, 32),
        ("aws:rds/instance:Instance", {"instanceClass": "db.t4g.medium"}, 55),  # the service's own limit
        (
            "aws:iam/role:Role",
            {"assumeRolePolicy": "{}"},
            56,
        ),  # not in autoname_limits.csv, but in constraints.csv
    ],
)
def test_logical_name_leaves_room_for_the_automatic_name(
    facts: Facts, type_: str, inputs: dict[str, Any], longest: int
) -> None:
    names = [
        problem.kind
        for length in (longest, longest + 1)
        for problem in check([planned(type_, inputs, name="n" * length)], facts)
    ]

    assert names in (["auto-name"], ["maxLength"])


def test_automatic_name_must_match_the_pattern_of_the_service(facts: Facts) -> None:
    assert len(found(facts, "auto-name", planned("aws:rds/subnetGroup:SubnetGroup", {}, name="Orders"))) == 1
    assert len(found(facts, "auto-name", planned(BALANCER, {}, name="orders_lb"))) == 1
    assert found(facts, "auto-name", planned(BALANCER, {"name": "a"}, name="orders_lb")) == []
    assert found(facts, "auto-name", planned(BALANCER, {"namePrefix": "a"}, name="orders_lb")) == []


def test_deprecated_types(facts: Facts) -> None:
    """`*tf` is an error, `*doc` only a warning."""
    plan = found(facts, "deprecated", planned("alicloud:hbr/ossBackupPlan:OssBackupPlan", {}))

    assert {problem.severity for problem in plan} == {Severity.ERROR, Severity.WARNING}


def test_type_that_destroy_forgets_is_a_warning(facts: Facts) -> None:
    versioning = planned("alicloud:oss/bucketVersioning:BucketVersioning", {"bucket": "b", "status": "Enabled"})

    assert [(problem.kind, problem.severity) for problem in check([versioning], facts)] == [
        ("not-destroyed", Severity.WARNING)
    ]


def test_type_outside_the_facts_is_said_to_be_unchecked(facts: Facts) -> None:
    assert [problem.kind for problem in check([planned("aws:xray/group:Group", {})], facts)] == [
        "required",
        "required",
        "not-covered",
    ]


def test_misspelt_type_is_an_error(facts: Facts) -> None:
    assert len(found(facts, "unknown-type", planned("aws:sqs/queues:Queues", {}))) == 1


def test_components_and_providers_are_not_judged(facts: Facts) -> None:
    component = dataclasses.replace(planned("floodgate:index:Queue", {"x": 1}), custom=False)

    assert check([component, planned("pulumi:providers:aws", {"x": 1})], facts) == []


def test_facts_agree_with_the_installed_sdk(facts: Facts) -> None:
    """What the csv files call required is what the SDK demands, so the SDK alone is asked."""
    required = {
        (token, constraint.property)
        for token, constraints in facts.constraints.items()
        for constraint in constraints
        if constraint.kind == "required" and "." not in constraint.property
    }
    demanded = {
        (token, name) for token in facts.constraints for name in getattr(sdk.arguments(token), "required", ())
    }

    assert required == demanded


def plan_file(folder: Path, *resources: Resource) -> str:
    plan = Plan(
        stack="prod-aws", cloud="aws", environment="prod", region="r", resources=tuple(resources), outputs={}
    )
    path = folder / "plan.json"
    path.write_text(plan.to_json(), encoding="utf-8")
    return str(path)


def test_command_prints_problems_and_fails(
    facts: Facts, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([plan_file(tmp_path, planned(QUEUE, {"delaySeconds": 901}))]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "error: aws:sqs/queue:Queue orders.delaySeconds: must be at most 900, got 901 [max]",
        "1 resources of 1 types: 1 errors, 0 warnings; 0 rules of these types cannot be checked here",
    ]


def test_command_passes_a_good_plan(facts: Facts, tmp_path: Path) -> None:
    assert main([plan_file(tmp_path, planned(QUEUE, {"delaySeconds": 900}))]) == 0


@pytest.mark.parametrize("content", ["", "{}"])
def test_command_refuses_what_is_not_a_plan(
    facts: Facts, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    path = tmp_path / "plan.json"
    path.write_text(content, encoding="utf-8")

    assert main([str(path)]) == 2
    assert str(path) in capsys.readouterr().err


def test_absent_facts_are_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FLOODGATE_FACTS", "nowhere")

    assert main(["plan.json"]) == 2
    assert "FLOODGATE_FACTS" in capsys.readouterr().err
