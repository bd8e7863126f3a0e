"""What is specific to identities on AWS."""

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from components.aws.image_registry import ecr_repository
from components.identity import Access, Grant, Identity
from infra.preview.plan import Resource
from tests.components.cases import build_sample
from tests.components.harness import AWS, known, only

ACCOUNT = AWS.account_id


build = partial(build_sample, "aws")


def statements(resource: Resource) -> dict[str, dict[str, Any]]:
    return {statement["Sid"]: statement for statement in json.loads(resource.inputs["policy"])["Statement"]}


@pytest.fixture(scope="module")
def role_statements() -> dict[str, dict[str, Any]]:
    """The statements of the sample's role, with known ARNs."""
    resources, _ = build(
        Identity,
        lambda args: replace(
            args,
            grants=tuple(Grant(access=access, arn=f"arn:aws:x:::{access.value}") for access in Access),
            log_arn=known(f"arn:aws:logs:eu-central-1:{ACCOUNT}:log-group:/floodgate/prod/orders"),
        ),
    )
    return statements(only(resources, "aws:iam/rolePolicy:RolePolicy"))


_CONTAINERS = {
    Access.TABLE_READ,
    Access.TABLE_READ_WRITE,
    Access.BUCKET_READ,
    Access.BUCKET_READ_WRITE,
    Access.BUCKET_AUDIT,
}

_REQUESTS = {
    Access.SEARCH_QUERY: {"_count", "_mget", "_msearch", "_search", "_source/*"},
    Access.SEARCH_UPDATE: {"_bulk", "_create/*", "_doc", "_doc/*", "_update/*"},
}
"""Of an index. No path of the one kind is of the other, so the methods need not tell them apart."""


def of_access(found: dict[str, dict[str, Any]], access: Access) -> list[dict[str, Any]]:
    arn = f"arn:aws:x:::{access.value}"
    return [
        statement
        for statement in found.values()
        if any(name == arn or name.startswith(f"{arn}/") for name in statement["Resource"])
    ]


def test_only_ec2_assumes_the_role() -> None:
    resources, _ = build(Identity)
    trust = json.loads(only(resources, "aws:iam/role:Role").inputs["assumeRolePolicy"])
    assert [statement["Principal"] for statement in trust["Statement"]] == [{"Service": "ec2.amazonaws.com"}]


def test_no_action_is_a_wildcard_and_only_tokens_and_sessions_know_no_resource(
    role_statements: dict[str, dict[str, Any]],
) -> None:
    for sid, statement in role_statements.items():
        actions = statement["Action"]
        assert "*" not in (actions if isinstance(actions, str) else "".join(actions))
        assert (statement["Resource"] == "*") is (sid in {"LogInToRegistry", "OpenSessions"})


def test_the_container_reads_no_parameters_of_the_account(role_statements: dict[str, dict[str, Any]]) -> None:
    assert role_statements["OpenSessions"]["Action"][0] == "ssm:UpdateInstanceInformation"
    assert "ssm:GetParameter" not in json.dumps(role_statements)


@pytest.mark.parametrize("access", Access)
def test_a_grant_reaches_one_resource_and_what_is_in_it(
    access: Access, role_statements: dict[str, dict[str, Any]]
) -> None:
    (granted,) = of_access(role_statements, access)
    arn = f"arn:aws:x:::{access.value}"
    inside = {Access.TABLE_READ: "/index/*", Access.TABLE_READ_WRITE: "/index/*"}
    expected = {arn, arn + inside.get(access, "/*")} if access in _CONTAINERS else {arn}
    if access in _REQUESTS:
        expected = {f"{arn}/{path}" for path in _REQUESTS[access]}
    if access is Access.BUCKET_APPEND:
        expected = {f"{arn}/*"}
    assert set(granted["Resource"]) == expected


@pytest.mark.parametrize(
    "access", [Access.TABLE_READ, Access.BUCKET_READ, Access.BUCKET_AUDIT, Access.SECRET_READ]
)
def test_reading_grants_cannot_write(access: Access, role_statements: dict[str, dict[str, Any]]) -> None:
    (granted,) = of_access(role_statements, access)
    for action in granted["Action"]:
        assert action.split(":")[1].startswith(("BatchGet", "Describe", "Get", "List", "Query"))


