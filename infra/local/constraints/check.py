"""Checks the inputs of one resource against the rules about its type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from infra.local.constraints.groups import group_violations
from infra.local.constraints.places import Place, Places
from infra.local.constraints.table import TABLE, Constraint, read
from infra.local.constraints.values import ignores_case, violation
from infra.local.contract import Finding, Wanted
from infra.local.show import finding


@dataclass(frozen=True, kw_only=True)
class Violation:
    """One input, or the lack of one, that breaks a rule of the provider."""

    path: str
    kind: str
    message: str
    value: Any = None
    advisory: bool = False
    """No reason to refuse, see Constraint."""


def findings(wanted: Wanted) -> tuple[Finding, ...]:
    """What the provider would refuse in these inputs, taken alone; nothing if the table does not have the type.

    Names must be filled in.
    """
    places = Places(wanted.inputs)
    return tuple(
        finding(wanted, found.path, found.message, found.value)
        for found in violations(wanted.type, places, read(TABLE).get(wanted.type, ()))
        if not found.advisory
    )


def violations(
    type_: str, places: Places, constraints: Iterable[Constraint], auto_named: str | None = None
) -> Iterator[Violation]:
    """Every broken rule. `auto_named` is the property that Pulumi will fill in, if any."""
    rows = tuple(constraints)
    for path, of_path in groupby(rows, key=attrgetter("property")):
        yield from _of_values(type_, places, path, tuple(of_path))
    for path, kind, message in group_violations(places, rows, auto_named):
        yield Violation(path=path, kind=kind, message=message)


def _of_values(type_: str, places: Places, path: str, constraints: tuple[Constraint, ...]) -> Iterator[Violation]:
    """The broken rules about one property, wherever in the inputs it is."""
    required = any(constraint.kind == "required" for constraint in constraints)
    if not required and constraints[0].top not in places.root.value:
        return
    for place in places.at(path):
        if required and not place.hidden and place.value is None:
            yield Violation(path=place.path, kind="required", message="is required")
        for constraint in constraints if place.value is not None else ():
            yield from _of_place(type_, places, place, constraint)


def _of_place(type_: str, places: Places, place: Place, constraint: Constraint) -> Iterator[Violation]:
    each, _, rest = constraint.kind.rpartition("elem.")
    kind = rest or each
    for element in places.elements(place) if constraint.kind.startswith("elem.") else (place,):
        if element.hidden or element.value is None:
            continue
        message = violation(
            kind, constraint.value, element.value, ignore_case=ignores_case(type_, constraint.property)
        )
        if message:
            yield Violation(
                path=element.path,
                kind=constraint.kind,
                message=message,
                value=element.value,
                advisory=constraint.advisory,
            )
