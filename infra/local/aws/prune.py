"""Takes out of the inputs what is not sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def without(inputs: Mapping[str, Any], unwanted: Iterable[str]) -> tuple[dict[str, Any], list[str]]:
    """The inputs without what stands at these paths (no indices in them), and the paths that were there."""
    found: list[str] = []
    result = dict(inputs)
    for path in unwanted:
        name, _, rest = path.partition(".")
        if name not in result:
            continue
        if not rest:
            del result[name]
            found.append(path)
            continue
        changed, was_there = _pruned(result[name], rest.split("."))
        if was_there:
            result[name] = changed
            found.append(path)
    return result, found


def _pruned(value: Any, steps: list[str]) -> tuple[Any, bool]:
    if isinstance(value, list):
        pruned = [_pruned(item, steps) for item in value]
        return [item for item, _ in pruned], any(was_there for _, was_there in pruned)
    if not isinstance(value, dict) or steps[0] not in value:
        return value, False
    if len(steps) == 1:
        return {key: item for key, item in value.items() if key != steps[0]}, True
    inner, was_there = _pruned(value[steps[0]], steps[1:])
    return {**value, steps[0]: inner}, was_there
