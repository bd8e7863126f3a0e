"""Shows on the terminal how far a creation is."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from infra.local.creation import Watch
from infra.preview.plan import Resource
from infra.preview.text import short_type

_PAUSE_S = 0.1
"""Between two pictures: faster than anybody reads, and drawing costs time."""


@contextmanager
def progress(what: str) -> Iterator[Watch]:
    """A bar with the resource in work, on the terminal that shows errors; nothing where there is none."""
    if not sys.stderr.isatty():
        yield lambda resource, before, total: None
        return
    bar = Progress(
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[now]}", style="dim"),
        console=Console(stderr=True),
        auto_refresh=False,  # a thread of its own would only compete with the work
        transient=True,
    )
    with bar:
        task = bar.add_task(what, total=None, now="")
        drawn = 0.0

        def watch(resource: Resource, before: int, total: int) -> None:
            nonlocal drawn
            if time.monotonic() - drawn > _PAUSE_S:
                drawn = time.monotonic()
                now = f"{short_type(resource.type)}  {resource.name}"
                bar.update(task, completed=before, total=total, now=now, refresh=True)

        yield watch
