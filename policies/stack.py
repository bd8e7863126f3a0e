"""All resources of one stack, found by type and by reference."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast

from policies.facts import Facts
from policies.resource import Resource
from policies.rule import STACK
from policies.twins import TWINS, canonical

_IDENTITY = frozenset(
    {
        "id",
        "arn",
        "name",
        "bucket",
        "clusterIdentifier",
        "identifier",
        "domainName",
        "url",
        "bucketName",
        "alarmContactGroupName",
        "alarmContactName",
        "roleName",
        "policyName",
    }
)
"""Properties by which others may name a resource. Two of one name are told apart by the type asked for."""
_FIRST = re.compile(r"[^.\[]+")
_T = TypeVar("_T")


class Stack:
    """The resources with their facts; built once, read by every check."""

    def __init__(self, facts: Facts, resources: Iterable[Resource]) -> None:
        """Types become canonical; a resource that appears twice (one of them waits for deletion) counts once."""
        self.facts = facts
        self.resources: dict[str, Resource] = {}
        self._by_type: defaultdict[str, list[Resource]] = defaultdict(list)
        self._once: dict[Hashable, Any] = {}
        for resource in resources:
            if resource.urn in self.resources or resource.type == STACK:
                continue
            if resource.type in TWINS:
                resource = replace(resource, type=canonical(resource.type))  # noqa: PLW2901
            self.resources[resource.urn] = resource
            self._by_type[resource.type].append(resource)

    @property
    def root(self) -> Resource:
        """The stack itself, the subject of rules about what it must have."""
        facts = self.facts
        urn = f"urn:pulumi:{facts.stack}::floodgate::{STACK}::floodgate-{facts.stack}"
        return Resource(urn=urn, type=STACK, name=facts.stack, custom=False, inputs={})

    def of_type(self, type_: str) -> list[Resource]:
        """Every resource of a canonical type, in the order given."""
        return self._by_type.get(type_, [])

    def types(self) -> Iterator[str]:
        """Every canonical type in the stack."""
        return iter(self._by_type)

    def targets(self, resource: Resource, path: str, types: Iterable[str]) -> list[Resource]:
        """What the value at `path` refers to, among these types (all where none is given)."""
        wanted = set(types)
        found = (self.resources[urn] for urn in self._urns(resource, path) if urn in self.resources)
        return [target for target in found if not wanted or target.type in wanted]

    def referring(self, target: Resource, type_: str, path: str) -> list[Resource]:
        """The resources of `type_` whose value at `path` refers to `target`."""
        links = self.once(("referring", type_, path), lambda: self._backwards(type_, path))
        return links.get(target.urn, [])

    def named(self, text: str) -> list[Resource]:
        """The resources that have this id, ARN or name."""
        return list(self.once("named", self._identities).get(text, ()))

    def unlinked(self, type_: str, path: str, *targets: str) -> list[Resource]:
        """The resources of `type_` with a value at `path`, known or not, that leads to nothing in the stack (of
        the types `targets`): only a name that is written twice may still join them to something."""
        return self.once(
            ("unlinked", type_, path, targets),
            lambda: [r for r in self.of_type(type_) if _is_set(r, path) and not self.targets(r, path, targets)],
        )

    def once(self, key: Hashable, work: Callable[[], _T]) -> _T:
        """What is the same for many subjects, worked out for the first that asks: a rule that compares all of a
        kind with each other takes too long on a large stack. Evidence is only what the caller notes of it."""
        if key not in self._once:
            self._once[key] = work()
        return cast("_T", self._once[key])

    def _urns(self, resource: Resource, path: str) -> list[str]:
        """The URNs that the value at `path` leads to; several rules follow the same reference."""
        return self.once(("urns", resource.urn, path), lambda: self._follow(resource, path))

    def _follow(self, resource: Resource, path: str) -> list[str]:
        """Values that are known say it exactly; for the others, what the property as a whole comes from."""
        first = _FIRST.match(path)
        top = first.group() if first else path
        texts = list(_texts(_value(resource.inputs, path)))
        named = dict.fromkeys(match.urn for text in texts for match in self.named(text))
        named.pop(resource.urn, None)
        unknown = any(p == path or p.startswith((f"{path}.", f"{path}[")) for p in resource.unknown)
        if named and not unknown:
            return list(named)
        return list(dict.fromkeys([*resource.refs.get(top, ()), *named]))

    def _backwards(self, type_: str, path: str) -> Mapping[str, list[Resource]]:
        links: defaultdict[str, list[Resource]] = defaultdict(list)
        for resource in self.of_type(type_):
            for urn in self._urns(resource, path):
                links[urn].append(resource)
        return links

    def _identities(self) -> Mapping[str, list[Resource]]:
        named: defaultdict[str, list[Resource]] = defaultdict(list)
        for resource in self.resources.values():
            if resource.custom:
                for value in {resource.id, *_names(resource.outputs), *_names(resource.inputs)} - {""}:
                    named[value].append(resource)
        return named


def _names(values: Mapping[str, Any]) -> list[str]:
    return [name for key in _IDENTITY.intersection(values) if isinstance(name := values[key], str)]


def _value(inputs: Any, path: str) -> Any:
    value = inputs
    for key in re.findall(r"[^.\[\]]+", path):
        if isinstance(value, list):
            value = value[int(key)] if key.isdigit() and int(key) < len(value) else None
        else:
            value = value.get(key) if isinstance(value, dict) else None
    return value


def _is_set(resource: Resource, path: str) -> bool:
    """Whether there is a value at the path, or may be one: it, what it is in or a part of it is not known."""
    if _value(resource.inputs, path) is not None:
        return True
    return any(
        p == path or p.startswith((f"{path}.", f"{path}[")) or path.startswith(f"{p}.") for p in resource.unknown
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
