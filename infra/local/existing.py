"""The index of everything that was created in one local cloud so far, for references and for rules over many."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from infra.local.contract import Created, Inputs, Wanted

NAMES = ("id", "arn", "name")
"""Where a reference usually points."""

_ACCOUNT = re.compile(r"\Aarn:[^:]*:[^:]*:[^:]*:(\d{12}):")
_ANYWHERE = ""
"""Stands for the property in the index of all that the cloud answered."""


@dataclass(frozen=True, kw_only=True)
class CreatedResource:
    """A resource that exists in this cloud."""

    urn: str
    type: str
    id: str
    name: str
    """Logical name."""
    inputs: Inputs
    outputs: dict[str, Any]

    def get(self, property_: str) -> Any:
        """The id, an output, or the input that the cloud does not repeat; None where nothing is known."""
        if property_ == "id":
            return self.id
        return self.outputs.get(property_, self.inputs.get(property_))


class Existing:
    """What exists, found by type, id, ARN, name or any other text that the cloud knows it by."""

    def __init__(self, given: Iterable[str] = ()) -> None:
        """`given`: ids, ARNs and names of what the account had before, for example its hosted zone."""
        self._given = set(given)
        self._resources: dict[tuple[str, str], CreatedResource] = {}
        self._by_value: defaultdict[tuple[str, str], dict[tuple[str, str], None]] = defaultdict(dict)
        self._accounts: set[str] = set()

    def add(self, wanted: Wanted, created: Created) -> None:
        """Remember a resource as it is now; one of the same type and id is forgotten."""
        self.remove(wanted.type, created.id)
        key = (wanted.type, created.id)
        resource = CreatedResource(
            urn=wanted.urn,
            type=wanted.type,
            id=created.id,
            name=wanted.name,
            inputs=wanted.inputs,
            outputs=created.outputs,
        )
        self._resources[key] = resource
        for place in _places(resource):
            self._by_value[place][key] = None
        self._accounts.update(_ACCOUNT.findall(str(resource.get("arn"))))

    def remove(self, type_: str, id_: str) -> None:
        """Forget a resource; none of that type and id is no error."""
        key = (type_, id_)
        resource = self._resources.pop(key, None)
        for place in _places(resource) if resource else ():
            self._by_value[place].pop(key, None)

    def assume(self, identifier: str) -> None:
        """Say that the account had this before: no reference to it dangles."""
        self._given.add(identifier)

    def assumed(self, identifier: str) -> bool:
        """Whether the account had it before."""
        return identifier in self._given

    def made(self, text: str) -> bool:
        """Whether the cloud answered with this text anywhere: an id, an ARN, a name that it made."""
        return bool(self._by_value.get((_ANYWHERE, text)))

    def foreign(self, arn: str) -> bool:
        """Whether an ARN is of another account, about which nothing is known here."""
        accounts = _ACCOUNT.findall(arn)
        return bool(accounts) and accounts[0] not in self._accounts

    def get(self, type_: str, id_: str) -> CreatedResource | None:
        """The resource of this type and id, or None."""
        return self._resources.get((type_, id_))

    def of_type(self, *types: str) -> tuple[CreatedResource, ...]:
        """All of these types, in the order in which they were created."""
        return tuple(resource for resource in self if resource.type in types)

    def find(self, value: str, types: Iterable[str] = (), by: Iterable[str] = NAMES) -> CreatedResource | None:
        """The first that has this text as its id, ARN or name, or as one of the properties in `by`; of one of
        these types, or of any where none is given."""
        wanted = frozenset(types)
        for property_ in by:
            for key in self._by_value.get((property_, value), ()):
                if not wanted or key[0] in wanted:
                    return self._resources[key]
        return None

    def __iter__(self) -> Iterator[CreatedResource]:
        return iter(tuple(self._resources.values()))

    def __len__(self) -> int:
        return len(self._resources)


def _places(resource: CreatedResource) -> Iterator[tuple[str, str]]:
    """Every top-level property that is a text or a whole number, as text; and every text that the cloud added."""
    for property_, value in {**resource.inputs, **resource.outputs, "id": resource.id}.items():
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            yield property_, str(value)
        if value != resource.inputs.get(property_):
            for text in _texts(value):
                yield _ANYWHERE, text


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
