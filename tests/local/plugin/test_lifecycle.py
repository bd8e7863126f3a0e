"""A resource from its creation to its end, and data sources, over gRPC."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from pulumi.runtime.proto import provider_pb2

from infra.local.contract import CloudError, Inputs
from infra.local.plugin.wire import decode
from infra.preview.values import encode
from tests.local.fake import FakeCloud
from tests.local.plugin.client import QUEUE, Stub, attached, create

INPUTS = {"name": "q", "delay": 1, "password": "p"}


@pytest.fixture
def cloud() -> FakeCloud:
    return FakeCloud()


@pytest.fixture
def stub(cloud: FakeCloud) -> Iterator[Stub]:
    with attached(cloud) as stub:
        create(stub, INPUTS, ("password",))
        yield stub


def read(stub: Stub, **changes: Any) -> provider_pb2.ReadResponse:
    request = {
        "urn": QUEUE,
        "id": "orders-queue-id",
        "inputs": encode(INPUTS, ("password",)),
        "properties": encode(INPUTS | {"arn": "arn:aws:fake:::orders-queue"}, ("password",)),
    }
    return stub.Read(provider_pb2.ReadRequest(**(request | changes)))


def update(stub: Stub, news: dict[str, Any], *, preview: bool) -> provider_pb2.UpdateResponse:
    return stub.Update(
        provider_pb2.UpdateRequest(
            urn=QUEUE,
            id="orders-queue-id",
            old_inputs=encode(INPUTS, ("password",)),
            olds=encode(INPUTS | {"arn": "arn:q", "token": "t"}, ("password", "token")),
            news=encode(news, ("password",)),
            preview=preview,
        )
    )


def test_a_refresh_without_a_change_answers_what_is_known(stub: Stub) -> None:
    answer = read(stub)

    assert answer.id == "orders-queue-id"
    assert decode(answer.inputs).values == INPUTS
    assert decode(answer.properties).values == INPUTS | {"arn": "arn:aws:fake:::orders-queue"}
    assert decode(answer.inputs).secret == decode(answer.properties).secret == {"password"}


def test_a_refresh_shows_what_somebody_changed(cloud: FakeCloud, stub: Stub) -> None:
    cloud.kept["orders-queue-id"] = INPUTS | {"delay": 9, "size": 3}
    cloud.unread = {"name"}

    answer = read(stub)

    assert decode(answer.inputs).values == INPUTS | {"delay": 9}
    assert decode(answer.properties).values["size"] == 3


def test_what_is_gone_reads_as_nothing(cloud: FakeCloud, stub: Stub) -> None:
    cloud.kept.clear()

    assert read(stub) == provider_pb2.ReadResponse()


def test_an_import_is_refused_in_plain_words(stub: Stub) -> None:
    with pytest.raises(grpc.RpcError, match="is not in the stack's state"):
        read(stub, inputs=None, properties=None)


def test_a_preview_of_an_update_keeps_what_the_cloud_computed(cloud: FakeCloud, stub: Stub) -> None:
    outputs = decode(update(stub, {"name": "q", "password": "new"}, preview=True).properties)

    assert outputs.values == {"name": "q", "password": "new", "arn": "arn:q", "token": "t"}
    assert outputs.secret == {"password", "token"}
    assert len(cloud.wanted) == 1


def test_an_update_changes_the_cloud(cloud: FakeCloud, stub: Stub) -> None:
    outputs = decode(update(stub, {"name": "q", "delay": 2, "password": "p"}, preview=False).properties)

    assert cloud.kept["orders-queue-id"]["delay"] == outputs.values["delay"] == 2
    assert outputs.secret == {"password"}


def test_delete_deletes_and_twice_is_no_error(cloud: FakeCloud, stub: Stub) -> None:
    request = provider_pb2.DeleteRequest(urn=QUEUE, id="orders-queue-id", properties=encode(INPUTS))

    stub.Delete(request)
    stub.Delete(request)

    assert cloud.kept == {}


def test_what_the_emulator_keeps_counts_as_deleted_and_is_noted() -> None:
    cloud, notes = FakeCloud(), []
    cloud.delete = lambda *_: "the emulator has no DeleteQueue"

    with attached(cloud, notes.append) as stub:
        stub.Delete(provider_pb2.DeleteRequest(urn=QUEUE, id="q", properties=encode(INPUTS)))

    assert notes == [
        "aws:sqs/queue:Queue orders-queue: counts as deleted, but is still there: the emulator has no DeleteQueue"
    ]


def test_a_data_source_answers_or_says_why_not(cloud: FakeCloud, stub: Stub) -> None:
    def invoke(token: str, arguments: Inputs) -> dict[str, Any]:
        if token != "aws:index/getRegion:getRegion":
            raise CloudError(f"{token} is not known")
        return arguments | {"id": "eu-central-1"}

    cloud.invoke = invoke

    found = stub.Invoke(provider_pb2.InvokeRequest(tok="aws:index/getRegion:getRegion", args=encode({"a": 1})))
    assert decode(getattr(found, "return")).values == {"a": 1, "id": "eu-central-1"}
    with pytest.raises(grpc.RpcError, match="local cloud: aws:x is not known"):
        stub.Invoke(provider_pb2.InvokeRequest(tok="aws:x"))


def test_a_data_source_before_all_resources_has_no_stack() -> None:
    with attached(FakeCloud()) as stub, pytest.raises(grpc.RpcError, match="after a stack's first resource"):
        stub.Invoke(provider_pb2.InvokeRequest(tok="aws:index/getRegion:getRegion"))
