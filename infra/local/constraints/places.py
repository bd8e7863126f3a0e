"""Where a property path leads in the inputs of one resource, and what is hidden there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pulumi.runtime.rpc import UNKNOWN

from infra.preview.paths import join


@dataclass(frozen=True, kw_only=True)
class Place:
    """One value among the inputs."""

    path: str
    """As in a plan: `ingress[0].groupId`, `tags["a.b"]`."""
    value: Any
    hidden: bool = False
    """Unknown, or a secret that nobody may see: it is set, but nobody can say to what."""

    @property
    def given(self) -> bool:
        """The program set it; an empty block counts as absent, as in the providers."""
        return self.hidden or self.value not in (None, [], {})


class Places:
    """The inputs of one resource, addressed by path."""

    def __init__(self, inputs: Mapping[str, Any], hidden: Iterable[str] = (), *, base: str = "") -> None:
        """`hidden`: paths of values that nobody may look at; the engine's mark for an unknown value counts too.
        `base`: where the inputs stand, if they are only a part."""
        self._hidden = frozenset(hidden)
        self.root = Place(path=base, value=inputs)

    def at(self, path: str) -> Iterator[Place]:
        """Every place `path` (`a.b[].c`) leads to. A leaf that is not there has the value None; where a parent is
        not there or is hidden, there is no place."""
        steps = _steps(path)
        name, depth = steps[0]
        if name not in self.root.value and (depth or len(steps) > 1):
            return
        places = [self.root]
        for name, depth in steps:
            places = [self.field(place, name) for place in places if isinstance(place.value, dict)]
            for _ in range(depth):
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
        return Place(path=path, value=value, hidden=path in self._hidden or value == UNKNOWN)


@cache
def _steps(path: str) -> tuple[tuple[str, int], ...]:
    """The names of a path, each with the number of `[]` after it."""
    return tuple((part.rstrip("[]"), part.count("[]")) for part in path.split("."))
