"""What the engine asks of a provider about single resources, over gRPC."""

from __future__ import annotations

from collections.abc import Iterator

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2

from infra.local.contract import CloudError, Difference, Finding, RefusedError, Wanted
from infra.local.plugin.inputs import GENERATED
from infra.local.plugin.wire import UNKNOWN, decode
from infra.preview.values import encode
from tests.local.fake import FakeCloud
from tests.local.plugin.client import QUEUE, Stub, attached, check, create, diff

NONE, SOME = provider_pb2.DiffResponse.DIFF_NONE, provider_pb2.DiffResponse.DIFF_SOME
TEMPLATE = "urn:pulumi:dev-aws::floodgate::aws:ec2/launchTemplate:LaunchTemplate::web-template"


@pytest.fixture
def cloud() -> FakeCloud:
    return FakeCloud()


@pytest.fixture
def stub(cloud: FakeCloud) -> Iterator[Stub]:
    with attached(cloud) as stub:
        yield stub


def fault(error: type[Exception] | Exception) -> FakeCloud:
    def refuse(wanted: Wanted) -> None:
        raise error

    return FakeCloud(refuse=refuse)


def test_configure_promises_what_the_engine_may_rely_on(stub: Stub) -> None:
    args = encode({"region": "eu-central-1"})
    answer = stub.Configure(provider_pb2.ConfigureRequest(args=args, acceptSecrets=True, acceptResources=True))

    assert (answer.acceptSecrets, answer.supportsPreview) == (True, True)
    assert (answer.acceptResources, answer.acceptOutputs) == (False, False)


def test_handshake_is_not_implemented_so_that_engines_fall_back(stub: Stub) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        stub.Handshake(provider_pb2.ProviderHandshakeRequest())

    assert caught.value.code() is grpc.StatusCode.UNIMPLEMENTED


def test_the_version_is_that_of_the_sdk(stub: Stub) -> None:
    assert int(stub.GetPluginInfo(empty_pb2.Empty()).version.split(".")[0]) >= 7


def test_check_fills_in_what_the_cloud_generates_and_keeps_secrets(stub: Stub) -> None:
    inputs = decode(check(stub, {"password": "p", "delay": 1}, secret=("password",)).inputs)

    assert inputs.values == {
        "name": "orders-queue-1234567",
        "password": "p",
        "delay": 1,
        GENERATED: ["name"],
    }
    assert inputs.secret == {"password"}


def test_check_keeps_the_name_that_a_resource_has(stub: Stub) -> None:
    olds = {"name": "orders-queue-0000000", GENERATED: ["name"]}

    assert decode(check(stub, {}, olds).inputs).values["name"] == "orders-queue-0000000"


def test_check_hands_on_the_type_the_logical_name_and_no_marks() -> None:
    seen: list[Wanted] = []

    def note(wanted: Wanted) -> tuple[Finding, ...]:
        seen.append(wanted)
        return ()

    with attached(FakeCloud(findings=note)) as stub:
        check(stub, {GENERATED: ["x"]})

    assert (seen[0].type, seen[0].name) == ("aws:sqs/queue:Queue", "orders-queue")
    assert seen[0].inputs == {}


def test_check_reports_findings_but_not_those_about_what_is_not_known_yet() -> None:
    def complain(wanted: Wanted) -> tuple[Finding, ...]:
        return tuple(
            Finding(resource="q", property=path, what="is wrong", given="x")
            for path in ("", "delay", "list", "list[1]")
        )

    with attached(FakeCloud(findings=complain)) as stub:
        known = check(stub, {"delay": 1, "list": ["a", "b"]})
        preview = check(stub, {"delay": 1, "list": ["a", UNKNOWN]})

    assert [failure.property for failure in known.failures] == ["", "delay", "list", "list[1]"]
    assert [failure.reason for failure in preview.failures] == ["delay is wrong, got x"]
    assert decode(preview.inputs).unknown == {"list[1]"}


def test_diff_compares_inputs_with_inputs(stub: Stub) -> None:
    assert diff(stub, {"delaySeconds": 1}, {"delaySeconds": 1}).changes == NONE
    changed = diff(stub, {"delaySeconds": 1, "a": 1}, {"delaySeconds": 2, "a": 1})
    assert (changed.changes, list(changed.diffs), list(changed.replaces)) == (SOME, ["delaySeconds"], [])


