"""Checks planned resources against the provider facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from infra.preview.plan import Resource
from tests.facts.facts import ABSENT, Constraint, Facts, folder, load
from tests.facts.groups import group_problems
from tests.facts.names import auto_named, name_problems
from tests.facts.places import Inputs
from tests.facts.problem import Problem, Severity, problem
from tests.facts.schema import schema_problems
from tests.facts.values import ignores_case, is_advisory, violation

_PREPAID = {"prepaid", "subscription"}
_PAYMENT = ("paymentType", "payType", "paidType", "instanceChargeType")


def check(resources: Iterable[Resource], facts: Facts) -> list[Problem]:
    """Everything that is wrong with the cloud resources among `resources`."""
    return [
        found
        for resource in resources
        if resource.custom and not resource.type.startswith("pulumi:")
        for found in _check(resource, facts)
    ]


def errors_of(resources: Iterable[Resource]) -> list[str]:
    """The errors as text, for `assert errors_of(...) == []`; skips the test where the facts are absent.

    Enum values that nobody lists count as errors here: this shop has no use for brand-new ones.
    """
    path = folder()
    if path is None:
        pytest.skip(ABSENT)
    return [
        str(found)
        for found in check(resources, load(path))
        if found.severity is Severity.ERROR or found.kind in ("enum", "elem.enum")
    ]


def _check(resource: Resource, facts: Facts) -> Iterator[Problem]:
    inputs = Inputs(resource)
    constraints = facts.constraints.get(resource.type, ())
    yield from schema_problems(resource, inputs)
    if resource.type not in facts.known:
        yield problem(resource, "", "not-covered", "the facts do not cover this type", severity=Severity.WARNING)
    for constraint in constraints:
        yield from _value_problems(resource, inputs, constraint)
    yield from group_problems(resource, inputs, constraints, auto_named(resource, inputs, facts))
    yield from name_problems(resource, inputs, facts)
    yield from _deprecations(resource, inputs, facts)
    yield from _left_behind(resource, facts)


def _value_problems(resource: Resource, inputs: Inputs, constraint: Constraint) -> Iterator[Problem]:
    each, _, rest = constraint.kind.rpartition("elem.")
    kind = rest or each
    for place in inputs.at(constraint.property):
        elements = inputs.elements(place) if constraint.kind.startswith("elem.") else (place,)
        for element in elements:
            if element.hidden or element.value is None:
                continue
            message = violation(
                kind,
                constraint.value,
                element.value,
                ignore_case=ignores_case(resource.type, constraint.property),
            )
            if message:
                severity = Severity.WARNING if is_advisory(resource.type, kind) else Severity.ERROR
                yield problem(resource, element.path, constraint.kind, message, element.value, severity)


def _deprecations(resource: Resource, inputs: Inputs, facts: Facts) -> Iterator[Problem]:
    for name, message in facts.deprecated.get(resource.type, {}).items():
        if name.startswith("*"):
            severity = Severity.WARNING if name == "*doc" else Severity.ERROR
            yield problem(resource, "", "deprecated", message, severity=severity)
        for place in inputs.at(name):
            if place.given:
                yield problem(resource, place.path, "deprecated", message)


def _left_behind(resource: Resource, facts: Facts) -> Iterator[Problem]:
    kind = facts.not_destroyed.get(resource.type)
    if kind == "never":
        message = "destroy does not delete it, it only forgets it"
        yield problem(resource, "", "not-destroyed", message, severity=Severity.WARNING)
    for name in _PAYMENT if kind == "conditional" else ():
        value = resource.inputs.get(name)
        if str(value).lower() in _PREPAID:
            yield problem(resource, name, "not-destroyed", "a prepaid resource cannot be destroyed", value)
