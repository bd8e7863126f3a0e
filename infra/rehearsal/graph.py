"""A plan as a graph: resources by type and component, and what refers to what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from infra.preview.plan import Plan, Resource
from infra.rehearsal.errors import RehearsalError


class Graph:
    """The resources of one plan; built once, read by every reader."""

    def __init__(self, plan: Plan) -> None:
        """Order stays that of the plan, so the same plan is read the same way."""
        self.plan = plan
        self._by_urn = {resource.urn: resource for resource in plan.resources}
        self._by_type: defaultdict[str, list[Resource]] = defaultdict(list)
        for resource in plan.resources:
            self._by_type[resource.type].append(resource)

    def of(self, type_: str, component: str | None = None) -> list[Resource]:
        """Every resource of a type, or those of one component."""
        found = self._by_type.get(type_, [])
        return found if component is None else [each for each in found if each.component == component]

    def one(self, type_: str, component: str) -> Resource | None:
        """The resource of a type in a component, if there is one."""
        return next(iter(self.of(type_, component)), None)

    def targets(self, resource: Resource, property_: str, type_: str) -> list[Resource]:
        """What a property of a resource comes from, among the resources of a type."""
        urns = resource.property_dependencies.get(property_, ())
        found = (self._by_urn.get(urn) for urn in urns)
        return [target for target in found if target is not None and target.type == type_]

    def referring(self, target: Resource, type_: str, property_: str) -> list[Resource]:
        """The resources of a type that take a property from a resource."""
        return [each for each in self.of(type_) if target.urn in each.property_dependencies.get(property_, ())]


def get(place: Resource | Mapping[str, Any], path: str, default: Any = None) -> Any:
    """The value at a path such as `warmPool.minSize` or `overrides[0].instanceType`; unknown ones are absent."""
    value: Any = place.inputs if isinstance(place, Resource) else place
    for key in re.findall(r"[^.\[\]]+", path):
        if isinstance(value, list):
            value = value[int(key)] if key.isdigit() and int(key) < len(value) else None
        else:
            value = value.get(key) if isinstance(value, dict) else None
    return default if value is None else value


def number(resource: Resource, path: str, default: float | None = None) -> float:
    """A number, also one that is written as text.

    Raises:
        RehearsalError: it is not there and has no default, or is no number.
    """
    value = get(resource, path, default)
    try:
        return float(value)
    except (TypeError, ValueError):
        given = "known only after `up`" if path in resource.unknown else repr(value)
        raise RehearsalError(
            f"the plan of {resource.name} cannot be played: `{path}` must be a number, and is {given}"
        ) from None
