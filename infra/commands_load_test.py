"""What `floodgate load-test` does, apart from how it is called."""

from __future__ import annotations

from pathlib import Path

from infra.load_test import script
from infra.output import write
from infra.program import ROOT
from infra.rehearsal.window import chosen
from infra.settings import load
from infra.settings.clock import now


def run(stack: str, campaign: str | None, minutes: int | None, tasks: int | None, output: Path | None) -> None:
    """Write the k6 script of a campaign: of the one that the stack's load test names, or of the next one.

    Raises:
        SettingsError: the files are wrong.
        RehearsalError: there is no such campaign.
        OutputError: the file cannot be written.
    """
    settings = load(stack, ROOT)
    test = settings.config.load_test
    named = campaign or (test.campaign if test else None)
    write(
        script(
            settings,
            chosen(settings.calendar, named, now()),
            minutes or (test.minutes if test else 60),
            tasks or (test.tasks if test else 1),
        ),
        output,
    )
