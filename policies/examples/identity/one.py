"""A resource with one input, for rules that read the same from many types."""

from __future__ import annotations

from typing import Any

from policies.examples.example import Res, res


def one(type_: str, path: str, value: Any) -> Res:
    """A resource of this type with nothing but a value at `path`."""
    inputs: dict[str, Any] = {path: value}
    return res(type_, **inputs)
