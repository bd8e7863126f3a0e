"""Who hears an alarm: SNS topics and their subscriptions, contact groups and their contacts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from policies.view import NotEvaluated, UnknownValue, View

COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm"
TOPIC = "aws:sns/topic:Topic"
SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"
CONTACT_GROUP = "alicloud:cms/alarmContactGroup:AlarmContactGroup"
CONTACT = "alicloud:cms/alarmContact:AlarmContact"
_GROUP_RULE = "alicloud:cms/groupMetricRule:GroupMetricRule"
"""Its receivers are one text, which may be unknown as a whole."""
_KEYS = ("aws:kms/key:Key", "aws:kms/alias:Alias")
_CHANNELS = ("channelsMail", "channelsSms", "channelsDingWebHook", "channelsAliim")
_SCALING_POLICIES = ("aws:autoscaling/policy:Policy", "aws:appautoscaling/policy:Policy")
_SCALING_ACTION = re.compile(r"arn:aws[a-z-]*:autoscaling:")


def tells_nobody(alarm: View) -> str | None:
    """Why nobody hears this alarm although it has receivers; `None` where somebody does.

    Raises:
        NotEvaluated: receivers that are not in this stack may be heard.
    """
    path, type_, silence = _RECEIVERS[alarm.type]
    receivers = alarm.targets(path, type_)
    silent = [silence(receiver) for receiver in receivers]
    if None in silent:
        return None
    named = 1 if alarm.type == _GROUP_RULE else alarm.count(path) - len(_scaling_policies(alarm))
    if len(receivers) < named:
        raise NotEvaluated(f"`{path}` names a receiver that is not in this stack: who listens is known elsewhere")
    return "; ".join(filter(None, silent))


def silent_topic(topic: View) -> str | None:
    """Why an alarm that is published to this SNS topic reaches nobody, `None` where it does."""
    if not topic.targets("kmsMasterKeyId", *_KEYS) and topic.get("kmsMasterKeyId") == "alias/aws/sns":
        return f"topic {topic.name} is encrypted with `alias/aws/sns`, with which CloudWatch cannot publish"
    subscriptions = topic.referring(SUBSCRIPTION, "topic")
    if not subscriptions:
        return f"topic {topic.name} has no subscription"
    reasons = [_deaf(subscription) for subscription in subscriptions]
    return None if None in reasons else f"topic {topic.name}: {reasons[0]}"


def silent_group(group: View) -> str | None:
    """Why an alarm that is sent to this contact group reaches nobody, `None` where it does."""
    count = group.count("contacts")
    if not count:
        return f"contact group {group.name} has no contact"
    contacts = group.targets("contacts", CONTACT)
    # A contact that was made by hand has a channel: the console demands one
    if len(contacts) < count or any(contact.has(channel) for contact in contacts for channel in _CHANNELS):
        return None
    return f"contact group {group.name}: no contact has a mail address or another channel"


_RECEIVERS: Mapping[str, tuple[str, str, Callable[[View], str | None]]] = {
    "aws:cloudwatch/metricAlarm:MetricAlarm": ("alarmActions", TOPIC, silent_topic),
    COMPOSITE_ALARM: ("alarmActions", TOPIC, silent_topic),
    "alicloud:cms/alarm:Alarm": ("contactGroups", CONTACT_GROUP, silent_group),
    _GROUP_RULE: ("contactGroups", CONTACT_GROUP, silent_group),
    "alicloud:cms/eventRule:EventRule": ("contactParameters", CONTACT_GROUP, silent_group),
}


def _deaf(subscription: View) -> str | None:
    if subscription.get("protocol") == "http":
        return "its subscription gets everything over plain http"
    if not subscription.has("filterPolicy") or subscription.get("filterPolicyScope") == "MessageBody":
        return None
    return "its subscription has a `filterPolicy`: alarms have no attributes, so it drops them"


def scales_only(alarm: View) -> bool:
    """Whether every action of an AWS alarm is a scaling policy, so that it calls nobody."""
    count = alarm.count("alarmActions")
    if not count:
        return False
    if len(_scaling_policies(alarm)) >= count:
        return True
    try:
        return all(_SCALING_ACTION.match(str(action)) for action in alarm.values("alarmActions"))
    except UnknownValue:
        return False


def _scaling_policies(alarm: View) -> list[object]:
    return [*alarm.stack.targets(alarm.resource, "alarmActions", _SCALING_POLICIES)]


def composites(alarm: View) -> Iterator[View]:
    """The composite alarms that fire with this one and may be the ones that tell people.

    Raises:
        UnknownValue: at the end, where the rule of one, or the alarm's name, is not known.
    """
    yield from alarm.referring(COMPOSITE_ALARM, "alarmRule")
    for composite in alarm.all(COMPOSITE_ALARM):
        if composite.stack.targets(composite.resource, "alarmRule", ()):
            continue
        names = _FIRES_WITH.findall(str(composite.get("alarmRule", "")))
        if alarm.get("alarmName" if alarm.type == COMPOSITE_ALARM else "name") in names:
            yield composite


_FIRES_WITH = re.compile(r"(?<!\w)ALARM\s*\(\s*\"?(?:arn:[^)\"]*:alarm:)?([^)\"]+?)\"?\s*\)")


def suppresses(alarm: View) -> bool:
    """Whether it keeps a composite alarm quiet, for which it needs no receiver."""
    return bool(alarm.referring(COMPOSITE_ALARM, "actionsSuppressor"))
