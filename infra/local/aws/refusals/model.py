"""What botocore's models say of API parameters and botocore does not enforce: enums, patterns, maxima.

botocore itself checks names, types, what is required and minima when a call is made. Here its models' other limits
are enforced, and what is wrong is traced back to the property that the parameter came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape

from infra.local.contract import Finding, Wanted
from infra.local.show import finding
from infra.preview.paths import join
from infra.preview.plan import SECRET

_CATALOGUE = 55
"""An enum with more values lists what AWS sells or where (instance types, resource types, Regions): new ones come
faster than any model, and the next release of botocore has them. 52 values are what can happen to a message."""
_NUMBERS = ("integer", "long", "float", "double")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@dataclass(frozen=True, kw_only=True)
class Breach:
    """One parameter that the model does not allow."""

    path: str
    """In the parameters, with the API's names: `Listeners[0].Protocol`."""
    value: Any
    what: str


def model_findings(wanted: Wanted, shape: Shape | None, parameters: Mapping[str, Any]) -> tuple[Finding, ...]:
    """What the model of an operation's input refuses in the parameters of a call for this resource."""
    found = []
    for breach in breaches(shape, parameters) if shape else ():
        path = origin(wanted.inputs, breach)
        what = breach.what if path else f"{breach.path} {breach.what}"
        # a parameter of unknown origin may be made of a secret
        value = SECRET if wanted.secret and not path else breach.value
        found.append(finding(wanted, path, what, value))
    return tuple(found)


def breaches(shape: Shape, value: Any, path: str = "") -> Iterator[Breach]:
    """Every parameter inside a value of this shape that the shape does not allow."""
    if isinstance(shape, StructureShape) and isinstance(value, Mapping):
        for name, item in value.items():
            if name in shape.members and item is not None:
                yield from breaches(shape.members[name], item, join(path, name))
    elif isinstance(shape, ListShape) and isinstance(value, (list, tuple)):
        yield from _limits(shape, value, path, len(value), "elements")
        for index, item in enumerate(value):
            yield from breaches(shape.member, item, f"{path}[{index}]")
    elif isinstance(shape, MapShape) and isinstance(value, Mapping):
        for key, item in value.items():
            yield from breaches(shape.key, key, join(path, key))
            yield from breaches(shape.value, item, join(path, key))
    elif isinstance(shape, StringShape) and isinstance(value, str):
        yield from _text(shape, value, path)
    elif shape.type_name in _NUMBERS and isinstance(value, (int, float)):
        yield from _limits(shape, value, path, value, "")


def _text(shape: StringShape, value: str, path: str) -> Iterator[Breach]:
    enum = shape.enum or ()
    if enum and value not in enum:
        if len(enum) <= _CATALOGUE:
            yield Breach(path=path, value=value, what=f"must be one of {', '.join(enum)}")
        return
    yield from _limits(shape, value, path, len(value), "characters")
    pattern = shape.metadata.get("pattern")
    compiled = _compiled(pattern) if pattern else None
    if compiled and not compiled.fullmatch(value):
        yield Breach(path=path, value=value, what=f"must match {pattern}")


def _limits(shape: Shape, value: Any, path: str, size: float, unit: str) -> Iterator[Breach]:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and size < low:
        yield Breach(path=path, value=value, what=f"must be at least {low} {unit}".rstrip())
    if high is not None and size > high:
        yield Breach(path=path, value=value, what=f"must be at most {high} {unit}".rstrip())


@cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """None for the patterns of other languages that Python does not read (`\\p{L}`)."""
    try:
        return re.compile(pattern)
    except re.error:
        return None


def origin(inputs: Mapping[str, Any], breach: Breach) -> str:
    """The property that a parameter came from, or an empty text if none has its value.

    Of several inputs with this value it is the one whose name has most words in common with the parameter's.
    """
    wanted = _text_of(breach.value)
    words = _words(breach.path)
    best, most = "", -1
    for path, value in _leaves(inputs, ""):
        if _text_of(value) == wanted:
            common = len(words & _words(path))
            if common > most:
                best, most = path, common
    return best


def _words(path: str) -> frozenset[str]:
    return frozenset(word.lower().removesuffix("s") for word in _WORDS.findall(path))


def _text_of(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return f"{value:g}"
    return str(value)


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if path:
        yield path, value
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(item, join(path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}[{index}]")
