"""Where a path of the tables leads in the inputs of a resource.

`zoneMappings[].vswitchId` leads to one place for each zone, `matchRules[][].name` to one for each element of the
lists in a list. Beside a place, for example `zoneMappings[1].vswitchId`, a path leads to the same element of the
same list only: `zoneMappings[].zoneId` to `zoneMappings[1].zoneId`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from infra.local.constraints.places import Place

_INDEX = re.compile(r"\[\d+\]")
_PART = re.compile(r"(?P<name>[^\[\].]*)(?P<index>\[\d*\])?(\.|(?=\[)|\Z)")


def places(inputs: Mapping[str, Any], path: str, beside: str = "") -> Iterator[Place]:
    """Every place that has a value, in order; `beside` is the concrete path of another place."""
    yield from _walk(inputs, _parts(path), _parts(beside), "")


def values(inputs: Mapping[str, Any], path: str, beside: str = "") -> list[Any]:
    """The values at these places."""
    return [place.value for place in places(inputs, path, beside)]


def value(inputs: Mapping[str, Any], path: str, beside: str = "") -> Any:
    """The first of them; None if there is none."""
    return next(iter(values(inputs, path, beside)), None)


def pattern(path: str) -> str:
    """`zoneMappings[].zoneId` for `zoneMappings[1].zoneId`."""
    return _INDEX.sub("[]", path)


def concrete(path: str, beside: str) -> str:
    """`zoneMappings[1].zoneId` for `zoneMappings[].zoneId` beside `zoneMappings[1]`; else of the first."""
    near = _parts(beside)
    text = ""
    for index, (name, brackets) in enumerate(_parts(path)):
        near = near if index < len(near) and near[index][0] == name else near[:index]
        text += f".{name}" if text and name else name
        text += near[index][1] or "[0]" if brackets and index < len(near) else brackets.replace("[]", "[0]")
    return text


def _parts(path: str) -> list[tuple[str, str]]:
    """Names, each with what stands in brackets behind it; a list in a list has no name."""
    found = ((part["name"], part["index"] or "") for part in _PART.finditer(path))
    return [part for part in found if any(part)]


def _walk(
    at: Any, parts: Sequence[tuple[str, str]], beside: Sequence[tuple[str, str]], path: str
) -> Iterator[Place]:
    if at is None:
        return
    if not parts:
        yield Place(path=path, value=at)
        return
    name, brackets = parts[0]
    if name:
        if not isinstance(at, dict) or at.get(name) is None:
            return
        at, path = at[name], f"{path}.{name}" if path else name
    same = bool(beside) and beside[0][0] == name
    if not brackets:
        yield from _walk(at, parts[1:], beside[1:] if same else (), path)
        return
    near = beside[0][1] if same else ""
    only = near if brackets == "[]" else brackets
    items = at if isinstance(at, list) else []
    for index, item in enumerate(items):
        if only in ("", "[]", f"[{index}]"):
            common = beside[1:] if near == f"[{index}]" else ()
            yield from _walk(item, parts[1:], common, f"{path}[{index}]")
