"""Runs the providers of both clouds in this process, on loopback, until somebody stops it."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass

import grpc
from pulumi.runtime.proto import provider_pb2_grpc

from infra.clouds import emulate
from infra.local.contract import CloudError, LocalCloud
from infra.local.faults import Faults
from infra.local.plugin.servicer import Provider
from infra.local.ports import LOOPBACK, require_free
from infra.program import ROOT
from infra.settings import SettingsError, load

_GRACE_S = 1.0
_ELSEWHERE = "what it does not emulate is listed where `floodgate plugin` runs"
GREETINGS = {
    "aws": f"aws is the local cloud: moto, on this machine; nothing reaches AWS, and {_ELSEWHERE}",
    "alicloud": f"alicloud is simulated on this machine: no API is called, and {_ELSEWHERE}",
}
"""Package -> what each command of the engine shows."""


@dataclass(frozen=True, kw_only=True)
class Served:
    """A provider that engines can attach to."""

    package: str
    port: int


@contextmanager
def local_cloud(stack: str) -> Iterator[LocalCloud]:
    """The local cloud for a stack, by the stack's own files.

    Raises:
        CloudError: there is no such stack, or its files are not valid.
    """
    try:
        settings = load(stack, ROOT)
    except SettingsError as error:
        raise CloudError(str(error)) from None
    with emulate(settings, Faults()) as emulation:
        yield emulation.cloud


@contextmanager
def serving(
    ports: Mapping[str, int],
    note: Callable[[str], None],
    cloud: Callable[[str], AbstractContextManager[LocalCloud]] = local_cloud,
) -> Iterator[list[Served]]:
    """Serve every package in `ports`; port 0 takes a free one.

    `note` takes lines about what is not emulated; `cloud` makes the local cloud of a stack, given its name.

    Raises:
        PortError: a port is taken.
    """
    with ExitStack() as clouds, ExitStack() as servers:
        served = []
        for package, port in ports.items():
            provider = Provider(
                package=package,
                version=importlib.metadata.version(f"pulumi-{package}"),
                greeting=GREETINGS[package],
                cloud=lambda stack: clouds.enter_context(cloud(stack)),
                note=note,
            )
            # One thread: an engine calls for many resources at once, a local cloud does one after the other.
            server = grpc.server(ThreadPoolExecutor(1), options=[("grpc.so_reuseport", 0)])
            provider_pb2_grpc.add_ResourceProviderServicer_to_server(provider, server)
            require_free(port, f"--{package}-port")
            served.append(Served(package=package, port=server.add_insecure_port(f"{LOOPBACK}:{port}")))
            server.start()
            servers.callback(_stop, server)
        yield served


def debug_providers(served: list[Served]) -> str:
    """The value of the variable that makes an engine attach instead of starting plugins of its own."""
    return ",".join(f"{one.package}:{one.port}" for one in served)


def _stop(server: grpc.Server) -> None:
    server.stop(_GRACE_S).wait()
