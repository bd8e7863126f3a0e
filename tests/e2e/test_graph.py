"""The graph that the real engine registers is the one that `floodgate preview` shows."""

from __future__ import annotations

from tests.e2e.graph import input_differences, own, relations, state_relations
from tests.e2e.life import Life


def test_types_names_parents_and_dependencies_are_those_of_the_preview(life: Life) -> None:
    said, registered = relations(life.plan), state_relations(life.state)

    assert registered.keys() == said.keys()
    assert {urn: registered[urn] for urn in said if registered[urn] != said[urn]} == {}


def test_known_inputs_are_those_of_the_preview(life: Life) -> None:
    registered = own(life.state)

    differences = {
        resource.urn: paths
        for resource in life.plan.resources
        if (paths := input_differences(resource, registered[resource.urn]))
    }

    assert differences == {}


def test_the_outputs_of_the_stack_are_those_of_the_preview(life: Life) -> None:
    (stack,) = [entry for entry in life.state if entry["type"] == "pulumi:pulumi:Stack"]

    assert stack["outputs"].keys() == life.plan.outputs.keys()
    known = {name: value for name, value in life.plan.outputs.items() if not _unknown(value)}
    assert known
    assert {name: stack["outputs"][name] for name in known} == known


def _unknown(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_unknown, value.values()))
    if isinstance(value, list):
        return any(map(_unknown, value))
    return value is None
