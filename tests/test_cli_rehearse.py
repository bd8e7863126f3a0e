"""`floodgate rehearse` as a person meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from infra.cli import app


def rehearse(*arguments: object):
    return CliRunner().invoke(app, ["rehearse", *(str(argument) for argument in arguments)])


LIVE = ("dev-aws", "--campaign", "live-sale", "--no-margin")


def test_a_campaign_that_holds_is_fine(tmp_path: Path):
    result = rehearse(*LIVE, "--report", tmp_path / "a.json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("dev-aws rehearses live-sale: 2027-03-08 19:00 to 2027-03-09 02:30")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["holds"] is True


def test_what_does_not_hold_is_a_violation_and_says_why_where_nobody_sees_the_text():
    result = rehearse(*LIVE, "--lose-zone-at", "20:12:30", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["zone_lost"]["at"] == "2027-03-08T20:12:30+01:00"
    assert result.stderr.startswith("dev-aws: live-sale does not hold: ")


def test_the_worst_second_is_looked_for():
    result = rehearse(*LIVE, "--lose-zone", "--json")
    assert json.loads(result.stdout)["zone_lost"] is not None


def test_a_plan_of_another_time_is_another_rehearsal():
    """Forty days before nothing is prepared yet."""
    result = rehearse("prod-aws", "--campaign", "double-eleven", "--no-margin", "--at", "2027-10-01", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["plan_clock"] == "2027-10-01T00:00:00+00:00"


def test_without_a_name_it_is_the_next_campaign():
    result = rehearse("dev-aws", "--no-margin", "--at", "2027-03-07 18:00", "--json")
    assert json.loads(result.stdout)["campaign"]["name"] == "live-sale"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ("--campaign", "live-sales"),
            "--campaign live-sales: stacks/campaigns.yaml has no such campaign; allowed: ",
        ),
        (("--fault", "meteor@20:00"), "--fault meteor@20:00: there is no such fault; allowed: "),
        (("--lose-zone-at", "12:00"), "--lose-zone-at: outside of what is played"),
        (("--at", "soon"), "--at"),
        (("--report", "a.pdf"), "--report a.pdf: the ending says what to write"),
    ],
)
def test_bad_input_is_told(arguments, says):
    result = rehearse(*LIVE, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_no_such_stack():
    assert rehearse("prod-moon").exit_code == 2
