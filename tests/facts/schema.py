"""What the SDK class of a resource says about its inputs: unknown, missing and misshapen arguments."""

from __future__ import annotations

from collections.abc import Iterator

from infra.local import schema as sdk
from infra.local.constraints.places import Place, Places
from infra.local.schema import Kind, Shape
from infra.preview.plan import Resource
from tests.facts.problem import Problem, problem

_WIRE = {Kind.OBJECT: dict, Kind.MAP: dict, Kind.LIST: list}


def schema_problems(resource: Resource, places: Places) -> Iterator[Problem]:
    """Violations of the SDK's own types, at every depth."""
    shape = sdk.arguments(resource.type)
    if shape is None:
        yield problem(resource, "", "unknown-type", "neither SDK has this type")
        return
    yield from _object(resource, places, places.root, shape)


def _object(resource: Resource, places: Places, place: Place, shape: Shape) -> Iterator[Problem]:
    for name in sorted(shape.required):
        field = places.field(place, name)
        if not field.hidden and field.value is None:
            yield problem(resource, field.path, "required", "is required")
    for name in place.value:
        field = places.field(place, name)
        if name not in shape.fields:
            yield problem(
                resource, field.path, "unknown-argument", "the SDK class has no such argument", field.value
            )
        elif not field.hidden and field.value is not None:
            yield from _value(resource, places, field, shape.fields[name])


def _value(resource: Resource, places: Places, place: Place, shape: Shape) -> Iterator[Problem]:
    wire = _WIRE.get(shape.kind)
    nested = isinstance(place.value, (dict, list))
    if shape.kind is not Kind.ANY and not (isinstance(place.value, wire) if wire else not nested):
        given = type(place.value).__name__
        yield problem(resource, place.path, "shape", f"must be a {shape.kind}, is {given}", place.value)
    elif shape.kind is Kind.OBJECT:
        yield from _object(resource, places, place, shape)
    elif shape.element:
        for element in places.elements(place):
            if not element.hidden and element.value is not None:
                yield from _value(resource, places, element, shape.element)
