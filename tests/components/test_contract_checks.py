"""The checks behind the contract test see what they look for."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
import pytest

from components.component import Component
from components.queue import QueueArgs, QueueOutputs, QueueTarget
from components.topic import TopicArgs, TopicOutputs
from infra.preview.plan import SECRET, Resource
from tests.components import contract
from tests.components.cases import CASES
from tests.components.harness import LABEL, known, unknown
from tests.components.references import unused_references
from tests.facts.planned import planned

QUEUE = "aws:sqs/queue:Queue"
COMPONENT = dataclasses.replace(planned("floodgate:index:Queue", {}, name="orders"), custom=False)


def child(type_: str = QUEUE, inputs: dict[str, Any] | None = None, name: str = "orders-work") -> Resource:
    return dataclasses.replace(planned(type_, inputs or {}, name=name), parent=COMPONENT.urn, component="orders")


@dataclass(frozen=True, kw_only=True)
class Wide:
    """Outputs of every form that a capability may have."""

    ids: tuple[pulumi.Output[str], ...]
    targets: Mapping[str, QueueTarget]
    token: pulumi.Input[str] | None
    instances: int
    rate: float


TARGET = QueueTarget(name=known("q"), arn=unknown(), url=unknown())
NOT_AN_OUTPUT: Any = "https://queue"
TOPIC = TopicOutputs(topic_arn=unknown(), topic_name=known("t"))
GOOD: dict[str, Any] = {"ids": (known("a"),), "targets": {"q": TARGET}, "token": None, "instances": 1, "rate": 1}


def test_declared_outputs_pass() -> None:
    assert contract.shape_mismatches(Wide(**GOOD), Wide) == []


@pytest.mark.parametrize(
    ("field", "value", "path"),
    [
        ("ids", ("a",), "outputs.ids[0]"),
        ("ids", known("a"), "outputs.ids"),
        ("targets", {"q": None}, "outputs.targets[q]"),
        ("targets", {"q": dataclasses.replace(TARGET, url=NOT_AN_OUTPUT)}, "outputs.targets[q].url"),
        ("token", 7, "outputs.token"),
        ("instances", known("a"), "outputs.instances"),
        ("instances", True, "outputs.instances"),
    ],
)
def test_other_outputs_are_found(field: str, value: Any, path: str) -> None:
    found = contract.shape_mismatches(Wide(**{**GOOD, field: value}), Wide)

    assert [text.partition(" is ")[0] for text in found] == [path]


def test_outputs_of_another_capability_are_found() -> None:
    assert contract.shape_mismatches(TOPIC, QueueOutputs) == ["outputs is TopicOutputs, not QueueOutputs"]


def test_stranger_is_found() -> None:
    grandchild = dataclasses.replace(child(name="orders-dead"), parent=child().urn)
    orphan = dataclasses.replace(child(name="orders-orphan"), parent=None)
    foreign = dataclasses.replace(child(name="orders-foreign"), component="payments")

    assert contract.strangers(COMPONENT, [child(), grandchild, orphan, foreign]) == [
        "orders-orphan",
        "orders-foreign",
    ]


@pytest.mark.parametrize("name", ["orders-work", "orders-product-alarm", "orders-zone-a", "orders-awsome"])
def test_component_and_role_is_a_good_name(name: str) -> None:
    assert contract.misnamed(COMPONENT, [child(name=name)]) == []


@pytest.mark.parametrize(
    "name",
    [
        "orders",
        "work",
        "ordersx-work",
        "orders-prod-work",
        "orders-aws",
        "orders-alicloud",
        "orders-eu-central-1a",
    ],
)
def test_name_with_a_place_or_without_the_component_is_found(name: str) -> None:
    assert contract.misnamed(COMPONENT, [child(name=name)]) == [name]


def test_labelled_resources_pass() -> None:
    tags = LABEL.tags("orders")
    group = [{"key": key, "value": value, "propagateAtLaunch": True} for key, value in tags.items()]
    children = [
        child(inputs={"tags": {**tags, "Name": "orders", "data-classification": "internal"}}),
        child("aws:autoscaling/group:Group", {"tags": group}),
        child("aws:sqs/queuePolicy:QueuePolicy"),  # takes no tags
    ]

    assert contract.untagged(COMPONENT, children) == []


@pytest.mark.parametrize(
    "change", [{"owner": None}, {"owner": ""}, {"component": "payments"}, {"team": "x"}, {"Owner": "platform"}]
)
def test_other_tags_are_found(change: dict[str, Any]) -> None:
    tags = {key: value for key, value in {**LABEL.tags("orders"), **change}.items() if value is not None}

    assert len(contract.untagged(COMPONENT, [child(inputs={"tags": tags})])) == 1


def test_missing_tags_are_found() -> None:
    template = child(
        "aws:ec2/launchTemplate:LaunchTemplate",
        {"tags": LABEL.tags("orders"), "tagSpecifications": [{"resourceType": "volume"}]},
    )

    assert len(contract.untagged(COMPONENT, [child()])) == 1
    assert len(contract.untagged(COMPONENT, [template])) == 1


def test_unknown_argument_is_found_at_any_depth() -> None:
    group = child("aws:ec2/securityGroup:SecurityGroup", {"ingress": [{"from_port": 1, "protocol": "tcp"}]})

    assert any("from_port" in text for text in contract.unknown_arguments([group]))


@pytest.mark.parametrize(
    ("inputs", "path"),
    [
        ({"masterPassword": "hunter2"}, "masterPassword"),
        ({"secretString": "hunter2"}, "secretString"),
        ({"headers": [{"name": "x-origin-token", "value": "hunter2"}]}, "headers[0].value"),
        ({"environment": {"DB_PASSWORD": "hunter2"}}, "environment.DB_PASSWORD"),
        ({"description": "the-sample-secret"}, "description"),
    ],
)
def test_plain_secret_is_found(inputs: dict[str, Any], path: str) -> None:
    assert contract.plain_secrets([child(inputs=inputs)], ["the-sample-secret"]) == [f"orders-work.{path}"]


@pytest.mark.parametrize(
    "inputs",
    [
        {"masterPassword": SECRET},
        {"secretId": "arn", "secretName": "orders", "passwordLength": 32, "generateSecret": True},
        {"headers": [{"name": "x-origin-token", "value": SECRET}]},
    ],
)
def test_hidden_or_referenced_secret_passes(inputs: dict[str, Any]) -> None:
    assert contract.plain_secrets([child(inputs=inputs)], ["the-sample-secret"]) == []


def test_alarm_without_receiver_is_found() -> None:
    alarm = child("aws:cloudwatch/metricAlarm:MetricAlarm", {"alarmActions": ["arn"], "okActions": []})
    told = dataclasses.replace(
        child("alicloud:cms/alarm:Alarm", {"contactGroups": [None]}), unknown=("contactGroups[0]",)
    )

    assert contract.silent_alarms([alarm, told]) == ["orders-work.okActions"]


def test_ignored_argument_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A builder that makes a queue without its key and its alarm."""

    def careless(name: str, args: QueueArgs, opts: pulumi.ResourceOptions) -> QueueOutputs:
        assert name == "fulfilment-q"
        return QueueOutputs(queue=TARGET, dead_letters=TARGET)

    case = next(case for case in CASES if str(case) == "aws-Queue")

    assert unused_references(case, careless, monkeypatch) == ["queue.key_arn", "queue.notify"]


def test_used_arguments_are_followed_into_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also through text that is built from values nobody knows yet."""

    def careful(name: str, args: TopicArgs, opts: pulumi.ResourceOptions) -> TopicOutputs:
        document = pulumi.Output.json_dumps({"key": args.key_arn, "to": [args.notify]})
        pulumi.CustomResource("test:index:Thing", f"{name}-thing", {"document": document}, opts)
        return TOPIC

    case = next(case for case in CASES if str(case) == "aws-Topic")

    assert unused_references(case, careful, monkeypatch) == [
        "topic.subscribers[fulfilment].queue",
        "topic.subscribers[fulfilment].dead_letters",
    ]


def test_every_component_declares_its_outputs() -> None:
    """`test_outputs_are_exactly_the_declared_ones` reads them from the class."""
    assert {case.kind.__orig_bases__[0].__origin__ for case in CASES} == {Component}  # type: ignore[attr-defined]
