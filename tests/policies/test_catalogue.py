"""The catalogue is complete: metadata, controls, types, and examples of every verdict for every check."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

import policies
from infra.local.schema import arguments
from policies.evaluate import Verdict, evaluate
from policies.examples.catalogue import by_rule
from policies.rule import EVERY_TYPE, FORBIDDEN, STACK, UNDECIDABLE, Rule
from policies.rules import RULES
from tests.policies.test_examples import made_unknown

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
_EXAMPLES = by_rule()


def test_ids_are_unique():
    ids = [rule.id for rule in RULES]
    assert sorted(set(ids)) == sorted(ids)


def test_every_rule_has_its_controls():
    """One row in controls.csv for every rule, and no row without a rule."""
    with (Path(policies.__path__[0]) / "controls.csv").open(encoding="utf-8") as file:
        assert sorted(row["rule"] for row in csv.DictReader(file)) == sorted(rule.id for rule in RULES)


@each_rule
def test_metadata_is_complete(rule: Rule):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.id)
    for text in (rule.title, rule.why, rule.remediation):
        assert len(text) > 15
    assert not rule.title.endswith(".")
    assert rule.title[0].isupper()
    assert not rule.title.startswith("Ensure")
    assert not rule.remediation.endswith(".")
    assert rule.source.startswith("https://")
    assert rule.checks


@each_rule
def test_each_cloud_has_a_check_or_a_reason(rule: Rule):
    clouds = {type_.split(":")[0] for type_ in rule.checks} - {"pulumi", EVERY_TYPE}
    if not {STACK, EVERY_TYPE} & rule.checks.keys():
        assert clouds | set(rule.not_applicable or {}) == {"aws", "alicloud"}
    assert not clouds & set(rule.not_applicable or {})


@each_rule
def test_types_exist(rule: Rule):
    for type_ in rule.checks:
        if type_ not in {STACK, EVERY_TYPE}:
            assert arguments(type_), type_


@each_rule
def test_each_check_has_an_example_of_each_verdict(rule: Rule):
    """A check that cannot meet an unknown value needs no example of one."""
    for type_, check in rule.checks.items():
        examples = [e for e in _EXAMPLES[rule.id] if e.whole or type_ in (EVERY_TYPE, e.resources[0][0])]
        verdicts = {example.verdict for example in examples}
        if check.__name__ == FORBIDDEN:
            assert "fail" in verdicts, f"{type_}: no failing example"
            continue
        if check.__name__ == UNDECIDABLE:
            assert verdicts == {"not evaluated"}, f"{type_}: {sorted(verdicts)}"
            continue
        assert {"pass", "fail"} <= verdicts, f"{type_}: only {sorted(verdicts)}"
        if "not evaluated" not in verdicts:
            found = [
                result
                for example in examples
                if example.verdict == "pass"
                for stack in made_unknown(example)
                for result in evaluate(stack, [rule])
                if result.verdict is Verdict.NOT_EVALUATED
            ]
            assert found == [], f"{type_}: no example that is not evaluated"


@each_rule
def test_rules_about_the_stack_have_examples_of_both_clouds(rule: Rule):
    if {STACK, EVERY_TYPE} & rule.checks.keys():
        clouds = {example.cloud for example in _EXAMPLES[rule.id] if example.verdict == "fail"}
        assert clouds | set(rule.not_applicable or {}) == {"aws", "alicloud"}
