"""What in the audit trail must wake people: CIS AWS Foundations, section 4; CIS Alibaba Cloud, section 2."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from policies.reading.choice import one_is_good
from policies.reading.log_kind import LOG_GROUP, LogKind, log_kind
from policies.rule import STACK, Area, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter"
_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
_ALERT = "alicloud:sls/alert:Alert"
_OLD_ALERT = "alicloud:log/alert:Alert"

_AWS_EVENTS: Mapping[str, tuple[str, ...]] = {
    "denied calls": ("UnauthorizedOperation", "AccessDenied"),
    "log-ins without a second factor": ("ConsoleLogin", "MFAUsed"),
    "use of the root user": ("userIdentity.type", "Root"),
    "changed rights in IAM": ("AttachRolePolicy", "PutRolePolicy", "CreatePolicyVersion"),
    "a changed or stopped audit trail": ("StopLogging", "UpdateTrail", "DeleteTrail"),
    "a key that is disabled or deleted": ("DisableKey", "ScheduleKeyDeletion"),
    "an opened bucket": ("PutBucketPolicy", "DeleteBucketPolicy", "PutBucketAcl"),
    "changed security groups": ("AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"),
    "changed gateways": ("AttachInternetGateway", "CreateInternetGateway"),
    "changed routes": ("CreateRoute", "ReplaceRoute", "DeleteRoute"),
    "changed networks": ("CreateVpc", "DeleteVpc", "ModifyVpcAttribute"),
}
_ALICLOUD_EVENTS: Mapping[str, tuple[str, ...]] = {
    "denied calls": ("NoPermission",),
    "log-ins without a second factor": ("ConsoleSignin", "mfa"),
    "log-ins of the account's owner": ("ConsoleSignin", "root-account"),
    "changed rights in RAM": ("AttachPolicy", "CreatePolicy"),
    "a changed or stopped audit trail": ("StopLogging", "DeleteTrail"),
    "a key that is disabled or deleted": ("DisableKey", "ScheduleKeyDeletion"),
    "an opened bucket": ("PutBucketPolicy", "PutBucketAcl"),
    "changed security groups": ("AuthorizeSecurityGroup",),
    "changed routes": ("CreateRouteEntry", "DeleteRouteEntry"),
    "changed networks": ("DeleteVpc",),
}
"""What happened -> words that its filter or query has, all of them."""


def _noticed(stack: View) -> Outcome:
    events, hears = _EVENTS[stack.stack.facts.cloud]
    open_ = dict(events)
    unsure: NotEvaluated | None = None
    for candidate in hears(stack):
        try:
            text = candidate()
        except NotEvaluated as reason:
            unsure = unsure or reason
            continue
        open_ = {event: words for event, words in open_.items() if not _about(text, words)}
    if open_ and unsure:
        raise unsure
    return f"no alarm on {', '.join(open_)}" if open_ else None


def _about(text: str, words: tuple[str, ...]) -> bool:
    return all(word.lower() in text.lower() for word in words)


def _filters(stack: View) -> Iterator[Callable[[], str]]:
    """Patterns of the metric filters over the trail whose metric has an alarm that does something."""
    for filter_ in stack.all(_FILTER):
        yield partial(_pattern_with_alarm, filter_)


def _pattern_with_alarm(filter_: View) -> str:
    logs = filter_.targets("logGroupName", LOG_GROUP)
    if logs and not any(log_kind(log) is LogKind.AUDIT_COPY for log in logs):
        return ""
    namespace, name = filter_.get("metricTransformation.namespace"), filter_.get("metricTransformation.name")
    faults = one_is_good(filter_.all(_ALARM), lambda alarm: _not_alarmed(alarm, namespace, name))
    return str(filter_.get("pattern", "")) if faults is None else ""


def _not_alarmed(alarm: View, namespace: str, name: str) -> str | None:
    if alarm.get("metricName") != name or alarm.get("namespace") != namespace:
        return "on another metric"
    acts = alarm.get("actionsEnabled", True) is True and alarm.has("alarmActions")
    return None if acts else "does nothing"


def _alerts(stack: View) -> Iterator[Callable[[], str]]:
    """Queries of the alerts that are switched on and tell somebody."""
    for alert in stack.all(_ALERT):
        yield partial(_query, alert)
    for alert in stack.all(_OLD_ALERT):
        yield partial(_old_query, alert)


def _query(alert: View) -> str:
    told = alert.at("configuration.policyConfiguration")
    if alert.get("status", "ENABLED") != "ENABLED" or not _tells(told):
        return ""
    return _queries(alert, "configuration.queryLists", "store")


def _old_query(alert: View) -> str:
    if not alert.has("notificationLists") and not _tells(alert.at("policyConfiguration")):
        return ""
    return _queries(alert, "queryLists", "store") or _queries(alert, "queryLists", "logstore")


def _queries(alert: View, path: str, store: str) -> str:
    """Its queries of what ActionTrail writes, which dictates the name of the store."""
    queries = [query for query in alert.each(path) if str(query.get(store, "")).startswith("actiontrail")]
    return " ".join(str(query.get("query", "")) for query in queries)


def _tells(policy: View) -> bool:
    """An action policy says whom; an alert policy other than the built-in one may say it too."""
    return policy.has("actionPolicyId") or (
        policy.has("alertPolicyId") and not str(policy.get("alertPolicyId")).startswith("sls.builtin")
    )


_EVENTS: Mapping[str, tuple[Mapping[str, tuple[str, ...]], Callable[[View], Iterator[Callable[[], str]]]]] = {
    "aws": (_AWS_EVENTS, _filters),
    "alicloud": (_ALICLOUD_EVENTS, _alerts),
}


RULES = (
    Rule(
        id="log-security-event-alarms",
        title="Changes that open the shop, and log-ins that should not happen, wake somebody",
        area=Area.LOGGING,
        severity=Severity.MEDIUM,
        why="Intruders open firewalls, add rights and stop the trail: single calls that can be heard in time.",
        remediation="build the stack with AuditTrail, which has an alarm for each event and tells `notify`",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
        checks={STACK: _noticed},
        scope=Scope.STACK,
    ),
)
