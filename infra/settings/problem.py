"""What is wrong with the settings, told so that a person can put it right."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypedDict

Path = tuple[str | int, ...]
"""Keys and list indexes that lead to a value."""

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_:][A-Za-z0-9_:-]*\Z")
_LONGEST_GIVEN = 100


class Details(TypedDict, total=False):
    """What a problem says besides what is wrong."""

    given: str | None
    allowed: str | None
    fix: str | None


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing to put right."""

    file: str
    """Relative to the project, with `/`."""
    line: int | None
    """First line is 1; None when the value is in no file (`--config` on the command line)."""
    column: int | None = None
    """Only for text that is not YAML."""
    path: str
    """Keys that lead to the value, `services.orders.calls[0]`; empty for the file as a whole."""
    what: str
    given: str | None = None
    allowed: str | None = None
    fix: str | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        details = (
            ("given:   ", _cut(self.given)),
            ("allowed: ", self.allowed),
            ("fix:     ", self.fix),
        )
        lines = [
            ": ".join(part for part in (place, self.path, self.what) if part),
            *(f"  {label}{text}" for label, text in details if text is not None),
        ]
        return "\n".join(_printable(line) for line in lines)


class SettingsError(Exception):
    """The settings cannot be used; `problems` holds every reason found, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        unique = dict.fromkeys(problems)
        self.problems = tuple(sorted(unique, key=lambda each: (each.file, each.line or 0, each.column or 0)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def path_text(path: Path) -> str:
    """`services.orders.calls[0]`; keys that are not plain words are quoted."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        elif _PLAIN_KEY.match(part):
            text += f".{part}" if text else part
        else:
            text += f"[{shown(part)}]"
    return text


def shown(value: Any) -> str:
    """A JSON value as a message shows it: short, on one line."""
    if isinstance(value, list):
        return "a list of " + counted(len(value), "item")
    if isinstance(value, dict):
        return "keys " + ", ".join(str(key) for key in value) if value else "no keys"
    if value is None:
        return "nothing"
    if isinstance(value, str) and value.isprintable() and _reads_as_text(value):
        return value
    return json.dumps(value)


def counted(number: int, noun: str) -> str:
    """`1 item`, `2 items`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(words: Iterable[str], last: str = "or") -> str:
    """`a, b or c`."""
    *head, tail = list(words) or ["none"]
    return f"{', '.join(head)} {last} {tail}" if head else tail


def did_you_mean(given: object, known: Iterable[str], otherwise: str) -> str:
    """A fix: the closest of the known words, or else what to do instead."""
    folded = {word.lower(): word for word in known}
    close = difflib.get_close_matches(str(given).lower().replace("_", "-"), folded, n=1)
    close = close or difflib.get_close_matches(str(given).lower(), folded, n=1)
    return f"did you mean `{folded[close[0]]}`?" if close else otherwise


def _cut(text: str | None) -> str | None:
    if text is None or len(text) <= _LONGEST_GIVEN:
        return text
    return f"{text[:_LONGEST_GIVEN]}... ({len(text)} characters)"


def _printable(line: str) -> str:
    """What a person typed may hold line breaks and control characters."""
    return line if line.isprintable() else line.encode("unicode_escape").decode("ascii")


def _reads_as_text(value: str) -> bool:
    return bool(value) and value == value.strip() and not re.fullmatch(r"[-+0-9.eE]+|true|false|null", value)
