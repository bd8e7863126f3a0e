"""`floodgate simulate` as a person meets it."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from infra.cli import app
from infra.program import ROOT

COUNTDOWN = ROOT / "examples/countdown.yaml"
ZONE_LOSS = ROOT / "examples/zone-loss.yaml"


def simulate(*arguments: object):
    return CliRunner().invoke(app, ["simulate", *(str(argument) for argument in arguments)])


def test_a_sale_that_holds_is_fine():
    result = simulate(COUNTDOWN)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[2].startswith("holds up to ")


def test_a_sale_that_does_not_hold_is_a_violation():
    result = simulate(ZONE_LOSS)
    assert (result.exit_code, result.stderr) == (1, "")
    assert "does not hold" in result.stdout


def test_json_is_all_there_is_on_the_terminal_and_the_verdict_goes_to_the_error_stream():
    result = simulate(ZONE_LOSS, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["holds"] is False
    assert result.stderr.startswith(f"{ZONE_LOSS}: does not hold: catalog: p99 ")


def test_a_file_gets_the_same_bytes(tmp_path: Path):
    assert simulate(COUNTDOWN, "--json", "--output", tmp_path / "out.json").stdout == ""
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == simulate(COUNTDOWN, "--json").stdout


def test_a_wrong_file_is_bad_input(tmp_path: Path):
    (tmp_path / "bad.yaml").write_text(
        COUNTDOWN.read_text(encoding="utf-8").replace("catalog: 1.5", "catalogue: 1.5")
    )
    result = simulate(tmp_path / "bad.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean `catalog`?" in result.stderr
    assert simulate(tmp_path / "missing.yaml").exit_code == 2
