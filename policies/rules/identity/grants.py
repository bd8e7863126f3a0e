"""What identity policies may allow: never everything, never a whole service, and named resources."""

from __future__ import annotations

from policies.reading.documents import Statement
from policies.reading.rights import IDENTITY_POLICIES, called, grants, is_admin, narrows, reaches_all
from policies.rule import Area, NotApplicable, Outcome, Rule, Severity
from policies.rules.identity.actions import OWN_RIGHTS, any_identity, names_resources
from policies.view import View

_NONE = NotApplicable("the role has no inline policy")


def _no_admin(policy: View) -> Outcome:
    allowed = grants(policy)
    if allowed is None:
        return _NONE
    for place, statement in enumerate(allowed):
        if is_admin(statement):
            return f"{called(statement, place)} allows every action on every resource"
    return None


def _no_wildcards(policy: View) -> Outcome:
    allowed = grants(policy)
    if allowed is None:
        return _NONE
    for place, statement in enumerate(allowed):
        # What allows everything is the business of identity-no-admin-policy
        too_much = None if is_admin(statement) else _too_much(statement)
        if too_much:
            return f"{called(statement, place)} allows {too_much}"
    return None


def _too_much(statement: Statement) -> str | None:
    if statement.not_actions:
        return f"everything but `{'`, `'.join(statement.not_actions)}`"
    for action in statement.actions:
        if not action.partition(":")[2].strip("*?"):
            return f"`{action}`: all that the service can do"
    if any(map(narrows, statement.conditions)):
        return None
    if not statement.resources or any(map(any_identity, statement.resources)):
        for action in OWN_RIGHTS:
            if statement.covers(action):
                return f"`{action}` on any identity, with which it can give itself every right"
    if reaches_all(statement):
        for action in statement.actions:
            if names_resources(action):
                return f"`{action}` on every resource, although it can be limited to some"
    return None


RULES = (
    Rule(
        id="identity-no-admin-policy",
        title="No policy allows every action on every resource",
        area=Area.IDENTITY,
        severity=Severity.CRITICAL,
        why="Who breaks into a service with such a policy has the whole account: data, backups, keys.",
        remediation="list what is needed as `grants` of Identity; it writes one statement for each resource",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
        checks=dict.fromkeys(IDENTITY_POLICIES, _no_admin),
    ),
    Rule(
        id="identity-no-service-wildcards",
        title="Policies allow named actions, on named resources where they change something or read data",
        area=Area.IDENTITY,
        severity=Severity.HIGH,
        why="With a wildcard a broken service reads or deletes what belongs to others, or gets more rights.",
        remediation="use `grants` of Identity, which name one resource each; where an action knows no resources,"
        " list exactly that action on `*`",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-21",
        checks=dict.fromkeys(IDENTITY_POLICIES, _no_wildcards),
    ),
)