def test_key_is_only_used_through_stores(role_statements: dict[str, dict[str, Any]]) -> None:
    for access in (Access.KEY_USE, Access.KEY_READ):
        (statement,) = of_access(role_statements, access)
        services = statement["Condition"]["StringEquals"]["kms:ViaService"]
        assert "s3.eu-central-1.amazonaws.com" in services
        assert all(service.endswith(".eu-central-1.amazonaws.com") for service in services)


def test_who_appends_cannot_overwrite(role_statements: dict[str, dict[str, Any]]) -> None:
    """S3 refuses an upload that does not say `If-None-Match`, and with it one over an object that is there."""
    (granted,) = of_access(role_statements, Access.BUCKET_APPEND)
    assert granted["Action"] == ["s3:PutObject"]
    assert granted["Condition"] == {"Null": {"s3:if-none-match": "false"}}


def test_boot_is_finished_only_for_groups_of_this_stack(role_statements: dict[str, dict[str, Any]]) -> None:
    assert role_statements["FinishBoot"]["Condition"] == {
        "StringEquals": {"aws:ResourceTag/project": "floodgate", "aws:ResourceTag/environment": "prod"}
    }


def test_image_is_pulled_from_its_own_repository(role_statements: dict[str, dict[str, Any]]) -> None:
    assert role_statements["PullImage"]["Resource"] == (
        f"arn:aws:ecr:eu-central-1:{ACCOUNT}:repository/shop/orders"
    )


def test_other_registries_need_no_rights() -> None:
    resources, _ = build(
        Identity,
        lambda args: replace(
            args, grants=(), log_arn=known("arn"), image_repository="registry.example.net/shop/orders"
        ),
    )
    assert list(statements(only(resources, "aws:iam/rolePolicy:RolePolicy"))) == [
        "WriteLogs",
        "FinishBoot",
        "OpenSessions",
    ]


@pytest.mark.parametrize(
    ("image", "name"),
    [
        ("123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/orders", "shop/orders"),
        ("123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/orders@sha256:0123", "shop/orders"),
        ("123456789012.dkr.ecr.eu-central-1.amazonaws.com/orders:1.2", "orders"),
        ("public.ecr.aws/shop/orders", None),
        ("evil.example/123456789012.dkr.ecr.eu-central-1.amazonaws.com/orders", None),
    ],
)
def test_ecr_repositories_are_recognised(image: str, name: str | None) -> None:
    repository = ecr_repository(image)
    assert (repository.name if repository else None) == name


def test_grants_of_one_kind_share_a_statement_unless_they_are_of_a_sender() -> None:
    grants = (
        Grant(access=Access.SECRET_READ, arn="arn:aws:x:::a"),
        Grant(access=Access.MAIL_SEND, arn="arn:aws:x:::mail", sender="news@shop.example.net"),
        Grant(access=Access.SECRET_READ, arn="arn:aws:x:::b"),
        Grant(access=Access.MAIL_SEND, arn="arn:aws:x:::mail", sender="care@shop.example.net"),
    )
    resources, _ = build(Identity, lambda args: replace(args, grants=grants, log_arn=known("arn")))
    found = statements(only(resources, "aws:iam/rolePolicy:RolePolicy"))
    assert found["SecretRead0"]["Resource"] == ["arn:aws:x:::a", "arn:aws:x:::b"]
    senders = [statement["Condition"] for sid, statement in found.items() if sid.startswith("MailSend")]
    assert senders == [
        {"StringEquals": {"ses:FromAddress": f"{name}@shop.example.net"}} for name in ("news", "care")
    ]


def test_policy_with_many_grants_fits_the_limit_of_a_role() -> None:
    """10,240 characters without white space. Source: IAM user guide, "IAM and AWS STS quotas".

    Of all that a service can be granted: without what auditors alone have, whose role is no identity."""
    arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:orders-database-0123456-AbCdE"
    resources, _ = build(
        Identity,
        lambda args: replace(
            args,
            log_arn=known(arn),
            grants=tuple(
                Grant(access=access, arn=f"{arn}{n}")
                for access in Access
                if access not in {Access.BUCKET_AUDIT, Access.KEY_READ}
                for n in range(2)
            ),
        ),
    )
    policy = only(resources, "aws:iam/rolePolicy:RolePolicy").inputs["policy"]
    assert len(policy.replace(" ", "")) < 10_240
