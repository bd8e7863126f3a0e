"""Alarms and who hears them."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_ACTS = "log-alarm-actions"
_HEARD = "stack-alarm-topic-has-subscriber"
_METRIC = "aws:cloudwatch/metricAlarm:MetricAlarm"
_COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm"
_POLICY = "aws:autoscaling/policy:Policy"
_CMS = "alicloud:cms/alarm:Alarm"
_GROUP_RULE = "alicloud:cms/groupMetricRule:GroupMetricRule"
_MONITOR_GROUP = "alicloud:cms/monitorGroup:MonitorGroup"
_EVENT = "alicloud:cms/eventRule:EventRule"
_ORG_TOPIC = "arn:aws:sns:eu-central-1:444455556666:all-alarms"


def _alarm(actions: Any = None, **inputs: Any) -> Res:
    told = {} if actions is None else {"alarmActions": actions}
    return res(_METRIC, "cpu", name="shop-cpu", metricName="CPUUtilization", **told, **inputs)


def _composite(rule: Any = 'ALARM("shop-cpu")', actions: Any = (UNKNOWN,)) -> Res:
    return res(_COMPOSITE, "together", alarmName="shop-together", alarmRule=rule, alarmActions=list(actions))


_SUPPRESSING = res(
    _COMPOSITE,
    "together",
    alarmName="shop-together",
    alarmRule="ALARM(shop-errors)",
    alarmActions=[UNKNOWN],
    actionsSuppressor={"alarm": "shop-cpu"},
)


def _cms(groups: Any, **inputs: Any) -> Res:
    return res(
        _CMS, "cpu", project="acs_polardb", metric="cluster_cpu_utilization", contactGroups=groups, **inputs
    )


def _event(**inputs: Any) -> Res:
    return res(_EVENT, "failures", ruleName="failures", eventPattern={"product": "ess"}, **inputs)


_CALLS = {"contactParameters": [{"contactGroupName": ref("oncall"), "level": "4"}]}

_ACTING: tuple[Example, ...] = (
    passes(_ACTS, _alarm([UNKNOWN])),
    fails(_ACTS, _alarm(), says="`alarmActions` is empty"),
    fails(_ACTS, _alarm([UNKNOWN], actionsEnabled=False), says="`actionsEnabled` is false"),
    unknown(_ACTS, _alarm([UNKNOWN], actionsEnabled=UNKNOWN)),
    # the alarm above it tells people
    passes(_ACTS, _alarm(), _composite()),
    fails(_ACTS, _alarm(), _composite('OK("shop-cpu")')),
    fails(_ACTS, _alarm(), _composite('ALARM("shop-cpu-of-another")')),
    unknown(_ACTS, _alarm(), _composite(UNKNOWN)),
    skips(_ACTS, _alarm(), _SUPPRESSING),
    passes(_ACTS, _composite()),
    fails(_ACTS, _composite(actions=[])),
    unknown(_ACTS, res(_COMPOSITE, alarmRule="ALARM(a)", alarmActions=[UNKNOWN], actionsEnabled=UNKNOWN)),
    passes(_ACTS, _cms(["oncall"])),
    fails(_ACTS, _cms(["oncall"], enabled=False), says="`enabled` is false"),
    fails(_ACTS, _cms([]), says="`contactGroups` is empty"),
    passes(_ACTS, _cms([], webhook="https://oncall.example.net/alarm")),
    unknown(_ACTS, _cms(["oncall"], enabled=UNKNOWN)),
    passes(_ACTS, res(_GROUP_RULE, groupId=UNKNOWN, contactGroups="oncall")),
    fails(_ACTS, res(_GROUP_RULE, groupId=ref("group")), res(_MONITOR_GROUP, "group"), says="contactGroups"),
    passes(_ACTS, res(_GROUP_RULE, groupId=ref("group")), res(_MONITOR_GROUP, "group", contactGroups=["oncall"])),
    unknown(_ACTS, res(_GROUP_RULE, groupId=UNKNOWN)),
    passes(_ACTS, _event(status="ENABLED", contactParameters=[{"contactGroupName": "oncall"}])),
    fails(_ACTS, _event(status="ENABLED"), says="no receiver"),
    fails(_ACTS, _event(status="DISABLED", contactParameters=[{"contactGroupName": "oncall"}])),
    unknown(_ACTS, _event(status=UNKNOWN)),
)

_TOPIC = res("aws:sns/topic:Topic", "topic", kmsMasterKeyId=ref("key"))
_KEY = res("aws:kms/key:Key", "key")


def _subscribed(protocol: Any = "email", **inputs: Any) -> Res:
    type_ = "aws:sns/topicSubscription:TopicSubscription"
    return res(type_, "mail", topic=ref("topic"), protocol=protocol, endpoint="oncall@example.net", **inputs)


def _contacts(*names: Any) -> Res:
    type_ = "alicloud:cms/alarmContactGroup:AlarmContactGroup"
    return res(type_, "oncall", alarmContactGroupName="oncall", contacts=list(names))


_CONTACT = res(
    "alicloud:cms/alarmContact:AlarmContact", "anna", alarmContactName="anna", channelsMail="a@example.net"
)
_MUTE = res("alicloud:cms/alarmContact:AlarmContact", "anna", alarmContactName="anna", describe="no channel")

_HEARING: tuple[Example, ...] = (
    passes(_HEARD, _alarm([ref("topic")]), _TOPIC, _KEY, _subscribed()),
    # facts/policies.md section 7, case 17: an alarm to a topic that nobody has subscribed to
    fails(_HEARD, _alarm([ref("topic")]), _TOPIC, _KEY, says="has no subscription"),
    fails(_HEARD, _alarm([ref("topic")]), _TOPIC, _KEY, _subscribed("http"), says="plain http"),
    fails(
        _HEARD,
        _alarm([ref("topic")]),
        _TOPIC,
        _KEY,
        _subscribed(filterPolicy='{"severity": ["high"]}'),
        says="filterPolicy",
    ),
    fails(
        _HEARD,
        _alarm([ref("topic")]),
        res("aws:sns/topic:Topic", "topic", kmsMasterKeyId="alias/aws/sns"),
        _subscribed(),
        says="alias/aws/sns",
    ),
    unknown(_HEARD, _alarm([_ORG_TOPIC]), says="not in this stack"),
    unknown(_HEARD, _alarm([ref("topic")]), _TOPIC, _KEY, _subscribed(UNKNOWN)),
    skips(_HEARD, _alarm([ref("grow")]), res(_POLICY, "grow")),
    skips(_HEARD, _alarm()),
    fails(_HEARD, _alarm([ref("grow"), ref("topic")]), res(_POLICY, "grow"), _TOPIC, _KEY),
    passes(_HEARD, _composite(actions=[ref("topic")]), _TOPIC, _KEY, _subscribed("sms")),
    fails(_HEARD, _composite(actions=[ref("topic")]), _TOPIC, _KEY),
    unknown(_HEARD, _composite(actions=[UNKNOWN])),
    passes(_HEARD, _cms([ref("oncall")]), _contacts(ref("anna")), _CONTACT),
    fails(_HEARD, _cms([ref("oncall")]), _contacts(), says="no contact"),
    fails(_HEARD, _cms([ref("oncall")]), _contacts(ref("anna")), _MUTE, says="mail address"),
    passes(_HEARD, _cms(["oncall"]), _contacts("anna", "made-by-hand"), _MUTE),
    unknown(_HEARD, _cms(["made-by-hand"]), says="not in this stack"),
    skips(_HEARD, _cms([], webhook="https://oncall.example.net/alarm")),
    passes(_HEARD, res(_GROUP_RULE, contactGroups=ref("oncall")), _contacts(ref("anna")), _CONTACT),
    fails(_HEARD, res(_GROUP_RULE, contactGroups=ref("oncall")), _contacts(), says="no contact"),
    unknown(_HEARD, res(_GROUP_RULE, contactGroups="made-by-hand"), says="not in this stack"),
    skips(_HEARD, res(_GROUP_RULE, groupId=UNKNOWN)),
    passes(_HEARD, _event(**_CALLS), _contacts(ref("anna")), _CONTACT),
    fails(_HEARD, _event(**_CALLS), _contacts()),
    unknown(_HEARD, _event(contactParameters=[{"contactGroupName": UNKNOWN}])),
    skips(_HEARD, _event()),
)

EXAMPLES: tuple[Example, ...] = (*_ACTING, *_HEARING)
