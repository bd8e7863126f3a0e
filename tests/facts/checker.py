"""Checks planned resources against the provider facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from infra.local.constraints.check import violations
from infra.local.constraints.places import Places
from infra.preview.plan import Resource
from tests.facts.facts import ABSENT, Facts, folder, load
from tests.facts.names import auto_named, name_problems
from tests.facts.places import places_of
from tests.facts.problem import Problem, Severity, problem
from tests.facts.schema import schema_problems

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
    places = places_of(resource)
    constraints = facts.constraints.get(resource.type, ())
    yield from schema_problems(resource, places)
    if resource.type not in facts.known:
        yield problem(resource, "", "not-covered", "the facts do not cover this type", severity=Severity.WARNING)
    for found in violations(resource.type, places, constraints, auto_named(resource, places, facts)):
        if found.kind != "required":  # the SDK has said so already
            severity = Severity.WARNING if found.advisory else Severity.ERROR
            yield problem(resource, found.path, found.kind, found.message, found.value, severity)
    yield from name_problems(resource, places, facts)
    yield from _deprecations(resource, places, facts)
    yield from _left_behind(resource, facts)


def _deprecations(resource: Resource, places: Places, facts: Facts) -> Iterator[Problem]:
    for name, message in facts.deprecated.get(resource.type, {}).items():
        if name.startswith("*"):
            severity = Severity.WARNING if name == "*doc" else Severity.ERROR
            yield problem(resource, "", "deprecated", message, severity=severity)
        for place in places.at(name):
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
