"""Every example gets its verdict, under every name of its types, and an unknown value is never a violation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from policies.evaluate import UNREADABLE, Verdict, evaluate
from policies.examples.catalogue import EXAMPLES
from policies.examples.example import Example
from policies.resource import Resource
from policies.rules import RULES
from policies.stack import Stack
from policies.twins import TWINS

_RULES = {rule.id: rule for rule in RULES}
_OTHER_NAMES = {type_: other for other, type_ in TWINS.items()}


def _named(example: Example) -> str:
    return f"{example.rule}-{example.cloud}-{example.verdict}".replace(" ", "-")


each_example = pytest.mark.parametrize("example", EXAMPLES, ids=_named)


@each_example
def test_an_example_gets_its_verdict(example):
    """The first resource gets it; the others are no violation."""
    rule = _RULES[example.rule]
    verdict, message = example.verdict_of(rule)
    assert (verdict, message) == (example.verdict, message)
    assert example.says in message
    others = [r for r in example.results(rule) if r.message != message and r.verdict is Verdict.FAIL]
    assert others == []


@each_example
def test_a_twin_gets_the_same_verdict(example):
    resources = tuple((_OTHER_NAMES.get(type_, type_), *rest) for type_, *rest in example.resources)
    twin = replace(example, resources=resources)
    assert twin.verdict_of(_RULES[example.rule]) == example.verdict_of(_RULES[example.rule])


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.verdict == "pass"], ids=_named)
def test_an_unknown_value_is_never_a_violation(example):
    """Whatever a rule reads of a good example may be unknown in a preview."""
    for changed in made_unknown(example):
        failed = [r for r in evaluate(changed, [_RULES[example.rule]]) if r.verdict is Verdict.FAIL]
        assert failed == []


@each_example
def test_a_rule_can_read_its_examples(example):
    """What cannot be read becomes "not evaluated"; a value of the right form must never."""
    results = example.results(_RULES[example.rule])
    assert [result.message for result in results if result.message.startswith(UNREADABLE)] == []


@pytest.mark.filterwarnings("ignore:.*returned non-int:DeprecationWarning")
@pytest.mark.parametrize("odd", ["x", "", 0, -1, 2.5, True, [], {}, ["x"], [{}], {"a": "b"}], ids=repr)
def test_a_value_of_another_form_costs_one_verdict_only(odd):
    """Whatever stands in a foreign export, nobody gets a traceback."""
    for example in EXAMPLES:
        if example.verdict == "pass":
            for place, resource in enumerate(resources := example.built()):
                changed = replace(resource, inputs=dict.fromkeys(resource.inputs, odd))
                stack = Stack(example.stack().facts, [*resources[:place], changed, *resources[place + 1 :]])
                results = evaluate(stack, [_RULES[example.rule]])
                assert all(result.rule.id == example.rule for result in results)


def made_unknown(example: Example) -> Iterator[Stack]:
    """The example with one value after another unknown, still leading to what it led to."""
    stack = example.stack()
    resources = example.built()
    for place, resource in enumerate(resources):
        for path in _leaves(resource.inputs):
            top = re.split(r"[.\[]", path, maxsplit=1)[0]
            led_to = tuple(target.urn for target in stack.targets(stack.resources[resource.urn], top, ()))
            hidden = _hide(resource, path, led_to)
            yield Stack(stack.facts, [*resources[:place], hidden, *resources[place + 1 :]])


def _hide(resource: Resource, path: str, led_to: tuple[str, ...]) -> Resource:
    top = re.split(r"[.\[]", path, maxsplit=1)[0]
    return replace(
        resource,
        inputs=_without(resource.inputs, path),
        unknown=resource.unknown | {path},
        refs={**resource.refs, top: led_to},
    )


def _leaves(value, path=""):
    if isinstance(value, dict):
        for key, item in value.items():
            plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", key)
            step = (f"{path}.{key}" if path else key) if plain else f'{path}["{key}"]'
            yield from _leaves(item, step)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}[{index}]")
    elif value is not None:
        yield path


def _without(value, path, here=""):
    if here == path:
        return None
    if isinstance(value, dict):
        return {
            key: _without(item, path, (f"{here}.{key}" if here else key) if "." not in key else f'{here}["{key}"]')
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_without(item, path, f"{here}[{index}]") for index, item in enumerate(value)]
    return value
