"""Keeps secret values out of what people are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from infra.local.aws import paths
from infra.preview.plan import SECRET


def mask(inputs: Mapping[str, Any], secret: Iterable[str]) -> Callable[[Any], Any]:
    """A function that hides, anywhere in a value, the texts that stand at the secret paths of the inputs."""
    hidden = sorted(_texts(paths.get(dict(inputs), paths.parse(path)) for path in secret), key=len, reverse=True)

    def masked(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: masked(item) for key, item in value.items()}
        if isinstance(value, list):
            return [masked(item) for item in value]
        if isinstance(value, bytes):
            return masked(value.decode(errors="replace"))
        if isinstance(value, str):
            for text in hidden:
                value = value.replace(text, SECRET)
        return value

    return masked


def _texts(values: Iterable[Any]) -> set[str]:
    found: set[str] = set()
    for value in values:
        if isinstance(value, dict):
            found |= _texts(value.values())
        elif isinstance(value, list):
            found |= _texts(value)
        elif isinstance(value, str) and value:
            found.add(value)
    return found
