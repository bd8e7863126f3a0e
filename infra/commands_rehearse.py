"""What `floodgate rehearse` does, apart from how it is called."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console

from infra.output import console, write
from infra.planning import planned_capacity
from infra.preview.plan import Plan
from infra.preview.run import plan_of
from infra.program import ROOT, buildable
from infra.rehearsal.rehearse import Question, rehearse
from infra.rehearsal.window import chosen, eve
from infra.report.rehearsal_files import check_endings, write_reports
from infra.report.rehearsal_json import rehearsal_json
from infra.report.rehearsal_text import rehearsal_text
from infra.report.rehearsal_words import breach_line
from infra.settings import Settings, load
from infra.settings.clock import clock_of, read_time


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What to rehearse, and where the result goes."""

    campaign: str | None
    """None: the next one."""
    at: str | None
    """When the plan is made that is played; None: the day before the campaign."""
    question: Question
    as_json: bool = False
    output: Path | None = None
    reports: Sequence[Path] = ()


def run(stack: str, asked: Asked) -> bool:
    """Plan the stack as of a time, play the campaign over the planned resources; whether it holds.

    Raises:
        SettingsError, NotBuildableError, RehearsalError, OutputError: what was given cannot be rehearsed.
    """
    check_endings(asked.reports)
    settings = load(stack, ROOT)
    at = read_time(asked.at)
    campaign = chosen(settings.calendar, asked.campaign, clock_of(settings, at))
    clock = eve(campaign) if at is None else at
    with _progress(f"{stack} rehearses {campaign.name}"):
        plan = _plan(settings, clock)
        rehearsal = rehearse(settings, campaign, plan, clock, asked.question)
        write_reports(rehearsal, asked.reports)
    if asked.as_json:
        write(rehearsal_json(rehearsal), asked.output)
    else:
        with console(asked.output) as out:
            out.print(rehearsal_text(rehearsal))
    if rehearsal.breaches and (asked.as_json or asked.output is not None):
        first = breach_line(rehearsal, rehearsal.breaches[0])
        print(f"{stack}: {campaign.name} does not hold: {first}", file=sys.stderr)
    return rehearsal.holds


def _plan(settings: Settings, clock: datetime) -> Plan:
    with buildable(settings.name):
        return plan_of(settings, planned_capacity(settings, clock))


@contextmanager
def _progress(what: str) -> Iterator[None]:
    """On a terminal, that something is being done."""
    with Console(stderr=True).status(what) if sys.stderr.isatty() else _nothing():
        yield


@contextmanager
def _nothing() -> Iterator[None]:
    yield
