"""What is specific to identities on Alibaba Cloud."""

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from components.alicloud.identity import NOT_IN_RAM, RIGHTS
from components.identity import Access, Grant, Identity
from infra.preview.plan import Resource
from tests.components.cases import build_sample
from tests.components.harness import known, of_type, only

POLICY = "alicloud:ram/policy:Policy"


build = partial(build_sample, "alicloud")


def statements(resource: Resource, property_: str = "policyDocument") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(resource.inputs[property_])["Statement"]
    return found


def granted(*grants: Grant, repository: str | None = None) -> list[dict[str, Any]]:
    resources, _ = build(
        Identity,
        lambda args: replace(
            args,
            grants=grants,
            log_arn=known("acs:log:cn-hangzhou:1234567890123456:project/p/logstore/orders"),
            image_repository=repository or args.image_repository,
        ),
    )
    return [statement for policy in of_type(resources, POLICY) for statement in statements(policy)]


def on(access: Access) -> Grant:
    return Grant(access=access, arn=f"acs:x:::{access.value}")


def test_only_ecs_assumes_the_role() -> None:
    role = only(build(Identity)[0], "alicloud:ram/role:Role")
    (trust,) = statements(role, "assumeRolePolicyDocument")
    assert trust["Principal"] == {"Service": ["ecs.aliyuncs.com"]}


def test_instances_get_the_role_by_its_name() -> None:
    resources, _ = build(Identity)
    attachments = [
        one.inputs for one in of_type(resources, "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment")
    ]
    assert attachments
    assert {one["roleName"] for one in attachments} == {"floodgate-prod-orders-role-ecs"}
    assert {one["policyType"] for one in attachments} == {"Custom"}


def test_every_access_has_rights() -> None:
    assert set(RIGHTS) | set(NOT_IN_RAM) == set(Access)
    assert not set(RIGHTS) & set(NOT_IN_RAM)


def test_no_action_is_a_wildcard_and_only_the_registry_token_knows_no_resource() -> None:
    for statement in granted(*map(on, RIGHTS)):
        assert "*" not in "".join(statement["Action"])
        assert (statement["Resource"] == ["*"]) is (statement["Action"] == ["cr:GetAuthorizationToken"])


@pytest.mark.parametrize("access", RIGHTS)
def test_a_grant_reaches_one_resource_and_what_is_below_it(access: Access) -> None:
    arn = f"acs:x:::{access.value}"
    below = {
        Access.BUCKET_READ: {arn, f"{arn}/*"},
        Access.BUCKET_READ_WRITE: {arn, f"{arn}/*"},
        Access.BUCKET_APPEND: {f"{arn}/*"},
        Access.BUCKET_AUDIT: {arn, f"{arn}/*"},
        Access.QUEUE_SEND: {f"{arn}/messages"},
        Access.QUEUE_CONSUME: {arn, f"{arn}/messages"},
        Access.QUEUE_REPLAY: {arn, f"{arn}/messages"},
        Access.TOPIC_PUBLISH: {f"{arn}/messages"},
        Access.STREAM_READ: {arn, f"{arn}/consumergroup/*"},
    }
    reached = {name for statement in granted(on(access)) for name in statement["Resource"] if name.startswith(arn)}
    assert reached == below.get(access, {arn})


@pytest.mark.parametrize(
    "access", [Access.TABLE_READ, Access.BUCKET_READ, Access.BUCKET_AUDIT, Access.SECRET_READ]
)
def test_reading_grants_cannot_write(access: Access) -> None:
    for right in RIGHTS[access]:
        for action in right.actions:
            assert action.split(":")[1].startswith(("BatchGet", "Describe", "Get", "List"))


def test_grants_of_one_kind_share_a_statement() -> None:
    one, two = (Grant(access=Access.SECRET_READ, arn=f"acs:kms:::secret/{name}") for name in ("a", "b"))
    assert granted(one, two)[0]["Resource"] == ["acs:kms:::secret/a", "acs:kms:::secret/b"]


def test_logs_are_written_to_the_own_stream_only() -> None:
    (write,) = (statement for statement in granted() if statement["Action"] == ["log:PostLogStoreLogs"])
    assert write["Resource"] == ["acs:log:cn-hangzhou:1234567890123456:project/p/logstore/orders"]


def test_image_is_pulled_from_its_own_repository() -> None:
    (pull,) = (statement for statement in granted() if statement["Action"] == ["cr:PullRepository"])
    assert pull["Resource"] == ["acs:cr:cn-hangzhou:1234567890123456:repository/cri-0123456789abcdef/shop/orders"]


def test_other_registries_need_no_rights() -> None:
    found = granted(repository="registry.example.net/shop/orders")
    assert [statement["Action"] for statement in found] == [["log:PostLogStoreLogs"]]


@pytest.mark.parametrize("most", [2, 8])
def test_policy_with_many_grants_fits_the_limit(most: int) -> None:
    """6,144 characters, and 10 policies in a role. Source: RAM documentation, "Limitations", 2025-12."""
    arn = "acs:ots:cn-hangzhou:1234567890123456:instance/floodgate-0123456/table/floodgate-prod-cart"
    resources, _ = build(
        Identity,
        lambda args: replace(
            args,
            log_arn=known(arn),
            grants=tuple(Grant(access=access, arn=f"{arn}{n}") for access in RIGHTS for n in range(most)),
        ),
    )
    policies = of_type(resources, POLICY)
    assert all(len(policy.inputs["policyDocument"]) <= 6_144 for policy in policies)
    attached = of_type(resources, "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment")
    assert [each.inputs["policyName"] for each in attached] == [each.inputs["policyName"] for each in policies]
    assert 1 < len(policies) <= 10
    held = {
        (action, resource)
        for policy in policies
        for statement in statements(policy)
        for action in statement["Action"]
        for resource in statement["Resource"]
    }
    for access, rights in RIGHTS.items():
        for right in rights:
            for action in right.actions:
                assert {(action, f"{arn}{n}{right.below}") for n in range(most)} <= held, access
