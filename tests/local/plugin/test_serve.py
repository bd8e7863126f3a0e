"""Serving: ports, regions, the engine's log, the command."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc, plugin_pb2, provider_pb2

from infra.local.plugin.serve import debug_providers, serving
from infra.local.ports import PortError
from infra.program import ROOT
from tests.local.fake import FakeCloud
from tests.local.plugin.client import QUEUE, attached, create, dialled

FLOODGATE = Path(sys.executable).with_name("floodgate")


class Engine(engine_pb2_grpc.EngineServicer):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[engine_pb2.LogRequest] = []

    def Log(self, request, context):  # noqa: N802
        self.told.append(request)
        return empty_pb2.Empty()


def test_each_stack_has_one_cloud_that_outlives_commands() -> None:
    made: dict[str, FakeCloud] = {}

    closed: list[str] = []

    @contextmanager
    def cloud(stack: str) -> Iterator[FakeCloud]:
        assert stack not in made
        yield made.setdefault(stack, FakeCloud())
        closed.append(stack)

    with serving({"aws": 0}, print, cloud) as served:
        for urn in (QUEUE, QUEUE.replace("dev-aws", "prod-aws"), QUEUE):
            with dialled(served[0].port) as stub:
                create(stub, {}, urn=urn)
        assert closed == []

    assert sorted(closed) == ["dev-aws", "prod-aws"]
    assert {stack: len(one.wanted) for stack, one in made.items()} == {"dev-aws": 2, "prod-aws": 1}


def test_a_stack_that_has_no_file_is_refused_by_name() -> None:
    with (
        serving({"aws": 0}, print) as served,
        dialled(served[0].port) as stub,
        pytest.raises(grpc.RpcError, match=r"local cloud: stacks/Pulumi\.test-nowhere\.yaml"),
    ):
        create(stub, {}, urn=QUEUE.replace("dev-aws", "test-nowhere"))


def test_a_stack_on_another_cloud_is_refused() -> None:
    cloud = FakeCloud()
    cloud.package = "alicloud"

    with attached(cloud) as stub, pytest.raises(grpc.RpcError, match="dev-aws is on alicloud"):
        create(stub, {})


def test_what_is_not_emulated_is_noted_in_the_plugins_own_terminal() -> None:
    cloud, notes = FakeCloud(), []
    cloud.not_emulated = {"kmsKeyId": "moto does not store it"}

    with attached(cloud, notes.append) as stub:
        create(stub, {"kmsKeyId": "k"})
        create(stub, {})

    assert notes == ["aws:sqs/queue:Queue orders-queue: not emulated: kmsKeyId (moto does not store it)"]


def test_every_command_of_the_engine_is_told_that_the_cloud_is_local() -> None:
    engine = Engine()
    server = grpc.server(ThreadPoolExecutor(1))
    engine_pb2_grpc.add_EngineServicer_to_server(engine, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()

    with attached(FakeCloud()) as stub:
        stub.Configure(provider_pb2.ConfigureRequest())
        for _ in range(2):
            stub.Attach(plugin_pb2.PluginAttach(address=f"127.0.0.1:{port}"))
            stub.Configure(provider_pb2.ConfigureRequest())
        server.stop(None).wait()
        assert stub.Configure(provider_pb2.ConfigureRequest()).acceptSecrets

    assert [told.severity for told in engine.told] == [engine_pb2.INFO] * 2
    assert "nothing reaches AWS" in engine.told[0].message


def test_the_variable_names_every_package() -> None:
    with serving({"aws": 0, "alicloud": 0}, print) as served:
        aws, alicloud = (one.port for one in served)
        assert debug_providers(served) == f"aws:{aws},alicloud:{alicloud}"


def test_a_port_that_is_taken_is_named_with_its_option() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(PortError, match=rf"port {taken.getsockname()[1]} .* with --aws-port"),
        serving({"aws": taken.getsockname()[1]}, print),
    ):
        pass


def test_afterwards_the_port_is_free_again() -> None:
    with serving({"aws": 0}, print) as served:
        pass

    with serving({"aws": served[0].port}, print) as again:
        assert again[0].port == served[0].port


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_prints_the_line_to_export_and_stops_at_a_signal(number: signal.Signals) -> None:
    with subprocess.Popen(
        [FLOODGATE, "plugin"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            lines = iter(process.stdout.readline, "")
            exported = next(line for line in lines if line.startswith("export PULUMI_DEBUG_PROVIDERS="))
            ports = dict(one.split(":") for one in exported.split("=")[1].strip().split(","))
            with dialled(int(ports["alicloud"])) as stub:
                assert stub.GetPluginInfo(empty_pb2.Empty()).version
            process.send_signal(number)
            rest, errors = process.communicate(timeout=30)
        finally:
            process.kill()

    assert process.returncode == 0
    assert rest.splitlines()[-1].startswith("stopped")
    assert errors == ""
