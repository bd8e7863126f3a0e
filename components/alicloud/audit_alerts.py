"""What the audit trail tells people about at once."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from components.alicloud.context import AlicloudContext
from components.alicloud.log_alert import LogQuestion, log_alert
from components.audit_trail import AuditTrailArgs
from components.logs import LogTarget

_CRITICAL = 10
_HIGH = 8
"""Severities of SLS alerts; 10 is the highest."""
_EVERY = "15m"
_LOOKS_BACK = "-30m"
"""ActionTrail delivers minutes late: each look covers the last two. Source, as of 2026-08: the built-in alerts of
SLS on ActionTrail (github.com/aliyun/alibabacloud-landing-zone, actiontrail-event-alert)."""


@dataclass(frozen=True, kw_only=True)
class _Event:
    """Something that never goes unnoticed."""

    role: str
    title: str
    query: str
    """Words in the record; the index covers its full text."""
    severity: int = _HIGH


_EVENTS = (
    _Event(
        role="root-login",
        title="The account's owner logged in",
        query='ConsoleSignin and "root-account"',
        severity=_CRITICAL,
    ),
    _Event(
        role="login-without-mfa",
        title="Log-in without a second factor",
        query='ConsoleSignin and "ram-user" and mfaChecked and false',
    ),
    _Event(
        role="denied-calls",
        title="Calls were denied",
        query="ApiCall and (NoPermission* or Forbidden* or AccessDenied* or NotAuthorized*)",
    ),
    _Event(
        role="rights-changed",
        title="Rights were changed",
        query="(Ram or Ims or ResourceManager) and (CreatePolicy or CreatePolicyVersion or DeletePolicy or "
        "DeletePolicyVersion or SetDefaultPolicyVersion or AttachPolicy* or DetachPolicy* or CreateUser or "
        "CreateAccessKey or CreateLoginProfile or UpdateRole)",
    ),
    _Event(
        role="trail-changed",
        title="The audit trail was changed",
        query="Actiontrail and (DeleteTrail or StopLogging or UpdateTrail)",
        severity=_CRITICAL,
    ),
    _Event(
        role="key-deleted",
        title="A key was disabled or is about to be deleted",
        query="Kms and (DisableKey or ScheduleKeyDeletion or DeleteKeyMaterial or DeleteSecret)",
        severity=_CRITICAL,
    ),
    _Event(
        role="bucket-opened",
        title="Access to a bucket was changed",
        query="Oss and (PutBucketPolicy or DeleteBucketPolicy or PutBucketAcl or "
        "PutBucketPublicAccessBlock or DeleteBucketPublicAccessBlock)",
    ),
    _Event(
        role="network-changed",
        title="A firewall, route or network was changed",
        query="(Ecs or Vpc) and (AuthorizeSecurityGroup* or RevokeSecurityGroup* or CreateRouteEntry or "
        "DeleteRouteEntry or DeleteVpc or DeleteFlowLog)",
    ),
)
"""Names of events, as of 2026-11: CIS Alibaba Cloud Foundation Benchmark 2.0, section 2."""


def audit_alerts(
    ctx: AlicloudContext, name: str, args: AuditTrailArgs, target: LogTarget, opts: pulumi.ResourceOptions
) -> None:
    """One SLS alert per event.

    SLS cannot tell CloudMonitor's contact groups. It has action policies of its own, kept for the whole account in
    one region (cn-heyuan), so they are made once per account and not by a stack: the one that `notify` names must
    have the id of the contact group and reach the same people.
    """
    for event in _EVENTS:
        log_alert(
            ctx,
            f"{name}-{event.role}",
            target,
            LogQuestion(
                query=f"{event.query} | select count(1) as events",
                since=_LOOKS_BACK,
                condition="events > 0",
                severity=event.severity,
            ),
            alert_name=f"{name}-{event.role}",
            display_name=event.title,
            title=event.title,
            description="${events} records in half an hour; search the audit trail for them",
            schedule={"type": "FixedRate", "interval": _EVERY},
            notify=args.notify,
            opts=opts,
        )
