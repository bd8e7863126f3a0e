"""Queues, topics and streams."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, skips, unknown

_SQS = "aws:sqs/queue:Queue"
_SNS = "aws:sns/topic:Topic"
_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
_QUEUE = "alicloud:message/serviceQueue:ServiceQueue"
_ROCKETMQ = "alicloud:rocketmq/rocketMQInstance:RocketMQInstance"
_KINESIS = "aws:kinesis/stream:Stream"
_FIREHOSE = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"
_KAFKA = "alicloud:alikafka/instance:Instance"
_QUEUES = "encryption-queue-and-topic"
_STREAMS = "encryption-stream"
_KEY = res("aws:kms/key:Key", "key")
_ALICLOUD_KEY = res("alicloud:kms/key:Key", "key")
_CARDS = {"data-classification": "cardholder"}

EXAMPLES: tuple[Example, ...] = (
    passes(_QUEUES, res(_SQS, name="orders", kmsMasterKeyId=ref("key")), _KEY),
    fails(_QUEUES, res(_SQS, name="orders", sqsManagedSseEnabled=False), says="sqsManagedSseEnabled"),
    passes(_QUEUES, res(_SQS, name="orders")),
    passes(_QUEUES, res(_SQS, name="orders", kmsMasterKeyId="alias/aws/sqs")),
    fails(_QUEUES, res(_SQS, name="payments", tags=_CARDS), says="cardholder"),
    fails(_QUEUES, res(_SQS, name="payments", kmsMasterKeyId="alias/aws/sqs", tags=_CARDS), says="cardholder"),
    unknown(_QUEUES, res(_SQS, name="orders", sqsManagedSseEnabled=UNKNOWN)),
    unknown(_QUEUES, res(_SQS, name="orders", tags=UNKNOWN)),
    passes(_QUEUES, res(_SNS, "topic", kmsMasterKeyId=ref("key")), _KEY),
    fails(_QUEUES, res(_SNS, "topic", name="alerts"), says="not set"),
    passes(_QUEUES, res(_SNS, "topic", kmsMasterKeyId="alias/aws/sns")),
    fails(
        _QUEUES,
        res(_SNS, "topic", kmsMasterKeyId="alias/aws/sns"),
        res(_ALARM, "errors", alarmActions=[ref("topic")]),
        says="errors cannot publish",
    ),
    fails(
        _QUEUES,
        res(_SNS, "topic", kmsMasterKeyId="alias/aws/sns"),
        res("aws:cloudwatch/eventTarget:EventTarget", "findings", rule="findings", arn=ref("topic")),
        says="findings cannot publish",
    ),
    fails(_QUEUES, res(_SNS, "topic", kmsMasterKeyId="alias/aws/sns", tags=_CARDS), says="cardholder"),
    unknown(_QUEUES, res(_SNS, "topic", kmsMasterKeyId="alias/aws/sns", tags=UNKNOWN)),
    passes(_QUEUES, res(_QUEUE, enableSse=True, sseType="KMS", kmsKeyId=ref("key")), _ALICLOUD_KEY),
    passes(_QUEUES, res(_QUEUE, enableSse=True, sseType="SMQ")),
    fails(_QUEUES, res(_QUEUE, queueName="orders"), says="enableSse"),
    fails(_QUEUES, res(_QUEUE, enableSse=True, sseType="SMQ", tags=_CARDS), says="cardholder"),
    unknown(_QUEUES, res(_QUEUE, enableSse=UNKNOWN)),
    passes(_QUEUES, res(_ROCKETMQ, productInfo={"msgProcessSpec": "rmq.s2.2xlarge", "storageEncryption": True})),
    fails(_QUEUES, res(_ROCKETMQ, productInfo={"msgProcessSpec": "rmq.s2.2xlarge"}), says="storageEncryption"),
    unknown(_QUEUES, res(_ROCKETMQ, productInfo={"storageEncryption": UNKNOWN})),
    passes(_STREAMS, res(_KINESIS, encryptionType="KMS", kmsKeyId=ref("key")), _KEY),
    fails(_STREAMS, res(_KINESIS, retentionPeriod=168), says="encryptionType"),
    fails(_STREAMS, res(_KINESIS, encryptionType="KMS"), says="kmsKeyId"),
    unknown(_STREAMS, res(_KINESIS, encryptionType=UNKNOWN, kmsKeyId=ref("key")), _KEY),
    passes(_STREAMS, res(_FIREHOSE, destination="extended_s3", serverSideEncryption={"enabled": True})),
    fails(_STREAMS, res(_FIREHOSE, destination="extended_s3"), says="serverSideEncryption.enabled"),
    unknown(_STREAMS, res(_FIREHOSE, serverSideEncryption={"enabled": UNKNOWN})),
    passes(
        _STREAMS,
        res(
            _FIREHOSE,
            kinesisSourceConfiguration={"kinesisStreamArn": "arn:aws:kinesis:eu-central-1:111122223333:stream/a"},
            extendedS3Configuration={"kmsKeyArn": ref("key")},
        ),
        _KEY,
    ),
    fails(
        _STREAMS,
        res(
            _FIREHOSE,
            kinesisSourceConfiguration={"kinesisStreamArn": "arn:aws:kinesis:eu-central-1:111122223333:stream/a"},
            extendedS3Configuration={"bucketArn": "arn:aws:s3:::lake"},
        ),
        says="extendedS3Configuration.kmsKeyArn",
    ),
    skips(
        _STREAMS,
        res(_FIREHOSE, kinesisSourceConfiguration={"kinesisStreamArn": ref("stream")}),
        res(_KINESIS, "stream", encryptionType="KMS", kmsKeyId="alias/aws/kinesis"),
    ),
    passes(_STREAMS, res(_KAFKA, deployType=5, kmsKeyId=ref("key")), _ALICLOUD_KEY),
    fails(_STREAMS, res(_KAFKA, deployType=5), says="kmsKeyId"),
)
