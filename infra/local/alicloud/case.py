"""One resource that is to be judged, with everything that a rule may ask about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from infra.local.alicloud.table import ResourceType
from infra.local.alicloud.ways import Ways
from infra.local.constraints.places import Place
from infra.local.contract import Finding, Wanted
from infra.local.existing import CreatedResource, Existing
from infra.local.show import finding


@dataclass(frozen=True, kw_only=True)
class Case:
    """A resource before it is created or changed."""

    wanted: Wanted
    type: ResourceType
    region: str
    account: str | None
    """None where nobody has said which it is."""
    now: datetime
    existing: Existing
    ways: Ways
    own_id: str = ""
    """Of a resource that is changed."""

    def places(self, way: str, beside: str = "") -> Iterator[Place]:
        """What a way leads to, with where in the inputs it begins."""
        return self.ways.follow(self.wanted.type, self.wanted.inputs, way, beside)

    def values(self, way: str, beside: str = "") -> list[Any]:
        """The values there."""
        return [place.value for place in self.places(way, beside)]

    def value(self, way: str, beside: str = "") -> Any:
        """The first of them; None if there is none."""
        return next(iter(self.values(way, beside)), None)

    def number(self, way: str, beside: str = "") -> float | None:
        """The first value, if it is a number or a text that reads as one."""
        return as_number(self.value(way, beside))

    def others(self, *types: str) -> Iterator[CreatedResource]:
        """What exists of these types, of the own type where none is given, without the resource itself."""
        types = types or (self.wanted.type,)
        for resource in self.existing.of_type(*types):
            if (resource.type, resource.id) != (self.wanted.type, self.own_id):
                yield resource

    def refuse(self, path: str, what: str, value: Any = None, fix: str = "") -> Finding:
        """What is wrong with an input."""
        return finding(self.wanted, path, what, value, fix)


def as_number(value: Any) -> float | None:
    """A number, or a text that reads as one; None for everything else."""
    if isinstance(value, bool):
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
