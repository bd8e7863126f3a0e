"""Arguments and options of `floodgate`: those that several commands take, and the long ones."""

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
PlayedAt = Annotated[
    str | None,
    typer.Option(
        metavar="TIME", help="Play the plan as of this time (UTC); without it as of a day before the campaign."
    ),
]
SaleFaults = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FAULT",
        help="cdn-purge@TIME, database-failover[:NAME]@TIME, third-party-slow[:NAME]@TIME or schedule-missed; "
        "repeatable.",
    ),
]
CloudFaults = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FAULT",
        help="Put in a fault, KIND[:ANSWERS][@RESOURCE], where KIND is throttling, server-error, "
        "insufficient-capacity or crash; repeatable.",
    ),
]
LostAt = Annotated[
    str | None, typer.Option(metavar="TIME", help="Lose a zone at this local time of the campaign: 20:00:30.")
]
TestedCampaign = Annotated[
    str | None,
    typer.Option(help="One of stacks/campaigns.yaml; without it that of `floodgate:load_test`, or the next one."),
]
TimeZone = Annotated[
    str | None,
    typer.Option(metavar="ZONE", help="Where days begin, such as Europe/Berlin; without it as in campaigns.yaml."),
]
