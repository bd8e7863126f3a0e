"""The command over a fake cloud: what is printed, what is written, and what the exit code says."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager, nullcontext

import pulumi
import pytest
from pulumi_aws import kms, sqs

from components.component import Layer
from infra.local import command, creation
from infra.local.contract import Call, CloudError, Finding
from infra.local.emulation import Emulation, no_end_point
from infra.local.faults import FaultError, Faults, parse
from infra.local.ports import NotServableError
from infra.local.verify import Wire
from infra.program import ROOT
from infra.settings import load
from tests.local.fake import FakeCloud
from tests.stacks import capacity

SETTINGS = load("dev-aws", ROOT)


def shop(settings):
    """A key, a queue that needs it, and one that does not."""
    inside = pulumi.ResourceOptions(parent=Layer("stores"))
    key = kms.Key("orders-key", opts=inside)
    sqs.Queue("orders-queue", kms_master_key_id=key.arn, delay_seconds=5, opts=inside)
    sqs.Queue("support-queue", opts=inside)


@pytest.fixture(autouse=True)
def small_program(monkeypatch):
    monkeypatch.setattr(creation, "program", lambda settings, plan: shop(settings))


class Run:
    """One run of the command; what it wrote and whether all was well."""

    def __init__(self, path, cloud, *, full=False, as_json=False, keep_going=False, faults=(), wires=()):
        self.output = path / "out"
        injected = Faults([parse(text) for text in faults])
        self.holds = command.create_and_tell(
            SETTINGS,
            capacity(SETTINGS.name),
            nullcontext(emulated(cloud, wires)),
            injected,
            command.Choices(keep_going=keep_going),
            self.output,
            as_json=as_json,
            full=full,
        )

    @property
    def text(self):
        lines = self.output.read_text(encoding="utf-8").splitlines()
        return "".join(f"{re.sub(r'[0-9.]+ seconds', 'T seconds', line.rstrip())}\n" for line in lines)


def emulated(cloud, wires=(), serve=no_end_point):
    return Emulation(
        cloud=cloud,
        one_pass=nullcontext,
        wires=lambda creation: tuple(wires),
        serve=serve,
        hint=lambda port: f"point to {port}",
    )


def test_all_is_well(tmp_path):
    run = Run(tmp_path, FakeCloud(), wires=[Wire(resource="a", what="leads to b")])
    assert run.holds
    assert run.text == (
        "dev-aws: dev on aws in ap-southeast-1, in moto, in this process\n"
        "\n"
        "stores  3   orders-key 1, orders-queue 1, support-queue 1\n"
        "\n"
        "all of it is as it was asked for; 1 connection followed\n"
        "3 resources created, 5 properties verified, 0 not emulated, T seconds\n"
    )


def refuse_key(wanted):
    if wanted.type == "aws:kms/key:Key":
        raise CloudError(
            "Quota reached",
            code="LimitExceeded",
            call=Call(service="kms", operation="CreateKey", parameters={"Policy": "[secret]", "Tags": []}),
        )


def test_a_failure_names_call_parameters_and_answer_and_what_is_skipped_for_it(tmp_path, capsys):
    run = Run(tmp_path, FakeCloud(refuse=refuse_key), keep_going=True)
    assert not run.holds
    assert run.text == (
        "dev-aws: dev on aws in ap-southeast-1, in moto, in this process\n"
        "\n"
        "stores  1   support-queue 1\n"
        "\n"
        "failed  orders-key  kms.Key\n"
        "  call    kms CreateKey\n"
        '  sent    {"Policy": "[secret]", "Tags": []}\n'
        "  answer  LimitExceeded: Quota reached\n"
        "\n"
        "skipped  1 resource, for want of others\n"
        "  orders-queue  sqs.Queue  needs orders-key\n"
        "\n"
        "exists until this process ends: 1 resource\n"
        "  support-queue  sqs.Queue  support-queue-id\n"
        "\n"
        "all of it is as it was asked for\n"
        "1 resource created, 1 failed, 1 skipped, 1 property verified, 0 not emulated, T seconds\n"
    )
    told = capsys.readouterr().err
    assert told == "dev-aws: 1 failed, 1 skipped, 1 created; what is not as it should be stands in the output\n"


def test_without_keep_going_the_rest_is_not_tried(tmp_path):
    text = Run(tmp_path, FakeCloud(refuse=refuse_key)).text
    assert (
        "not tried  1 resource after the first failure; --keep-going creates what does not depend on it\n" in text
    )


def test_a_refusal_names_every_finding(tmp_path):
    wrong = Finding(
        resource="aws:kms/key:Key orders-key",
        property="deletionWindowInDays",
        what="must be between 7 and 30",
        given="3",
        fix="take 7",
    )
    cloud = FakeCloud(findings=lambda wanted: (wrong,) if wanted.type == "aws:kms/key:Key" else ())
    assert (
        "failed  orders-key  kms.Key\n"
        "  the real cloud would refuse it:\n"
        "    deletionWindowInDays must be between 7 and 30, got 3; take 7\n"
    ) in Run(tmp_path, cloud).text


class Forgetful(FakeCloud):
    """Keeps a wrong delay and loses a queue."""

    def create(self, wanted):
        """As the fake does."""
        made = super().create(wanted)
        if "delaySeconds" in wanted.inputs:
            self.kept[made.id] = self.kept[made.id] | {"delaySeconds": 0}
        if wanted.name == "support-queue":
            del self.kept[made.id]
        return made


def test_what_is_not_as_asked_for_is_listed(tmp_path):
    run = Run(tmp_path, Forgetful(), wires=[Wire(resource="orders", what="leads to b", found="b is gone")])
    assert not run.holds
    assert (
        "not as it was asked for\n"
        "  support-queue  sqs.Queue  is not there\n"
        "  orders-queue  sqs.Queue  delaySeconds: sent 5, is 0\n"
        "  orders  leads to b: b is gone\n"
        "\n"
        "3 things are not as asked for; 1 connection followed\n"
    ) in run.text


def test_full_says_for_every_resource_what_is_not_emulated(tmp_path):
    cloud = FakeCloud()
    cloud.not_emulated = {"delaySeconds": "no operation has it", "kmsMasterKeyId": "no operation has it"}
    short, long = Run(tmp_path, cloud).text, Run(tmp_path, cloud, full=True).text
    assert "2 not emulated, T seconds\n--full says what is not emulated, and why\n" in short
    assert (
        "not emulated\n  orders-queue  sqs.Queue\n    delaySeconds, kmsMasterKeyId: no operation has it\n\n"
    ) in long
    assert "--full says" not in long


def test_every_line_about_a_simulated_cloud_says_so(tmp_path, capsys):
    cloud = FakeCloud(refuse=refuse_key, simulated=True)
    for full in (True, False):
        lines = Run(tmp_path, cloud, keep_going=True, full=full).text.splitlines()
        assert len(lines) > 10
        assert [line for line in lines if line and not line.startswith("simulated  ")] == []
    assert {line.partition("  ")[0] for line in capsys.readouterr().err.splitlines()} == {"simulated"}


def test_a_crash_says_what_exists(tmp_path):
    run = Run(tmp_path, FakeCloud(), faults=["crash@support-queue"])
    assert not run.holds
    assert run.text == (
        "dev-aws: dev on aws in ap-southeast-1, in moto, in this process\n"
        "\n"
        "stores  1   orders-key 1\n"
        "\n"
        "exists until this process ends: 1 resource\n"
        "  orders-key  kms.Key  orders-key-id\n"
        "\n"
        "fault crash at support-queue: the creation ended here\n"
        "\n"
        "interrupted; nothing of it is left once this process ends: run it again\n"
        "1 resource created, T seconds\n"
    )
    assert Run(tmp_path, FakeCloud()).holds


def test_a_fault_without_occasion_is_refused(tmp_path):
    with pytest.raises(FaultError, match="did not happen"):
        Run(tmp_path, FakeCloud(), faults=["crash@nobody"])


def test_the_data_says_the_same(tmp_path):
    cloud = Forgetful(refuse=refuse_key)
    run = Run(tmp_path, cloud, as_json=True, keep_going=True, wires=[Wire(resource="a", what="leads to b")])
    data = json.loads(run.output.read_text(encoding="utf-8"))
    assert data["schema"] == "floodgate.creation/1"
    assert (data["stack"], data["simulated"], data["holds"]) == ("dev-aws", False, False)
    seconds = {key: data["summary"].pop(key) for key in ("creation_seconds", "verification_seconds")}
    assert all(isinstance(value, float) for value in seconds.values())
    assert data["summary"] == {
        "created": 1,
        "failed": 1,
        "skipped": 1,
        "interrupted": False,
        "properties_sent": 0,
        "properties_verified": 0,
        "properties_unequal": 0,
        "not_emulated": 0,
        "missing": 1,
        "connections": 1,
        "connections_wrong": 0,
    }
    resources = {resource["name"]: resource for resource in data["resources"]}
    assert resources["orders-key"]["failure"]["call"] == {
        "service": "kms",
        "operation": "CreateKey",
        "parameters": {"Policy": "[secret]", "Tags": []},
    }
    assert resources["orders-queue"]["needs"] == [resources["orders-key"]["urn"]]
    assert resources["support-queue"] | {"urn": ""} == {
        "urn": "",
        "type": "aws:sqs/queue:Queue",
        "name": "support-queue",
        "outcome": "created",
        "id": "support-queue-id",
        "failure": None,
        "needs": [],
        "exists": False,
        "verified": [],
        "unequal": [],
        "unread": [],
        "not_emulated": [],
    }
    assert data["connections"] == [{"resource": "a", "what": "leads to b", "found": ""}]


def test_it_serves_until_a_signal_comes(tmp_path, capsys, monkeypatch):
    events = []

    @contextmanager
    def serve(port):
        events.append(f"open {port}")
        yield 4321
        events.append("closed")

    monkeypatch.setattr(command, "wait_for_signal", lambda: events.append("waited"))
    choices = command.Choices(serve_on=0)
    emulation = nullcontext(emulated(FakeCloud(), serve=serve))
    assert command.create_and_tell(
        SETTINGS, capacity(SETTINGS.name), emulation, Faults(), choices, None, as_json=False, full=False
    )
    assert events == ["open 0", "waited", "closed"]
    assert "serving until Ctrl-C\npoint to 4321\nstopped; nothing is left of it\n" in capsys.readouterr().out


def test_what_cannot_be_served_is_refused_before_anything_is_created():
    cloud = FakeCloud()
    with pytest.raises(NotServableError, match="no API of it is emulated"):
        command.create_and_tell(
            SETTINGS,
            capacity(SETTINGS.name),
            nullcontext(emulated(cloud)),
            Faults(),
            command.Choices(serve_on=0),
            None,
            as_json=False,
            full=False,
        )
    assert cloud.wanted == []
