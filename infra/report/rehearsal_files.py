"""Report files of a rehearsal: the ending of the name says what is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from infra.output import require_endings, write
from infra.rehearsal.rehearse import Rehearsal
from infra.report.rehearsal_json import rehearsal_json


def _page(rehearsal: Rehearsal) -> str:
    from infra.report.rehearsal_page import rehearsal_page  # noqa: PLC0415 - drawing takes a second to import

    return rehearsal_page(rehearsal)


def _png(rehearsal: Rehearsal) -> bytes:
    from infra.report.rehearsal_figure import png  # noqa: PLC0415

    return png(rehearsal)


WRITERS: Mapping[str, Callable[[Rehearsal], str | bytes]] = {
    ".json": rehearsal_json,
    ".html": _page,
    ".png": _png,
}
"""Ending -> report: data, one page of HTML, a picture."""


def check_endings(files: Iterable[Path]) -> None:
    """Say so before anything is computed.

    Raises:
        OutputError: a name whose ending says nothing.
    """
    require_endings(files, WRITERS, "JSON, HTML, a picture")


def write_reports(rehearsal: Rehearsal, files: Iterable[Path]) -> None:
    """Write each file.

    Raises:
        OutputError: a file cannot be written.
    """
    for file in files:
        write(WRITERS[file.suffix](rehearsal), file)
