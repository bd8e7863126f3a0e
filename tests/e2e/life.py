"""A stack from `stack init` to `destroy`: every step runs once, when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

from infra.preview.diff import Diff, diff
from infra.preview.plan import Plan
from infra.preview.run import preview
from tests.e2e.cases import Case
from tests.e2e.project import Project
from tests.e2e.run import Run

PACK = ("--policy-pack", "policies")
NO_CHANGES = "--expect-no-changes"
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Change:
    """A file was edited; what Floodgate says of it, and what the engine does."""

    expected: Diff
    planned: Run
    done: Run


def step(method: Callable[[Life], T]) -> property:
    """Runs once; a step that fails fails once, and what comes after it says that it was not reached."""

    def once(life: Life) -> T:
        name = method.__name__
        if name in life.failed:
            pytest.fail(f"not reached: {name} has failed before", pytrace=False)
        if name not in life.done:
            try:
                life.done[name] = method(life)
            except BaseException:
                life.failed.add(name)
                raise
        return life.done[name]

    return property(once)


class Life:
    """Each property is a step with all steps before it."""

    def __init__(self, project: Project, case: Case) -> None:
        self.project = project
        self.case = case
        self.stack = case.stack
        self.done: dict[str, Any] = {}
        self.failed: set[str] = set()

    @step
    def plan(self) -> Plan:
        """What Floodgate says the stack has."""
        return preview(self.stack, self.project.root)

    @step
    def initialised(self) -> Run:
        return self.project.pulumi("stack", "init", self.stack).ok()

    @step
    def previewed(self) -> Run:
        assert self.initialised
        return self._operation("preview", *PACK).ok()

    @step
    def created(self) -> Run:
        assert self.previewed
        return self._operation("up", "--yes", "--skip-preview", *PACK).ok()

    @step
    def state(self) -> list[dict[str, Any]]:
        """The resources after the creation."""
        assert self.created
        return self.project.exported(self.stack)

    @step
    def unchanged(self) -> Run:
        assert self.state
        return self._operation("preview", NO_CHANGES, *PACK)

    @step
    def updated(self) -> Change:
        assert self.unchanged
        number = self.case.number
        set_ = ("config", "set", "--path", number.path, number.value, "--stack", self.stack)
        return self._change(lambda: self.project.pulumi(*set_).ok())

    @step
    def replaced(self) -> Change:
        assert self.updated
        return self._change(lambda: self.project.edit(self.case.key))

    @step
    def refreshed(self) -> Run:
        assert self.replaced
        return self._operation("refresh", "--yes", "--skip-preview", NO_CHANGES)

    @step
    def unchanged_after_refresh(self) -> Run:
        assert self.refreshed
        return self._operation("preview", NO_CHANGES)

    @step
    def destroyed(self) -> Run:
        assert self.unchanged_after_refresh
        return self._operation("destroy", "--yes", "--skip-preview").ok()

    def _operation(self, *arguments: str) -> Run:
        return self.project.pulumi(*arguments, stack=self.stack)

    def _change(self, edit: Callable[[], object]) -> Change:
        before = preview(self.stack, self.project.root)
        edit()
        return Change(
            expected=diff(before, preview(self.stack, self.project.root)),
            planned=self._operation("preview").ok(),
            done=self._operation("up", "--yes", "--skip-preview").ok(),
        )
