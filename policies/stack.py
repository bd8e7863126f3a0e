"""All resources of one stack, found by type and by reference."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from policies.facts import Facts
from policies.resource import Resource
from policies.rule import STACK
from policies.twins import TWINS, canonical

_IDENTITY = (
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
)
"""Properties by which others may name a resource. Two of one name are told apart by the type asked for."""
_FIRST = re.compile(r"[^.\[]+")


class Stack:
    """The resources with their facts; built once, read by every check."""

    def __init__(self, facts: Facts, resources: Iterable[Resource]) -> None:
        """Types become canonical; a resource that appears twice (one of them waits for deletion) counts once."""
        self.facts = facts
        self.resources: dict[str, Resource] = {}
        self._by_type: defaultdict[str, list[Resource]] = defaultdict(list)
        self._by_identity: defaultdict[str, list[Resource]] | None = None
        self._referring: dict[tuple[str, str], dict[str, list[Resource]]] = {}
        self._unlinked: dict[tuple[str, str, tuple[str, ...]], list[Resource]] = {}
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
        key = (type_, path)
        if key not in self._referring:
            links: defaultdict[str, list[Resource]] = defaultdict(list)
            for resource in self.of_type(type_):
                for urn in self._urns(resource, path):
                    links[urn].append(resource)
            self._referring[key] = links
        return self._referring[key].get(target.urn, [])

    def named(self, text: str) -> list[Resource]:
        """The resources that have this id, ARN or name."""
        return list(self._identities().get(text, ()))

    def unlinked(self, type_: str, path: str, *targets: str) -> list[Resource]:
        """The resources of `type_` whose value at `path` leads to nothing in the stack (of the types `targets`):
        only a name that is written twice may still join them to something."""
        key = (type_, path, targets)
        if key not in self._unlinked:
            self._unlinked[key] = [r for r in self.of_type(type_) if not self.targets(r, path, targets)]
        return self._unlinked[key]

    def _urns(self, resource: Resource, path: str) -> list[str]:
        """Values that are known say it exactly; for the others, what the property as a whole comes from."""
        first = _FIRST.match(path)
        top = first.group() if first else path
        texts = list(_texts(_value(resource.inputs, path)))
        named = dict.fromkeys(match.urn for text in texts for match in self._identities().get(text, ()))
        named.pop(resource.urn, None)
        unknown = any(p == path or p.startswith((f"{path}.", f"{path}[")) for p in resource.unknown)
        if named and not unknown:
            return list(named)
        return list(dict.fromkeys([*resource.refs.get(top, ()), *named]))

    def _identities(self) -> defaultdict[str, list[Resource]]:
        if self._by_identity is None:
            self._by_identity = defaultdict(list)
            for resource in self.resources.values():
                if not resource.custom:
                    continue
                values = {resource.id, *(_get(resource.outputs, key) for key in _IDENTITY)}
                values |= {_get(resource.inputs, key) for key in _IDENTITY}
                for value in values - {""}:
                    self._by_identity[value].append(resource)
        return self._by_identity


def _get(values: Any, key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""


def _value(inputs: Any, path: str) -> Any:
    value = inputs
    for key in re.findall(r"[^.\[\]]+", path):
        if isinstance(value, list):
            value = value[int(key)] if key.isdigit() and int(key) < len(value) else None
        else:
            value = value.get(key) if isinstance(value, dict) else None
    return value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
