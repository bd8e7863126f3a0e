"""The short answer: what keeps up, what does not, and when what waits is done."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from rich.console import Console

from infra.rehearsal.rehearse import Question
from infra.report.rehearsal_answer import sentences
from infra.report.rehearsal_json import rehearsal_json
from infra.report.rehearsal_page import rehearsal_page
from infra.report.rehearsal_text import rehearsal_text
from tests.rehearsal.plans import plan, rehearsed, with_inputs

GROUP = "autoscaling/group:Group"


def said(rehearsal):
    return {each.about: each for each in sentences(rehearsal)}


def text(rehearsal):
    out = StringIO()
    Console(file=out, width=240, color_system=None, highlight=False).print(rehearsal_text(rehearsal))
    return out.getvalue()


HELD = rehearsed("prod-aws")


def test_what_holds_says_when_what_waits_is_done():
    found = said(HELD)
    assert list(found) == ["burst", "orders", "fulfilment", "support", "first to break"]
    assert all(each.good for each in found.values())
    assert "orders/s at Nov 11 00:00:00" in found["burst"].says
    assert "on our own sites" in found["burst"].says
    assert "on tmall" in found["burst"].says
    assert found["orders"].says.startswith("keeps up: ")
    assert "min after the burst" in found["fulfilment"].says
    assert "most customers ask" in found["support"].says
    assert "connections at most" in found["support"].says
    assert "nobody looked" in found["first to break"].says


def test_fulfilment_and_support_are_busy_long_after_the_burst():
    parts = {part.name: part for part in HELD.answer.parts}
    burst = HELD.answer.burst.second
    assert parts["fulfilment"].emptied is not None
    assert parts["fulfilment"].emptied > burst + 1_800
    assert parts["support"].contacts is not None
    assert parts["support"].contacts.second > burst + 3_600


def test_with_the_margin_it_says_what_breaks_first():
    found = rehearsed("dev-aws", question=Question(margin=True))
    assert found.answer.factor is not None
    assert f"above {found.answer.factor:.2f} x the forecast" in said(found)["first to break"].says


def without_schedule(service, most):
    """A pool that somebody has kept small by hand."""
    changed = with_inputs(plan("prod-aws"), GROUP, f"{service}-group", maxSize=most, minSize=1)
    resources = tuple(
        each
        for each in changed.resources
        if not (each.type == "aws:autoscaling/schedule:Schedule" and each.component == service)
    )
    return rehearsed("prod-aws", changed=type(changed)(**{**vars(changed), "resources": resources}))


def test_a_warehouse_that_is_too_small_does_not_stop_the_orders():
    found = said(without_schedule("fulfilment", 1))
    assert found["orders"].good
    assert not found["fulfilment"].good
    assert found["fulfilment"].says.startswith("does not keep up: fulfilment: oldest message")
    assert not found["first to break"].good
    assert "under the forecast itself" in found["first to break"].says


def test_orders_stand_on_what_they_call():
    parts = {part.name: part for part in without_schedule("users", 8).answer.parts}
    assert "users" in [breach.where for breach in parts["orders"].breaches]
    assert not parts["fulfilment"].keeps_up, "it asks orders, which ask users"


def test_the_answer_is_in_text_json_and_page():
    lines = [each.says for each in sentences(HELD)]
    assert all(line in " ".join(text(HELD).split()) for line in lines)
    data = json.loads(rehearsal_json(HELD))["answer"]
    assert data["sentences"] == [f"{each.about}: {each.says}" for each in sentences(HELD)]
    assert data["parts"]["fulfilment"]["keeps_up"] is True
    assert data["parts"]["fulfilment"]["emptied"] > data["burst"]["at"]
    assert data["burst"]["orders_rps"]["own"] == pytest.approx(HELD.stage.demand.orders_rps.max(), rel=0.01)
    page = rehearsal_page(HELD)
    assert all(line in page for line in lines)
    bad = without_schedule("fulfilment", 1)
    assert json.loads(rehearsal_json(bad))["answer"]["parts"]["fulfilment"]["broken"] == ["fulfilment"]
