"""Inputs that do not fit the SDK's class: unknown, missing, or of another type, at every depth."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from infra.local import schema
from infra.local.contract import Finding, Wanted
from infra.local.schema import Kind, Shape
from infra.local.show import finding
from infra.preview.paths import join

_WIRE: dict[Kind, type] = {Kind.OBJECT: dict, Kind.MAP: dict, Kind.LIST: list}


def findings(wanted: Wanted) -> tuple[Finding, ...]:
    """Everything in the inputs of a resource that its SDK class has no place for."""
    shape = schema.arguments(wanted.type)
    if shape is None:
        known = schema.tokens(schema.package_of(wanted.type))
        return (
            finding(
                wanted, "", "is of a type that the SDK does not have", wanted.type, _nearest(wanted.type, known)
            ),
        )
    return tuple(_object(wanted, "", wanted.inputs, shape))


def _object(wanted: Wanted, path: str, value: dict[str, Any], shape: Shape) -> Iterator[Finding]:
    for name in sorted(shape.required):
        if value.get(name) is None:
            yield finding(wanted, join(path, name), "is required")
    for name, given in value.items():
        if name not in shape.fields:
            fix = _nearest(name, shape.fields)
            yield finding(wanted, join(path, name), "is no property of this type", given, fix)
        elif given is not None:
            yield from _value(wanted, join(path, name), given, shape.fields[name])


def _value(wanted: Wanted, path: str, value: Any, shape: Shape) -> Iterator[Finding]:
    wire = _WIRE.get(shape.kind)
    if not (isinstance(value, wire) if wire else _is_scalar(value, shape.kind)):
        yield finding(wanted, path, f"must be {shape.kind}, is {_word(value)}", value)
    elif shape.kind is Kind.OBJECT:
        yield from _object(wanted, path, value, shape)
    elif shape.element is not None:
        keys = value if isinstance(value, dict) else range(len(value))
        for key in keys:
            if value[key] is not None:
                place = join(path, key) if isinstance(key, str) else f"{path}[{key}]"
                yield from _value(wanted, place, value[key], shape.element)


def _is_scalar(value: Any, kind: Kind) -> bool:
    """The providers read a number or a truth value from a text, and take either where they want a text."""
    if kind is Kind.ANY or isinstance(value, (dict, list)):
        return kind is Kind.ANY
    if kind is Kind.BOOLEAN:
        return isinstance(value, bool) or value in ("true", "false")
    return kind is Kind.TEXT or _is_number(value, whole=kind is Kind.INTEGER)


def _is_number(value: Any, *, whole: bool) -> bool:
    if isinstance(value, bool):
        return False
    try:
        number = float(value)
    except ValueError:
        return False
    return number.is_integer() or not whole


def _word(value: Any) -> str:
    """What a value is, in words."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return str(value).lower()
    return "a text" if isinstance(value, str) else f"the number {value}"


def _nearest(given: str, known: Any) -> str:
    near = difflib.get_close_matches(given, known, n=1, cutoff=0.75)
    return f"did you mean {near[0]}?" if near else ""
