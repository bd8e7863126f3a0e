"""What an engine and a provider agree on before it comes to resources.

A plain gRPC servicer. `Handshake` is left out on purpose: the engine then falls back to `Configure`, which says
the same. The SDK's provider classes answer it in a way that an engine gives up on when it attaches.
"""
# ruff: noqa: N802 - the methods have the names of the RPCs

from __future__ import annotations

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from infra.local.plugin.engine_log import EngineLog
from infra.local.plugin.wire import decode


class Agreement(provider_pb2_grpc.ResourceProviderServicer):
    """Serves one command of the engine after the other."""

    def __init__(self, *, version: str, greeting: str) -> None:
        """`version` is that of the package's SDK; `greeting` is what every command is told."""
        self._version = version
        self._greeting = greeting
        self._log = EngineLog()

    def GetPluginInfo(self, request: empty_pb2.Empty, context: grpc.ServicerContext) -> plugin_pb2.PluginInfo:
        """The engine compares this with the version of the SDK."""
        return plugin_pb2.PluginInfo(version=self._version)

    def Attach(self, request: plugin_pb2.PluginAttach, context: grpc.ServicerContext) -> empty_pb2.Empty:
        """A command of the engine begins."""
        self._log.attach(request.address)
        return empty_pb2.Empty()

    def Cancel(self, request: empty_pb2.Empty, context: grpc.ServicerContext) -> empty_pb2.Empty:
        """Nothing here takes long enough to be worth cancelling, and the next command needs the process."""
        return empty_pb2.Empty()

    def CheckConfig(
        self, request: provider_pb2.CheckRequest, context: grpc.ServicerContext
    ) -> provider_pb2.CheckResponse:
        """Any configuration will do: nobody asks for credentials."""
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(
        self, request: provider_pb2.DiffRequest, context: grpc.ServicerContext
    ) -> provider_pb2.DiffResponse:
        """Nothing that was created has to be replaced because the configuration changes."""
        same = decode(request.old_inputs).values == decode(request.news).values
        none, some = provider_pb2.DiffResponse.DIFF_NONE, provider_pb2.DiffResponse.DIFF_SOME
        return provider_pb2.DiffResponse(changes=none if same else some)

    def Configure(
        self, request: provider_pb2.ConfigureRequest, context: grpc.ServicerContext
    ) -> provider_pb2.ConfigureResponse:
        """Say what the engine may rely on. The configuration is not needed: each URN names the stack."""
        self._log.tell(self._greeting)
        return provider_pb2.ConfigureResponse(
            acceptSecrets=True, supportsPreview=True, acceptResources=False, acceptOutputs=False
        )
