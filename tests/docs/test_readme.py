"""What the README shows is what a reader gets."""

from __future__ import annotations

import re
import shutil
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from infra.audit.assess import assess_plan
from infra.preview.diff import diff
from infra.preview.plan import Plan
from infra.preview.run import preview
from infra.preview.text import diff_text, plan_text
from infra.program import ROOT
from infra.report.local_text import local_text
from infra.report.origin import Origins
from infra.report.text import policy_text
from infra.settings import SettingsError, load
from tests.local.ups import created
from tests.stacks import CLOCK, capacity, planned

_BLOCKS = re.findall(r"^```(text|yaml)\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
TEXTS = [block for language, block in _BLOCKS if language == "text"]
EDITS = [block for language, block in _BLOCKS if language == "yaml"]


def shown(renderable: object) -> list[str]:
    text = StringIO()
    Console(file=text, width=160, color_system=None, highlight=False).print(renderable)
    return [line.rstrip() for line in text.getvalue().splitlines()]


@pytest.fixture
def edited(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the project's input with one of the README's edits at the end of a stack file."""
    shutil.copytree(ROOT / "stacks", tmp_path / "stacks")
    with (tmp_path / "stacks" / "Pulumi.prod-aws.yaml").open("a", encoding="utf-8") as stack:
        stack.write(f"\n{EDITS[request.param]}")
    return tmp_path


def test_the_creation_has_these_lines_in_this_order() -> None:
    """A line that ends in `...` goes on; how many seconds it took depends on the machine."""
    lines = iter(timeless(line) for line in shown(local_text(created("prod-aws"), full=False)))
    for line in map(timeless, TEXTS[0].splitlines()):
        part, more, _ = line.partition("...")
        # `any` goes on behind what it found
        found = line == "..." or any(made.startswith(part) if more else made == line for made in lines)
        assert found, line


def timeless(line: str) -> str:
    return re.sub(r"[\d.]+ seconds", "T seconds", line)


def test_the_plan_has_these_lines_in_this_order() -> None:
    plan = shown(plan_text(planned("prod-aws"), full=False))
    lines = iter([*plan, "", *verdicts(planned("prod-aws"), ROOT)])
    for line in TEXTS[1].splitlines():
        assert line == "..." or line in lines, line  # `in` an iterator goes on behind what it found


def verdicts(plan: Plan, root: Path) -> list[str]:
    stack, assessment = assess_plan(plan, load("prod-aws", root), capacity("prod-aws"), root, None)
    return shown(policy_text(assessment, Origins(ROOT, stack), full=False))


@pytest.mark.parametrize("edited", [0], indirect=True)
def test_the_edit_has_these_changes(edited: Path) -> None:
    changes = shown(diff_text(diff(planned("prod-aws"), preview("prod-aws", edited, CLOCK))))
    assert changes == TEXTS[2].splitlines()


@pytest.mark.parametrize("edited", [1], indirect=True)
def test_the_mistakes_are_told_like_this(edited: Path) -> None:
    with pytest.raises(SettingsError) as told:
        load("prod-aws", edited)
    assert str(told.value) == TEXTS[3].rstrip()


@pytest.mark.parametrize("edited", [2], indirect=True)
def test_the_violation_is_told_like_this(edited: Path) -> None:
    assert verdicts(preview("prod-aws", edited, CLOCK), edited) == TEXTS[4].splitlines()
