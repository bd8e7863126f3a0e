"""What docs/simulate.md shows is what a reader gets; `python -m tests.docs.test_simulate` writes it anew."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from infra.capacity import simulation
from infra.capacity.scenario import Scenario
from infra.capacity.sizing import peak_size
from infra.capacity.verdict import margin
from infra.commands import simulate
from infra.program import ROOT
from infra.settings.scenario import load_scenario
from infra.settings.scenario_load import SHAPES
from tests.docs.markdown import rows, section, spans

DOCUMENT = ROOT / "docs/simulate.md"
BLOCK = re.compile(r"(?<=^```text\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
COUNTDOWN = (ROOT / "examples/countdown.yaml").read_text(encoding="utf-8")
LATE = re.sub(r"(?m)^.*min_instances: 33.*\n", "", COUNTDOWN)
ZONE_LOSS = (ROOT / "examples/zone-loss.yaml").read_text(encoding="utf-8")


def told(text: str, folder: Path) -> str:
    """What the command prints about a scenario."""
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    simulate(folder / "scenario.yaml", folder / "out.txt", as_json=False)
    lines = (folder / "out.txt").read_text(encoding="utf-8").splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def shown(folder: Path) -> list[str]:
    """The blocks as they must be: all of the first example, and of the others the verdict and the services."""
    whole, *others = (told(text, folder) for text in (COUNTDOWN, LATE, ZONE_LOSS))
    return [whole, *("\n\n".join(text.split("\n\n")[:3]) + "\n" for text in others)]


def test_the_document_shows_what_the_command_prints(tmp_path):
    assert BLOCK.findall(DOCUMENT.read_text(encoding="utf-8")) == shown(tmp_path)


def test_the_scenario_in_the_document_is_valid(tmp_path):
    (text,) = re.findall(r"^```yaml\n(.*?)^```$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    assert isinstance(load_scenario(tmp_path / "scenario.yaml").scenario, Scenario)


@pytest.mark.parametrize(
    ("instances", "lost", "factor"), [(30, False, "1.17"), (42, True, "1.09"), (57, True, None)]
)
def test_the_sizes_in_the_document_carry_the_sale(instances, lost, factor, tmp_path):
    text = ZONE_LOSS.replace("min_instances: 30 }", f"min_instances: {instances} }}")
    text = text if lost else text.partition("faults:")[0]
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    found = margin(load_scenario(tmp_path / "scenario.yaml").scenario)
    assert found.factor >= 1
    if factor:
        assert f"{found.factor:.2f}" == factor
        assert f"up to {factor} x" in DOCUMENT.read_text(encoding="utf-8")


def test_the_cautious_size_in_the_document():
    peak = simulation.simulate(load_scenario(ROOT / "examples/zone-loss.yaml").scenario).services["catalog"]
    size = peak_size(peak_rps=float(peak.arrivals_rps.max()), instance_rps=8 / 0.018, zones=3)
    assert f"{peak.arrivals_rps.max():,.0f}" == "10,998"
    assert (size.zone_lost, size.before_zone_loss) == (38, 57)


def test_every_shape_is_in_the_table():
    table = rows(section(DOCUMENT.read_text(encoding="utf-8"), "## Write a scenario"))
    assert tuple(spans(row[0])[0] for row in table) == SHAPES


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_example_is_in_the_document(path):
    assert f"`floodgate simulate examples/{path.name}`" in DOCUMENT.read_text(encoding="utf-8")


def main() -> None:
    """Write the blocks anew."""
    with tempfile.TemporaryDirectory() as folder:
        blocks = iter(shown(Path(folder)))
    text = re.sub(r"(?m)^```text\n```$", "```text\n\n```", DOCUMENT.read_text(encoding="utf-8"))
    DOCUMENT.write_text(BLOCK.sub(lambda _: next(blocks), text), encoding="utf-8")


if __name__ == "__main__":
    main()
