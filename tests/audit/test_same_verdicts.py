"""A preview in process, a run of the real engine and an export say the same about the same stack."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from infra.audit.assess import waivers
from infra.audit.state import read_state
from infra.program import ROOT
from policies.assessment import assess
from policies.levels import Level
from policies.rule import STACK
from policies.rules import RULES
from policies.stack import Stack
from tests.audit.broken import as_created, as_planned
from tests.audit.engine import export, reported

both = pytest.mark.parametrize("name", ["prod-aws", "prod-alicloud"])
in_both_states = pytest.mark.parametrize("state", [as_planned, as_created])


@both
@in_both_states
def test_the_pack_reports_what_the_preview_reports(name, state, monkeypatch):
    stack = _as_an_engine_shows(state(name))
    assessment = assess(stack, RULES, waivers(ROOT))
    assert assessment.failed
    found = {
        (level, re.search(r"\] ([a-z0-9-]+): ", diagnostic.message).group(1), diagnostic.urn)
        for policy, diagnostics in reported(stack, monkeypatch).items()
        for level in [policy.rpartition("-")[2]]
        for diagnostic in diagnostics
        if "] " in diagnostic.message
    }
    assert found == {
        (
            assessment.level(result).value,
            result.rule.id,
            "" if result.resource.type == STACK else result.resource.urn,
        )
        for result in assessment.failed
    }


@both
def test_what_only_the_preview_sees_takes_nothing_back(name):
    """Documents that are known in part: more is judged, and what an engine's preview finds is found as well."""
    more = assess(as_planned(name), RULES)
    less = assess(_as_an_engine_shows(as_planned(name)), RULES)
    assert {(r.rule.id, r.resource.urn) for r in less.failed} <= {(r.rule.id, r.resource.urn) for r in more.failed}
    assert len(more.pending) < len(less.pending)


def _as_an_engine_shows(stack):
    return Stack(stack.facts, [replace(resource, in_part={}) for resource in stack.resources.values()])


@both
def test_an_export_gets_the_same_verdicts(name):
    stack = as_created(name)
    found, resources = read_state(export(stack), "state.json")
    assert found == name
    audited = assess(Stack(stack.facts, resources), RULES)
    assert verdicts(audited) == verdicts(assess(stack, RULES))


def verdicts(assessment):
    """Everything that a verdict says."""
    return {(r.rule.id, r.resource.urn, r.verdict, r.message) for r in assessment.results}


@both
def test_the_pack_says_what_waits(name, monkeypatch):
    """One line, so that nobody takes silence for a pass."""
    lines = [
        d.message
        for d in reported(as_planned(name), monkeypatch)["stack-advisory"]
        if "not evaluated: " in d.message
    ]
    assert len(lines) == 1
    assert f"floodgate preview {name} --full" in lines[0]


def test_levels_are_the_ends_of_the_policies_names():
    assert {level.value for level in Level} == {"mandatory", "advisory"}
