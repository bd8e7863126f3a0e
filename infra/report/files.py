"""Report files: the ending of the name says what is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from infra.output import require_endings, write
from infra.report.data import audit_json
from infra.report.junit import junit
from infra.report.markdown import markdown
from infra.report.origin import Origins
from infra.report.sarif import sarif
from policies.assessment import Assessment

Writer = Callable[[Assessment, Origins], str]


def _page(assessment: Assessment, origins: Origins) -> str:
    from infra.report.page import page  # noqa: PLC0415 - its templates cost time that only this report is worth

    return page(assessment, origins)


WRITERS: Mapping[str, Writer] = {
    ".json": audit_json,
    ".sarif": sarif,
    ".xml": junit,
    ".md": markdown,
    ".html": _page,
}
"""Ending -> report: data, SARIF 2.1.0, JUnit, Markdown, one page of HTML."""


def check_endings(files: Iterable[Path]) -> None:
    """Say so before anything is computed.

    Raises:
        OutputError: a name whose ending says nothing.
    """
    require_endings(files, WRITERS, "JSON, SARIF, JUnit, Markdown, HTML")


def write_reports(assessment: Assessment, origins: Origins, files: Iterable[Path]) -> None:
    """Write each file."""
    for file in files:
        write(WRITERS[file.suffix](assessment, origins), file)
