"""A change to one of the project's own stacks, and the rules that must notice it: those and no others."""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from policies.evaluate import Verdict, evaluate
from policies.examples.example import Res, built
from policies.resource import Resource
from policies.rules import RULES
from policies.stack import Stack
from tests.policies.deployed import deployed

REMOVED = object()
"""In `set`: the property is not there any more."""


@dataclass(frozen=True, kw_only=True)
class Mutation:
    """Breaks `rule` in the stack `prod-<cloud>` as it is after `pulumi up`."""

    rule: str
    cloud: str
    type: str = ""
    """Canonical type of what is changed."""
    name: str = ""
    """Its logical name; empty: the first by URN."""
    set: Mapping[str, Any] = field(default_factory=dict)
    """Path (`metadataOptions.httpTokens`, `ingress[0].fromPort`) -> new value."""
    remove: bool = False
    """The resource is not there any more."""
    add: tuple[Res, ...] = ()
    """Resources that the shop does not have, good ones: without the change no rule objects to them."""
    added: tuple[Res, ...] = ()
    """Resources whose presence is the change."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What the stack says about itself otherwise, before and after the change (a declared sale), as in `Facts`."""
    also: frozenset[str] = frozenset()
    """Other rules that must notice it too."""

    def __str__(self) -> str:
        return f"{self.rule}-{self.cloud}"


def newly_failing(mutation: Mutation) -> set[str]:
    """The rules that fail somewhere after the change where they did not before it."""
    base = deployed(f"prod-{mutation.cloud}")
    facts = replace(base.facts, **mutation.facts)
    before = [*base.resources.values(), *built(mutation.add)]
    after = [*changed(before, mutation), *built(mutation.added)]
    as_it_is = not mutation.add and not mutation.facts
    old = _failures_as_it_is(mutation.cloud) if as_it_is else _failures(Stack(facts, before))
    return {rule for rule, urn in _failures(Stack(facts, after)) - old}


@functools.cache
def _failures_as_it_is(cloud: str) -> set[tuple[str, str]]:
    return _failures(deployed(f"prod-{cloud}"))


def _failures(stack: Stack) -> set[tuple[str, str]]:
    return {
        (result.rule.id, result.resource.urn)
        for result in evaluate(stack, RULES)
        if result.verdict is Verdict.FAIL
    }


def changed(resources: list[Resource], mutation: Mutation) -> list[Resource]:
    """The resources after the change."""
    if not mutation.type:
        return resources
    found = [r for r in resources if r.type == mutation.type and mutation.name in ("", r.name)]
    assert found, f"no {mutation.type} {mutation.name!r} in prod-{mutation.cloud}"
    target = found[0]
    if mutation.remove:
        return [resource for resource in resources if resource is not target]
    inputs = copy.deepcopy(dict(target.inputs))
    unknown = set(target.unknown)
    for path, value in mutation.set.items():
        _set(inputs, path, value)
        unknown = {p for p in unknown if p != path and not p.startswith((f"{path}.", f"{path}["))}
    # a value that is given outright no longer comes from another resource
    tops = {re.split(r"[.\[]", path, maxsplit=1)[0] for path in mutation.set}
    refs = {key: urns for key, urns in target.refs.items() if key not in tops}
    changed = replace(target, inputs=inputs, unknown=frozenset(unknown), refs=refs)
    return [changed if resource is target else resource for resource in resources]


def _set(inputs: dict[str, Any], path: str, value: Any) -> None:
    keys: list[Any] = [int(key) if key.isdigit() else key for key in re.findall(r"[^.\[\]]+", path)]
    place: Any = inputs
    for key in keys[:-1]:
        place = place.setdefault(key, {}) if isinstance(key, str) else place[key]
    if value is REMOVED:
        del place[keys[-1]]
    else:
        place[keys[-1]] = value
