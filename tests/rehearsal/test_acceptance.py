"""Every stack of the repository holds for every campaign of the repository, production also with a zone lost."""

from __future__ import annotations

import pytest

from infra.program import ROOT
from infra.rehearsal.rehearse import WORST, Question
from infra.report.rehearsal_words import breach_line
from infra.settings import load, stack_names
from tests.rehearsal.plans import rehearsed

STACKS = stack_names(ROOT)
CAMPAIGNS = list(load(STACKS[0], ROOT).calendar.campaigns)


def told(rehearsal):
    return [breach_line(rehearsal, breach) for breach in rehearsal.breaches]


@pytest.mark.parametrize("campaign", CAMPAIGNS)
@pytest.mark.parametrize("stack", STACKS)
def test_the_stack_holds(stack, campaign):
    assert told(rehearsed(stack, campaign)) == []


@pytest.mark.parametrize("campaign", CAMPAIGNS)
@pytest.mark.parametrize("stack", [stack for stack in STACKS if stack.startswith("prod-")])
def test_production_holds_with_a_zone_lost_at_the_worst_second(stack, campaign):
    assert told(rehearsed(stack, campaign, question=Question(margin=False, lose_zone=WORST))) == []


def test_the_repository_has_the_campaigns_that_a_shop_must_survive():
    assert len(CAMPAIGNS) >= 5
