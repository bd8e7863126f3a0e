"""Runs rules over a stack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from policies.resource import Resource
from policies.rule import EVERY_TYPE, STACK, Check, NotApplicable, Rule
from policies.stack import Stack
from policies.view import NotEvaluated, View

UNREADABLE = "a value has a form that the rule cannot read"
_UNREADABLE = (TypeError, ValueError, AttributeError, LookupError)


class Verdict(StrEnum):
    """What came of one rule on one resource."""

    FAIL = "fail"
    NOT_EVALUATED = "not evaluated"
    PASS = "pass"


@dataclass(frozen=True, slots=True)
class Result:
    """One rule on one resource it applies to."""

    rule: Rule
    resource: Resource
    verdict: Verdict
    message: str
    """What is wrong, or why nobody can say; empty for a pass."""
    evidence: dict[str, Any]
    """Path -> value of everything the check has read, `None` where the program sets nothing."""


def evaluate(stack: Stack, rules: Iterable[Rule], only: Iterable[Resource] | None = None) -> list[Result]:
    """Every rule on every resource it applies to, in the order of the rules; `only` limits what is judged."""
    wanted = None if only is None else {resource.urn for resource in only}
    return [
        result
        for rule in rules
        if stack.facts.environment in rule.environments
        for type_, check in rule.checks.items()
        for resource in _subjects(stack, type_)
        if wanted is None or resource.urn in wanted
        if (result := judge(rule, check, resource, stack)) is not None
    ]


def judge(rule: Rule, check: Check, resource: Resource, stack: Stack) -> Result | None:
    """One check on one resource; `None` where the rule does not speak about it."""
    evidence: dict[str, Any] = {}
    try:
        outcome = check(View(resource, stack, evidence))
    except NotEvaluated as reason:
        return Result(rule, resource, Verdict.NOT_EVALUATED, str(reason), evidence)
    except _UNREADABLE as error:
        # A value of a form that no provider takes must not cost the other verdicts
        why = f"{UNREADABLE} ({type(error).__name__}: {error})"
        return Result(rule, resource, Verdict.NOT_EVALUATED, why, evidence)
    if outcome is None:
        return Result(rule, resource, Verdict.PASS, "", evidence)
    if isinstance(outcome, NotApplicable):
        return None
    return Result(rule, resource, Verdict.FAIL, outcome, evidence)


def _subjects(stack: Stack, type_: str) -> Iterator[Resource]:
    if type_ == STACK:
        yield stack.root
    elif type_ == EVERY_TYPE:
        yield from (resource for resource in stack.resources.values() if resource.custom)
    else:
        yield from stack.of_type(type_)
