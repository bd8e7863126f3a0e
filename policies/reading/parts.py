"""JSON documents of which some values are not known yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.resource import HIDDEN
from policies.view import UnknownValue


def told(part: Mapping[str, Any], key: str, default: Any = None) -> Any:
    """What an object of a document says, or `default` where it says nothing.

    Raises:
        UnknownValue: it says something that only the cloud can know.
    """
    value = part.get(key)
    if value == HIDDEN:
        raise UnknownValue(key)
    return default if value is None else value
