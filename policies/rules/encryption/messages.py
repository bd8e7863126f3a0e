"""Queues, topics and streams are encrypted."""

from __future__ import annotations

from policies.checks import is_set, is_true, shown
from policies.reading.data_class import CARDHOLDER, data_class
from policies.reading.own_key import key_at, not_own
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_PUBLISHERS = (
    ("aws:cloudwatch/metricAlarm:MetricAlarm", "alarmActions"),
    ("aws:cloudwatch/metricAlarm:MetricAlarm", "okActions"),
    ("aws:cloudwatch/compositeAlarm:CompositeAlarm", "alarmActions"),
    ("aws:cloudwatch/eventTarget:EventTarget", "arn"),
    ("aws:rds/eventSubscription:EventSubscription", "snsTopic"),
    ("aws:backup/vaultNotifications:VaultNotifications", "snsTopicArn"),
    ("aws:s3/bucketNotification:BucketNotification", "topics"),
)
"""Services that AWS's own key for topics does not let in, by what publishes for them. Source: SNS developer guide,
"Enable compatibility between event sources from AWS services and encrypted topics", 2026."""


def _sqs(queue: View) -> Outcome:
    fault = not_own(queue, "kmsMasterKeyId")
    if fault is None:
        return None
    if data_class(queue) == CARDHOLDER:
        return f"{fault}, and it carries cardholder data"
    # Where nothing is said, SQS has encrypted new queues with its own key since 2022
    if key_at(queue, "kmsMasterKeyId") is None and queue.get("sqsManagedSseEnabled", True) is not True:
        return "`sqsManagedSseEnabled` is false and `kmsMasterKeyId` is not set"
    return None


def _sns(topic: View) -> Outcome:
    key = key_at(topic, "kmsMasterKeyId")
    if key is None:
        return "`kmsMasterKeyId` is not set, and topics are not encrypted by default"
    if not_own(topic, "kmsMasterKeyId") is None:
        return None
    for type_, path in _PUBLISHERS:
        if publishers := topic.referring(type_, path):
            return f"`kmsMasterKeyId` is {shown(key)}, with which {publishers[0].name} cannot publish"
    if data_class(topic) == CARDHOLDER:
        return f"`kmsMasterKeyId` is {shown(key)}, no key of ours, and it carries cardholder data"
    return None


def _message_queue(queue: View) -> Outcome:
    if queue.get("enableSse", False) is not True:
        return "`enableSse` is not true"
    if queue.get("sseType") == "KMS":
        return not_own(queue, "kmsKeyId")
    if data_class(queue) == CARDHOLDER:
        return f"`sseType` is {shown(queue.get('sseType'))}, and it carries cardholder data"
    return None


def _kinesis(stream: View) -> Outcome:
    if stream.get("encryptionType", "NONE") != "KMS":
        return f"`encryptionType` is {shown(stream.get('encryptionType'))}"
    return is_set("kmsKeyId")(stream)


def _firehose(delivery: View) -> Outcome:
    if delivery.has("kinesisSourceConfiguration") or delivery.has("mskSourceConfiguration"):
        if not delivery.has("extendedS3Configuration"):
            return NotApplicable("its source keeps the records, and where they go has a rule of its own")
        return not_own(delivery, "extendedS3Configuration.kmsKeyArn")
    return is_true("serverSideEncryption.enabled")(delivery)


RULES = (
    Rule(
        id="encryption-queue-and-topic",
        title="Queues and topics are encrypted, and those that services of AWS write to with a key that lets them",
        area=Area.ENCRYPTION,
        severity=Severity.HIGH,
        why="Orders wait in queues for up to two weeks. And an alarm that is sent to a topic under AWS's own key"
        " vanishes: nobody is called.",
        remediation="build them with Queue, Topic (`key_arn`) and Notifier (`key_id`), and an EncryptionKey's key",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-1",
        checks={
            "aws:sqs/queue:Queue": _sqs,
            "aws:sns/topic:Topic": _sns,
            "alicloud:message/serviceQueue:ServiceQueue": _message_queue,
            "alicloud:rocketmq/rocketMQInstance:RocketMQInstance": is_true("productInfo.storageEncryption"),
        },
        scope=Scope.STACK,
    ),
    Rule(
        id="encryption-stream",
        title="Streams are encrypted",
        area=Area.ENCRYPTION,
        severity=Severity.HIGH,
        why="A stream keeps every event of the shop for days, so it is a copy of the database without its locks.",
        remediation="build it with EventStream and EventLake and their `key_arn`; elsewhere give it a key:"
        " `kmsKeyId` with `encryptionType` KMS (Kinesis), `serverSideEncryption` (Firehose), `kmsKeyId` (Kafka)",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html#kinesis-1",
        checks={
            "aws:kinesis/stream:Stream": _kinesis,
            "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": _firehose,
            "alicloud:alikafka/instance:Instance": is_set("kmsKeyId"),
        },
    ),
)
