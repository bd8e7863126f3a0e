"""Queues, topics and subscriptions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from infra.local.aws.refusals.subject import Rules, Subject
from infra.local.contract import Finding

_QUEUE = "aws:sqs/queue:Queue"
_TOPIC = "aws:sns/topic:Topic"
_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")
_ENDPOINTS = {
    "email": (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "an e-mail address"),
    "email-json": (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "an e-mail address"),
    "http": (re.compile(r"http://[^/\s]+\S*"), "a URL that begins with http://"),
    "https": (re.compile(r"https://[^/\s]+\S*"), "a URL that begins with https://"),
    "sms": (re.compile(r"\+?[1-9]\d{4,14}"), "a telephone number such as +4930901820"),
    "sqs": (re.compile(r"arn:[^:]*:sqs:[^:]+:\d{12}:.+"), "the ARN of a queue"),
    "lambda": (re.compile(r"arn:[^:]*:lambda:[^:]+:\d{12}:function:.+"), "the ARN of a function"),
    "firehose": (re.compile(r"arn:[^:]*:firehose:[^:]+:\d{12}:deliverystream/.+"), "the ARN of a delivery stream"),
    "application": (re.compile(r"arn:[^:]*:sns:[^:]+:\d{12}:endpoint/.+"), "the ARN of a device"),
}
"""Protocol -> the form of its end points. Source: API reference of SNS, Subscribe, 2026-11."""


def fifo_name(subject: Subject) -> Iterator[Finding]:
    """A FIFO queue or topic is called so, and no other is."""
    name = subject.text("name")
    fifo = bool(subject.get("fifoQueue") or subject.get("fifoTopic"))
    if name and name.endswith(".fifo") != fifo:
        yield subject.finding("name", "must end in .fifo" if fifo else "must not end in .fifo, as it is not FIFO")
    elif name and subject.type == _QUEUE and not _NAME.fullmatch(name.removesuffix(".fifo")):
        yield subject.finding("name", "must have at most 80 letters, digits, - and _")
    if subject.get("contentBasedDeduplication") and not fifo:
        yield subject.finding("contentBasedDeduplication", "is for FIFO only")


def subscription(subject: Subject) -> Iterator[Finding]:
    """The protocol exists, the end point is one of it, and receives from this kind of topic."""
    protocol, endpoint = subject.text("protocol"), subject.text("endpoint")
    if protocol not in _ENDPOINTS:
        yield subject.finding("protocol", f"must be one of {', '.join(_ENDPOINTS)}")
        return
    form, words = _ENDPOINTS[protocol]
    if not form.fullmatch(endpoint):
        yield subject.finding("endpoint", f"must be {words} for the protocol {protocol}")
    elif protocol == "sqs" and not subject.existing.foreign(endpoint):
        target = subject.target(endpoint, _QUEUE)
        topic = subject.target(subject.get("topic"), _TOPIC)
        if not target:
            yield subject.finding("endpoint", "is the ARN of no queue that exists")
        elif topic and target.get("fifoQueue") and not topic.get("fifoTopic"):
            yield subject.finding("endpoint", f"is a FIFO queue, the topic {topic.name} is not FIFO")
    if protocol == "firehose" and not subject.get("subscriptionRoleArn"):
        yield subject.finding("subscriptionRoleArn", "must be given for the protocol firehose")
    if subject.get("rawMessageDelivery") and protocol not in ("sqs", "http", "https", "firehose"):
        yield subject.finding("rawMessageDelivery", f"is not possible for the protocol {protocol}")
    yield from _filter(subject)


def _filter(subject: Subject) -> Iterator[Finding]:
    if not subject.get("filterPolicy"):
        return
    try:
        policy = json.loads(subject.text("filterPolicy"))
    except ValueError as error:
        yield subject.finding("filterPolicy", f"is not JSON: {error}")
        return
    nested = subject.text("filterPolicyScope") == "MessageBody"
    if not isinstance(policy, dict) or not (nested or all(isinstance(value, list) for value in policy.values())):
        yield subject.finding("filterPolicy", "must be an object of attributes, each with a list of what passes")


RULES: Rules = {
    _QUEUE: (fifo_name,),
    _TOPIC: (fifo_name,),
    "aws:sns/topicSubscription:TopicSubscription": (subscription,),
}
