"""Roles that people assume: with a second factor, and to read."""

from __future__ import annotations

import re

from policies.reading.documents import Statement, matches, statements
from policies.reading.rights import called, grants
from policies.resource import HIDDEN
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_ROLE = "aws:iam/role:Role"
_ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
_IAM_POLICY = "aws:iam/policy:Policy"
_LINK = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
_RAM_ROLE = "alicloud:ram/role:Role"
_RAM_POLICY = "alicloud:ram/policy:Policy"
_RAM_LINK = "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment"
_MFA = frozenset({"aws:multifactorauthpresent", "acs:mfapresent"})
_READS = re.compile(r"[a-z0-9-]+:(get|list|describe|batchget|query|lookup|filter|search|decrypt)[a-z0-9]*", re.I)
_CREDENTIALS = (
    *("secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue", "kms:GetSecretValue"),
    *("sts:GetFederationToken", "sts:GetSessionToken", "ecr:GetAuthorizationToken", "ec2:GetPasswordData"),
    *("redshift:GetClusterCredentials", "redshift:GetClusterCredentialsWithIAM"),
)
"""Actions with a verb of reading whose answer lets its reader act as somebody else."""
_READY_MADE_READS = re.compile(r"ReadOnly|ViewOnly|^SecurityAudit$")
"""In the names of the clouds' own policies that change nothing, like `AmazonS3ReadOnlyAccess`.
Source: AWS Managed Policy Reference; RAM documentation "System policies", both 2026-11."""
_OF_SERVICES = NotApplicable("no person assumes it")
_OF_THE_PROGRAM = NotApplicable("its policy is judged by itself")
_PEOPLE = ("AWS", "RAM")
_CALLER = "aws:principalarn"
_ROLES = re.compile(r"arn:aws:iam::\d+:role/.+")


def _people(trust: tuple[Statement, ...]) -> list[Statement]:
    return [
        statement
        for statement in trust
        if statement.allows
        and any(p.kind in _PEOPLE and not _ROLES.fullmatch(p.value) for p in statement.principals)
        and not _roles_only(statement)
    ]


def _roles_only(statement: Statement) -> bool:
    """Whether the account is named, but a condition lets in roles of its instances only."""
    return any(
        condition.key.lower() == _CALLER
        and condition.compares in {"arnequals", "arnlike", "stringequals", "stringlike"}
        and all(_ROLES.fullmatch(value) for value in condition.values)
        for condition in statement.conditions
    )


def _trusted(role: View) -> tuple[Statement, ...]:
    if role.type == _ROLE:
        return statements(role, "assumeRolePolicy")
    path = "assumeRolePolicyDocument" if role.has("assumeRolePolicyDocument") else "document"
    return statements(role, path)


def _second_factor(role: View) -> Outcome:
    people = _people(_trusted(role))
    if not people:
        return _OF_SERVICES
    for place, statement in enumerate(people):
        if not any(
            # With `ForAllValues` a request without the key would do
            condition.key.lower() in _MFA
            and condition.operator.lower() == "bool"
            and condition.values == ("true",)
            for condition in statement.conditions
        ):
            if any(principal.value == HIDDEN for principal in statement.principals):
                raise NotEvaluated("whether a person or a role may assume it is not known yet")
            return f"{called(statement, place)} of its trust policy asks for no second factor"
    return _does_more(role) if role.type == _ROLE else None


def _role_policy(policy: View) -> Outcome:
    return _reads(policy, policy.targets("role", _ROLE))


def _iam_policy(policy: View) -> Outcome:
    return _reads(
        policy,
        [role for link in policy.referring(_LINK, "policyArn") for role in link.targets("role", _ROLE)],
    )


def _iam_link(link: View) -> Outcome:
    """A policy of the program is judged by itself."""
    if not _for_people(link.targets("role", _ROLE)):
        return _OF_SERVICES
    if link.stack.targets(link.resource, "policyArn", (_IAM_POLICY,)):
        return _OF_THE_PROGRAM
    owner, _, name = str(link.get("policyArn")).partition(":policy/")
    return _ready_made(name) if owner.endswith("::aws") else _OF_THE_PROGRAM


def _ram_link(link: View) -> Outcome:
    if not _for_people(link.targets("roleName", _RAM_ROLE)):
        return _OF_SERVICES
    return _ready_made(str(link.get("policyName"))) if link.get("policyType") == "System" else _OF_THE_PROGRAM


def _for_people(roles: list[View]) -> bool:
    return any(_people(_trusted(role)) for role in roles)


def _ready_made(name: str) -> str | None:
    return None if _READY_MADE_READS.search(name) else f"it attaches {name}, which does more than read"


def _ram_policy(policy: View) -> Outcome:
    roles = [
        role for link in policy.referring(_RAM_LINK, "policyName") for role in link.targets("roleName", _RAM_ROLE)
    ]
    return _reads(policy, roles)


def _reads(policy: View, roles: list[View]) -> Outcome:
    return _does_more(policy) if _for_people(roles) else _OF_SERVICES


def _does_more(holder: View) -> str | None:
    for place, statement in enumerate(grants(holder) or ()):
        if statement.not_actions:
            return f"{called(statement, place)} grants everything but `{'`, `'.join(statement.not_actions)}`"
        for action in statement.actions:
            if not _READS.fullmatch(action):
                return f"{called(statement, place)} grants `{action}`, which does more than read"
            if any(matches(action, credential) for credential in _CREDENTIALS):
                return f"{called(statement, place)} grants `{action}`, which hands out a credential"
    return None


RULES = (
    Rule(
        id="identity-people-read-only",
        title="Roles that people assume need a second factor and can only read",
        area=Area.IDENTITY,
        severity=Severity.HIGH,
        why="Auditors look at what decides about money. A stolen password must not be enough to see it, and a"
        " record that its reader could have changed proves nothing.",
        remediation="build such roles with Auditor; what people change, they change through Pulumi and its"
        " pipeline",
        source="https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
        checks={
            _ROLE: _second_factor,
            _RAM_ROLE: _second_factor,
            _ROLE_POLICY: _role_policy,
            _IAM_POLICY: _iam_policy,
            _LINK: _iam_link,
            _RAM_POLICY: _ram_policy,
            _RAM_LINK: _ram_link,
        },
        scope=Scope.STACK,
    ),
)
