"""The plan: every resource that a stack would have, as plain data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

SCHEMA = "floodgate.plan/1"
SECRET = "[secret]"
"""Stands for every secret value; a plan never holds one."""
HIDDEN = "(known after creation)"
"""Stands for every unknown value in `Resource.in_part`. `policies.resource` says the same, and a test holds both
together: `floodgate up` makes plans without waiting for the rules."""


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One registered resource; components are resources too (`custom` is false)."""

    urn: str
    type: str
    name: str
    custom: bool
    parent: str | None
    component: str | None
    """Name of the capability component it belongs to, or its own name for a component."""
    layer: str | None
    inputs: dict[str, Any]
    """camelCase, sorted; `None` at the paths in `unknown`, `[secret]` at those in `secret`."""
    unknown: tuple[str, ...]
    """Paths of values that only the cloud can know, for example `ingress[0].groupId`."""
    secret: tuple[str, ...]
    depends_on: tuple[str, ...]
    """URNs of everything that must exist before, explicit and by reference."""
    property_dependencies: dict[str, tuple[str, ...]]
    """Input property -> URNs its value comes from."""
    options: dict[str, Any]
    """Resource options that are set: protect, delete_before_replace, ignore_changes, ..."""
    in_part: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Path in `unknown` -> the JSON document there, `HIDDEN` in the place of what is unknown in it. Not a part of
    the plan as data: an engine does not know it."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All resources of one stack, sorted by URN, and what the stack tells its users."""

    stack: str
    cloud: str
    environment: str
    region: str
    resources: tuple[Resource, ...]
    outputs: dict[str, Any]

    @property
    def custom(self) -> tuple[Resource, ...]:
        """The resources that a cloud really creates."""
        return tuple(resource for resource in self.resources if resource.custom)

    def to_json(self) -> str:
        """Stable, documented JSON (docs/plan.md): the same program and input give the same bytes."""
        return json.dumps(to_dict(self), indent=2, sort_keys=False, ensure_ascii=False) + "\n"


class PlanError(Exception):
    """A file that is not a plan."""


def to_dict(plan: Plan) -> dict[str, Any]:
    """The plan as the JSON object of schema `floodgate.plan/1`."""
    return {
        "schema": SCHEMA,
        "stack": plan.stack,
        "cloud": plan.cloud,
        "environment": plan.environment,
        "region": plan.region,
        "resources": [
            {
                "urn": resource.urn,
                "type": resource.type,
                "name": resource.name,
                "custom": resource.custom,
                "parent": resource.parent,
                "component": resource.component,
                "layer": resource.layer,
                "inputs": resource.inputs,
                "unknown": list(resource.unknown),
                "secret": list(resource.secret),
                "depends_on": list(resource.depends_on),
                "property_dependencies": {key: list(urns) for key, urns in resource.property_dependencies.items()},
                "options": resource.options,
            }
            for resource in plan.resources
        ],
        "outputs": plan.outputs,
    }


def from_json(text: str, source: str) -> Plan:
    """Read a plan written by `to_json`.

    Raises:
        PlanError: not JSON, another schema, or a field that is missing or of another type; `source` names the
            file in the message.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PlanError(f"{source} is not JSON: {error}") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        given = data.get("schema") if isinstance(data, dict) else type(data).__name__
        raise PlanError(
            f"{source} is not a plan: `schema` must be {SCHEMA!r}, got {given!r}; "
            "make one with `floodgate preview STACK --format json --output PLAN.json`"
        )
    try:
        return TypeAdapter(Plan).validate_json(text, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        path = ".".join(str(part) for part in first["loc"])
        raise PlanError(f"{source} is not a complete plan: `{path}`: {first['msg'].lower()}") from None
