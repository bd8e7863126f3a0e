"""Ways from a resource through its references to properties of others, as the tables write them.

`zoneMappings[].vswitchId>zoneId` is the zone of the vSwitch that stands there; `listenerId>loadBalancerId>vpcId`
goes on from the listener to its load balancer. `a|b` is the first of two properties that the other resource has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from infra.local.alicloud.made_up import FIELD, as_text
from infra.local.alicloud.places import pattern, places, value
from infra.local.alicloud.table import Condition, Reference, resource_types
from infra.local.constraints.places import Place
from infra.local.existing import CreatedResource, Existing


@dataclass(frozen=True, kw_only=True)
class Link:
    """One text that names another resource."""

    reference: Reference
    place: Place
    text: str
    id: str
    """What the other one must have as its id, or as another property in `by`."""
    region: str | None = None
    account: str | None = None
    """Of an ARN."""


class Ways:
    """Finds the way among everything that exists."""

    def __init__(self, existing: Existing) -> None:
        self._existing = existing

    def links(self, type_: str, inputs: Mapping[str, Any], at: str = "") -> Iterator[Link]:
        """Everything in the inputs that names another resource; only at the concrete path `at`, if it is given."""
        known = resource_types().get(type_)
        for reference in known.references if known else ():
            if at and reference.at != pattern(at):
                continue
            for place in places(inputs, reference.at, at):
                named = isinstance(place.value, (str, int)) and not isinstance(place.value, bool)
                if named and self.holds(type_, inputs, reference.when, place.path):
                    yield from _links(reference, place, inputs)

    def target(self, link: Link) -> CreatedResource | None:
        """The resource that it names; None if there is none of the right type."""
        if link.reference.id:
            found = (self._existing.get(type_, link.id) for type_ in link.reference.to)
            return next((resource for resource in found if resource), None)
        return self._existing.find(link.id, types=link.reference.to, by=link.reference.by)

    def follow(self, type_: str, inputs: Mapping[str, Any], way: str, beside: str = "") -> Iterator[Place]:
        """The values at the end of a way, each with the place in these inputs where it begins."""
        first, _, rest = way.partition(">")
        for place in places(inputs, first, beside):
            if not rest:
                yield place
                continue
            for link in self.links(type_, inputs, place.path):
                resource = self.target(link)
                for found in self._of(resource, rest) if resource else ():
                    yield Place(path=place.path, value=found)

    def _of(self, resource: CreatedResource, way: str) -> Iterator[Any]:
        if ">" in way:
            for place in self.follow(resource.type, resource.inputs, way):
                yield place.value
            return
        properties = {**resource.inputs, **resource.outputs, "id": resource.id}
        for name in way.split("|"):
            found = [place.value for place in places(properties, name)]
            if found:
                yield from found
                return

    def holds(self, type_: str, inputs: Mapping[str, Any], condition: Condition, beside: str = "") -> list[str]:
        """The places at which a condition holds, as concrete paths of its first way; `[beside]` if it is empty."""
        if not condition:
            return [beside]
        first, *more = condition
        begin = list(self.follow(type_, inputs, first, beside))
        found = [place.path for place in begin if _is_one(place.value, condition[first])]
        if not begin and None in condition[first]:
            found.append(beside)
        return [
            path for path in found if all(self._agrees(type_, inputs, way, condition[way], path) for way in more)
        ]

    def _agrees(
        self, type_: str, inputs: Mapping[str, Any], way: str, allowed: tuple[Any, ...], beside: str
    ) -> bool:
        given = [place.value for place in self.follow(type_, inputs, way, beside)]
        return any(_is_one(item, allowed) for item in given) if given else None in allowed


def _is_one(given: Any, allowed: tuple[Any, ...]) -> bool:
    return "*" in allowed or given in allowed


def _links(reference: Reference, place: Place, inputs: Mapping[str, Any]) -> Iterator[Link]:
    value_ = str(place.value)
    for text in value_.split(reference.separator) if reference.separator else [value_]:
        if reference.id:
            id_ = FIELD.sub(lambda found: as_text(value(inputs, found[1], place.path)), reference.id)
            yield Link(reference=reference, place=place, text=text, id=id_)
        elif reference.arn:
            found = _arn(reference.arn).fullmatch(text)
            if found:
                yield Link(reference=reference, place=place, text=text, **found.groupdict())
        else:
            yield Link(reference=reference, place=place, text=text, id=text)


@cache
def _arn(template: str) -> re.Pattern[str]:
    """The pattern of an ARN such as `acs:ram::{account}:role/{id}`."""
    return re.compile(
        FIELD.sub(lambda found: rf"(?P<{found[1]}>{'.+' if found[1] == 'id' else '[^:]*'})", template)
    )
