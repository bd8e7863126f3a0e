"""The project's own stacks hold their own rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from infra.audit.assess import waivers
from infra.audit.planned import stack_of
from infra.program import ROOT
from policies.assessment import assess
from policies.evaluate import UNREADABLE, evaluate
from policies.rule import Scope
from policies.rules import RULES
from policies.stack import Stack
from tests.policies.deployed import deployed
from tests.stacks import EVE, capacity, every_stack, facts_of, planned


@every_stack
def test_no_rule_fails_without_a_waiver(stack):
    """In the preview and after `pulumi up`; and no waiver is expired, unused or too broad."""
    for judged in (stack_of(planned(stack), facts_of(stack)), deployed(stack)):
        assessment = assess(judged, RULES, waivers(ROOT))
        failed = {(r.rule.id, r.rule.severity.value, r.resource.name, r.message) for r in assessment.failed}
        assert sorted(failed) == []
        assert assessment.waived.faults == ()


@every_stack
def test_no_rule_fails_before_the_largest_sale(stack):
    """With schedules, more readers, warm tables and reservations."""
    assert capacity(stack, EVE).preparing
    facts = replace(facts_of(stack, EVE), today=facts_of(stack).today)
    assessment = assess(stack_of(planned(stack, EVE), facts), RULES, waivers(ROOT))
    assert sorted((r.rule.id, r.resource.name, r.message) for r in assessment.failed) == []


def test_waivers_are_few():
    """A pack whose own project waives everything proves nothing."""
    assert len(waivers(ROOT)) <= 5


@every_stack
def test_every_rule_can_read_what_the_shop_sets(stack):
    judged = [
        *evaluate(stack_of(planned(stack), facts_of(stack)), RULES),
        *evaluate(deployed(stack), RULES),
    ]
    assert [(r.rule.id, r.resource.name) for r in judged if r.message.startswith(UNREADABLE)] == []


@pytest.mark.parametrize("stack", ["prod-aws", "prod-alicloud"])
def test_rules_about_one_resource_need_no_other(stack):
    """So `pulumi up` can ask them before the others exist."""
    whole = deployed(stack)
    rules = [rule for rule in RULES if rule.scope is Scope.RESOURCE]
    alone = {
        (result.rule.id, result.resource.urn, result.verdict)
        for resource in whole.resources.values()
        for result in evaluate(Stack(whole.facts, [resource]), rules)
    }
    assert alone == {(r.rule.id, r.resource.urn, r.verdict) for r in evaluate(whole, rules)}
