"""Every stack of the project, previewed once for all tests, at times that do not depend on when the tests run."""

from __future__ import annotations

import functools
from datetime import UTC, datetime

import pytest

from infra.audit.facts import facts
from infra.capacity.plan.plan import CapacityPlan
from infra.planning import planned_capacity
from infra.preview.plan import Plan, Resource
from infra.preview.run import plan_of
from infra.program import ROOT
from infra.settings import load, stack_names
from policies.facts import Facts

STACKS = stack_names(ROOT)
every_stack = pytest.mark.parametrize("stack", STACKS)
CLOCK = datetime(2026, 11, 26, tzinfo=UTC)
"""An ordinary day: no campaign is in preparation."""
EVE = datetime(2027, 11, 9, 18, tzinfo=UTC)
"""The day before Double 11, the largest campaign; Black Friday is in preparation too."""

LIVE_EVE = datetime(2027, 3, 7, 18, tzinfo=UTC)
"""The day before the live sale, the only campaign for which people queue."""
MOMENTS = [
    *((stack, at) for stack in STACKS for at in (CLOCK, EVE)),
    *((stack, LIVE_EVE) for stack in STACKS if stack.startswith("prod-")),
]
"""Together these plans have every type that is in use."""
at_every_moment = pytest.mark.parametrize(
    ("stack", "at"), MOMENTS, ids=[f"{stack}-{at:%Y-%m-%d}" for stack, at in MOMENTS]
)


@functools.cache
def planned(stack: str, at: datetime = CLOCK) -> Plan:
    """The plan of one stack; the same object for everybody, so read it only."""
    return plan_of(load(stack, ROOT), capacity(stack, at))


def of_cloud(stack: str, at: datetime = CLOCK) -> list[Resource]:
    """What the cloud creates: everything but providers, which only say where others stand."""
    return [each for each in planned(stack, at).custom if not each.type.startswith("pulumi:providers:")]


@functools.cache
def capacity(stack: str, at: datetime = CLOCK) -> CapacityPlan:
    """The capacity plan behind it."""
    return planned_capacity(load(stack, ROOT), at)


def facts_of(stack: str, at: datetime = CLOCK) -> Facts:
    """What the rules know of a stack."""
    return facts(load(stack, ROOT), capacity(stack, at))
