"""Plans of the repository's stacks as of a campaign's eve, and plans that somebody has changed by hand."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import Any

from infra.preview.plan import Plan, Resource
from infra.program import ROOT
from infra.rehearsal.rehearse import Question, Rehearsal, rehearse
from infra.rehearsal.window import eve
from infra.settings import Settings, load
from tests.stacks import planned

SALE = "double-eleven"


@functools.cache
def settings(stack: str) -> Settings:
    """Of one stack."""
    return load(stack, ROOT)


def plan(stack: str, campaign: str = SALE) -> Plan:
    """As it is a day before the campaign; the same object for everybody, so read it only."""
    return planned(stack, eve(settings(stack).calendar.campaigns[campaign]))


def rehearsed(
    stack: str, campaign: str = SALE, changed: Plan | None = None, question: Question | None = None
) -> Rehearsal:
    """The campaign over that plan, or another one, without looking for the margin."""
    given = settings(stack)
    chosen = given.calendar.campaigns[campaign]
    played = plan(stack, campaign) if changed is None else changed
    return rehearse(given, chosen, played, eve(chosen), question or Question(margin=False))


def one(plan: Plan, type_: str, name: str) -> Resource:
    """The resource of a type (its last part is enough) with a name."""
    (found,) = [each for each in plan.resources if each.type.endswith(type_) and each.name == name]
    return found


def with_inputs(plan: Plan, type_: str, name: str, **inputs: Any) -> Plan:
    """The plan with some inputs of one resource changed, as somebody might do by hand; None removes one."""
    target = one(plan, type_, name)
    found = {key: value for key, value in {**target.inputs, **inputs}.items() if value is not None}
    other = replace(target, inputs=found)
    return replace(plan, resources=tuple(other if each is target else each for each in plan.resources))


def without(plan: Plan, type_: str) -> Plan:
    """The plan without any resource of a type."""
    return replace(plan, resources=tuple(each for each in plan.resources if not each.type.endswith(type_)))
