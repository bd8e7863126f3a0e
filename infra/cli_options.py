"""Arguments and options that several commands of `floodgate` take."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How a plan is written."""

    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    """Least severity of a violation that makes a command exit with 1."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


Stack = Annotated[str, typer.Argument(help="Name of a stack, as `floodgate stacks` lists them.")]
Output = Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")]
At = Annotated[
    str | None,
    typer.Option(
        metavar="TIME",
        help='Plan for this time, such as "2027-11-10 12:00" (UTC); without it for `floodgate:clock`, or now.',
    ),
]
Reports = Annotated[
    list[Path] | None,
    typer.Option(
        "--report",
        metavar="FILE",
        help="Also write the verdicts: FILE.json, .sarif, .xml (JUnit), .md or .html; repeatable.",
    ),
]
Failing = Annotated[
    FailOn | None,
    typer.Option(
        "--fail-on",
        metavar="SEVERITY",
        help="Least severity that fails (critical, high, medium, low); without it, what the environment demands.",
    ),
]
