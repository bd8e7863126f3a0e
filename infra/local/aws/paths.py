"""Paths into what an API takes and answers, as the tables write them.

`Vpc.VpcId` names members, `Instances[].Id` takes one from every element, `Changes[0].Name` the first, and
`Attributes[Key=idle_timeout.timeout_seconds].Value` the element that says so of itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

_STEP = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*)|\[(\d*)\]|\[([A-Za-z]+)=([^\]]+)\]|\.")


@dataclass(frozen=True, kw_only=True)
class Member:
    """Of a structure or a map."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Element:
    """Of a list: the one at `index`, or every one."""

    index: int | None


@dataclass(frozen=True, kw_only=True)
class Which:
    """The element of a list whose member `key` has this value."""

    key: str
    value: str


EVERY = Element(index=None)

Step = Member | Element | Which
Path = tuple[Step, ...]


@cache
def parse(text: str) -> Path:
    """The steps of a path.

    Raises:
        ValueError: it is not written as the module's text says.
    """
    steps: list[Step] = []
    at = 0
    while at < len(text):
        found = _STEP.match(text, at)
        if not found:
            raise ValueError(f"{text!r} is not a path: unexpected {text[at:]!r}")
        name, index, key, value = found.groups()
        if name:
            steps.append(Member(name=name))
        elif key:
            steps.append(Which(key=key, value=value))
        elif index is not None:
            steps.append(Element(index=int(index) if index else None))
        at = found.end()
    return tuple(steps)


def get(data: Any, path: Path) -> Any:
    """What is there; None if nothing is. Where a step takes every element, a list without the missing ones."""
    for position, step in enumerate(path):
        if data is None:
            return None
        if isinstance(step, Member):
            data = data.get(step.name) if isinstance(data, dict) else None
        elif not isinstance(data, list):
            return None
        elif isinstance(step, Which):
            data = next((item for item in data if item.get(step.key) == step.value), None)
        elif step.index is not None:
            data = data[step.index] if step.index < len(data) else None
        else:
            return _flat(get(item, path[position + 1 :]) for item in data)
    return data


def put(data: dict[str, Any], path: Path, value: Any) -> None:
    """Set it, making what is missing on the way; what is there already is completed.

    A step that takes every element gets one from each item of the value.
    """
    if not path:
        _complete(data, value)
        return
    place: Any = data
    for position, step in enumerate(path[:-1]):
        after = path[position + 1]
        if isinstance(step, Member):
            place = place.setdefault(step.name, {} if isinstance(after, Member) else [])
        elif isinstance(step, Which):
            found = next((item for item in place if item.get(step.key) == step.value), None)
            if found is None:
                found = {step.key: step.value}
                place.append(found)
            place = found
        elif step.index is None:
            for item in value:
                element: dict[str, Any] = {}
                put(element, path[position + 1 :], item)
                place.append(element)
            return
        else:
            if not place:
                place.append({} if isinstance(after, Member) else [])
            place = place[0]
    last = path[-1]
    if isinstance(last, Member):
        _complete(place, {last.name: value})
    else:
        place.append(value)


def _complete(data: dict[str, Any], more: dict[str, Any]) -> None:
    for key, value in more.items():
        there = data.get(key)
        if isinstance(there, dict) and isinstance(value, dict):
            _complete(there, value)
        elif isinstance(there, list) and isinstance(value, list):
            there += value
        else:
            data[key] = value


def _flat(items: Any) -> list[Any]:
    flat: list[Any] = []
    for item in items:
        if isinstance(item, list):
            flat += item
        elif item is not None:
            flat.append(item)
    return flat
