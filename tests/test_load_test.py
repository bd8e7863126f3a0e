"""The load test: its script, its window, and what stands in a stack that has one."""

from __future__ import annotations

import base64
import gzip
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from components.packed_script import packed
from infra.audit.planned import judged
from infra.capacity.busiest import busiest
from infra.capacity.demand import demand
from infra.cli import app
from infra.clouds import emulate
from infra.load_test import agreed, requests, script, step_seconds
from infra.local.faults import Faults
from infra.local.up import create_and_verify
from infra.planning import planned_capacity
from infra.program import ROOT
from infra.settings import Settings, SettingsError, load
from policies.evaluate import Verdict, evaluate
from policies.rules import RULES
from policies.stack import Stack
from tests.facts.checker import errors_of
from tests.facts.facts import ABSENT, folder
from tests.load_tests import SECTION, planned_with_load_test, with_load_test
from tests.stacks import CLOCK, facts_of, planned

MINUTES = 10
STEP_SECONDS = step_seconds(MINUTES)
both_clouds = pytest.mark.parametrize("stack", ["staging-aws", "staging-alicloud"])


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load("staging-aws", ROOT)


def told(text: str) -> list[dict[str, object]]:
    """The classes that a script plays."""
    found = re.search(r"const classes = (\[.*?\n\]);", text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_all_tasks_together_ask_for_the_highest_second_of_every_step(settings: Settings) -> None:
    campaign, tasks = settings.calendar.campaigns["live-sale"], 4
    window = busiest(settings.calendar, campaign.window, settings.shop_load, MINUTES * 60)
    edge = demand(settings.calendar, window, settings.shop_load, settings.config.traffic.share_ratio).edge_rps
    for each in requests(settings, campaign, MINUTES, tasks):
        assert len(each.per_minute) == MINUTES * 60 / STEP_SECONDS
        for index, rate in enumerate(each.per_minute):
            highest = edge[each.name][index * STEP_SECONDS : (index + 1) * STEP_SECONDS].max() * 60
            assert 0 <= rate * tasks - highest < tasks


def test_script_has_every_class_that_asks_for_something(settings: Settings) -> None:
    classes = told(script(settings, settings.calendar.campaigns["live-sale"], MINUTES, 1))
    assert {each["name"] for each in classes} <= settings.shop.journey.requests.keys()
    assert {"files", "home", "product", "checkout", "price-stock"} <= {each["name"] for each in classes}
    urls = {each["name"]: each["url"] for each in classes}
    assert urls["files"] == "https://www.staging.shop.example.net/assets/"
    assert urls["price-stock"] == "https://api.staging.shop.example.net/products/"
    assert {each["objective"] for each in classes if each["name"] == "files"} == {None}


def test_more_tasks_ask_for_less_each(settings: Settings) -> None:
    campaign = settings.calendar.campaigns["live-sale"]
    (one, *_), (four, *_) = (told(script(settings, campaign, MINUTES, tasks)) for tasks in (1, 4))
    assert max(one["rates"]) / 5 < max(four["rates"]) < max(one["rates"]) / 3


def test_same_settings_give_the_same_script(settings: Settings) -> None:
    campaign = settings.calendar.campaigns["live-sale"]
    assert script(settings, campaign, MINUTES, 2) == script(settings, campaign, MINUTES, 2)


@pytest.mark.parametrize("minutes", [5, 60, 180])
def test_largest_campaign_of_production_fits_into_a_container(minutes: int) -> None:
    settings = load("prod-aws", ROOT)
    assert (
        len(packed(script(settings, settings.calendar.campaigns["double-eleven"], minutes, 1), 32 * 1024)) > 1000
    )


def test_command_writes_the_script(tmp_path) -> None:
    file = tmp_path / "script.js"
    arguments = ["load-test", "staging-aws", "--campaign", "live-sale", "--minutes", "5", "--output", str(file)]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert "ramping-arrival-rate" in file.read_text()
    assert len(told(file.read_text())[0]["rates"]) == 5 * 60 / step_seconds(5)


def test_command_refuses_an_unknown_campaign() -> None:
    result = CliRunner().invoke(app, ["load-test", "staging-aws", "--campaign", "nothing"])
    assert (result.exit_code, "no such campaign" in result.output) == (2, True)


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        (datetime(2026, 11, 25, 21, 59, tzinfo=UTC), "has not begun"),
        (datetime(2026, 11, 26, 6, tzinfo=UTC), "is over"),
    ],
)
def test_stack_is_refused_outside_the_window(settings: Settings, clock: datetime, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        agreed(settings, SECTION, clock)
    start, end = agreed(settings, SECTION, CLOCK)
    assert end - start == timedelta(hours=8)


def test_plan_outside_the_window_says_so_instead_of_showing_a_generator() -> None:
    with pytest.raises(SettingsError, match="agreed window"):
        planned_with_load_test("staging-aws", datetime(2026, 12, 24, tzinfo=UTC))


@both_clouds
def test_load_test_adds_things_of_its_own_and_changes_nothing_else(stack: str) -> None:
    without, with_it = planned(stack), planned_with_load_test(stack)
    old = {resource.urn: resource.inputs for resource in without.custom}
    new = {resource.urn: resource.inputs for resource in with_it.custom}
    volatile = {urn for urn in old if re.search(r"(?i)secret|password|auth", urn)}  # another value in every run
    assert {urn: old[urn] for urn in old.keys() - volatile} == {urn: new.get(urn) for urn in old.keys() - volatile}
    assert {urn.rpartition("::")[2].startswith("load-test") for urn in new.keys() - old.keys()} == {True}


def test_task_on_aws_plays_the_script_that_the_command_writes() -> None:
    (task,) = [r for r in planned_with_load_test("staging-aws").custom if r.name == "load-test-task"]
    (container,) = json.loads(task.inputs["containerDefinitions"])
    packed = container["environment"][0]["value"]
    settings = with_load_test("staging-aws")
    campaign = settings.calendar.campaigns[SECTION.campaign]
    assert gzip.decompress(base64.b64decode(packed)).decode() == script(
        settings, campaign, SECTION.minutes, SECTION.tasks
    )


@both_clouds
def test_no_rule_objects_to_it(stack: str) -> None:
    plan = planned_with_load_test(stack)
    made = Stack(facts_of(stack), [judged(resource) for resource in plan.custom])
    found = [result for result in evaluate(made, RULES) if result.verdict is Verdict.FAIL]
    assert [
        (each.rule.id, each.resource.name) for each in found if each.resource.name.startswith("load-test")
    ] == []


@both_clouds
@pytest.mark.skipif(folder() is None, reason=ABSENT)
def test_providers_take_it(stack: str) -> None:
    assert errors_of(planned_with_load_test(stack).resources) == []


@both_clouds
def test_local_cloud_takes_it(stack: str) -> None:
    settings, faults = with_load_test(stack), Faults()
    with emulate(settings, faults, CLOCK) as emulation:
        up = create_and_verify(
            settings, planned_capacity(settings, CLOCK), emulation, faults, lambda *_: None, keep_going=True
        )
    assert up.holds
