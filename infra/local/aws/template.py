"""Texts and parameter trees with `{property}` in them, or `{property|filter argument}`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from infra.local.aws import paths

_FIELD = re.compile(r"\{([^{}]*)\}")


class MissingError(Exception):
    """A template names something that is not known."""


def fill(template: Any, known: Mapping[str, Any]) -> Any:
    """The tree with its fields filled in; what depends on an unknown field is left out, None if that is all.

    A text that is one field becomes its value, of whatever type; in a longer text a value becomes text. An element
    of a list is left out as a whole if one of its values is.
    """
    if isinstance(template, dict):
        filled = {key: fill(value, known) for key, value in template.items()}
        return {key: value for key, value in filled.items() if value is not None} or (None if template else {})
    if isinstance(template, list):
        items = [fill(item, known) for item in template]
        items = [item for item, asked in zip(items, template, strict=True) if _complete(item, asked)]
        return items or (None if template else [])
    if not isinstance(template, str) or "{" not in template:
        return template
    whole = _FIELD.fullmatch(template)
    if whole:
        return _value(whole[1], known)
    values = {name: _value(name, known) for name in _FIELD.findall(template)}
    if None in values.values():
        return None
    return _FIELD.sub(lambda found: str(values[found[1]]), template)


def text(template: str, known: Mapping[str, Any]) -> str:
    """A text with all its fields filled in.

    Raises:
        MissingError: one of them is not known.
    """
    filled = fill(template, known)
    if filled is None:
        raise MissingError(f"{template!r} needs {', '.join(fields(template))}")
    return str(filled)


def fields(template: Any) -> Iterator[str]:
    """The paths that a tree of templates names."""
    if isinstance(template, dict):
        for value in template.values():
            yield from fields(value)
    elif isinstance(template, list):
        for item in template:
            yield from fields(item)
    elif isinstance(template, str):
        yield from (found.partition("|")[0] for found in _FIELD.findall(template))


def _value(field: str, known: Mapping[str, Any]) -> Any:
    name, _, filter_ = field.partition("|")
    value = known[name] if name in known else paths.get(dict(known), paths.parse(name))
    if not filter_ or value is None:
        return value
    kind, _, argument = filter_.partition(" ")
    return FILTERS[kind](str(value), argument)


def _after(value: str, mark: str) -> str:
    """What follows the mark; all of it where there is no mark."""
    return value.split(mark, 1)[-1]


def _from(value: str, mark: str) -> str:
    """The mark and what follows it."""
    return value[max(value.find(mark), 0) :]


def _record(value: str, _: str) -> str:
    """A name as Route 53 tells it, with a dot at its end."""
    return value.removesuffix(".") + "."


FILTERS: dict[str, Callable[[str, str], str]] = {"after": _after, "from": _from, "record": _record}


def _complete(item: Any, asked: Any) -> bool:
    return item is not None and not (isinstance(asked, dict) and len(item) < len(asked))
