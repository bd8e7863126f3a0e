"""Faults below botocore: what it tries again by itself, and what ends in a failure."""

from __future__ import annotations

import json

import botocore.endpoint
import pytest
from pulumi_aws import cloudwatch, ec2, iam, rds, route53, s3, sns, sqs

from infra.local.aws.cloud import AwsCloud
from infra.local.aws.injection import Injection
from infra.local.creation import create_program
from infra.local.faults import Faults, parse
from infra.local.record import Outcome

TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}],
}


def alarm():
    cloudwatch.MetricAlarm(
        "one",
        name="one",
        comparison_operator="GreaterThanThreshold",
        evaluation_periods=1,
        metric_name="m",
        namespace="n",
        period=60,
        statistic="Sum",
        threshold=1,
    )


PROTOCOLS = {
    "json": lambda: sqs.Queue("one", name="one"),
    "query": lambda: iam.Role("one", name="one", assume_role_policy=json.dumps(TRUST)),
    "ec2": lambda: ec2.Vpc("one", cidr_block="10.0.0.0/16"),
    "rest-xml, s3": lambda: s3.Bucket("one", bucket="one-of-many"),
    "rest-xml": lambda: route53.Zone("one", name="example.net"),
    "smithy-rpc-v2-cbor": alarm,
}


@pytest.fixture
def cloud():
    made = AwsCloud(region="eu-central-1")
    yield made
    made.close()


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    """How long botocore would have waited before each new try, in seconds."""
    waited = []
    monkeypatch.setattr(botocore.endpoint.time, "sleep", waited.append)
    return waited


def created(program, cloud, *faults):
    """What became of the resource `one`, and of the fault."""
    injected = Faults([parse(text) for text in faults])
    Injection(cloud.clients, injected)
    monitor = create_program(lambda: program() and None, cloud, stack="dev-test", watch=injected.at)
    (one,) = [made for made in monitor.made if made.resource.name == "one"]
    return one, injected.injected[0]


@pytest.mark.parametrize("kind", ["throttling", "server-error"])
@pytest.mark.parametrize("program", PROTOCOLS.values(), ids=PROTOCOLS)
def test_botocore_tries_again_until_it_works(program, kind, cloud, pauses):
    one, injected = created(program, cloud, kind)
    assert one.outcome is Outcome.CREATED, one.failure
    assert (injected.left, injected.resource, len(pauses)) == (0, "one", 2)


@pytest.mark.parametrize(
    ("protocol", "kind", "code"),
    [
        ("json", "throttling", "ThrottlingException"),
        ("query", "throttling", "Throttling"),
        ("ec2", "throttling", "RequestLimitExceeded"),
        ("rest-xml, s3", "throttling", "SlowDown"),
        ("rest-xml", "throttling", "Throttling"),
        ("smithy-rpc-v2-cbor", "throttling", "ThrottlingException"),
        ("query", "server-error", "ServiceUnavailable"),
        ("smithy-rpc-v2-cbor", "server-error", "ServiceUnavailable"),
    ],
)
def test_what_goes_on_and_on_fails_with_the_code_of_the_service(protocol, kind, code, cloud):
    one, _ = created(PROTOCOLS[protocol], cloud, f"{kind}:99@one")
    assert one.outcome is Outcome.FAILED
    assert one.failure.code == code


def test_only_the_resource_named_suffers(cloud, pauses):
    def program():
        sns.Topic("two", name="two")
        sqs.Queue("one", name="one")

    one, injected = created(program, cloud, "throttling:1@one")
    assert (one.outcome, injected.call, len(pauses)) == (Outcome.CREATED, "sqs CreateQueue", 1)


def test_a_lack_of_capacity_is_not_tried_again(cloud, pauses):
    def program():
        sqs.Queue("two", name="two")
        rds.Cluster(
            "one",
            cluster_identifier="one",
            engine="aurora-mysql",
            master_username="owner",
            master_password="long-password",
        )

    one, injected = created(program, cloud, "insufficient-capacity")
    assert (one.outcome, one.failure.code) == (Outcome.FAILED, "InsufficientDBInstanceCapacity")
    assert (injected.call, injected.resource, pauses) == ("rds CreateDBCluster", "one", [])
    assert one.failure.call.operation == "CreateDBCluster"


def test_after_a_fault_everything_can_be_created_again(cloud):
    failed, _ = created(PROTOCOLS["json"], cloud, "server-error:3@one")
    again = create_program(lambda: PROTOCOLS["json"]() and None, cloud, stack="dev-test", watch=lambda *_: None)
    assert failed.outcome is Outcome.FAILED
    assert [made.outcome for made in again.made] == [Outcome.CREATED]
