"""What in the audit trail must wake people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, unknown

_RULE = "log-security-event-alarms"
_FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter"
_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
_ALERT = "alicloud:sls/alert:Alert"
_OLD_ALERT = "alicloud:log/alert:Alert"


def _named(*calls: str) -> str:
    return f"{{ {' || '.join(f'($.eventName = {call})' for call in calls)} }}"


_CALLS: Mapping[str, str] = {
    "denied": '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
    "mfa": '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }',
    "root": '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS }',
    "iam": _named("AttachRolePolicy", "PutRolePolicy", "CreatePolicyVersion"),
    "trail": _named("StopLogging", "UpdateTrail", "DeleteTrail"),
    "keys": _named("DisableKey", "ScheduleKeyDeletion"),
    "buckets": _named("PutBucketPolicy", "DeleteBucketPolicy", "PutBucketAcl"),
    "groups": _named("AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"),
    "gateways": _named("AttachInternetGateway", "CreateInternetGateway"),
    "routes": _named("CreateRoute", "ReplaceRoute", "DeleteRoute"),
    "networks": _named("CreateVpc", "DeleteVpc", "ModifyVpcAttribute"),
}
_QUERIES: Mapping[str, str] = {
    "denied": "ApiCall and (NoPermission* or Forbidden*) | select count(1) as events",
    "mfa": 'ConsoleSignin and "ram-user" and mfaChecked and false | select count(1) as events',
    "root": 'ConsoleSignin and "root-account" | select count(1) as events',
    "ram": "Ram and (CreatePolicy or AttachPolicy*) | select count(1) as events",
    "trail": "Actiontrail and (DeleteTrail or StopLogging) | select count(1) as events",
    "keys": "Kms and (DisableKey or ScheduleKeyDeletion) | select count(1) as events",
    "buckets": "Oss and (PutBucketPolicy or PutBucketAcl) | select count(1) as events",
    "network": "AuthorizeSecurityGroup* or CreateRouteEntry or DeleteRouteEntry or DeleteVpc | select 1 as events",
}


def _filter(name: str, pattern: Any, log: Any = "/aws/cloudtrail/shop") -> Res:
    metric = {"namespace": "shop-audit", "name": name, "value": "1"}
    return res(_FILTER, f"{name}-filter", logGroupName=log, pattern=pattern, metricTransformation=metric)


def _alarm(name: str, **inputs: Any) -> Res:
    told = {"alarmActions": [UNKNOWN], **inputs}
    return res(_ALARM, f"{name}-alarm", namespace="shop-audit", metricName=name, **told)


def _pairs(*left_out: str, log: Any = "/aws/cloudtrail/shop") -> list[Res]:
    wanted = {name: pattern for name, pattern in _CALLS.items() if name not in left_out}
    return [each for name, pattern in wanted.items() for each in (_filter(name, pattern, log), _alarm(name))]


def _alert(
    name: str, query: Any, status: Any = "ENABLED", store: str = "actiontrail_shop", told: Any = "oncall"
) -> Res:
    configuration = {
        "queryLists": [{"store": store, "query": query}],
        "policyConfiguration": {"alertPolicyId": "sls.builtin.dynamic", "actionPolicyId": told},
    }
    return res(_ALERT, name, alertName=name, status=status, configuration=configuration)


def _alerts(*left_out: str) -> list[Res]:
    return [_alert(name, query) for name, query in _QUERIES.items() if name not in left_out]


_GROUP = res("aws:cloudwatch/logGroup:LogGroup", "log", name="/shop/orders")
_OLD = res(
    _OLD_ALERT,
    "old",
    alertName="root",
    notificationLists=[{"type": "Email", "content": "root log-in", "emailLists": ["oncall@example.net"]}],
    queryLists=[{"logstore": "actiontrail_shop", "query": _QUERIES["root"]}],
)

_ANY = " || ".join(_CALLS.values())

EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, _filter("changes", _ANY), _alarm("changes"), whole="aws"),
    fails(_RULE, _filter("root", _CALLS["root"]), _alarm("root"), whole="aws", says="no alarm on denied calls"),
    passes(_RULE, *_pairs(), whole="aws"),
    fails(_RULE, *_pairs("root"), whole="aws", says="root user"),
    fails(_RULE, whole="aws", says="no alarm on denied calls"),
    fails(_RULE, *_pairs("trail"), _filter("trail", _CALLS["trail"]), whole="aws", says="audit trail"),
    fails(
        _RULE,
        *_pairs("trail"),
        _filter("trail", _CALLS["trail"]),
        _alarm("trail", actionsEnabled=False),
        whole="aws",
    ),
    # a filter that reads another log never sees the calls
    fails(_RULE, *_pairs(log=ref("log")), _GROUP, whole="aws"),
    unknown(_RULE, *_pairs("root"), _filter("root", UNKNOWN), _alarm("root"), whole="aws"),
    passes(_RULE, *_alerts(), whole="alicloud"),
    fails(_RULE, *_alerts("keys"), whole="alicloud", says="a key that is disabled"),
    fails(_RULE, *_alerts("root"), _alert("root", _QUERIES["root"], status="DISABLED"), whole="alicloud"),
    fails(_RULE, *_alerts("root"), _alert("root", _QUERIES["root"], told=""), whole="alicloud"),
    fails(_RULE, *_alerts("root"), _alert("root", _QUERIES["root"], store="orders"), whole="alicloud"),
    passes(_RULE, *_alerts("root"), _OLD, whole="alicloud"),
    unknown(_RULE, *_alerts("root"), _alert("root", UNKNOWN), whole="alicloud"),
)
