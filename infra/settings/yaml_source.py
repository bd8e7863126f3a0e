"""A YAML file as plain JSON values that remember their lines.

YAML can say more than JSON, and its readers disagree on what `yes`, `010` or `2026-11-11` is (the Pulumi engine
reads stack files too, with another parser). So only what all readers agree on is accepted; everything else is a
problem with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml

from infra.settings.problem import Path, Problem, listed, path_text, shown
from infra.settings.yaml_scalar import plain
from infra.settings.yaml_syntax import syntax_problem

_MAX_BYTES = 1_000_000
_MAX_DEPTH = 30
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the parser in C, where PyYAML has it

_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(kw_only=True)
class Source:
    """One file: its value, the line of every key and item in it, and what is wrong with it as YAML."""

    file: str
    """Relative to the project, with `/`."""
    hidden: Path = ()
    """Keys at the start of every path that messages leave out."""
    value: Any = None
    """A mapping of JSON values; None when nothing could be read."""
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: set[Path] = field(default_factory=set)
    """Where values had a problem already; what stands there is only a guess."""

    def line(self, path: Path) -> int | None:
        """The line of a key or item, or of the nearest one around it that the file has."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)

    def text(self, path: Path) -> str:
        """A path in this file as messages show it."""
        start = len(self.hidden)
        return path_text(path[start:] if path[:start] == self.hidden and len(path) > start else path)

    def is_broken(self, path: Path) -> bool:
        """Whether the value there, or around it, already has a problem."""
        return any(path[:length] in self.broken for length in range(len(path) + 1))


def read(root: FilePath, file: str, hidden: Path = ()) -> Source:
    """Read `root/file`; whatever is wrong with it is in `problems`, nothing is raised."""
    source = Source(file=file, hidden=hidden)
    text = _text(root, source)
    if text is None:
        return source
    try:
        _Reader(source, yaml.parse(text, Loader=_LOADER)).document()
    except yaml.YAMLError as error:
        source.problems.append(syntax_problem(file, text, error))
        source.value = None
    return source


def _text(root: FilePath, source: Source) -> str | None:
    def problem(what: str, *, line: int | None = None, given: str | None = None, fix: str) -> None:
        source.problems.append(Problem(file=source.file, line=line, path="", what=what, given=given, fix=fix))

    path = root / source.file
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        there = sorted(each.name for each in path.parent.glob("*.yaml")) if path.parent.is_dir() else []
        problem("does not exist", fix=f"create it; {path.parent.name}/ holds {listed(there, 'and')}")
        return None
    except OSError as error:
        problem(f"cannot be read: {error.strerror}", fix="make it a file that you may read")
        return None
    if len(content) > _MAX_BYTES:
        problem(
            f"is larger than {_MAX_BYTES:,} bytes", fix="settings are a few hundred lines: is it the right file?"
        )
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        problem("is not UTF-8 text", line=line, given=f"byte 0x{content[error.start]:02x}", fix="save it as UTF-8")
        return None
    if control := _NOT_YAML.search(text):
        line = text[: control.start()].count("\n") + 1
        problem("is not text", line=line, given=f"character U+{ord(control[0]):04X}", fix="delete the character")
        return None
    return text


class _Reader:
    """Builds the value of one file from the parser's events."""

    def __init__(self, source: Source, events: Iterator[Any]) -> None:
        self._source = source
        self._events = events

    def document(self) -> None:
        source = self._source
        next(self._events)  # start of the stream
        if isinstance(next(self._events), yaml.StreamEndEvent):
            self._problem((), 1, "is empty", fix="write the keys as `key: value` lines")
            return
        event = next(self._events)
        source.lines[()] = _line(event)
        value = self._value((), event)
        next(self._events)  # end of the document
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            line = _line(event)
            self._problem(
                (), line, "holds more than one document", fix="keep one document, without `---` in between"
            )
        if isinstance(value, dict):
            source.value = value
        elif () not in source.broken:
            self._problem(
                (), source.lines[()], "is not a mapping", given=shown(value), fix="write `key: value` lines"
            )

    def _value(self, path: Path, event: Any) -> Any:
        if isinstance(event, yaml.AliasEvent):
            fix = "write the value here again: other readers resolve aliases differently"
            self._problem(path, _line(event), "is an alias", given=f"*{event.anchor}", fix=fix)
            return None
        if event.tag not in (None, "!"):
            fix = "delete it: the type follows from the key"
            self._problem(path, _line(event), "has a tag", given=_tag(event.tag), fix=fix)
        if len(path) > _MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=event.start_mark)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._scalar(path, event)

    def _mapping(self, path: Path) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent) or (event.implicit[0] and event.value == "<<"):
                self._problem(
                    (*path, "?"), line, "has a key that is not plain text", fix="write the key as a word"
                )
                self._skip(event)
                self._skip(next(self._events))
                continue
            key, place = event.value, (*path, event.value)
            if key in mapping:
                first = self._source.lines[place]
                what = f"is given twice, first in line {first}"
                self._problem(place, line, what, fix="keep one of the two")
                self._skip(next(self._events))
                continue
            self._source.lines[place] = line
            mapping[key] = None
            mapping[key] = self._value(place, next(self._events))
        return mapping

    def _sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            place = (*path, len(items))
            self._source.lines[place] = _line(event)
            items.append(self._value(place, event))
        return items

    def _scalar(self, path: Path, event: Any) -> Any:
        text: str = event.value
        if not event.implicit[0]:  # in quotes, or a block
            return text
        value, fix = plain(text)
        if fix:
            what = "is read differently by different YAML readers"
            self._problem(path, _line(event), what, given=text, fix=fix)
        return value

    def _skip(self, event: Any) -> None:
        depth = 0
        while True:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth == 0:
                return
            event = next(self._events)

    def _problem(self, path: Path, line: int, what: str, *, given: str | None = None, fix: str) -> None:
        source = self._source
        source.broken.add(path)
        source.problems.append(
            Problem(file=source.file, line=line, path=source.text(path), what=what, given=given, fix=fix)
        )


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


def _tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")