def test_diff_leaves_out_ignored_properties_and_marks(stub: Stub) -> None:
    old, new = {"a": 1, GENERATED: ["name"]}, {"a": 2, "b": 1}

    assert diff(stub, old, new, ignore=("a", "b")).changes == NONE


def test_diff_says_what_replaces_and_in_which_order(cloud: FakeCloud, stub: Stub) -> None:
    cloud.difference = lambda *_: Difference(updates=("b",), replaces=("a",), delete_before_replace=True)

    answer = diff(stub, {}, {})

    assert (list(answer.diffs), list(answer.replaces)) == (["a", "b"], ["a"])
    assert answer.deleteBeforeReplace
    assert answer.changes == SOME


def test_create_answers_id_and_outputs_with_secrets_kept(cloud: FakeCloud, stub: Stub) -> None:
    answer = create(stub, {"password": {"value": "p"}, "name": "q", GENERATED: ["name"]}, ("password.value",))

    assert answer.id == "orders-queue-id"
    outputs = decode(answer.properties)
    assert outputs.values == {
        "password": {"value": "p"},
        "name": "q",
        "arn": "arn:aws:fake:::orders-queue",
    }
    assert outputs.secret == {"password"}
    assert cloud.wanted[0].secret == {"password.value"}


def test_a_preview_creates_nothing_and_knows_the_inputs(cloud: FakeCloud, stub: Stub) -> None:
    answer = create(stub, {"name": "q", "list": [UNKNOWN]}, preview=True)

    assert decode(answer.properties).values == {"name": "q", "list": [UNKNOWN]}
    assert answer.id == ""
    assert cloud.wanted == []


def test_a_refusal_is_what_the_user_reads() -> None:
    finding = Finding(resource="q", property="delay", what="must be at most 900", given="901")

    with attached(fault(RefusedError((finding,)))) as stub, pytest.raises(grpc.RpcError) as caught:
        create(stub, {"delay": 901})

    assert caught.value.code() is grpc.StatusCode.UNKNOWN
    assert "delay must be at most 900, got 901" in caught.value.details()


def test_a_call_that_the_cloud_refuses_is_what_the_user_reads() -> None:
    with attached(fault(CloudError("no such vpc"))) as stub, pytest.raises(grpc.RpcError) as caught:
        create(stub, {})

    assert caught.value.details() == "local cloud: no such vpc"


def test_a_defect_of_ours_is_called_one(capfd: pytest.CaptureFixture[str]) -> None:
    with attached(fault(KeyError("vpc"))) as stub, pytest.raises(grpc.RpcError) as caught:
        create(stub, {})

    assert caught.value.details().startswith("defect of the local cloud: KeyError: 'vpc'")
    assert "Traceback" in capfd.readouterr().err


def test_any_configuration_will_do_and_replaces_nothing(stub: Stub) -> None:
    answer = stub.CheckConfig(provider_pb2.CheckRequest(news=encode({"region": "eu-central-1", "profile": "x"})))

    assert decode(answer.inputs).values == {"region": "eu-central-1", "profile": "x"}
    same = provider_pb2.DiffRequest(old_inputs=encode({"region": "a"}), news=encode({"region": "a"}))
    other = provider_pb2.DiffRequest(old_inputs=encode({"region": "a"}), news=encode({"region": "b"}))
    assert stub.DiffConfig(same).changes == NONE
    assert stub.DiffConfig(other).changes == SOME
    assert not stub.DiffConfig(other).replaces


def test_cancel_leaves_the_process_to_the_next_command(stub: Stub) -> None:
    stub.Cancel(empty_pb2.Empty())

    assert create(stub, {}).id


def test_a_template_has_no_known_version_while_it_changes(stub: Stub) -> None:
    answer = stub.Update(
        provider_pb2.UpdateRequest(
            urn=TEMPLATE,
            id="lt",
            old_inputs=encode({"imageId": "a"}),
            olds=encode({"imageId": "a", "latestVersion": 1, "arn": "arn:lt"}),
            news=encode({"imageId": "b"}),
            preview=True,
        )
    )

    assert decode(answer.properties).values == {"imageId": "b", "latestVersion": UNKNOWN, "arn": "arn:lt"}


def test_the_urn_names_type_and_logical_name_even_if_that_has_colons(cloud: FakeCloud, stub: Stub) -> None:
    stub.Create(provider_pb2.CreateRequest(urn=f"{QUEUE}::two", properties=encode({})))

    assert (cloud.wanted[0].type, cloud.wanted[0].name) == ("aws:sqs/queue:Queue", "orders-queue::two")
