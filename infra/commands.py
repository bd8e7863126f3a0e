"""What the commands do, apart from how they are called."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.table import Table

from components.errors import BuildError
from infra.preview.diff import diff
from infra.preview.monitor import PreviewError
from infra.preview.plan import Plan, PlanError, from_json
from infra.preview.report import diff_dict
from infra.preview.run import plan_of
from infra.preview.text import diff_text, plan_text
from infra.program import ROOT, cannot_build
from infra.settings import Settings, SettingsError, load, stack_names

_WIDTH = 160


class OutputError(Exception):
    """The result cannot be written."""


class NotBuildableError(Exception):
    """The settings are valid, but the cloud has nothing that fits them."""


BAD_INPUT = (SettingsError, NotBuildableError, PreviewError, PlanError, OutputError)
"""Errors whose text tells the user what to do; everything else is a defect of ours."""


def preview(stack: str, format_: str, output: Path | None, base: Path | None, *, full: bool) -> None:
    """Plan the stack, and compare it with `base` if given; `full` names every resource in the text."""
    settings = load(stack, ROOT)
    earlier = None if base is None else _read_plan(base, stack)
    plan = _plan(settings)
    changes = None if earlier is None else diff(earlier, plan)
    if format_ == "json":
        _write(plan.to_json() if changes is None else _json(diff_dict(changes)), output)
        return
    with _console(output) as console:
        console.print(plan_text(plan, full=full) if changes is None else diff_text(changes))


def stacks() -> None:
    """One line per stack; a stack that is not valid says so and does not hide the others."""
    table = Table("stack", "cloud", "region", "profile", "services", "instances", "databases", box=None)
    problems: list[SettingsError] = []
    for name in stack_names(ROOT):
        try:
            settings = load(name, ROOT)
        except SettingsError as error:
            problems.append(error)
            table.add_row(name, "not valid, see below")
            continue
        scales = [service.scale for service in settings.shop.services.values()]
        table.add_row(
            name,
            settings.config.stack.cloud.value,
            settings.config.region,
            settings.config.stack.profile.value,
            str(len(scales)),
            f"{sum(scale.min_instances for scale in scales)}..{sum(scale.max_instances for scale in scales)}",
            str(len(settings.shop.databases)),
        )
    with _console(None) as console:
        console.print(table)
    if problems:
        raise SettingsError([problem for error in problems for problem in error.problems])


def _plan(settings: Settings) -> Plan:
    try:
        return plan_of(settings)
    except BuildError as error:
        raise NotBuildableError(cannot_build(settings.name, error)) from None


def _read_plan(path: Path, stack: str) -> Plan:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise PlanError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise PlanError(f"{path} is not JSON: {error}") from None
    plan = from_json(text, str(path))
    if plan.stack != stack:
        raise PlanError(f"{path} is a plan of {plan.stack}, not of {stack}; compare plans of one stack")
    return plan


def _json(data: object) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _write(text: str, output: Path | None) -> None:
    """All or nothing: a file appears only when it is complete."""
    if output is None:
        print(text, end="")
        return
    try:
        if output.exists() and not output.is_file():
            output.write_text(text, encoding="utf-8")  # a pipe or /dev/null; replacing it would destroy it
        else:
            _replace(output.resolve(), text)
    except OSError as error:
        raise OutputError(f"{output} cannot be written: {error.strerror}") from None


def _replace(file: Path, text: str) -> None:
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(file)
    except OSError:
        with suppress(OSError):  # where nothing can be written, nothing can be deleted
            part.unlink()
        raise


@contextmanager
def _console(output: Path | None) -> Iterator[Console]:
    """A console on the terminal, or on a file with plain text of a fixed width."""
    if output is None:
        # On a pipe nobody knows the width; long lines are better than broken ones
        yield Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH)
        return
    text = StringIO()
    # FORCE_COLOR, which CI systems set, is meant for what they show, not for files
    yield Console(highlight=False, width=_WIDTH, file=text, color_system=None)
    _write(text.getvalue(), output)
