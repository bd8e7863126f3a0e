"""The role of auditors, on both clouds."""

import json
from dataclasses import replace
from typing import Any

import pytest

from components.auditor import Auditor
from components.errors import InvalidArgument
from infra.preview.plan import Resource
from tests.components.cases import build_sample
from tests.components.harness import known, of_type, only

READING = ("Get", "List", "Describe", "Decrypt")
WRITING = ("Put", "Delete", "Create", "Update", "Encrypt", "Generate", "Bypass", "Restore", "*")


def auditor(cloud: str, **changes: Any) -> list[Resource]:
    def change(args: Any) -> Any:
        known_ = {"bucket_arns": (known("arn:ledger"), known("arn:records")), "key_arns": (known("arn:key"),)}
        return replace(args, **{**known_, **changes})

    return build_sample(cloud, Auditor, change)[0]


def statements(resources: list[Resource]) -> list[dict[str, Any]]:
    (policy,) = (
        *of_type(resources, "aws:iam/rolePolicy:RolePolicy"),
        *of_type(resources, "alicloud:ram/policy:Policy"),
    )
    found: list[dict[str, Any]] = json.loads(policy.inputs.get("policy") or policy.inputs["policyDocument"])[
        "Statement"
    ]
    return found


def listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("cloud", ["aws", "alicloud"])
def test_it_reads_and_can_do_nothing_else(cloud: str) -> None:
    actions = {
        action.partition(":")[2] for each in statements(auditor(cloud)) for action in listed(each["Action"])
    }
    assert actions
    assert all(action.startswith(READING) for action in actions)
    assert not any(word in action for action in actions for word in WRITING)
    assert {"GetObject", "GetObjectVersion", "Decrypt"} <= actions


@pytest.mark.parametrize("cloud", ["aws", "alicloud"])
def test_it_reads_nothing_but_what_it_is_for(cloud: str) -> None:
    resources = {name for each in statements(auditor(cloud)) for name in listed(each["Resource"])}
    assert {name.removesuffix("/*") for name in resources} == {"arn:ledger", "arn:records", "arn:key"}


def test_on_aws_only_these_people_assume_it_and_with_a_second_factor() -> None:
    role = only(auditor("aws", people=("arn:b", "arn:a")), "aws:iam/role:Role").inputs
    (statement,) = json.loads(role["assumeRolePolicy"])["Statement"]
    assert statement["Principal"] == {"AWS": ["arn:a", "arn:b"]}
    assert statement["Condition"] == {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    assert role["maxSessionDuration"] == 3600


def test_on_alicloud_only_these_people_assume_it_and_with_a_second_factor() -> None:
    role = only(auditor("alicloud", session_hours=2), "alicloud:ram/role:Role").inputs
    (statement,) = json.loads(role["assumeRolePolicyDocument"])["Statement"]
    assert statement["Principal"] == {"RAM": ["acs:ram::1234567890123456:user/jo"]}
    assert statement["Condition"] == {"Bool": {"acs:MFAPresent": "true"}}
    assert role["maxSessionDuration"] == 7200


def test_on_aws_keys_are_used_through_stores_only() -> None:
    (key,) = (each for each in statements(auditor("aws")) if "kms:Decrypt" in each["Action"])
    assert "s3.eu-central-1.amazonaws.com" in key["Condition"]["StringEquals"]["kms:ViaService"]


@pytest.mark.parametrize("cloud", ["aws", "alicloud"])
def test_a_role_for_nobody_is_refused(cloud: str) -> None:
    with pytest.raises(InvalidArgument, match="at least one user"):
        auditor(cloud, people=())
