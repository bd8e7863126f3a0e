"""Alarms do something, and somebody hears them."""

from __future__ import annotations

from policies.reading.alarms import CMS_ALARM, EVENT_RULE, GROUP_RULE, METRIC_ALARM
from policies.reading.choice import one_is_good
from policies.reading.hearing import COMPOSITE_ALARM, composites, scales_only, suppresses, tells_nobody
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_MONITOR_GROUP = "alicloud:cms/monitorGroup:MonitorGroup"
_EVENT_RECEIVERS = (
    "contactParameters",
    "fcParameters",
    "mnsParameters",
    "openApiParameters",
    "slsParameters",
    "webhookParameters",
)
_NO_RECEIVER = NotApplicable("it has no receiver of its own, which log-alarm-actions judges")


def _aws_acts(alarm: View) -> Outcome:
    fault = _aws_idle(alarm)
    if fault is None:
        return None
    if suppresses(alarm):
        return NotApplicable("it keeps another alarm quiet and tells nobody by itself")
    return fault if one_is_good(composites(alarm), _aws_idle) is not None else None


def _aws_idle(alarm: View) -> str | None:
    if not alarm.has("alarmActions"):
        return "`alarmActions` is empty: it turns red, and nobody is told"
    return None if alarm.get("actionsEnabled", True) is True else "`actionsEnabled` is false"


def _cms_acts(alarm: View) -> Outcome:
    if alarm.get("enabled", True) is not True:
        return "`enabled` is false"
    if any(alarm.has(path) for path in ("contactGroups", "webhook", "targets")):
        return None
    return "`contactGroups` is empty: it turns red, and nobody is told"


def _group_rule_acts(rule: View) -> Outcome:
    if any(rule.has(path) for path in ("contactGroups", "webhook", "targets")):
        return None
    groups = rule.targets("groupId", _MONITOR_GROUP)
    if any(group.has("contactGroups") for group in groups):
        return None
    return "neither it nor its monitor group has `contactGroups`"


def _event_rule_acts(rule: View) -> Outcome:
    if rule.get("status", "ENABLED") != "ENABLED":
        return "`status` is not 'ENABLED'"
    if any(rule.has(path) for path in _EVENT_RECEIVERS):
        return None
    return "it has no receiver (`contactParameters`)"


def _aws_heard(alarm: View) -> Outcome:
    if not alarm.has("alarmActions"):
        return _NO_RECEIVER
    if scales_only(alarm):
        return NotApplicable("it changes the size of a group and has nobody to tell")
    return tells_nobody(alarm)


def _cms_heard(alarm: View) -> Outcome:
    return tells_nobody(alarm) if alarm.has("contactGroups") else _NO_RECEIVER


def _event_heard(rule: View) -> Outcome:
    return tells_nobody(rule) if rule.has("contactParameters") else _NO_RECEIVER


RULES = (
    Rule(
        id="log-alarm-actions",
        title="Every alarm is switched on and does something",
        area=Area.LOGGING,
        severity=Severity.HIGH,
        why="An alarm that tells nobody is a light in an empty room: the first to notice are customers.",
        remediation="give the component that makes the alarm `notify=` the target of a Notifier",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-15",
        checks={
            METRIC_ALARM: _aws_acts,
            COMPOSITE_ALARM: _aws_acts,
            CMS_ALARM: _cms_acts,
            GROUP_RULE: _group_rule_acts,
            EVENT_RULE: _event_rule_acts,
        },
        scope=Scope.STACK,
    ),
    Rule(
        id="stack-alarm-topic-has-subscriber",
        title="Somebody hears every alarm",
        area=Area.LOGGING,
        severity=Severity.HIGH,
        why="An alarm to a topic without subscribers looks fine in every console and is heard by nobody.",
        remediation="set `account.alarm_emails` in the stack file, which become the `emails` of Notifier;"
        " everybody confirms the first mail",
        source="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
        checks={
            METRIC_ALARM: _aws_heard,
            COMPOSITE_ALARM: _aws_heard,
            CMS_ALARM: _cms_heard,
            GROUP_RULE: _cms_heard,
            EVENT_RULE: _event_heard,
        },
        scope=Scope.STACK,
    ),
)
