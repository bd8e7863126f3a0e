"""Queues, streams and tables: people are told when work piles up or is refused."""

from __future__ import annotations

from collections.abc import Callable, Collection

from policies.reading.alarms import unwatched, watching
from policies.reading.dead_letters import holds_dead_letters
from policies.reading.thresholds import fires_at
from policies.rule import LIVE, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_SQS_METRICS = (
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/"
    "sqs-available-cloudwatch-metrics.html"
)
_QUEUE = "aws:sqs/queue:Queue"
_SMQ_QUEUE = "alicloud:message/serviceQueue:ServiceQueue"
_ROCKETMQ = {
    "ConsumerLag",
    "ConsumerLagPerGidTopic",
    "ConsumerLagLatencyPerGid",
    "ConsumerLagLatencyPerGidTopic",
    "ReadyMessages",
    "ReadyMessagesPerGidTopic",
    "ReadyMessageQueueTime",
    "ReadyMessageQueueTimePerGidTopic",
}
"""Source of the names: CloudMonitor, acs_rocketmq, as of 2026-11."""
_FRESHNESS = {
    f"DeliveryTo{target}.{metric}"
    for target in (
        "S3",
        "Redshift",
        "Snowflake",
        "Iceberg",
        "HttpEndpoint",
        "Splunk",
        "AmazonOpenSearchService",
        "AmazonOpenSearchServerless",
    )
    for metric in ("DataFreshness", "Success")
}
_ITERATOR_AGE = {"GetRecords.IteratorAgeMilliseconds", "SubscribeToShardEvent.MillisBehindLatest"}
_THROTTLED_READS = {"ReadThrottleEvents", "ThrottledRequests"}
_THROTTLED_WRITES = {"WriteThrottleEvents", "ThrottledRequests"}
_REFUSED_WRITES = {"LogCodeQPS"}
_EXPORT = "alicloud:sls/ossExportSink:OssExportSink"
_NO_STREAM = NotApplicable("a log: no export job delivers it")
_REFUSED = {"InstanceCount429Number", "InstanceCount4xxNumber", "TableCount429Number", "TableCount4xxNumber"}


def _queue(backlog: Collection[str], waiting: str) -> Callable[[View], Outcome]:
    """`backlog`: metrics of work that waits; `waiting`: the one that counts dead letters."""

    def check(queue: View) -> Outcome:
        if not holds_dead_letters(queue):
            return "no alarm on the work that waits in it" if unwatched(queue, {"": backlog}) else None
        late = None
        for watch in watching(queue):
            if watch.metric == waiting:
                if fires_at(watch.alarm, 1):
                    return None
                late = watch.alarm.name
        return f"alarm {late} does not fire at the first dead letter" if late else "no alarm on its dead letters"

    return check


def _watched(**needs: Collection[str]) -> Callable[[View], Outcome]:
    """The words of a need are joined by `_`."""
    wanted = {need.replace("_", " "): metrics for need, metrics in needs.items()}

    def check(subject: View) -> Outcome:
        open_ = unwatched(subject, wanted)
        return f"no alarm on its {', '.join(open_)}" if open_ else None

    return check


def _log_store(store: View) -> Outcome:
    """One that is a stream of events."""
    if not store.referring(_EXPORT, "configuration.logstore"):
        return _NO_STREAM
    return _watched(refused_writes=_REFUSED_WRITES)(store)


RULES = (
    Rule(
        id="stack-queue-has-alarm",
        title="People are told when work waits too long in a queue, and of the first dead letter",
        area=Area.RESILIENCE,
        severity=Severity.HIGH,
        why=(
            "Captures and parcels that wait make no error anywhere: without an alarm the first to notice is the "
            "customer, and dead letters are deleted unread after two weeks."
        ),
        remediation="build the queue with Queue, which adds both alarms; set its `max_age_seconds`",
        source=_SQS_METRICS,
        checks={
            _QUEUE: _queue({"ApproximateAgeOfOldestMessage"}, "ApproximateNumberOfMessagesVisible"),
            _SMQ_QUEUE: _queue({"ActiveMessages"}, "ActiveMessages"),
            "alicloud:rocketmq/rocketMQInstance:RocketMQInstance": _watched(backlog=_ROCKETMQ),
        },
        scope=Scope.STACK,
        environments=LIVE,
    ),
    Rule(
        id="stack-stream-and-table-has-alarm",
        title="People are told when a stream falls behind and when a table refuses requests",
        area=Area.RESILIENCE,
        severity=Severity.MEDIUM,
        why="Records that nobody reads in time are deleted, and every refused write is a cart or a session lost.",
        remediation=(
            "build tables with Table, streams with EventStream and their deliveries with EventLake, which add the "
            "alarms; for Kafka add one on the backlog of its consumers"
        ),
        source="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html",
        checks={
            "aws:dynamodb/table:Table": _watched(refused_reads=_THROTTLED_READS, refused_writes=_THROTTLED_WRITES),
            "aws:kinesis/stream:Stream": _watched(iterator_age=_ITERATOR_AGE),
            "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": _watched(delivery=_FRESHNESS),
            "alicloud:log/store:Store": _log_store,
            "alicloud:ots/instance:Instance": _watched(refused_requests=_REFUSED),
            "alicloud:alikafka/instance:Instance": _watched(
                consumer_backlog={"message_accumulation", "message_accumulation_onetopic"}
            ),
        },
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
