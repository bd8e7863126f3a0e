"""What is asked once for many resources, and what for each."""

from __future__ import annotations

from collections import Counter

import pytest
from pulumi_aws import cloudwatch, sqs

from infra.local.aws.cloud import AwsCloud
from infra.local.creation import create_program

QUEUE = "aws:sqs/queue:Queue"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"


def program():
    for name in ("one", "two"):
        sqs.Queue(name, name=name, tags={"of": name})
        cloudwatch.MetricAlarm(
            name,
            name=name,
            comparison_operator="GreaterThanThreshold",
            evaluation_periods=1,
            metric_name="m",
            namespace="n",
            period=60,
            statistic="Sum",
            threshold=1,
            tags={"of": name},
        )
    sqs.Queue("bare", name="bare")


@pytest.fixture
def cloud():
    made = AwsCloud(region="eu-central-1")
    yield made
    made.close()


@pytest.fixture
def resources(cloud):
    monitor = create_program(program, cloud, stack="dev-test", watch=lambda *_: None)
    return [(made.resource, made.created) for made in monitor.made]


@pytest.fixture
def calls(cloud, resources):
    """How often each operation is called from now on."""
    counted = Counter()
    cloud.clients.listen("before-call", lambda model, **_: counted.update([model.name]))
    return counted


def read(cloud, resources):
    return {
        (resource.type, resource.name): cloud.read(resource.type, made.id, made.outputs).outputs.get("tags")
        for resource, made in resources
    }


def test_in_a_pass_all_tags_come_in_one_list(cloud, resources, calls):
    with cloud.reading():
        found = read(cloud, resources)
    assert {key: tags for key, tags in found.items() if tags} == {
        (type_, name): {"of": name} for type_ in (QUEUE, ALARM) for name in ("one", "two")
    }
    assert calls["DescribeAlarms"] == 1
    assert not calls["ListTagsForResource"] + calls["ListQueueTags"]


def test_outside_of_a_pass_each_resource_is_asked_for(cloud, resources, calls):
    assert read(cloud, resources)[ALARM, "one"] == {"of": "one"}
    assert (calls["GetResources"], calls["ListTagsForResource"], calls["DescribeAlarms"]) == (0, 2, 2)


def test_the_next_pass_sees_what_has_changed(cloud, resources):
    with cloud.reading():
        read(cloud, resources)
    arn = next(made.outputs["arn"] for resource, made in resources if resource.type == ALARM)
    cloud.clients.client("cloudwatch", "eu-central-1").tag_resource(
        ResourceARN=arn, Tags=[{"Key": "of", "Value": "else"}]
    )
    with cloud.reading():
        assert read(cloud, resources)[ALARM, "one"] == {"of": "else"}
