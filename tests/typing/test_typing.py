"""The type checker refuses a cloud that breaks the contract."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mypy import api

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CACHE = ROOT / ".mypy_cache" / "contract"
"""A cache of its own: the files import no cloud SDK, and another mypy may run at the same time."""


@pytest.fixture(scope="module")
def report() -> list[str]:
    """What mypy says about all files: `tests/typing/x.py:3: error: ...`."""
    files = [str(path) for path in sorted(HERE.glob("*.py")) if not path.name.startswith("test_")]
    output, problem, _ = api.run(
        ["--strict", "--no-error-summary", "--no-pretty", "--config-file", "", "--cache-dir", str(CACHE), *files]
    )
    assert problem == ""
    return output.splitlines()


def marked(path: Path) -> dict[int, str]:
    """Line number -> what the message there must contain."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return {number: found[1] for number, line in lines if (found := re.search(r"# refused: (.*)", line))}


@pytest.mark.parametrize(("name", "count"), [("complete", 0), ("missing_capability", 1), ("wrong_builder", 3)])
def test_exactly_the_marked_lines_are_refused(report: list[str], name: str, count: int) -> None:
    said = {}
    for line in report:
        found = re.fullmatch(rf".*\b{name}\.py:(\d+): error: (.*)", line)
        if found:
            said[int(found[1])] = found[2]
    expected = marked(HERE / f"{name}.py")

    assert len(expected) == count
    assert said.keys() == expected.keys()
    assert [text for number, text in expected.items() if text not in said[number]] == []


def test_nothing_else_is_wrong(report: list[str]) -> None:
    """An error in a neutral module would make the expectations above worthless."""
    errors = [line for line in report if ": error:" in line]

    assert [line for line in errors if "tests/typing" not in line] == []
