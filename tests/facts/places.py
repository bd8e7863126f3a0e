"""Where a property path leads in the inputs of one resource, and what is hidden there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from infra.preview.paths import join
from infra.preview.plan import Resource


@dataclass(frozen=True, kw_only=True)
class Place:
    """One value among the inputs."""

    path: str
    """As in a plan: `ingress[0].groupId`, `tags["a.b"]`."""
    value: Any
    hidden: bool
    """Unknown or secret: it is set, but nobody can say to what."""

    @property
    def given(self) -> bool:
        """The program set it; an empty block counts as absent, as in the providers."""
        return self.hidden or self.value not in (None, [], {})


class Inputs:
    """The inputs of one resource, addressed by path."""

    def __init__(self, resource: Resource) -> None:
        self._hidden = {*resource.unknown, *resource.secret}
        self.root = Place(path="", value=resource.inputs, hidden=False)

    def at(self, path: str) -> Iterator[Place]:
        """Every place `path` (`a.b[].c`) leads to. A leaf that is not there has the value None; where a parent is
        not there or is hidden, there is no place."""
        places = [self.root]
        for part in path.split("."):
            places = [self.field(place, part.rstrip("[]")) for place in places if isinstance(place.value, dict)]
            for _ in range(part.count("[]")):
                places = [element for place in places for element in self.elements(place)]
        yield from places

    def field(self, place: Place, name: str) -> Place:
        """A field of an object."""
        return self._place(join(place.path, name), place.value.get(name))

    def elements(self, place: Place) -> Iterator[Place]:
        """The elements of a list or the values of a map; a single value stands for itself, because Pulumi turns
        some lists of at most one element into that element."""
        if place.hidden:
            yield place
        elif isinstance(place.value, list):
            for index, item in enumerate(place.value):
                yield self._place(f"{place.path}[{index}]", item)
        elif isinstance(place.value, dict):
            for key in place.value:
                yield self.field(place, key)
        elif place.given:
            yield place

    def _place(self, path: str, value: Any) -> Place:
        return Place(path=path, value=value, hidden=path in self._hidden)
