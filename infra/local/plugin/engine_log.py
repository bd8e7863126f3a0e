"""Tells the engine what people should read among its own messages."""

from __future__ import annotations

from contextlib import suppress

import grpc
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc


class EngineLog:
    """Goes to the command of the engine that attached last; without one, nothing is told."""

    def __init__(self) -> None:
        self._channel: grpc.Channel | None = None

    def attach(self, address: str) -> None:
        """`host:port` of the engine."""
        if self._channel is not None:
            self._channel.close()
        self._channel = grpc.insecure_channel(address)

    def tell(self, text: str) -> None:
        """Shown with the stack. An engine that has gone away meanwhile misses it."""
        if self._channel is None:
            return
        request = engine_pb2.LogRequest(severity=engine_pb2.INFO, message=text)
        with suppress(grpc.RpcError):
            engine_pb2_grpc.EngineStub(self._channel).Log(request, timeout=5)
