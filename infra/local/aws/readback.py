"""From what an API answers to what the inputs of a Pulumi resource are now.

The answer says more than the program did: generated ids, defaults. So what was sent decides what is looked at, and
in lists and maps everything is looked at, since what is there in addition is a difference.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from infra.local.aws import paths, shapes
from infra.local.aws.convert import text
from infra.local.aws.outputs import camel
from infra.local.aws.same import SENSES, alike
from infra.local.aws.table import Names

_GONE = object()
"""The answer says nothing of it."""


class Reader:
    """Reads properties out of one answer, and notes those that the table says cannot be read."""

    def __init__(self, names: Names, unread: Mapping[str, str], same: Mapping[str, str]) -> None:
        self._names = names
        self._unread = unread
        self._same = same
        self.unread: dict[str, str] = {}
        """Path with indices -> reason."""

    def properties(self, sent: Mapping[str, Any], record: Any, shape: Shape | None) -> dict[str, Any]:
        """Those of the properties that the record tells; None for one that is not there any more."""
        result = {}
        for name, value in sent.items():
            if name in self._unread:
                self.unread[name] = self._unread[name]
                continue
            found = self._find(record, shape, name, name)
            if found is None:
                continue
            answer, inner = found
            read = self.value(value, answer, inner, name, name)
            result[name] = None if read is _GONE else read
        return result

    def value(self, sent: Any, answer: Any, shape: Shape | None, path: str, plain: str) -> Any:
        """What the property is now, in the form in which it was sent; `_GONE` if the answer lacks it."""
        if isinstance(sent, list) and isinstance(shape, StructureShape) and shapes.wrapped(shape) and answer:
            answer, shape = answer.get("Items") or [], shape.members["Items"]
        if answer is None or answer in ([], {}, ""):
            return sent if not sent else _GONE if answer is None else self._empty(sent)
        if isinstance(sent, dict):
            return self._object(sent, answer, shape, path, plain)
        if isinstance(sent, list):
            inner = shape.member if isinstance(shape, ListShape) else shape
            answers = answer if isinstance(answer, list) else [answer]
            return self._items(sent, answers, inner, path, plain)
        if isinstance(answer, list) and len(answer) == 1:
            return self.value(sent, answer[0], shape.member if isinstance(shape, ListShape) else None, path, plain)
        return self._scalar(sent, answer, plain)

    def _empty(self, sent: Any) -> Any:
        return [] if isinstance(sent, list) else {} if isinstance(sent, dict) else ""

    def _object(self, sent: dict[str, Any], answer: Any, shape: Shape | None, path: str, plain: str) -> Any:
        if isinstance(shape, ListShape):
            pair = shapes.pair(shape.member)
            if pair:
                return {
                    each[pair[0]]: self._scalar(sent.get(each[pair[0]]), each.get(pair[1]), plain)
                    for each in answer
                }
            answer, shape = answer[0], shape.member
        if isinstance(shape, MapShape):
            return {key: self._scalar(sent.get(key), each, plain) for key, each in answer.items()}
        result = {}
        for name, value in sent.items():
            where, bare = f"{path}.{name}", f"{plain}.{name}"
            if bare in self._unread:
                self.unread[where] = self._unread[bare]
                result[name] = value
                continue
            found = self._find(answer, shape, name, bare)
            read = _GONE if found is None else self.value(value, found[0], found[1], where, bare)
            if read is _GONE and value in ([], {}, "", False, None):
                read = value
            if read is not _GONE:
                result[name] = read
        return result

    def _items(self, sent: list[Any], answers: list[Any], shape: Shape | None, path: str, plain: str) -> list[Any]:
        """In the order in which they were sent, as far as they are the same; many of AWS's lists are sets."""
        left = dict(enumerate(answers))
        result: dict[int, Any] = {}
        for index, item in enumerate(sent):
            for at, answer in left.items():
                if self._probe(item, answer, shape, f"{path}[{index}]", plain):
                    result[index] = item
                    del left[at]
                    break
        for index, item in enumerate(sent):
            if index not in result and left:
                at = index if index in left else next(iter(left))
                read = self.value(item, left.pop(at), shape, f"{path}[{index}]", plain)
                if read is not _GONE:
                    result[index] = read
        more = [camel(answer) for answer in left.values()]
        return [result[index] for index in sorted(result)] + more

    def _probe(self, sent: Any, answer: Any, shape: Shape | None, path: str, plain: str) -> bool:
        before = dict(self.unread)
        same = alike(sent, self.value(sent, answer, shape, path, plain))
        if not same:
            self.unread = before
        return same

    def _scalar(self, sent: Any, answer: Any, plain: str) -> Any:  # noqa: PLR0911
        if isinstance(answer, bytes):
            answer = answer.decode(errors="replace")
        if isinstance(answer, datetime):
            answer = answer.isoformat()
        if (
            alike(sent, answer)
            or (isinstance(sent, str) and sent == text(answer))
            or (plain in self._same and SENSES[self._same[plain]](sent, answer))
        ):
            return sent
        if isinstance(sent, bool) and isinstance(answer, str):
            return answer.lower() == "true"
        if isinstance(sent, str) and isinstance(answer, bool):
            return "true" if answer else "false"
        if isinstance(sent, str) and not isinstance(answer, str):
            return json.dumps(answer)
        if isinstance(sent, int | float) and isinstance(answer, str):
            return _number(answer)
        if isinstance(answer, float) and answer.is_integer():
            return int(answer)
        return answer

    def _find(self, record: Any, shape: Shape | None, name: str, plain: str) -> tuple[Any, Shape | None] | None:
        """The answer and its shape; None if there is no such member."""
        if plain in self._names:
            path = paths.parse(self._names[plain])
        else:
            found = shapes.member(shape, name)
            if found is None:
                return None
            path = (paths.Member(name=found),)
        inner = shapes.at(shape, path)
        return None if inner is None and shape is not None else (paths.get(record, path), _collected(inner, path))


def _collected(shape: Shape | None, path: paths.Path) -> Shape | None:
    """Nothing is known of the shape of a list that a path has collected; its elements are scalars."""
    return None if paths.EVERY in path else shape


def _number(text: str) -> Any:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number
