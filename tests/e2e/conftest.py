"""Skips the tests where there is no CLI, and says so loudly; each test reads one life of a stack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.cases import CASES
from tests.e2e.cli import missing
from tests.e2e.life import Life
from tests.e2e.project import Project

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a CLI nothing here can run."""
    if missing():
        for item in items:
            if HERE in item.path.parents:
                item.add_marker(pytest.mark.skip(reason=f"not on PATH: {', '.join(missing())}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One loud line, so that nobody takes a skipped test for a passed one."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if "tests/e2e/" in report.nodeid]
    if skipped and missing():
        terminalreporter.write_line(
            f"!!! {len(skipped)} end-to-end tests of the real Pulumi engine did NOT run: "
            f"no {', '.join(missing())} on PATH. Install the Pulumi CLI and run `make e2e`.",
            red=True,
            bold=True,
        )


@pytest.fixture(scope="session", params=CASES, ids=lambda case: case.stack)
def life(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    """From `stack init` to `destroy`; a step runs when a test first looks at it, with all steps before it."""
    with Project.copied(tmp_path_factory.mktemp(request.param.stack)) as project:
        yield Life(project, request.param)
