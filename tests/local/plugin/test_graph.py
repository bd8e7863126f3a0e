"""The comparison of the end-to-end tests sees every kind of difference."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.runtime import rpc

from infra.preview.plan import SECRET, Plan, Resource
from tests.e2e.graph import input_differences, relations, state_relations

STACK = "urn:pulumi:dev-aws::floodgate::pulumi:pulumi:Stack::floodgate-dev-aws"
QUEUE = "urn:pulumi:dev-aws::floodgate::aws:sqs/queue:Queue::orders"
HIDDEN = {rpc._special_sig_key: rpc._special_secret_sig, "ciphertext": "v1:x"}
RESOURCE = Resource(
    urn=QUEUE,
    type="aws:sqs/queue:Queue",
    name="orders",
    custom=True,
    parent=None,
    component=None,
    layer=None,
    inputs={"delay": 1, "tags": {"a.b": "c"}, "list": ["x", None], "password": SECRET, "nothing": None},
    unknown=("list[1]",),
    secret=("password",),
    depends_on=("b", "a"),
    property_dependencies={},
    options={"protect": True},
)
INPUTS: dict[str, Any] = {"delay": 1, "tags": {"a.b": "c"}, "list": ["x", "arn:y"], "password": HIDDEN}
ENTRY: dict[str, Any] = {
    "urn": QUEUE,
    "type": "aws:sqs/queue:Queue",
    "custom": True,
    "parent": STACK,
    "protect": True,
    "dependencies": ["a", "b"],
}


def test_what_is_the_same_has_no_differences() -> None:
    assert input_differences(RESOURCE, {"inputs": INPUTS}) == []


def test_what_the_provider_has_filled_in_is_left_out() -> None:
    assert input_differences(RESOURCE, {"inputs": INPUTS | {"name": "q-1", "__defaults": ["name"]}}) == []


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"delay": 2}, ["delay"]),
        ({"more": 1}, ["more"]),
        ({"tags": {"a.b": "d"}}, ['tags["a.b"]']),
        ({"tags": {}}, ['tags["a.b"]']),
        ({"tags": HIDDEN}, ["tags"]),
        ({"list": ["z", "arn:y"]}, ["list[0]"]),
        ({"list": ["x", None]}, ["list[1]"]),
        ({"list": ["x"]}, ["list"]),
        ({"password": "plain"}, ["password"]),
    ],
)
def test_every_difference_is_named(changes: dict[str, Any], paths: list[str]) -> None:
    assert input_differences(RESOURCE, {"inputs": INPUTS | changes}) == paths


def test_a_resource_that_has_no_inputs_in_the_state_differs_in_all() -> None:
    assert input_differences(RESOURCE, {}) == ["delay", "list", "password", "tags"]


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"parent": QUEUE}, False),
        ({"protect": False}, False),
        ({"dependencies": ["a"]}, False),
        ({"type": "aws:sns/topic:Topic"}, False),
        ({"custom": False}, False),
    ],
)
def test_relations_are_compared(changes: dict[str, Any], same: bool) -> None:
    plan = Plan(stack="dev-aws", cloud="aws", environment="dev", region="r", resources=(RESOURCE,), outputs={})
    stack = {"urn": STACK, "type": "pulumi:pulumi:Stack"}

    assert (state_relations([stack, ENTRY | changes]) == relations(plan)) is same
