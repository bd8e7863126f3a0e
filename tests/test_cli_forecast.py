"""`floodgate forecast` as a person meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from infra.cli import app
from infra.program import ROOT
from infra.settings import load
from infra.settings.load import CALENDAR_FILE
from tests.forecast.series import BASE, hours, written


def forecast(*arguments: object):
    return CliRunner().invoke(app, ["forecast", *(str(argument) for argument in arguments)])


def test_the_block_is_one_that_campaigns_yaml_takes(tmp_path: Path):
    """A reviewer puts it in place of the other; all rules of the loader hold with it."""
    result = forecast(written(hours(noise=0.02, growth_per_day=0.001), tmp_path / "hours.csv"))
    assert (result.exit_code, result.stderr) == (0, "")
    (tmp_path / "stacks").mkdir()
    for file in (ROOT / "stacks").glob("*.yaml"):
        (tmp_path / "stacks" / file.name).write_bytes(file.read_bytes())
    calendar = (ROOT / CALENDAR_FILE).read_text(encoding="utf-8")
    before, rest = calendar.split("base:\n")
    after = rest[rest.index("campaigns:") :]
    (tmp_path / CALENDAR_FILE).write_text(f"{before}{result.stdout}\n{after}", encoding="utf-8")
    base = load("prod-aws", tmp_path).calendar.base
    assert base.time_zone == "Europe/Berlin"
    assert base.sessions_per_day == pytest.approx(1_800_000 * 1.001 ** (83 + 14), rel=0.02)
    assert base.hourly_weights == pytest.approx(BASE.hourly_weights, rel=0.03)
    assert max(base.weekday_weights) == 100


def test_it_says_how_good_it_is_and_what_it_left_out(tmp_path: Path):
    made = hours(noise=0.03, campaigns={66: 8})
    del made[sorted(made)[24 * 20]]
    said = " ".join(
        line.removeprefix("# ")
        for line in forecast(written(made, tmp_path / "hours.csv")).stdout.splitlines()
        if line.startswith("#")
    )
    assert "83 days, 2026-05-04 to 2026-07-26; the level of 2026-08-09, with a trend of " in said
    assert (
        "Quality: good. The last 20 ordinary days (1 more were not ordinary), forecast from those before" in said
    )
    assert "Not ordinary, and without weight: 2026-07-09. A campaign belongs under `campaigns:`." in said
    assert "Left out, hours missing or changed clocks: 2026-05-24." in said
    assert "So far: 1800000 sessions a day, " in said


def test_a_file_gets_the_same_text_and_other_zones_have_other_days(tmp_path: Path):
    file = written(hours(), tmp_path / "hours.csv")
    assert forecast(file, "--output", tmp_path / "base.yaml").stdout == ""
    assert (tmp_path / "base.yaml").read_text(encoding="utf-8") == forecast(file).stdout
    elsewhere = yaml.safe_load(forecast(file, "--time-zone", "America/New_York").stdout)["base"]
    assert elsewhere["time_zone"] == "America/New_York"
    here = yaml.safe_load(forecast(file).stdout)["base"]["hourly_weights"]
    assert elsewhere["hourly_weights"] == pytest.approx([*here[6:], *here[:6]], abs=1)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "has no column hour, sessions"),
        ("hour,visits\n", "has no column sessions\n  given:   hour, visits"),
        ("hour,sessions\n2027-01-04 05:00:00,1\n", ":2: `hour` 2027-01-04 05:00:00 says no time zone"),
        ("hour,sessions\n2027-01-04T05:30:00Z,1\n", ":2: `hour` 2027-01-04T05:30:00Z is not the start of an hour"),
        ("hour,sessions\nMonday,1\n", ":2: `hour` is 'Monday', must be the start of an hour, UTC"),
        ("hour,sessions\n2027-01-04T05:00:00Z,-1\n", ":2: `sessions` is '-1', must be a number of 0 or more"),
        ("hour,sessions\n2027-01-04T05:00:00Z,nan\n", ":2: `sessions` is 'nan'"),
        ("hour,sessions\n2027-01-04T05:00:00Z\n", ":2: has 1 cells, the first line has more"),
        (
            "hour,sessions\n2027-01-04T05:00:00Z,1\n2027-01-04T06:00:00+01:00,1\n",
            ":3: `hour` 2027-01-04T05:00Z is there twice",
        ),
        ('hour,sessions\n"2027,1\n', "is not CSV"),
        ("hour,sessions\n2027-01-04T05:00:00Z,1\n", "0 complete days of 1 in Europe/Berlin are too few"),
    ],
)
def test_wrong_hours_are_bad_input(content: str, said: str, tmp_path: Path):
    file = tmp_path / "hours.csv"
    file.write_text(content, encoding="utf-8")
    result = forecast(file, "--output", tmp_path / "base.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert not (tmp_path / "base.yaml").exists()


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path):
    file = tmp_path / "hours.csv"
    file.write_text("hour,sessions\n" + "never,1\n" * 25, encoding="utf-8")
    said = forecast(file).stderr.splitlines()
    assert (len(said), said[-1]) == (21, "and 5 more")


def test_what_is_not_there_or_no_text_or_no_zone_is_bad_input(tmp_path: Path):
    assert "cannot be read: No such file" in forecast(tmp_path / "none.csv").stderr
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00")
    assert "is not UTF-8" in forecast(tmp_path / "binary.csv").stderr
    result = forecast(written(hours(), tmp_path / "hours.csv"), "--time-zone", "Europe/Berlim")
    assert result.exit_code == 2
    assert "did you mean `Europe/Berlin`?" in result.stderr
