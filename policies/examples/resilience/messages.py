"""Queues and subscriptions."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_QUEUE = "aws:sqs/queue:Queue"
_REDRIVE = "aws:sqs/redrivePolicy:RedrivePolicy"
_ALLOW = "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy"
_SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"
_FUNCTION = "aws:lambda/function:Function"
_PERMISSION = "aws:lambda/permission:Permission"
_INVOKE = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"
_MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping"
_SMQ = "alicloud:message/serviceQueue:ServiceQueue"
_SMQ_SUBSCRIPTION = "alicloud:message/serviceSubscription:ServiceSubscription"
_CONSUMERS = "alicloud:rocketmq/consumerGroup:ConsumerGroup"
_HAS = "stack-queue-has-dlq"
_KEPT = "resilience-dlq-retention"
_EVENTS = "resilience-subscription-dlq"
_DAY = 86_400


def _to_dead(tries: Any = 5) -> str:
    arn = "arn:aws:sqs:eu-central-1:111122223333:orders-dead"
    return json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": tries})


_DEAD = res(_QUEUE, "dead", name="orders-dead", messageRetentionSeconds=14 * _DAY)
_MAIN = res(_QUEUE, "main", name="orders", redrivePolicy=_to_dead())
_SMQ_DEAD = res(_SMQ, "dead", queueName="orders-dead", messageRetentionPeriod=7 * _DAY)


def _smq(**policy: Any) -> Res:
    return res(_SMQ, "main", queueName="orders", dlqPolicy=policy)


_SMQ_MAIN = _smq(enabled=True, deadLetterTargetQueue="orders-dead", maxReceiveCount=5)

QUEUES: tuple[Example, ...] = (
    passes(_HAS, _MAIN, _DEAD),
    fails(_HAS, res(_QUEUE, name="orders", visibilityTimeoutSeconds=60), says="it has no `redrivePolicy`"),
    fails(_HAS, res(_QUEUE, name="orders", redrivePolicy=_to_dead(1)), _DEAD, says="maxReceiveCount` is 1"),
    fails(_HAS, res(_QUEUE, name="orders", redrivePolicy=_to_dead("100")), _DEAD, says="is 100"),
    skips(_HAS, _DEAD, _MAIN),
    skips(_HAS, res(_QUEUE, "dead"), res(_QUEUE, "main", redrivePolicy=ref("dead"))),
    skips(
        _HAS,
        res(_QUEUE, "dead"),
        res(_ALLOW, queueUrl=ref("dead"), redriveAllowPolicy='{"redrivePermission": "byQueue"}'),
    ),
    # What functions, streams and schedules could not do
    skips(
        _HAS,
        res(_QUEUE, "dead"),
        res(_INVOKE, functionName="mailer", destinationConfig={"onFailure": {"destination": ref("dead")}}),
    ),
    skips(
        _HAS,
        res(_QUEUE, "dead"),
        res(_MAPPING, functionName="mailer", destinationConfig={"onFailure": {"destinationArn": ref("dead")}}),
    ),
    skips(
        _HAS,
        res(_QUEUE, "dead"),
        res("aws:scheduler/schedule:Schedule", target={"arn": UNKNOWN, "deadLetterConfig": {"arn": ref("dead")}}),
    ),
    unknown(
        _HAS,
        res(_QUEUE, "work"),
        res(_QUEUE, "dead"),
        res(
            "aws:scheduler/schedule:Schedule",
            target={"arn": ref("work"), "deadLetterConfig": {"arn": ref("dead")}},
        ),
        says="is not known yet",
    ),
    passes(
        _HAS,
        res(_QUEUE, "main", name="orders"),
        _DEAD,
        res(_REDRIVE, queueUrl=ref("main"), redrivePolicy=_to_dead()),
    ),
    fails(
        _HAS,
        res(_QUEUE, "main", name="orders"),
        _DEAD,
        res(_REDRIVE, queueUrl=ref("main"), redrivePolicy=_to_dead(2)),
    ),
    unknown(_HAS, res(_QUEUE, "main", redrivePolicy=ref("dead")), res(_QUEUE, "dead")),
    # it may be the queue that the other one's policy names
    unknown(
        _HAS,
        res(_QUEUE, "perhaps"),
        res(_SUBSCRIPTION, protocol="https", endpoint="https://x.example", redrivePolicy=UNKNOWN),
    ),
    passes(_HAS, _SMQ_MAIN, _SMQ_DEAD),
    fails(_HAS, res(_SMQ, queueName="orders"), says="no `dlqPolicy` that is enabled"),
    fails(_HAS, _smq(enabled=False, deadLetterTargetQueue="orders-dead")),
    fails(_HAS, _smq(enabled=True, deadLetterTargetQueue="orders-dead", maxReceiveCount=1), _SMQ_DEAD),
    skips(_HAS, _SMQ_DEAD, _SMQ_MAIN),
    unknown(_HAS, _smq(enabled=UNKNOWN, deadLetterTargetQueue="orders-dead")),
    passes(_HAS, res(_CONSUMERS, consumeRetryPolicy={"deadLetterTargetTopic": "orders-dead"})),
    fails(_HAS, res(_CONSUMERS, consumeRetryPolicy={"retryPolicy": "DefaultRetryPolicy"})),
)

_READS = res(_MAPPING, eventSourceArn=ref("main"), functionName=ref("worker"))
_WORKER = res(_FUNCTION, "worker", timeout=10)

RETENTION: tuple[Example, ...] = (
    passes(_KEPT, _DEAD, _MAIN),
    fails(_KEPT, res(_QUEUE, "dead", name="orders-dead"), _MAIN, says="is 345600, 1209600 is possible"),
    unknown(_KEPT, res(_QUEUE, "dead", name="orders-dead", messageRetentionSeconds=UNKNOWN), _MAIN),
    skips(_KEPT, _MAIN, _DEAD),
    passes(_KEPT, res(_QUEUE, "main", visibilityTimeoutSeconds=60), _READS, _WORKER),
    fails(_KEPT, res(_QUEUE, "main"), _READS, _WORKER, says="is 30, at least 60"),
    passes(_KEPT, _SMQ_DEAD, _SMQ_MAIN),
    fails(_KEPT, res(_SMQ, "dead", queueName="orders-dead"), _SMQ_MAIN, says="is 345600, 604800 is possible"),
    unknown(_KEPT, res(_SMQ, "dead", queueName="orders-dead", messageRetentionPeriod=UNKNOWN), _SMQ_MAIN),
    skips(_KEPT, _SMQ_MAIN, _SMQ_DEAD),
)

_FROM_S3 = res(_PERMISSION, function=ref("thumbnails"), principal="s3.amazonaws.com")
_ON_FAILURE: dict[str, Any] = {"onFailure": {"destination": UNKNOWN}}

SUBSCRIPTIONS: tuple[Example, ...] = (
    passes(_EVENTS, res(_SUBSCRIPTION, protocol="sqs", topic=UNKNOWN, endpoint=UNKNOWN, redrivePolicy=_to_dead())),
    fails(_EVENTS, res(_SUBSCRIPTION, protocol="sqs", topic=UNKNOWN, endpoint=UNKNOWN), says="no `redrivePolicy`"),
    skips(_EVENTS, res(_SUBSCRIPTION, protocol="email", endpoint="oncall@example.net")),
    unknown(_EVENTS, res(_SUBSCRIPTION, protocol=UNKNOWN)),
    passes(_EVENTS, res(_FUNCTION, "thumbnails", deadLetterConfig={"targetArn": UNKNOWN}), _FROM_S3),
    passes(
        _EVENTS,
        res(_FUNCTION, "thumbnails"),
        _FROM_S3,
        res(_INVOKE, functionName=ref("thumbnails"), destinationConfig=_ON_FAILURE),
    ),
    fails(_EVENTS, res(_FUNCTION, "thumbnails"), _FROM_S3, says="no `deadLetterConfig.targetArn`"),
    fails(
        _EVENTS,
        res(_FUNCTION, "mailer"),
        res(_SUBSCRIPTION, protocol="lambda", endpoint=ref("mailer"), redrivePolicy=_to_dead()),
    ),
    skips(
        _EVENTS, res(_FUNCTION, "api"), res(_PERMISSION, function=ref("api"), principal="apigateway.amazonaws.com")
    ),
    unknown(_EVENTS, res(_FUNCTION, "api"), res(_PERMISSION, function=ref("api"), principal=UNKNOWN)),
    passes(
        _EVENTS,
        res(
            _SMQ_SUBSCRIPTION,
            pushType="queue",
            endpoint="fulfilment",
            dlqPolicy={"enabled": True, "deadLetterTargetQueue": "fulfilment-dead"},
        ),
    ),
    fails(_EVENTS, res(_SMQ_SUBSCRIPTION, pushType="queue", endpoint="fulfilment"), says="no `dlqPolicy`"),
    skips(_EVENTS, res(_SMQ_SUBSCRIPTION, pushType="email", endpoint="oncall@example.net")),
    unknown(_EVENTS, res(_SMQ_SUBSCRIPTION, pushType="queue", dlqPolicy={"enabled": UNKNOWN})),
)

EXAMPLES: tuple[Example, ...] = QUEUES + RETENTION + SUBSCRIPTIONS
