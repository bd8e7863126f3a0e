"""Which queues hold the messages that nobody could handle: those to which something sends them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policies.view import NotEvaluated, UnknownValue, View

QUEUE = "aws:sqs/queue:Queue"
REDRIVE = "aws:sqs/redrivePolicy:RedrivePolicy"
SMQ_QUEUE = "alicloud:message/serviceQueue:ServiceQueue"
_REDRIVE_ALLOW = "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy"
_SENDERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    QUEUE: (
        (QUEUE, "redrivePolicy"),
        (REDRIVE, "redrivePolicy"),
        ("aws:sns/topicSubscription:TopicSubscription", "redrivePolicy"),
        ("aws:lambda/function:Function", "deadLetterConfig.targetArn"),
        (
            "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
            "destinationConfig.onFailure.destination",
        ),
        ("aws:lambda/eventSourceMapping:EventSourceMapping", "destinationConfig.onFailure.destinationArn"),
        ("aws:cloudwatch/eventTarget:EventTarget", "deadLetterConfig.arn"),
        ("aws:scheduler/schedule:Schedule", "target.deadLetterConfig.arn"),
    ),
    SMQ_QUEUE: (
        (SMQ_QUEUE, "dlqPolicy.deadLetterTargetQueue"),
        ("alicloud:message/serviceSubscription:ServiceSubscription", "dlqPolicy.deadLetterTargetQueue"),
        ("alicloud:fc/v3AsyncInvokeConfig:V3AsyncInvokeConfig", "destinationConfig.onFailure.destination"),
    ),
}
_NAME: Mapping[str, str] = {QUEUE: "name", SMQ_QUEUE: "queueName"}


def redrive(queue: View) -> Any:
    """The redrive policy of an SQS queue, its own or a separate one; `None` where it has none."""
    if queue.has("redrivePolicy"):
        return queue.document("redrivePolicy")
    for policy in queue.referring(REDRIVE, "queueUrl"):
        return policy.document("redrivePolicy")
    return None


def holds_dead_letters(queue: View) -> bool:
    """Whether it is the dead-letter queue of a queue, a subscription, a function or an event.

    Raises:
        NotEvaluated: a value that is not known may name it.
    """
    unsure: NotEvaluated | None = None
    for type_, path in _SENDERS[queue.type]:
        for sender in queue.referring(type_, path):
            if not _leads_to_several(sender, path, queue.type):
                return True
            unsure = NotEvaluated(f"which queue `{path}` of {sender.name} names is not known yet")
    if any(_admits_sources(policy) for policy in queue.referring(_REDRIVE_ALLOW, "queueUrl")):
        return True
    for sender, path in _strangers(queue):
        try:
            if _names(sender, path, queue):
                return True
        except UnknownValue as reason:
            unsure = unsure or reason
    if unsure:
        raise unsure
    return False


def _admits_sources(policy: View) -> bool:
    document = policy.document("redriveAllowPolicy") or {}
    return document.get("redrivePermission") == "byQueue"


def _strangers(queue: View) -> Iterator[tuple[View, str]]:
    """Senders of which nothing says where they send to, except perhaps a text."""
    for type_, path in _SENDERS[queue.type]:
        for sender in queue.stack.unlinked(type_, path, queue.type):
            if sender is not queue.resource:
                yield queue.of(sender), path


def _leads_to_several(sender: View, path: str, type_: str) -> bool:
    """A property that is not known yet comes from everything in it: the target of a schedule as well."""
    return len(sender.stack.targets(sender.resource, path, (type_,))) > 1


def _names(sender: View, path: str, queue: View) -> bool:
    """By the ARN or the name of the queue."""
    named = sender.document(path) if path == "redrivePolicy" else sender.get(path)
    target = named.get("deadLetterTargetArn") if isinstance(named, dict) else named
    if not target:
        return False
    return queue.resource in queue.stack.named(str(target)) or (
        str(target).rpartition(":")[2] == queue.get(_NAME[queue.type])
    )
