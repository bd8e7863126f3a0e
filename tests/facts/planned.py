"""Small planned resources for the tests of the checker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from infra.preview.plan import Resource
from tests.facts.checker import check
from tests.facts.facts import Facts
from tests.facts.problem import Problem


def planned(
    type_: str,
    inputs: dict[str, Any],
    name: str = "orders",
    unknown: Iterable[str] = (),
    secret: Iterable[str] = (),
) -> Resource:
    """A resource as a preview records it."""
    return Resource(
        urn=f"urn:pulumi:test::floodgate::{type_}::{name}",
        type=type_,
        name=name,
        custom=True,
        parent=None,
        component=None,
        layer=None,
        inputs=inputs,
        unknown=tuple(unknown),
        secret=tuple(secret),
        depends_on=(),
        property_dependencies={},
        options={},
    )


def found(facts: Facts, kind: str, resource: Resource) -> list[Problem]:
    """The problems of one kind."""
    return [problem for problem in check([resource], facts) if problem.kind == kind]
