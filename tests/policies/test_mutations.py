"""Breaking one thing in a good stack makes exactly the rules about it fail, on both clouds."""

from __future__ import annotations

import pytest

from policies.rule import EVERY_TYPE, STACK, Rule
from policies.rules import RULES
from tests.policies.mutation import newly_failing
from tests.policies.mutations import MUTATIONS


@pytest.mark.parametrize("mutation", MUTATIONS, ids=str)
def test_exactly_the_expected_rules_fail(mutation):
    assert newly_failing(mutation) == {mutation.rule} | mutation.also


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_broken_on_every_cloud_it_speaks_about(rule: Rule):
    everywhere = {STACK, EVERY_TYPE} & rule.checks.keys()
    clouds = {"aws", "alicloud"} if everywhere else {type_.split(":")[0] for type_ in rule.checks}
    broken = {mutation.cloud for mutation in MUTATIONS if mutation.rule == rule.id}
    assert broken == clouds - set(rule.not_applicable or {})
