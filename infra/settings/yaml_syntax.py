"""What the YAML parser complains about, in words that say where to look."""

from __future__ import annotations

from typing import NamedTuple

import yaml

from infra.settings.problem import Problem


class _Complaint(NamedTuple):
    text: str
    """Part of the parser's own message."""
    what: str
    fix: str
    at_start: bool = False
    """The cause is where the unfinished thing began, not where the parser noticed."""


_INDENT = "indent it exactly like the keys beside it"

_COMPLAINTS = (
    _Complaint(
        "mapping values are not allowed",
        "a second `:` in one line",
        "put text that contains `: ` in quotes, or indent the line like its neighbours",
    ),
    _Complaint("could not find expected ':'", "a line without `key:`", "add the `:` or delete the line", True),
    _Complaint(
        "did not find expected key",
        "the line does not belong to the mapping above it",
        f"{_INDENT}; put text that starts with a quote wholly in quotes",
    ),
    _Complaint("did not find expected '-'", "an item of a list is missing its `-`", "start every item with `- `"),
    _Complaint("expected ',' or ']'", "a list in [ ] does not end", "add the missing `,` or `]`", True),
    _Complaint("expected ',' or '}'", "a mapping in { } does not end", "add the missing `,` or `}`", True),
    _Complaint("unexpected end of stream", "a text in quotes does not end", "close the quotes", True),
    _Complaint("block sequence entries", "a `- ` where no list can start", "start the list on its own line"),
    _Complaint("unknown escape character", "a `\\` that means nothing", "use single quotes, or write `\\\\`"),
    _Complaint("nest", "more than 30 levels inside each other", "settings are at most 8 levels deep"),
    _Complaint("expected node content", "a value is missing", "give the value, or delete the bracket or comma"),
    _Complaint("expected alphabetic or numeric character", "`*` or `&` without a name", "put the text in quotes"),
    _Complaint("expected <document start>", "text after the end of the document", _INDENT),
    _Complaint("comment or line break", "text right after `|` or `>`", "put the text on the next line"),
)


def syntax_problem(file: str, text: str, error: yaml.YAMLError) -> Problem:
    """The parser's error as a problem with line and column."""
    lines = text.split("\n")
    mark = getattr(error, "problem_mark", None)
    complaint = _complaint(str(getattr(error, "problem", None) or "unreadable"), _character(lines, mark))
    start = getattr(error, "context_mark", None)
    if complaint.at_start and start:
        mark = start
    line, column = (mark.line, mark.column) if mark else (0, 0)
    given = lines[line].strip() if line < len(lines) else ""
    return Problem(
        file=file,
        line=line + 1,
        column=column + 1,
        path="",
        what=f"is not YAML: {complaint.what}",
        given=given or "the end of the file",
        fix=complaint.fix,
    )


def _character(lines: list[str], mark: yaml.Mark | None) -> str:
    return lines[mark.line][mark.column : mark.column + 1] if mark and mark.line < len(lines) else ""


def _complaint(message: str, character: str) -> _Complaint:
    if character == "\t":
        return _Complaint(message, "a tab", "indent with spaces")
    if "cannot start any token" in message:
        return _Complaint(message, f"text that starts with `{character}`", "put the text in quotes")
    for complaint in _COMPLAINTS:
        if complaint.text in message:
            return complaint
    return _Complaint(message, message, "check the indentation, brackets and quotes here")
