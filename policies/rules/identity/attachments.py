"""What is attached to whom: no policies of people, no ready-made policies that allow everything."""

from __future__ import annotations

import re

from policies.rule import Area, NotApplicable, Outcome, Rule, Severity, forbidden
from policies.view import View

_AWS_MANAGED = re.compile(r"arn:aws[a-z-]*:iam::aws:policy/(.+/)?([^/]+)")
_AWS_WIDE = re.compile(r"AdministratorAccess(-.+)?|PowerUserAccess|.*FullAccess")
_ALICLOUD_WIDE = re.compile(r"AdministratorAccess|PowerUserAccess|Aliyun.*FullAccess")


def _wide_on_aws(arn: str) -> str | None:
    managed = _AWS_MANAGED.fullmatch(arn)
    if managed and _AWS_WIDE.fullmatch(managed[2]):
        return f"{managed[2]} allows all that one or all services can do, on every resource"
    return None


def _aws_attachment(attachment: View) -> Outcome:
    return _wide_on_aws(str(attachment.get("policyArn")))


def _aws_role(role: View) -> Outcome:
    if not role.has("managedPolicyArns"):
        return NotApplicable("policies are attached by resources of their own, or none is")
    return next(filter(None, map(_wide_on_aws, map(str, role.values("managedPolicyArns")))), None)


def _aws_exclusive(attachments: View) -> Outcome:
    return next(filter(None, map(_wide_on_aws, map(str, attachments.values("policyArns")))), None)


def _alicloud_attachment(attachment: View) -> Outcome:
    if attachment.get("policyType") != "System":
        return None
    name = str(attachment.get("policyName"))
    if _ALICLOUD_WIDE.fullmatch(name):
        return f"{name} allows all that one or all services can do, on every resource"
    return None


def _aws_users(attachment: View) -> Outcome:
    return "`users` attaches a policy to people" if attachment.has("users") else None


def _alicloud_users(attachment: View) -> Outcome:
    if attachment.get("principalType") == "IMSUser":
        return "`principalType` is 'IMSUser': the policy is attached to a person"
    return None


_NOT_TO_USERS = forbidden("a policy is attached to a user")

RULES = (
    Rule(
        id="identity-no-user-attached-policies",
        title="Policies are attached to groups and roles, never to users",
        area=Area.IDENTITY,
        severity=Severity.MEDIUM,
        why="Rights of single people are forgotten when they change the job; nobody can review them one by one.",
        remediation="give people roles through the identity provider, and services an Identity",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2",
        checks={
            "aws:iam/userPolicy:UserPolicy": _NOT_TO_USERS,
            "aws:iam/userPolicyAttachment:UserPolicyAttachment": _NOT_TO_USERS,
            "aws:iam/policyAttachment:PolicyAttachment": _aws_users,
            "alicloud:ram/userPolicyAttachment:UserPolicyAttachment": _NOT_TO_USERS,
            "alicloud:resourcemanager/policyAttachment:PolicyAttachment": _alicloud_users,
        },
    ),
    Rule(
        id="identity-no-managed-admin-attachment",
        title="No ready-made policy that allows everything in a service is attached",
        area=Area.IDENTITY,
        severity=Severity.HIGH,
        why="A ready-made FullAccess policy lets one service of the shop delete the data of all others.",
        remediation="give the service an Identity with `grants` for what it really uses",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
        checks={
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment": _aws_attachment,
            "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": _aws_attachment,
            "aws:iam/policyAttachment:PolicyAttachment": _aws_attachment,
            "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": _aws_exclusive,
            "aws:iam/role:Role": _aws_role,
            "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment": _alicloud_attachment,
            "alicloud:ram/groupPolicyAttachment:GroupPolicyAttachment": _alicloud_attachment,
            "alicloud:resourcemanager/policyAttachment:PolicyAttachment": _alicloud_attachment,
        },
    ),
)
