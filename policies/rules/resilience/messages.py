"""Queues and subscriptions: what cannot be handled waits for a human instead of being lost."""

from __future__ import annotations

from policies.reading.dead_letters import QUEUE, SMQ_QUEUE, holds_dead_letters, redrive
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"
_FUNCTION = "aws:lambda/function:Function"
_PERMISSION = "aws:lambda/permission:Permission"
_INVOKE_CONFIG = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"
_EVENT_SOURCE = "aws:lambda/eventSourceMapping:EventSourceMapping"
_SMQ_SUBSCRIPTION = "alicloud:message/serviceSubscription:ServiceSubscription"
_LEAST_TRIES, _MOST_TRIES = 3, 10
_DAY_SECONDS = 86_400
_LONGEST_SECONDS = {QUEUE: 14 * _DAY_SECONDS, SMQ_QUEUE: 7 * _DAY_SECONDS}
"""The longest there is. Sources: SQS Developer Guide, "Message quotas"; terraform-provider-alicloud, 2026-11."""
_DEFAULT_SECONDS = 4 * _DAY_SECONDS
"""Retention of both clouds where none is set."""
_VISIBILITY_FACTOR = 6
"""Lambda Developer Guide, "Using Lambda with Amazon SQS": at least six times the function's timeout."""
_PROGRAMS = {"sqs", "lambda", "http", "https", "firehose", "application"}
_SMQ_PROGRAMS = {"queue", "http"}
_ASYNCHRONOUS = {"sns.amazonaws.com", "s3.amazonaws.com", "events.amazonaws.com", "ses.amazonaws.com"}
"""Services that hand over an event and do not wait for the answer."""
_PEOPLE = NotApplicable("a human gets it: nobody could deliver it again")
_DEAD_LETTERS = NotApplicable("it is a dead-letter queue itself")


def _sqs_redrive(queue: View) -> Outcome:
    policy = redrive(queue)
    if not policy:
        return _DEAD_LETTERS if holds_dead_letters(queue) else "it has no `redrivePolicy`"
    return _tries("redrivePolicy.maxReceiveCount", policy.get("maxReceiveCount", 0))


def _smq_redrive(queue: View) -> Outcome:
    policy = queue.at("dlqPolicy")
    if policy.get("enabled", False) is not True or not policy.has("deadLetterTargetQueue"):
        return _DEAD_LETTERS if holds_dead_letters(queue) else "it has no `dlqPolicy` that is enabled"
    tries = policy.get("maxReceiveCount")
    return None if tries is None else _tries("dlqPolicy.maxReceiveCount", tries)


def _tries(path: str, count: float | str) -> Outcome:
    if _LEAST_TRIES <= float(count) <= _MOST_TRIES:
        return None
    return f"`{path}` is {count}, {_LEAST_TRIES} to {_MOST_TRIES} are useful"


def _consumer_group(group: View) -> Outcome:
    if group.has("consumeRetryPolicy.deadLetterTargetTopic"):
        return None
    return "`consumeRetryPolicy.deadLetterTargetTopic` is not set: what fails to the end is dropped"


def _sqs_retention(queue: View) -> Outcome:
    if holds_dead_letters(queue):
        return _kept(queue, "messageRetentionSeconds")
    timeouts = [
        function.get("timeout", 3)
        for mapping in queue.referring(_EVENT_SOURCE, "eventSourceArn")
        for function in mapping.targets("functionName", _FUNCTION)
    ]
    if not timeouts:
        return NotApplicable("it holds no dead letters, and no function reads it")
    visible = queue.get("visibilityTimeoutSeconds", 30)
    least = _VISIBILITY_FACTOR * max(float(timeout) for timeout in timeouts)
    if float(visible) >= least:
        return None
    return f"`visibilityTimeoutSeconds` is {visible}, at least {least:g} are needed for its function's timeout"


def _smq_retention(queue: View) -> Outcome:
    if holds_dead_letters(queue):
        return _kept(queue, "messageRetentionPeriod")
    return NotApplicable("it holds no dead letters")


def _kept(queue: View, path: str) -> Outcome:
    seconds, longest = queue.get(path, _DEFAULT_SECONDS), _LONGEST_SECONDS[queue.type]
    if float(seconds) >= longest:
        return None
    return f"`{path}` is {seconds}, {longest} is possible: dead letters vanish before somebody has looked at them"


def _sns_subscription(subscription: View) -> Outcome:
    if subscription.get("protocol") not in _PROGRAMS:
        return _PEOPLE
    return None if subscription.has("redrivePolicy") else "it has no `redrivePolicy`"


def _function(function: View) -> Outcome:
    if function.has("deadLetterConfig.targetArn"):
        return None
    for config in function.referring(_INVOKE_CONFIG, "functionName"):
        if config.has("destinationConfig.onFailure.destination"):
            return None
    if _called_asynchronously(function):
        return "it has no `deadLetterConfig.targetArn`"
    return NotApplicable("who calls it waits for the answer")


def _called_asynchronously(function: View) -> bool:
    if function.referring(_SUBSCRIPTION, "endpoint"):
        return True
    permissions = function.referring(_PERMISSION, "function")
    return any(permission.get("principal") in _ASYNCHRONOUS for permission in permissions)


def _smq_subscription(subscription: View) -> Outcome:
    if subscription.get("pushType") not in _SMQ_PROGRAMS:
        return _PEOPLE
    return (
        None if subscription.get("dlqPolicy.enabled", False) is True else "it has no `dlqPolicy` that is enabled"
    )


RULES = (
    Rule(
        id="stack-queue-has-dlq",
        title="Every queue puts aside the messages that nobody can handle",
        area=Area.RESILIENCE,
        severity=Severity.HIGH,
        why="One message that crashes its worker is handed out again and again, and holds up all orders behind "
        "it until it expires and is lost.",
        remediation="build queues with Queue, which adds the dead-letter queue, and keep `max_receives` in 3..10",
        source="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
        checks={
            QUEUE: _sqs_redrive,
            SMQ_QUEUE: _smq_redrive,
            "alicloud:rocketmq/consumerGroup:ConsumerGroup": _consumer_group,
        },
        scope=Scope.STACK,
    ),
    Rule(
        id="resilience-dlq-retention",
        title="Dead letters are kept as long as possible, and functions have time for their messages",
        area=Area.RESILIENCE,
        severity=Severity.MEDIUM,
        why="A message brings its age along into the dead-letter queue: with the usual four days the failed "
        "orders of a long weekend are gone before somebody has looked at them.",
        remediation="build queues with Queue, which keeps dead letters for the longest time; for a function "
        "raise `visibility_timeout_seconds` to six times its timeout",
        source="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
        checks={QUEUE: _sqs_retention, SMQ_QUEUE: _smq_retention},
        scope=Scope.STACK,
    ),
    Rule(
        id="resilience-subscription-dlq",
        title="Events that cannot be delivered are put aside",
        area=Area.RESILIENCE,
        severity=Severity.MEDIUM,
        why="An event that its receiver refuses is tried for a while and then dropped: the order is paid, and "
        "the warehouse never hears of it.",
        remediation="build topics with Topic and give each TopicSubscriber its `dead_letters`; for functions "
        "set `deadLetterConfig`",
        source="https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html",
        checks={
            _SUBSCRIPTION: _sns_subscription,
            _FUNCTION: _function,
            _SMQ_SUBSCRIPTION: _smq_subscription,
        },
        scope=Scope.STACK,
    ),
)
