"""docs/architecture.md is fresh, complete, and every diagram in it is one."""

from __future__ import annotations

import re
from dataclasses import replace

import mermaidx
import pytest

from infra.program import ROOT
from infra.settings import load
from tests.stacks import planned
from tools.architecture import CLOUDS, ORDINARY, PAGE, document

PAGE_TEXT = (ROOT / PAGE).read_text(encoding="utf-8")
DIAGRAMS = re.findall(r"```mermaid\n(.*?)```", PAGE_TEXT, re.DOTALL)


def test_it_is_fresh() -> None:
    plans = {cloud: planned(f"prod-{cloud}", ORDINARY) for cloud in CLOUDS}
    assert document(load("prod-aws", ROOT).measured, plans) == PAGE_TEXT, "run `make architecture`"


@pytest.mark.parametrize("number", range(len(DIAGRAMS)))
def test_every_diagram_can_be_drawn(number: int) -> None:
    """By Mermaid itself: the library runs it in an embedded engine."""
    drawn = mermaidx.render(DIAGRAMS[number]).svg()
    words = set(re.findall(r'\["([\w-]+)"\]', DIAGRAMS[number]))
    assert [word for word in words if word not in drawn] == []


def test_what_is_no_diagram_is_noticed() -> None:
    with pytest.raises(Exception, match="Parse error"):
        mermaidx.render("flowchart LR\n  a[[ --> b").svg()


def test_every_service_and_every_type_of_a_production_stack_is_in_it() -> None:
    for service in load("prod-aws", ROOT).shop.services:
        assert f'["{service}"]' in PAGE_TEXT
    for cloud in CLOUDS:
        for resource in planned(f"prod-{cloud}", ORDINARY).custom:
            _, module, name = resource.type.split(":")
            assert f"{module.partition('/')[0]}.{name}" in PAGE_TEXT


def test_a_layer_without_a_chapter_is_an_error() -> None:
    plan = planned("prod-aws", ORDINARY)
    strange = replace(plan, resources=(*plan.resources[:-1], replace(plan.custom[-1], layer="attic")))
    with pytest.raises(KeyError, match="attic"):
        document(load("prod-aws", ROOT).measured, {"aws": strange, "alicloud": planned("prod-alicloud", ORDINARY)})
