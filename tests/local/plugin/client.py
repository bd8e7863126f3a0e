"""A gRPC client as the engine is one, with a provider of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import grpc
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from infra.local.plugin.serve import serving
from infra.preview.values import encode
from tests.local.fake import FakeCloud

QUEUE = "urn:pulumi:dev-aws::floodgate::floodgate:index:Queue$aws:sqs/queue:Queue::orders-queue"
Stub = provider_pb2_grpc.ResourceProviderStub


@contextmanager
def attached(cloud: FakeCloud, note: Callable[[str], None] = print) -> Iterator[Stub]:
    """Serve the cloud as the package aws, for every stack, and attach to it."""
    with serving({"aws": 0}, note, lambda _: nullcontext(cloud)) as served, dialled(served[0].port) as stub:
        yield stub


@contextmanager
def dialled(port: int) -> Iterator[Stub]:
    """A client of a provider that listens."""
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield Stub(channel)


def check(
    stub: Stub,
    news: dict[str, Any],
    olds: dict[str, Any] | None = None,
    secret: tuple[str, ...] = (),
) -> provider_pb2.CheckResponse:
    """As the engine asks for a queue."""
    request = provider_pb2.CheckRequest(urn=QUEUE, olds=encode(olds or {}), news=encode(news, secret))
    return stub.Check(request)


def diff(
    stub: Stub, old: dict[str, Any], new: dict[str, Any], ignore: tuple[str, ...] = ()
) -> provider_pb2.DiffResponse:
    """As the engine asks for a queue whose outputs say something else."""
    request = provider_pb2.DiffRequest(
        urn=QUEUE,
        id="q",
        old_inputs=encode(old),
        olds=encode(old | {"delaySeconds": 99, "arn": "arn:q"}),
        news=encode(new),
        ignoreChanges=ignore,
    )
    return stub.Diff(request)


def create(
    stub: Stub, inputs: dict[str, Any], secret: tuple[str, ...] = (), *, preview: bool = False, urn: str = QUEUE
) -> provider_pb2.CreateResponse:
    """As the engine creates a queue."""
    return stub.Create(provider_pb2.CreateRequest(urn=urn, properties=encode(inputs, secret), preview=preview))
