"""`floodgate plan` as a person meets it, and plans of other times."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from infra import commands_plan
from infra.cli import app
from infra.planning import planned_capacity
from infra.program import ROOT
from infra.settings import SettingsError, load, refusal
from infra.settings.clock import clock_of, read_time
from tests.stacks import STACKS, capacity, every_stack

EVE = "2027-11-09 18:00"


def plan(*arguments: str):
    return CliRunner().invoke(app, ["plan", *arguments])


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A copy of the project's stacks in which a test changes some text; the command reads it."""
    shutil.copytree(ROOT / "stacks", tmp_path / "stacks")
    for module in (commands_plan, refusal):
        monkeypatch.setattr(module, "ROOT" if module is commands_plan else "_ROOT", tmp_path)

    def edit(file: str, old: str, new: str) -> None:
        path = tmp_path / "stacks" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def test_a_plan_says_what_comes_what_is_needed_and_why():
    result = plan("prod-aws", "--at", EVE)
    assert (result.exit_code, result.stderr) == (0, "")
    first = result.stdout.splitlines()[0]
    assert first == "prod-aws: the plan for 2027-11-09 18:00 UTC, 2 campaigns ahead: everything fits"
    for words in (
        "double-eleven  2027-11-10 19:00",
        "in preparation",
        "survives one of 3",
        "too late for double-eleven",
        "Floors to come (UTC)",
        "by itself it only doubles",
        "the contract (third_parties of shop.yaml)",
        "Reserved Application Load Balancer Capacity Units (LCUs) per Region",
        "service.ceiling_ratio = 0.65 [A]",
        "marketplace_event.click_ratio = 0.1 [A]",
    ):
        assert words in result.stdout or words in " ".join(result.stdout.split()), words


def test_json_has_every_number_with_its_reason():
    result = plan("prod-aws", "--at", EVE, "--json")
    found = json.loads(result.stdout)
    assert (found["schema"], found["holds"], result.exit_code) == ("floodgate.capacity/1", True, 0)
    web = found["services"]["web"]
    need = web["needs"]["double-eleven"]["instances"]
    assert need["value"] == max(step["instances"] for step in web["steps"])
    assert need["reason"].endswith(
        f"survives one of 3 zones with {need['value'] // 3 + (need['value'] % 3 > 0)} more"
    )
    assert {check["where"] for check in found["checks"]} > {"service web", "network", "database core, writer"}
    assert result.stdout == plan("prod-aws", "--at", EVE, "--json").stdout


def test_the_cheapest_floors_are_proved_and_priced():
    result = plan("prod-aws", "--optimise", "--json")
    found = json.loads(result.stdout)
    assert {each["campaign"] for each in found["optimum"]} == {
        "live-sale",
        "spring-mail",
        "double-eleven",
        "black-friday",
    }
    for optimum in found["optimum"]:
        assert optimum["holds"] is True
        for choice in optimum["services"].values():
            assert choice["instances"] <= choice["planned"]
            assert choice["price"]["currency"] == "USD"


@every_stack
def test_every_stack_holds_for_every_campaign(stack: str):
    assert capacity(stack).shortfalls == ()


def test_a_cap_that_is_too_low_is_a_violation_with_the_number(edited):
    section = "  floodgate:services:\n    web: { max_instances: 60 }\n"
    edited("Pulumi.prod-aws.yaml", "  floodgate:retention:", f"{section}\n  floodgate:retention:")
    result = plan("prod-aws")
    assert result.exit_code == 1
    assert "1 limit is too low" in result.stdout
    assert "service web: needs 107 instances for double-eleven, has 60 instances" in result.stdout
    assert "raise `scale.max_instances` of web" in result.stdout
    told = plan("prod-aws", "--json")
    assert (told.exit_code, told.stderr) == (1, "prod-aws: limits are too low: service web\n")


def test_a_third_party_that_cannot_is_refused_with_its_limit(edited):
    edited("shop.yaml", "limit_rps: 600", "limit_rps: 60")
    result = plan("prod-aws")
    assert (result.exit_code, result.stdout) == (2, "")
    line = 1 + (ROOT / "stacks/campaigns.yaml").read_text(encoding="utf-8").splitlines().index("  double-eleven:")
    first, *rest = result.stderr.splitlines()
    assert first.startswith(
        f"stacks/campaigns.yaml:{line}: campaigns.double-eleven: asks too much of third party card-processor: "
    )
    assert "allowed: at most 60 calls/s: the contract" in rest[1]


def test_a_region_that_cannot_is_refused_with_its_quota(edited):
    edited("Pulumi.prod-aws.yaml", "    monthly_budget_usd", "    vcpus: 500\n    monthly_budget_usd")
    result = plan("prod-aws")
    assert result.exit_code == 2
    assert "allowed: at most 500 vCPU: granted in the region" in result.stderr


def test_a_ramp_that_nobody_can_follow_is_refused(edited):
    moment = '          at: "2027-11-11 00:00"\n'
    edited("campaigns.yaml", moment, f"{moment}          click_ratio: 1\n")  # all who are told come
    result = plan("prod-aws")
    assert result.exit_code == 2
    assert "asks too much of load balancer public-lb" in result.stderr
    assert "at most 15,000 capacity units" in result.stderr


def test_a_refused_calendar_stops_the_program_too(edited, tmp_path: Path):
    edited("shop.yaml", "limit_rps: 600", "limit_rps: 60")
    with pytest.raises(SettingsError, match="card-processor"):
        planned_capacity(load("prod-aws", tmp_path), datetime(2026, 11, 26, tzinfo=UTC))


def test_an_unreadable_time_is_bad_input():
    for command in ("plan", "preview"):
        result = CliRunner().invoke(app, [command, "dev-aws", "--at", "tomorrow"])
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("--at: is not a time\n  given:   tomorrow\n")


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2027-11-10", datetime(2027, 11, 10, tzinfo=UTC)),
        ("2027-11-10 12:00", datetime(2027, 11, 10, 12, tzinfo=UTC)),
        ("2027-11-10T12:00+01:00", datetime(2027, 11, 10, 11, tzinfo=UTC)),
        (None, None),
    ],
)
def test_a_time_is_utc_unless_it_says_otherwise(text, time):
    assert read_time(text) == time


def test_the_clock_is_asked_for_or_written_down_or_now():
    settings = load("dev-aws", ROOT)
    written = load("dev-aws", ROOT, {"floodgate:clock": "2027-11-10 12:30"})
    asked = datetime(2027, 1, 2, 3, 4, tzinfo=UTC)
    assert clock_of(written, asked) == asked
    assert clock_of(written) == datetime(2027, 11, 10, 12, 30, tzinfo=UTC)
    assert clock_of(settings) == datetime(2026, 11, 26, 9, tzinfo=UTC)  # tests/conftest.py, cut to the hour


def test_a_plan_of_all_stacks_can_be_written_to_a_file(tmp_path: Path):
    for stack in STACKS:
        result = plan(stack, "--output", str(tmp_path / f"{stack}.txt"))
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
        assert (tmp_path / f"{stack}.txt").read_text(encoding="utf-8").startswith(f"{stack}: the plan for")
