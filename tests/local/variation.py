"""What a broken variation is: one resource of a stack, and the one thing that is wrong with it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from infra.local.existing import Existing

GONE = object()
"""In the place of a value: the property is left out."""


@dataclass(frozen=True, kw_only=True)
class Broken:
    """One resource of the stack, and the one thing that is wrong with it."""

    type: str
    """Without the package: `sqs/queue:Queue`."""
    name: str
    at: str
    """Path of the input that is changed: `zoneMappings[1].vswitchId`."""
    value: Any
    """What it becomes; a function is given the value that was there, `Of` is looked up."""
    also: Mapping[str, Any] = field(default_factory=dict)
    """Other inputs that must change for this one thing to be wrong: path -> value."""
    blame: str = ""
    """The property that a finding must name, if it is not `at`."""
    missed: str = ""
    """Why nobody notices without a real cloud; empty: it is noticed."""

    @property
    def idea(self) -> str:
        """For the names of tests."""
        return f"{self.name}-{self.at}"

    @property
    def blamed(self) -> str:
        """The property that a finding must name."""
        return self.blame or self.at

    def inputs(self, inputs: dict[str, Any], existing: Existing) -> dict[str, Any]:
        """The inputs with the one thing broken."""
        broken = copy.deepcopy(inputs)
        for path, value in {**self.also, self.at: self.value}.items():
            _change(broken, path, value, existing)
        return broken


@dataclass(frozen=True)
class Of:
    """A property of another resource."""

    type: str
    name: str
    property: str = "id"
    around: Callable[[Any], Any] = lambda value: value

    def get(self, existing: Existing) -> Any:
        """The property as it is now."""
        found = [item for item in existing if item.type.partition(":")[2] == self.type and item.name == self.name]
        assert found, f"{self.type} {self.name} does not exist yet"
        return self.around(found[0].get(self.property))


def _change(inputs: dict[str, Any], path: str, value: Any, existing: Existing) -> None:
    *way, last = steps(path)
    place: Any = inputs
    for step in way:
        place = place.setdefault(step, {}) if isinstance(place, dict) else place[step]
    if isinstance(value, Of):
        value = value.get(existing)
    elif callable(value):
        value = value(place[last])
    if value is GONE:
        del place[last]
    else:
        place[last] = value


def steps(path: str) -> list[str | int]:
    """`["zoneMappings", 1, "vswitchId"]`."""
    parts = path.replace("]", "").replace("[", ".").split(".")
    return [int(part) if part.isdigit() else part for part in parts]
