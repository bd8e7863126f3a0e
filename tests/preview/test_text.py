"""A plan and a difference as people read them."""

import re
from collections import Counter
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console, RenderableType

from infra import output
from infra.preview.diff import diff
from infra.preview.plan import Plan, Resource
from infra.preview.text import diff_text, plan_text, short_type
from tests.preview.samples import plan, resource, urn
from tests.stacks import planned

COLOUR = re.compile(r"\x1b\[[0-9;]*?(3[0-7]|4[0-7]|9[0-7]|38|48)[0-9;]*m")
VPC, SUBNET, CLUSTER = "aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet", "aws:rds/cluster:Cluster"


def shown(text: RenderableType) -> str:
    file = StringIO()
    Console(file=file, width=160, highlight=False, color_system=None).print(text)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines())


def component(kind: str, name: str, layer: str) -> Resource:
    return resource(f"floodgate:index:{kind}", name, custom=False, layer=layer)


def small() -> Plan:
    network, queue = component("Network", "network", "infrastructure"), component("Queue", "refunds", "stores")
    inside = {"parent": network.urn, "component": "network"}
    below = {"parent": queue.urn, "component": "refunds", "layer": "stores"}
    return plan(
        network,
        queue,
        resource(VPC, "network-vpc", **inside),
        resource(SUBNET, "network-b", **inside),
        resource(SUBNET, "network-a", **inside),
        resource("aws:sqs/queue:Queue", "refunds-queue", **below),
    )


def test_the_tree_goes_by_layer_and_component() -> None:
    assert shown(plan_text(small(), full=False)).split("\n\n")[:3] == [
        "prod-aws: 4 resources in 2 components, prod on aws in eu-central-1",
        "infrastructure  3\n└── network  Network  3   2×ec2.Subnet, ec2.Vpc",
        "stores  1\n└── refunds  Queue  1   sqs.Queue",
    ]


def test_the_full_tree_names_every_resource() -> None:
    assert shown(plan_text(small(), full=True)).split("\n\n")[1] == (
        "infrastructure  3\n└── network  Network  3\n    ├── ec2.Subnet  a, b\n    └── ec2.Vpc  vpc"
    )


@pytest.mark.parametrize("stack", ["prod-aws", "prod-alicloud"])
def test_the_counts_are_those_of_the_plan(stack: str) -> None:
    text = shown(plan_text(planned(stack), full=False))
    tree, table = text.split("Resources per type")
    counts = Counter(short_type(item.type) for item in planned(stack).custom)
    assert {name: int(count) for count, name in re.findall(r"(\d+)\s+([a-z0-9]+\.\w+)", table)} == counts
    layers = [int(count) for count in re.findall(r"(?m)^[a-z-]+  (\d+)$", tree)]
    assert sum(layers) == len(planned(stack).custom)
    assert f"{stack}: {len(planned(stack).custom)} resources" in text


def test_what_is_public_comes_last() -> None:
    balancer = resource("aws:lb/loadBalancer:LoadBalancer", "lb", {"internal": False})
    assert shown(plan_text(plan(balancer), full=False)).endswith(
        "Public\n  load balancer with public addresses  lb"
    )
    assert shown(plan_text(small(), full=False)).endswith("Public: nothing")


def test_a_difference_names_the_forcing_property_the_effect_and_the_loss() -> None:
    network = resource(VPC, "vpc", {"cidrBlock": "10.0.0.0/16"})
    subnet = resource(
        SUBNET, "subnet", {"vpcId": None}, unknown=("vpcId",), property_dependencies={"vpcId": (urn(VPC, "vpc"),)}
    )
    cluster = resource(CLUSTER, "db", {"storageEncrypted": False, "backupRetentionPeriod": 7})
    before = plan(network, subnet, cluster, resource("aws:sqs/queue:Queue", "old"))
    after = plan(
        replace(network, inputs={"cidrBlock": "10.1.0.0/16"}),
        subnet,
        replace(cluster, inputs={"storageEncrypted": True, "backupRetentionPeriod": 14}),
        resource("aws:sns/topic:Topic", "new"),
    )
    assert shown(diff_text(diff(before, after))).splitlines() == [
        "Changes of prod-aws since its base",
        "± replace  subnet  ec2.Subnet",
        "    vpcId: follows vpc (replace)",
        "± replace  vpc  ec2.Vpc",
        "    cidrBlock: 10.0.0.0/16 -> 10.1.0.0/16 (replace)",
        "± replace  db  rds.Cluster",
        "    backupRetentionPeriod: 7 -> 14",
        "    storageEncrypted: False -> True (replace)",
        "+ create  new  sns.Topic",
        "- delete  old  sqs.Queue",
        "",
        "1 to create, 3 to replace, 1 to delete; 0 unchanged",
        "2 with a warning:",
        "  db (rds.Cluster) holds a database: the new one starts empty",
        "  old (sqs.Queue) holds messages that nobody has handled yet: it is lost",
    ]


def test_no_change_is_said_in_so_many_words() -> None:
    assert shown(diff_text(diff(small(), small()))).splitlines()[-1] == "no changes; 4 unchanged"


def test_a_pipe_gets_no_colours(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    with output.console(None) as console:
        console.print(plan_text(small(), full=True))
    assert "\x1b" not in capsys.readouterr().out


def test_a_file_gets_no_colours_even_if_ci_forces_them(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with output.console(tmp_path / "plan.txt") as console:
        console.print(plan_text(small(), full=True))
    assert "\x1b" not in (tmp_path / "plan.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("no_color", [False, True])
def test_a_terminal_gets_colours_unless_the_user_wants_none(
    no_color: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        monkeypatch.delenv("NO_COLOR", raising=False)
    with output.console(None) as console:
        console.print(plan_text(small(), full=False))
    assert bool(COLOUR.search(capsys.readouterr().out)) is not no_color
