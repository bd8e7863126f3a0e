"""What is specific to queues, topics and receivers of alarms on AWS."""

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from components.aws.topic import build_topic
from components.encryption_key import Location
from components.notifier import Notifier
from components.queue import Queue, QueueTarget
from components.topic import Topic, TopicSubscriber
from infra.preview.plan import Resource
from tests.components.cases import resources_of
from tests.components.harness import AWS, known, of_type, only, provision
from tests.components.samples import samples

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
POLICY = "aws:sqs/queuePolicy:QueuePolicy"
SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"
TOPIC = "aws:sns/topic:Topic"
TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy"
DEAD_ARN = "arn:aws:sqs:eu-central-1:123456789012:floodgate-prod-fulfilment-q-dead"
MAIN_ARN = "arn:aws:sqs:eu-central-1:123456789012:floodgate-prod-fulfilment-q-main"


build = partial(resources_of, "aws")


def named(resources: list[Resource], type_: str) -> dict[str, Resource]:
    return {resource.name: resource for resource in of_type(resources, type_)}


def statements(resource: Resource) -> dict[str, dict[str, Any]]:
    return {statement["Sid"]: statement for statement in json.loads(resource.inputs["policy"])["Statement"]}


# --- queue ---


def test_message_that_no_worker_handles_goes_to_the_dead_letters() -> None:
    resources = build(Queue)
    queues = named(resources, "aws:sqs/queue:Queue")
    redrive = json.loads(queues["fulfilment-q-main"].inputs["redrivePolicy"])
    assert redrive == {"deadLetterTargetArn": DEAD_ARN, "maxReceiveCount": 5}
    assert "redrivePolicy" not in queues["fulfilment-q-dead"].inputs
    allow = only(resources, "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy")
    assert json.loads(allow.inputs["redriveAllowPolicy"])["sourceQueueArns"] == [MAIN_ARN]


def test_dead_letters_are_kept_longest() -> None:
    queues = named(build(Queue), "aws:sqs/queue:Queue")
    assert queues["fulfilment-q-main"].inputs["messageRetentionSeconds"] == 7 * 86_400
    assert queues["fulfilment-q-dead"].inputs["messageRetentionSeconds"] == 14 * 86_400


def test_queue_names_a_dead_letter_queue_that_exists() -> None:
    """The ARN is known before `up`; SQS still refuses it until the queue is there."""
    queues = named(build(Queue), "aws:sqs/queue:Queue")
    dependencies = queues["fulfilment-q-main"].property_dependencies["redrivePolicy"]
    assert queues["fulfilment-q-dead"].urn in dependencies


@pytest.mark.parametrize(("queue", "arn"), [("fulfilment-q-main", MAIN_ARN), ("fulfilment-q-dead", DEAD_ARN)])
def test_both_queues_take_tls_and_own_topics_only(queue: str, arn: str) -> None:
    """Topics deliver to the queue, and what they cannot deliver to its dead letters."""
    found = statements(named(build(Queue), POLICY)[queue])
    assert found["TlsOnly"]["Effect"] == "Deny"
    assert found["TlsOnly"]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    topics = found["OwnTopics"]
    assert topics["Principal"] == {"Service": "sns.amazonaws.com"}
    assert topics["Action"] == "sqs:SendMessage"
    assert topics["Resource"] == arn
    assert topics["Condition"]["ArnLike"] == {"aws:SourceArn": "arn:aws:sns:eu-central-1:123456789012:*"}


def test_queue_has_the_limits_of_both_clouds() -> None:
    for queue in of_type(build(Queue), "aws:sqs/queue:Queue"):
        assert queue.inputs["maxMessageSize"] == 65_536
        assert queue.inputs["receiveWaitTimeSeconds"] == 20
        assert "kmsMasterKeyId" in queue.inputs


def test_backlog_and_dead_letters_wake_people() -> None:
    found = named(build(Queue, max_age_seconds=120), ALARM)
    age, dead = found["fulfilment-q-age"].inputs, found["fulfilment-q-dead-letters"].inputs
    assert (age["metricName"], age["threshold"]) == ("ApproximateAgeOfOldestMessage", 120)
    assert (dead["threshold"], dead["evaluationPeriods"]) == (0, 1)
    assert dead["dimensions"] == {"QueueName": "floodgate-prod-fulfilment-q-dead"}


# --- topic ---


def test_events_reach_queues_unwrapped_and_are_never_lost() -> None:
    def target(name: str) -> QueueTarget:
        return QueueTarget(name=known(name), arn=known(f"arn:aws:sqs:::{name}"), url=known(f"https://{name}"))

    name, make = samples("aws")[Topic]
    resources, _ = provision(
        Topic,
        name,
        lambda: replace(
            make(), subscribers={"q": TopicSubscriber(queue=target("q"), dead_letters=target("dead"))}
        ),
        partial(build_topic, AWS),
    )
    subscription = only(resources, SUBSCRIPTION).inputs
    assert subscription["rawMessageDelivery"] is True
    assert subscription["endpoint"] == "arn:aws:sqs:::q"
    assert json.loads(subscription["redrivePolicy"]) == {"deadLetterTargetArn": "arn:aws:sqs:::dead"}
    metrics = {alarm.inputs["metricName"] for alarm in of_type(resources, ALARM)}
    assert metrics == {"NumberOfNotificationsFailed", "NumberOfNotificationsFailedToRedriveToDlq"}


def test_topic_takes_tls_only() -> None:
    resources = build(Topic)
    assert list(statements(only(resources, TOPIC_POLICY))) == ["TlsOnly"]
    assert only(resources, TOPIC).inputs["signatureVersion"] == 2


# --- notifier ---


def test_every_address_is_subscribed() -> None:
    subscriptions = of_type(build(Notifier), SUBSCRIPTION)
    assert [s.inputs["endpoint"] for s in subscriptions] == ["oncall@shop.example", "lead@shop.example"]
    assert {s.inputs["protocol"] for s in subscriptions} == {"email"}
    # The topic by its value: a policy can see that the alarms' topic has somebody who listens
    assert {s.inputs["topic"] for s in subscriptions} == {
        "arn:aws:sns:eu-central-1:123456789012:floodgate-prod-alerts"
    }


def test_services_publish_for_this_account_only() -> None:
    found = statements(only(build(Notifier), TOPIC_POLICY))
    assert {sid: statement["Principal"]["Service"] for sid, statement in found.items() if sid != "TlsOnly"} == {
        "Alarms": "cloudwatch.amazonaws.com",
        "Backups": "backup.amazonaws.com",
        "Budgets": "budgets.amazonaws.com",
        "Databases": "events.rds.amazonaws.com",
    }
    for sid, statement in found.items():
        assert sid == "TlsOnly" or "123456789012" in json.dumps(statement["Condition"])


def test_notifier_of_the_edge_lives_beside_the_cdn() -> None:
    resources = build(Notifier, location=Location.EDGE)
    for type_ in (TOPIC, TOPIC_POLICY, SUBSCRIPTION):
        assert {resource.inputs["region"] for resource in of_type(resources, type_)} == {"us-east-1"}
    alarms = statements(only(resources, TOPIC_POLICY))["Alarms"]
    assert alarms["Resource"] == "arn:aws:sns:us-east-1:123456789012:floodgate-prod-alerts"
    assert "us-east-1" in alarms["Condition"]["ArnLike"]["aws:SourceArn"]
