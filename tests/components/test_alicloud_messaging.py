"""What is specific to queues, topics and notifiers on Alibaba Cloud."""

import json
from functools import partial

import pytest

from components.notifier import Notifier
from components.queue import Queue
from components.topic import Topic
from tests.components.cases import outputs_of, resources_of
from tests.components.harness import of_type, only

QUEUE = "alicloud:message/serviceQueue:ServiceQueue"
ALARM = "alicloud:cms/alarm:Alarm"


planned = partial(resources_of, "alicloud")
outputs = partial(outputs_of, "alicloud")


def named(resources, name):
    return next(resource for resource in resources if resource.name == name)


def test_both_queues_are_encrypted_with_the_customer_key():
    for queue in of_type(planned(Queue), QUEUE):
        assert queue.inputs["enableSse"] is True
        assert queue.inputs["sseType"] == "KMS"
        assert "kmsKeyId" in queue.inputs


def test_failed_messages_go_to_the_dead_letter_queue_and_stay_longest():
    resources = planned(Queue, retention_days=4, max_receives=3)
    queue, dead = named(resources, "fulfilment-q-queue"), named(resources, "fulfilment-q-dead")
    assert queue.inputs["dlqPolicy"] == {
        "enabled": True,
        "deadLetterTargetQueue": "floodgate-prod-fulfilment-q-dead",
        "maxReceiveCount": 3,
    }
    assert "dlqPolicy" not in dead.inputs
    assert queue.inputs["messageRetentionPeriod"] == 345_600
    assert dead.inputs["messageRetentionPeriod"] == 604_800


@pytest.mark.parametrize(("age", "looks"), [(60, 2), (300, 2), (301, 3), (900, 4)])
def test_backlog_alarm_waits_as_long_as_messages_may(age, looks):
    alarm = named(planned(Queue, max_age_seconds=age), "fulfilment-q-backlog")
    rule = alarm.inputs["escalationsCritical"]
    assert (rule["statistics"], rule["times"]) == ("Minimum", looks)


def test_one_dead_letter_is_told_at_once():
    rule = named(planned(Queue), "fulfilment-q-dead-letters").inputs["escalationsCritical"]
    assert (rule["threshold"], rule["times"]) == ("0", 1)


def test_alarms_watch_the_queue_in_its_region():
    for alarm in of_type(planned(Queue), ALARM):
        (dimension,) = json.loads(alarm.inputs["metricDimensions"])
        assert dimension["region"] == "cn-hangzhou"
        assert dimension["queue"].startswith("floodgate-prod-fulfilment-q")


def test_queue_arn_suits_ram_policies():
    queue = outputs(Queue)["queue"]
    assert queue["arn"] == ("acs:mns:cn-hangzhou:1234567890123456:/queues/floodgate-prod-fulfilment-q")
    assert queue["url"].startswith("https://1234567890123456.mns.cn-hangzhou-internal.")


def test_topic_delivers_raw_messages_and_keeps_what_it_cannot_deliver():
    resources = planned(Topic)
    subscription = only(resources, "alicloud:message/serviceSubscription:ServiceSubscription")
    assert subscription.inputs["endpoint"] == "fulfilment"
    assert subscription.inputs["pushType"] == "queue"
    assert subscription.inputs["notifyContentFormat"] == "SIMPLIFIED"
    assert subscription.inputs["dlqPolicy"] == {"enabled": True, "deadLetterTargetQueue": "fulfilment-dead"}
    assert outputs(Topic)["topicArn"].endswith(":/topics/floodgate-prod-order-events")


def test_topic_without_subscribers_has_no_alarm():
    assert not of_type(planned(Topic, subscribers={}), ALARM)


def test_everybody_is_in_the_group_and_the_group_has_a_known_name():
    resources = planned(Notifier)
    contacts = of_type(resources, "alicloud:cms/alarmContact:AlarmContact")
    group = only(resources, "alicloud:cms/alarmContactGroup:AlarmContactGroup")
    assert {contact.inputs["channelsMail"] for contact in contacts} == {"oncall@shop.example", "lead@shop.example"}
    assert set(group.inputs["contacts"]) == {contact.inputs["alarmContactName"] for contact in contacts}
    assert outputs(Notifier)["target"] == "floodgate-prod-alerts"


def test_removing_one_person_leaves_the_others_alone():
    both, one = planned(Notifier), planned(Notifier, emails=("lead@shop.example",))
    kept = only(one, "alicloud:cms/alarmContact:AlarmContact")
    assert kept.inputs == named(both, kept.name).inputs
