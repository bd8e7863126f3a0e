"""Roles that people assume: with a second factor, and to read."""

from __future__ import annotations

import re

from policies.reading.documents import Statement, statements
from policies.reading.rights import called, grants
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_ROLE = "aws:iam/role:Role"
_ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
_RAM_ROLE = "alicloud:ram/role:Role"
_RAM_POLICY = "alicloud:ram/policy:Policy"
_RAM_LINK = "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment"
_MFA = frozenset({"aws:multifactorauthpresent", "acs:mfapresent"})
_READS = re.compile(r"[a-z0-9-]+:(get|list|describe|batchget|query|lookup|filter|search|decrypt)[a-z0-9]*", re.I)
_OF_SERVICES = NotApplicable("no person assumes it")
_PEOPLE = ("AWS", "RAM")
_CALLER = "aws:principalarn"
_ROLES = re.compile(r"arn:aws:iam::\d+:role/.+")


def _people(trust: tuple[Statement, ...]) -> list[Statement]:
    return [
        statement
        for statement in trust
        if statement.allows
        and any(principal.kind in _PEOPLE for principal in statement.principals)
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
            condition.key.lower() in _MFA and condition.compares == "bool" and condition.values == ("true",)
            for condition in statement.conditions
        ):
            return f"{called(statement, place)} of its trust policy asks for no second factor"
    return None


def _role_policy(policy: View) -> Outcome:
    return _reads(policy, policy.targets("role", _ROLE))


def _ram_policy(policy: View) -> Outcome:
    roles = [
        role for link in policy.referring(_RAM_LINK, "policyName") for role in link.targets("roleName", _RAM_ROLE)
    ]
    return _reads(policy, roles)


def _reads(policy: View, roles: list[View]) -> Outcome:
    if not any(_people(_trusted(role)) for role in roles):
        return _OF_SERVICES
    for place, statement in enumerate(grants(policy) or ()):
        for action in statement.actions:
            if not _READS.fullmatch(action):
                return f"{called(statement, place)} grants `{action}`, which does more than read"
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
            _RAM_POLICY: _ram_policy,
        },
        scope=Scope.STACK,
    ),
)
