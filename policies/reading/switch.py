"""Switches that arrive as a boolean, a number or a word: launch templates and parameters say it all in text."""

from __future__ import annotations

from typing import Any

_ON = frozenset({"true", "1", "1.0", "on", "yes"})


def is_on(value: Any) -> bool:
    """Whether a value switches something on; what is not set does not."""
    return str(value).lower() in _ON
