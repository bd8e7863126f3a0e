"""Preview, up, no change, update, replace, refresh, destroy: for one stack on each cloud."""

from __future__ import annotations

from infra.preview.diff import Action, Diff
from infra.preview.plan import Plan
from tests.e2e.life import Change, Life
from tests.e2e.run import Run


def custom(run: Run, plan: Plan) -> dict[str, str]:
    """URN -> what the engine did; components only carry facts, and a provider is the engine's own."""
    components = {resource.urn for resource in plan.resources if not resource.custom}
    return {urn: change for urn, change in run.changed.items() if urn not in components and "::pulumi:" not in urn}


def said(expected: Diff) -> dict[str, str]:
    """URN -> what Floodgate says of it."""
    return {step.resource.urn: step.action.value for step in expected.steps}


def test_a_preview_creates_every_resource_of_the_plan(life: Life) -> None:
    assert custom(life.previewed, life.plan) == {resource.urn: "create" for resource in life.plan.custom}


def test_a_preview_asks_the_policies_and_they_hold(life: Life) -> None:
    assert "floodgate@" in life.previewed.text
    assert life.previewed.violations == []


def test_up_creates_every_resource_of_the_plan(life: Life) -> None:
    assert life.created.errors == []
    assert custom(life.created, life.plan) == {resource.urn: "create" for resource in life.plan.custom}
    assert life.created.violations == []


def test_then_nothing_is_left_to_do(life: Life) -> None:
    assert custom(life.unchanged, life.plan) == {}
    life.unchanged.ok()


def test_one_changed_number_updates_one_resource_in_place(life: Life) -> None:
    change: Change = life.updated

    assert [step.action for step in change.expected.steps] == [Action.UPDATE]
    assert custom(change.planned, life.plan) == said(change.expected)
    assert custom(change.done, life.plan) == said(change.expected)


def test_one_changed_key_replaces_its_table(life: Life) -> None:
    change: Change = life.replaced
    expected = said(change.expected)
    replaced = {urn for urn, what in expected.items() if what == Action.REPLACE.value}

    assert any(urn.endswith("::idempotency-table-table") for urn in replaced)
    for run in (change.planned, change.done):
        made = custom(run, life.plan)
        assert {urn for urn, what in made.items() if what == "replace"} == replaced
        # What only might have changed may have turned out the same
        assert made.items() <= expected.items()


def test_a_refresh_finds_no_differences(life: Life) -> None:
    assert custom(life.refreshed, life.plan) == {}
    life.refreshed.ok()


def test_after_a_refresh_nothing_is_left_to_do(life: Life) -> None:
    assert custom(life.unchanged_after_refresh, life.plan) == {}
    life.unchanged_after_refresh.ok()


def test_destroy_leaves_nothing(life: Life) -> None:
    assert set(custom(life.destroyed, life.plan)) == {resource.urn for resource in life.plan.custom}
    assert set(custom(life.destroyed, life.plan).values()) == {"delete"}
    assert life.project.exported(life.stack) == []
