"""What was created is there for other programs: the same account, the same resources."""

from __future__ import annotations

import socket
import urllib.request

import boto3
import pytest
from pulumi_aws import dynamodb, sqs

from infra.local.aws.cloud import AwsCloud
from infra.local.aws.serve import hint, serving
from infra.local.creation import create_program
from infra.local.ports import LOOPBACK, PortError

REGION = "eu-central-1"


def program():
    sqs.Queue("orders", name="orders", visibility_timeout_seconds=77)
    dynamodb.Table(
        "carts",
        name="carts",
        hash_key="id",
        billing_mode="PAY_PER_REQUEST",
        attributes=[{"name": "id", "type": "S"}],
    )


@pytest.fixture
def cloud():
    made = AwsCloud(region=REGION, account="111122223333")
    create_program(program, made, stack="dev-test", watch=lambda *_: None)
    yield made
    made.close()


def other_program(service, port):
    """As another process has it: through HTTP."""
    url = f"http://{LOOPBACK}:{port}"
    return boto3.client(
        service, endpoint_url=url, region_name=REGION, aws_access_key_id="any", aws_secret_access_key="any"
    )


def test_what_was_created_is_there(cloud):
    with serving(0) as port:
        queues = other_program("sqs", port)
        (url,) = queues.list_queues()["QueueUrls"]
        attributes = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        assert (attributes["QueueArn"], attributes["VisibilityTimeout"]) == (
            f"arn:aws:sqs:{REGION}:111122223333:orders",
            "77",
        )
        tables = other_program("dynamodb", port)
        tables.put_item(TableName="carts", Item={"id": {"S": "a"}})
        assert tables.scan(TableName="carts")["Count"] == 1


def test_it_is_gone_afterwards_and_the_port_is_free_again(cloud):
    with serving(0) as port:
        urllib.request.urlopen(f"http://{LOOPBACK}:{port}/moto-api/data.json", timeout=10).close()
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://{LOOPBACK}:{port}/moto-api/data.json", timeout=10)
    with serving(port) as again:
        assert again == port


def test_a_taken_port_is_refused_with_the_way_out():
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(
            PortError, match=rf"port {port} of .* cannot be used: .*in use; give another one with --port"
        ):
            serving(port).__enter__()


def test_the_hint_names_address_and_region():
    text = hint(1234, "eu-central-1")
    assert "AWS_ENDPOINT_URL=http://127.0.0.1:1234 AWS_REGION=eu-central-1" in text
    assert 'endpoint_url="http://127.0.0.1:1234", region_name="eu-central-1"' in text
