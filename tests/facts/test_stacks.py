"""Every resource of every stack passes the provider facts."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.facts.checker import errors_of
from tests.facts.facts import ABSENT, folder
from tests.stacks import STACKS, at_every_moment, planned


@pytest.mark.skipif(folder() is None, reason=ABSENT)
@at_every_moment
def test_stack_passes_the_provider_facts(stack: str, at: datetime) -> None:
    """What production and the small environments really pass, with all references between components."""
    plan = planned(stack, at)

    assert len(plan.custom) > 100
    assert errors_of(plan.resources) == []


def test_both_clouds_have_a_stack() -> None:
    """An empty list of stacks would pass the test above."""
    assert {stack.rpartition("-")[2] for stack in STACKS} == {"aws", "alicloud"}
