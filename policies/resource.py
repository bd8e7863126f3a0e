"""One resource as the rules see it, whether it comes from a plan, an engine or an export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SECRET = "[secret]"
"""Stands for a secret value: rules see that there is one, never the value."""
HIDDEN = "(known after creation)"
"""Stands for a value that only the cloud can know, in a JSON document of which the rest is known. It comes from a
resource of the program: an id, an ARN, an end point."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Resource:
    """Inputs are what the program asked for; outputs, where there are any, only help to find what refers to it."""

    urn: str
    type: str
    name: str
    custom: bool = True
    parent: str | None = None
    component: str | None = None
    """Name of the capability component it belongs to."""
    inputs: Mapping[str, Any]
    """camelCase; `None` at the paths in `unknown`, `[secret]` where the value is secret."""
    unknown: frozenset[str] = frozenset()
    """Paths (`ingress[0].groupId`) of values that only the cloud can know."""
    in_part: Mapping[str, str] = field(default_factory=dict)
    """Path in `unknown` -> the JSON document there, with `HIDDEN` in it; only a preview of this project has it."""
    refs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Input property -> URNs its value comes from."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Resource options that are set: `protect`, `retain_on_delete`, ..."""
    id: str = ""
    """Empty where it does not exist yet."""
    outputs: Mapping[str, Any] = field(default_factory=dict)
