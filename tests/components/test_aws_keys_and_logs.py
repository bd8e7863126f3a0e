"""What is specific to keys, logs and secrets on AWS."""

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from components.aws.encryption_key import build_encryption_key
from components.aws.identity import build_identity
from components.aws.logs import build_logs
from components.encryption_key import EncryptionKey, EncryptionKeyArgs, KeyUser, Location
from components.identity import IdentityArgs
from components.logs import Logs
from components.secret import Secret
from infra.preview.plan import Resource
from tests.components.cases import build_sample
from tests.components.harness import AWS, of_type, only, provision
from tests.components.samples import samples

ACCOUNT = AWS.account_id


build = partial(build_sample, "aws")


def statements(resource: Resource) -> dict[str, dict[str, Any]]:
    return {statement["Sid"]: statement for statement in json.loads(resource.inputs["policy"])["Statement"]}


def key(*users: KeyUser, **changes: Any) -> list[Resource]:
    return build(EncryptionKey, lambda args: replace(args, users=users, **changes))[0]


def key_statements(*users: KeyUser, **changes: Any) -> dict[str, dict[str, Any]]:
    return statements(only(key(*users, **changes), "aws:kms/key:Key"))


def test_key_rotates_and_cannot_be_lost() -> None:
    inputs = only(key(), "aws:kms/key:Key")
    assert inputs.inputs["enableKeyRotation"] is True
    assert inputs.inputs["rotationPeriodInDays"] == 365
    assert inputs.inputs["deletionWindowInDays"] == 30
    assert inputs.options["protect"] is True
    assert "protect" not in only(key(protected=False), "aws:kms/key:Key").options


def test_key_without_users_is_only_the_accounts_own() -> None:
    assert list(key_statements()) == ["Account"]


@pytest.mark.parametrize("user", KeyUser)
def test_every_user_is_tied_to_this_account(user: KeyUser) -> None:
    """Apart from reading the key's metadata, which the trail does without context."""
    extra = {sid: statement for sid, statement in key_statements(user).items() if sid != "Account"}
    assert extra
    for sid, statement in extra.items():
        assert not any("*" in action for action in statement["Action"])
        if sid != "AuditDescribe":
            assert ACCOUNT in json.dumps(statement["Condition"])


def test_any_principal_is_only_named_with_the_callers_account() -> None:
    for statement in key_statements(*KeyUser).values():
        if statement["Principal"] == {"AWS": "*"}:
            assert statement["Condition"]["StringEquals"]["kms:CallerAccount"] == ACCOUNT


def test_scaling_groups_can_start_encrypted_disks_in_an_account_that_never_had_one() -> None:
    """Naming the service-linked role as the principal fails until the account's first scaling group exists."""
    found = key_statements(KeyUser.AUTOSCALING)
    role = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
    assert found["Autoscaling"]["Condition"]["StringEquals"]["aws:PrincipalArn"] == role
    assert found["AutoscalingDisks"]["Action"] == ["kms:CreateGrant"]
    assert found["AutoscalingDisks"]["Condition"]["Bool"] == {"kms:GrantIsForAWSResource": "true"}


def test_key_of_the_edge_lives_and_logs_in_its_region() -> None:
    resources = key(KeyUser.LOGS, location=Location.EDGE)
    for type_ in ("aws:kms/key:Key", "aws:kms/alias:Alias"):
        assert only(resources, type_).inputs["region"] == "us-east-1"
    logs = statements(only(resources, "aws:kms/key:Key"))["Logs"]
    assert logs["Principal"] == {"Service": "logs.us-east-1.amazonaws.com"}
    assert logs["Condition"]["ArnLike"]["kms:EncryptionContext:aws:logs:arn"] == (
        f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:*"
    )


def test_alias_has_a_name_that_people_find() -> None:
    assert only(key(), "aws:kms/alias:Alias").inputs["name"] == "alias/floodgate-prod-data-key"


def test_key_with_every_user_fits_the_policy_limit() -> None:
    """32 kB. Source: KMS developer guide, "Resource quotas", key policy document size."""
    name, _ = samples("aws")[EncryptionKey]
    resources, _ = provision(
        EncryptionKey,
        name,
        lambda: EncryptionKeyArgs(purpose="All", users=tuple(KeyUser)),
        partial(build_encryption_key, AWS),
    )
    assert len(only(resources, "aws:kms/key:Key").inputs["policy"]) < 32_768 / 4


def test_log_groups_are_encrypted_kept_and_named_by_path() -> None:
    resources, outputs = build(Logs)
    groups = {group.inputs["name"]: group for group in of_type(resources, "aws:cloudwatch/logGroup:LogGroup")}
    assert list(groups) == ["/floodgate/prod/network", "/floodgate/prod/orders"]
    assert groups["/floodgate/prod/network"].inputs["retentionInDays"] == 90
    assert all("kmsKeyId" in group.unknown for group in groups.values())
    assert list(outputs.streams) == ["network", "orders"]


def test_arn_of_a_stream_is_known_before_the_first_update() -> None:
    def writer(name: str, args: Any, opts: Any) -> Any:
        outputs = build_logs(AWS, name, args, opts)
        grants = IdentityArgs(
            grants=(), log_arn=outputs.streams["orders"].arn, image_repository="registry.example.net/shop/orders"
        )
        build_identity(AWS, "orders-role", grants, opts)
        return outputs

    name, make = samples("aws")[Logs]
    resources, _ = provision(Logs, name, make, writer)
    policy = only(resources, "aws:iam/rolePolicy:RolePolicy")
    assert statements(policy)["WriteLogs"]["Resource"] == (
        f"arn:aws:logs:eu-central-1:{ACCOUNT}:log-group:/floodgate/prod/orders:*"
    )
    assert any("logGroup" in urn for urn in policy.depends_on)


def test_secret_is_generated_once_and_never_shown() -> None:
    resources, _ = build(Secret)
    version = only(resources, "aws:secretsmanager/secretVersion:SecretVersion")
    assert version.secret == ("secretString",)
    assert version.options["ignore_changes"] == ["secretString"]


def test_secret_is_encrypted_recoverable_and_closed_to_other_accounts() -> None:
    resources, _ = build(Secret)
    secret = only(resources, "aws:secretsmanager/secret:Secret")
    assert "kmsKeyId" in secret.unknown
    assert secret.inputs["recoveryWindowInDays"] == 30
    policy = only(resources, "aws:secretsmanager/secretPolicy:SecretPolicy")
    assert policy.inputs["blockPublicPolicy"] is True
    (deny,) = statements(policy).values()
    assert deny["Effect"] == "Deny"
    assert deny["Condition"]["StringNotEquals"] == {"aws:PrincipalAccount": ACCOUNT}
