"""Hosted zones: a zone with networks is private."""

from __future__ import annotations

from typing import Any


def encode(inputs: dict[str, Any]) -> dict[str, Any]:
    """With `private`, which the table names."""
    return inputs | {"private": bool(inputs.get("vpcs"))}
