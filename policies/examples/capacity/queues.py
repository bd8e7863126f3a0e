"""Queues that take the messages of a sale, and such that do not."""

from __future__ import annotations

from typing import Any

from policies.examples.declared import sale
from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown
from policies.facts import Limits

_QUEUES = "capacity-queue-throughput"
_QUEUE = "aws:sqs/queue:Queue"
_SMQ = "alicloud:message/serviceQueue:ServiceQueue"
_TAGS = {"component": "jobs-queue"}
_PATIENT: dict[str, Any] = {"limits": Limits(message_seconds={"jobs": 120, "mails": 600})}
_SLOW: dict[str, Any] = {**_PATIENT, "sales": sale(prepared=False, messages_rps={"jobs": 300})}
_FAST: dict[str, Any] = {**_PATIENT, "sales": sale(prepared=False, messages_rps={"jobs": 301})}
_FLOOD: dict[str, Any] = {**_PATIENT, "sales": sale(messages_rps={"jobs": 5_000, "mails": 1_700})}
_BATCHES: dict[str, Any] = {
    **_FLOOD,
    "limits": Limits(message_seconds={"jobs": 120, "mails": 600}, message_calls={"jobs": 1.5, "mails": 3}),
}
_HIGH = {"fifoThroughputLimit": "perMessageGroupId", "deduplicationScope": "messageGroup"}


def _jobs(**inputs: Any) -> Res:
    return res(_QUEUE, "jobs", tags=_TAGS, **inputs)


def _smq(**inputs: Any) -> Res:
    return res(_SMQ, "jobs", tags=_TAGS, **inputs)


EXAMPLES: tuple[Example, ...] = (
    # a standard queue takes any number; four days are what AWS keeps where nothing is said
    passes(_QUEUES, _jobs(name="jobs"), **_FLOOD),
    passes(_QUEUES, _jobs(name="jobs", fifoQueue=True), **_SLOW),
    fails(
        _QUEUES,
        _jobs(name="jobs", fifoQueue=True),
        says="`fifoQueue` takes 300 messages/s one by one, jobs gets 301 at singles-day",
        **_FAST,
    ),
    passes(_QUEUES, _jobs(name="jobs", fifoQueue=True, **_HIGH), **_FAST),
    fails(_QUEUES, _jobs(name="jobs", fifoQueue=True, **_HIGH), says="takes 2,400 messages/s", **_FLOOD),
    passes(_QUEUES, _jobs(name="jobs", messageRetentionSeconds=86_520), **_PATIENT),
    fails(
        _QUEUES,
        _jobs(name="jobs", messageRetentionSeconds=86_519),
        says="`messageRetentionSeconds` is 86,519 seconds, a day of trouble and 120 seconds of waiting are more",
        **_PATIENT,
    ),
    skips(_QUEUES, _jobs(name="jobs", messageRetentionSeconds=60)),
    skips(
        _QUEUES,
        _jobs(name="dead", messageRetentionSeconds=60),
        res(_QUEUE, "main", name="main", redrivePolicy={"deadLetterTargetArn": ref("jobs"), "maxReceiveCount": 5}),
        **_PATIENT,
    ),
    unknown(_QUEUES, _jobs(name="jobs", messageRetentionSeconds=UNKNOWN), **_PATIENT),
    passes(_QUEUES, _smq(queueName="jobs"), **_FAST),
    fails(
        _QUEUES,
        _smq(queueName="jobs"),
        says="with 5,000 messages/s of it all queues get 20,100 calls/s at singles-day, an account has 20,000",
        **_FLOOD,
    ),
    # workers that take four with one call: 5,000 x 1.5 + 1,700 x 3 calls
    passes(_QUEUES, _smq(queueName="jobs"), **_BATCHES),
    # said once, of the queue that has most to take
    passes(_QUEUES, res(_SMQ, "mails", queueName="mails", tags={"component": "mails-queue"}), **_FLOOD),
    fails(_QUEUES, _smq(queueName="jobs", messageRetentionPeriod=3_600), says="is 3,600 seconds", **_PATIENT),
    skips(_QUEUES, _smq(queueName="jobs", messageRetentionPeriod=60)),
    unknown(_QUEUES, _smq(queueName="jobs", messageRetentionPeriod=UNKNOWN), **_PATIENT),
)
