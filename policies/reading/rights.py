"""What identity policies grant: their statements, whatever resource carries them, and how far these reach."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policies.reading.documents import Condition, Statement, matches, statements
from policies.view import View

_ROLE = "aws:iam/role:Role"
_RAM_POLICY = "alicloud:ram/policy:Policy"
_PATHS: Mapping[str, tuple[str, ...]] = {
    "aws:iam/policy:Policy": ("policy",),
    "aws:iam/rolePolicy:RolePolicy": ("policy",),
    "aws:iam/userPolicy:UserPolicy": ("policy",),
    "aws:iam/groupPolicy:GroupPolicy": ("policy",),
    _RAM_POLICY: ("policyDocument", "document"),
    "alicloud:resourcemanager/policy:Policy": ("policyDocument",),
}
IDENTITY_POLICIES = (*_PATHS, _ROLE)
"""Types that carry a policy of an identity."""


def grants(view: View) -> list[Statement] | None:
    """The Allow statements of an identity policy; `None` where the resource carries no policy at all."""
    if view.type == _ROLE:
        inline = list(view.each("inlinePolicies"))
        found = [statement for policy in inline for statement in statements(policy, "policy")]
        return _allowing(found) if inline else None
    found = [statement for path in _PATHS[view.type] for statement in statements(view, path)]
    if view.type == _RAM_POLICY:
        found += [_old(item) for item in view.each("statements")]
    return _allowing(found)


def called(statement: Statement, place: int) -> str:
    """How a message names a statement."""
    return f"statement `{statement.sid}`" if statement.sid else f"statement {place + 1}"


def is_admin(statement: Statement) -> bool:
    """Every action on every resource."""
    reach = not statement.resources or any(map(_everywhere, statement.resources))
    return reach and any(map(_every_action, statement.actions))


def reaches_all(statement: Statement) -> bool:
    """Whether it names no resource: `*`, an ARN with `*` for the resource, or all but some."""
    return not statement.resources or any(map(_unnamed, statement.resources))


def narrows(condition: Condition) -> bool:
    """Whether a condition limits the resources: by tag, cluster, boundary and the like."""
    return (
        _RESOURCE_KEY.fullmatch(condition.key.lower()) is not None
        and condition.compares in _COMPARES
        and not condition.operator.lower().startswith("forallvalues:")
        and bool(condition.values)
        and not any(set(value) <= {"*", "?"} for value in condition.values)
    )


_COMPARES = frozenset({"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike"})
"""`...IfExists` is not among them: what has no tag would pass."""
_RESOURCE_KEY = re.compile(
    r"[a-z0-9-]+:(resource|request)tag/.+|ecs:cluster|iam:permissionsboundary|ec2:(vpc|subnet)|ssm:sourceinstancearn"
    r"|kms:(resourcealiases|requestalias)"
)
_EVERY_ONE = re.compile(
    r"(table|secret|key|parameter|function|repository|stream|log-group|role)[/:]\*+([:/].*)?", re.IGNORECASE
)
"""What comes after the account where an ARN of AWS covers every table, every secret and so on."""
_PROBES = (("arn:aws:iam::1:role/a", "arn:aws:s3:::a/b"), ("acs:ram:*:1:role/a", "acs:oss:cn-shanghai:1:a/b"))
_ACTION_PROBES = ("iam:CreateUser", "s3:GetObject", "oss:GetObject")


def _everywhere(resource: str) -> bool:
    """Whether a pattern covers resources that have nothing in common."""
    return any(all(matches(resource, probe) for probe in probes) for probes in _PROBES)


def _every_action(action: str) -> bool:
    return all(matches(action, probe) for probe in _ACTION_PROBES)


def _unnamed(resource: str) -> bool:
    parts = resource.split(":")
    before = {"arn": 5, "acs": 4}.get(parts[0], 0)
    rest = ":".join(parts[before:] or parts[-1:])
    if set(rest) <= set("*?/:"):
        return True
    # A bucket may be called "table"
    return parts[0] == "arn" and parts[2:3] != ["s3"] and _EVERY_ONE.fullmatch(rest) is not None


def _allowing(found: list[Statement]) -> list[Statement]:
    return [statement for statement in found if statement.allows]


def _old(item: View) -> Statement:
    """A statement in the deprecated form of a RAM policy, which has no principals and no conditions."""
    return Statement(
        sid="",
        effect=str(item.get("effect", "")).capitalize(),
        actions=tuple(map(str, item.values("actions"))),
        not_actions=(),
        resources=tuple(map(str, item.values("resources"))),
        not_resources=(),
        principals=(),
        not_principals=(),
        conditions=(),
    )
