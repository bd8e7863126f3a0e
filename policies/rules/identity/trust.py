"""Who may assume a role: named services and accounts, and nobody on behalf of strangers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from policies.reading.accounts import foreign_accounts
from policies.reading.documents import Condition, Principal, Statement, limits_callers, statements
from policies.reading.rights import called
from policies.rule import Area, Outcome, Rule, Severity
from policies.view import NotEvaluated, View

_SAYS_FOR_WHOM = frozenset(
    {
        *("appsync", "backup", "bedrock", "cloudtrail", "codebuild", "config", "delivery.logs", "ecs-tasks"),
        *(
            "events",
            "firehose",
            "glue",
            "imagebuilder",
            "iot",
            "kinesisanalytics",
            "lambda",
            "logs",
            "monitoring.rds",
        ),
        *("personalize", "pipes", "rds", "sagemaker", "scheduler", "sms-voice", "ssm", "states", "transfer"),
        *("vpc-flow-logs",),
    }
)
"""Services, without `.amazonaws.com`, that name account or resource when they assume a role, so that a condition
can demand the own ones. Source: their pages "Cross-service confused deputy prevention" or the trust policy they
recommend, 2026-11."""
_NEVER_SAYS = frozenset({"ec2", "edgelambda"})
"""Services that send neither aws:SourceAccount nor aws:SourceArn: with a condition on them no role works. EC2
gives an instance only a role that a caller with iam:PassRole, in the role's own account, has chosen."""

_SOURCE_KEYS = frozenset({"aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths"})
_CROSS_ACCOUNT_KEYS = frozenset(
    {"sts:externalid", "aws:principalorgid", "aws:principalorgpaths", "acs:principalrdid"}
)
_ACCOUNT_KEYS = ("aws:sourceaccount", "aws:sourcearn", "aws:principalaccount", "aws:principalarn")
_SERVICE = re.compile(r"([a-z0-9.-]+?)(\.[a-z]{2}(-[a-z]+)+-\d)?\.amazonaws\.com(\.cn)?")
"""`logs.eu-central-1.amazonaws.com` -> `logs`."""


def _aws_trust(role: View) -> Outcome:
    return _judged(role, statements(role, "assumeRolePolicy"))


def _alicloud_trust(role: View) -> Outcome:
    path = "assumeRolePolicyDocument"
    if role.type == "alicloud:ram/role:Role" and not role.has(path):
        strangers = foreign_accounts(role, map(str, role.values("ramUsers")))
        if strangers:
            return f"`ramUsers` lets account {strangers[0]} assume it without an external id"
        path = "document"
    return _judged(role, statements(role, path))


def _judged(role: View, found: tuple[Statement, ...]) -> Outcome:
    for place, statement in enumerate(found):
        wrong = _wrong(role, statement) if statement.allows else None
        if wrong:
            return f"{called(statement, place)} {wrong}"
    return None


def _wrong(role: View, statement: Statement) -> str | None:
    if statement.public:
        return "lets anyone assume the role"
    strangers = foreign_accounts(role, _named(statement, *_ACCOUNT_KEYS))
    if strangers:
        return f"lets the role be assumed for account {strangers[0]}, which is not this stack's"
    for principal in statement.principals:
        wrong = _JUDGES.get(principal.kind, _account)(role, statement, principal)
        if wrong:
            return wrong
    return None


def _named(statement: Statement, *keys: str) -> list[str]:
    return [value for key in keys for condition in statement.on(key) for value in condition.values]


def _service(role: View, statement: Statement, principal: Principal) -> str | None:
    strangers = foreign_accounts(role, [principal.value])
    if strangers:
        return f"lets `{principal.value}` assume the role for account {strangers[0]}, which is not this stack's"
    match = _SERVICE.fullmatch(principal.value.lower())
    # Alibaba Cloud's services assume roles of the account they work for only; its trust policies have no such key
    if match is None or match[1] in _NEVER_SAYS or any(map(_own_only, statement.conditions)):
        return None
    if match[1] not in _SAYS_FOR_WHOM:
        raise NotEvaluated(f"whether `{principal.value}` says for whom it assumes the role is not known")
    return (
        f"lets `{principal.value}` assume the role, whoever it works for: no condition on aws:SourceAccount or "
        "aws:SourceArn"
    )


def _own_only(condition: Condition) -> bool:
    """Whether it ties the service to an account or resource, at least where the service says for whom it acts."""
    key, operator = condition.key.lower(), condition.operator
    if key == "sts:externalid":
        return _fixed(condition)
    return key in _SOURCE_KEYS and limits_callers(condition._replace(operator=operator.removesuffix("IfExists")))


def _account(role: View, statement: Statement, principal: Principal) -> str | None:
    if principal.value == "*" or any(map(_cross_account, statement.conditions)):
        return None  # `*` got this far only with a condition that limits it
    if re.fullmatch(r"A[IR][DO]A[A-Z0-9]+", principal.value):
        raise NotEvaluated(f"which account `{principal.value}` belongs to is not known")
    strangers = foreign_accounts(role, [principal.value])
    if strangers:
        return f"lets account {strangers[0]}, which is not this stack's, assume the role without an external id"
    if "*" in principal.value.rpartition(":")[0]:
        return f"names nobody: `{principal.value}`"
    return None


def _cross_account(condition: Condition) -> bool:
    return condition.key.lower() in _CROSS_ACCOUNT_KEYS and _fixed(condition)


def _federated(role: View, statement: Statement, principal: Principal) -> str | None:
    """A SAML provider is somebody's own directory; an OpenID provider vouches for all its customers' workloads."""
    strangers = foreign_accounts(role, [principal.value])
    if strangers:
        return f"lets account {strangers[0]}, which is not this stack's, say who may assume the role"
    if "saml-provider/" in principal.value:
        return None
    if any(map(_picks_subject, statement.conditions)):
        return None
    return f"lets everybody whom `{principal.value}` knows assume the role: no condition on the subject"


def _picks_subject(condition: Condition) -> bool:
    key = condition.key.lower()
    wide = any(re.match(r"(repo|project_path):\*", value) for value in condition.values)
    return _SUBJECT.fullmatch(key) is not None and _fixed(condition) and not wide


_SUBJECT = re.compile(r".+:(sub|job_workflow_ref|app_id)|(cognito-identity\.amazonaws|accounts\.google)\.com:aud")
"""The audience of other providers is the same for everybody who uses them with this cloud."""


def _fixed(condition: Condition) -> bool:
    return (
        condition.compares in {"stringequals", "stringequalsignorecase", "stringlike"}
        and bool(condition.values)
        and not any(set(value) <= {"*", "?"} for value in condition.values)
    )


_JUDGES: Mapping[str, Callable[[View, Statement, Principal], str | None]] = {
    "Service": _service,
    "Federated": _federated,
}


RULES = (
    Rule(
        id="identity-role-trust-scoped",
        title="Roles name who may assume them, and services assume them for this account only",
        area=Area.IDENTITY,
        severity=Severity.HIGH,
        why="A role that strangers can assume, directly or through a cloud service that works for everybody, hands"
        " them its rights without a single stolen key.",
        remediation="leave the role to the component that needs it (Identity, AuditTrail, Backup, Database,"
        " Network): each names one service and the stack's account; for another account add an external id",
        source="https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
        checks={
            "aws:iam/role:Role": _aws_trust,
            "alicloud:ram/role:Role": _alicloud_trust,
            "alicloud:resourcemanager/role:Role": _alicloud_trust,
        },
    ),
)
