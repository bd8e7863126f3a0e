"""What a stack file says to the capacity plan besides its limits."""

from __future__ import annotations

from collections.abc import Iterator

from infra.capacity.plan.cloud import CLOUDS
from infra.settings.draft import Draft
from infra.settings.local_time import moment_fault
from infra.settings.problem import Problem


def clock(draft: Draft) -> Iterator[Problem]:
    """A time that exists."""
    given = draft.config.clock
    if given is not None and (fault := moment_fault(given, "UTC")):
        yield draft.in_stack(("clock",), **fault)


def warmed_tables(draft: Draft) -> Iterator[Problem]:
    """Only one cloud can warm a table."""
    if CLOUDS[draft.cloud.value].table_new_reads_rps:
        return
    for name in draft.config.tables:
        yield draft.in_stack(
            ("tables", name),
            "says what the table was warmed to, which this cloud does not know",
            fix="delete it",
        )
