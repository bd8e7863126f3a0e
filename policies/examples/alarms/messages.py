"""Alarms on queues, streams and tables."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_QUEUES = "stack-queue-has-alarm"
_STREAMS = "stack-stream-and-table-has-alarm"
_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
_CMS_ALARM = "alicloud:cms/alarm:Alarm"
_QUEUE = "aws:sqs/queue:Queue"
_SMQ_QUEUE = "alicloud:message/serviceQueue:ServiceQueue"
_ROCKETMQ = "alicloud:rocketmq/rocketMQInstance:RocketMQInstance"
_TABLE = "aws:dynamodb/table:Table"
_KINESIS = "aws:kinesis/stream:Stream"
_FIREHOSE = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"
_TABLESTORE = "alicloud:ots/instance:Instance"
_KAFKA = "alicloud:alikafka/instance:Instance"


def _alarm(metric: str, name: Any, threshold: float = 0, key: str = "QueueName") -> Res:
    return res(
        _ALARM,
        f"alarm-{metric}",
        namespace="AWS/SQS",
        metricName=metric,
        dimensions={key: name},
        comparisonOperator="GreaterThanThreshold",
        threshold=threshold,
    )


def _cms_alarm(metric: str, dimensions: Any, threshold: str = "0", comparison: str = ">") -> Res:
    return res(
        _CMS_ALARM,
        f"alarm-{metric}",
        project="acs_mns_new",
        metric=metric,
        metricDimensions=dimensions,
        escalationsCritical={"comparisonOperator": comparison, "threshold": threshold},
    )


_AGE = "ApproximateAgeOfOldestMessage"
_WAITING = "ApproximateNumberOfMessagesVisible"
_DEAD = res(_QUEUE, "dead", name="jobs-dead")
_JOBS = res(_QUEUE, "jobs", name="jobs", redrivePolicy=ref("dead"))
_SMQ_DEAD = res(_SMQ_QUEUE, "dead", queueName="jobs-dead")
_SMQ_JOBS = res(_SMQ_QUEUE, "jobs", queueName="jobs", dlqPolicy={"deadLetterTargetQueue": ref("dead")})
_SMQ_AGE = _cms_alarm("ActiveMessages", ref("jobs"), "100")
_GROUP = "alicloud:cms/monitorGroup:MonitorGroup"
_MEMBERS = "alicloud:cms/monitorGroupInstances:MonitorGroupInstances"
_GROUP_RULE = "alicloud:cms/groupMetricRule:GroupMetricRule"

_OF_QUEUES: tuple[Example, ...] = (
    passes(_QUEUES, res(_QUEUE, "jobs", name="jobs"), _alarm(_AGE, "jobs", 300)),
    fails(_QUEUES, res(_QUEUE, "jobs", name="jobs"), says="no alarm on the work that waits"),
    # How many messages wait says nothing about how long
    fails(_QUEUES, res(_QUEUE, "jobs", name="jobs"), _alarm(_WAITING, "jobs", 1000)),
    passes(
        _QUEUES,
        _DEAD,
        _JOBS,
        _alarm(_WAITING, ref("dead")),
        res(
            _ALARM,
            "age",
            metricName=_AGE,
            dimensions={"QueueName": "jobs"},
            comparisonOperator="GreaterThanThreshold",
            threshold=300,
        ),
    ),
    fails(
        _QUEUES,
        res(_QUEUE, "dead", name="jobs-dead"),
        res(
            _QUEUE,
            "jobs",
            name="jobs",
            redrivePolicy=json.dumps({"deadLetterTargetArn": "arn:aws:sqs:eu-central-1:111122223333:jobs-dead"}),
        ),
        _alarm(_WAITING, "jobs-dead", 1000),
        res(_ALARM, "age", metricName=_AGE, dimensions={"QueueName": "jobs"}),
        says="does not fire at the first dead letter",
    ),
    fails(
        _QUEUES,
        _DEAD,
        _JOBS,
        res(_ALARM, "age", metricName=_AGE, dimensions={"QueueName": "jobs"}),
        says="no alarm on its dead letters",
    ),
    unknown(_QUEUES, res(_QUEUE, "jobs", name="jobs"), _alarm(_AGE, UNKNOWN)),
    passes(_QUEUES, res(_SMQ_QUEUE, "jobs", queueName="jobs"), _SMQ_AGE),
    fails(_QUEUES, res(_SMQ_QUEUE, "jobs", queueName="jobs"), says="no alarm on the work that waits"),
    passes(
        _QUEUES,
        _SMQ_DEAD,
        _SMQ_JOBS,
        _cms_alarm("ActiveMessages", ref("dead"), "1", ">="),
        res(_CMS_ALARM, "backlog", metric="ActiveMessages", metricDimensions=ref("jobs")),
    ),
    fails(
        _QUEUES,
        _SMQ_DEAD,
        _SMQ_JOBS,
        _cms_alarm("ActiveMessages", ref("dead"), "10"),
        res(_CMS_ALARM, "backlog", metric="ActiveMessages", metricDimensions=ref("jobs")),
        says="does not fire at the first dead letter",
    ),
    # By a rule of a monitor group
    passes(
        _QUEUES,
        _SMQ_DEAD,
        _SMQ_JOBS,
        res(_GROUP, "group"),
        res(_MEMBERS, "members", groupId=ref("group"), instances=[{"instanceId": ref("dead")}]),
        res(
            _GROUP_RULE,
            "dead-letters",
            groupId=ref("group"),
            namespace="acs_mns_new",
            metricName="ActiveMessages",
            escalations={"critical": {"comparisonOperator": "GreaterThanThreshold", "threshold": "0"}},
        ),
        res(_CMS_ALARM, "backlog", metric="ActiveMessages", metricDimensions=ref("jobs")),
    ),
    unknown(
        _QUEUES,
        res(_SMQ_QUEUE, "jobs", queueName="jobs"),
        _cms_alarm("ActiveMessages", UNKNOWN, "100"),
    ),
    passes(_QUEUES, res(_ROCKETMQ, "orders"), _cms_alarm("ConsumerLagLatencyPerGid", ref("orders"), "60000")),
    fails(_QUEUES, res(_ROCKETMQ, "orders"), says="no alarm on its backlog"),
    unknown(_QUEUES, res(_ROCKETMQ, "orders"), _cms_alarm("ConsumerLagLatencyPerGid", UNKNOWN)),
)

_CLICKS = res("alicloud:log/store:Store", "clicks", projectName="shop", logstoreName="clicks")
_EXPORT = res(
    "alicloud:sls/ossExportSink:OssExportSink", "job", project="shop", configuration={"logstore": ref("clicks")}
)

_OF_STREAMS: tuple[Example, ...] = (
    passes(
        _STREAMS,
        res(_TABLE, "carts", name="carts"),
        _alarm("ReadThrottleEvents", "carts", key="TableName"),
        _alarm("WriteThrottleEvents", "carts", key="TableName"),
    ),
    fails(
        _STREAMS,
        res(_TABLE, "carts", name="carts"),
        _alarm("ReadThrottleEvents", "carts", key="TableName"),
        says="no alarm on its refused writes",
    ),
    passes(
        _STREAMS,
        res(_TABLE, "carts", name="carts"),
        res(
            _ALARM,
            "throttled",
            metricQueries=[
                {
                    "id": operation.lower(),
                    "metric": {
                        "namespace": "AWS/DynamoDB",
                        "metricName": "ThrottledRequests",
                        "dimensions": {"TableName": "carts", "Operation": operation},
                    },
                }
                for operation in ("GetItem", "PutItem")
            ],
        ),
    ),
    unknown(_STREAMS, res(_TABLE, "carts", name="carts"), _alarm("ReadThrottleEvents", UNKNOWN, key="TableName")),
    passes(
        _STREAMS,
        res(_KINESIS, "clicks", name="clicks"),
        _alarm("GetRecords.IteratorAgeMilliseconds", "clicks", 60_000, key="StreamName"),
    ),
    fails(_STREAMS, res(_KINESIS, "clicks", name="clicks"), says="iterator age"),
    unknown(
        _STREAMS,
        res(_KINESIS, "clicks", name="clicks"),
        _alarm("GetRecords.IteratorAgeMilliseconds", UNKNOWN, key="StreamName"),
    ),
    passes(
        _STREAMS,
        res(_FIREHOSE, "clicks", name="clicks"),
        _alarm("DeliveryToS3.DataFreshness", "clicks", 900, key="DeliveryStreamName"),
    ),
    fails(_STREAMS, res(_FIREHOSE, "clicks", name="clicks"), says="delivery"),
    unknown(
        _STREAMS,
        res(_FIREHOSE, "clicks", name="clicks"),
        _alarm("DeliveryToS3.DataFreshness", UNKNOWN, key="DeliveryStreamName"),
    ),
    passes(_STREAMS, _CLICKS, _EXPORT, _cms_alarm("LogCodeQPS", ref("clicks"))),
    fails(_STREAMS, _CLICKS, _EXPORT, says="refused writes"),
    skips(_STREAMS, _CLICKS),
    unknown(_STREAMS, _CLICKS, _EXPORT, _cms_alarm("LogCodeQPS", UNKNOWN)),
    passes(
        _STREAMS,
        res(_TABLESTORE, "carts", name="carts"),
        _cms_alarm("InstanceCount429Number", json.dumps([{"instanceName": "carts"}])),
    ),
    fails(_STREAMS, res(_TABLESTORE, "carts", name="carts"), says="refused requests"),
    unknown(_STREAMS, res(_TABLESTORE, "carts", name="carts"), _cms_alarm("InstanceCount429Number", UNKNOWN)),
    passes(_STREAMS, res(_KAFKA, "clicks"), _cms_alarm("message_accumulation", ref("clicks"), "100000")),
    fails(_STREAMS, res(_KAFKA, "clicks"), says="consumer backlog"),
    unknown(_STREAMS, res(_KAFKA, "clicks"), _cms_alarm("message_accumulation", UNKNOWN)),
)

EXAMPLES: tuple[Example, ...] = (*_OF_QUEUES, *_OF_STREAMS)
