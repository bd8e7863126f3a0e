"""JSON policy documents of Alibaba Cloud (RAM)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pulumi

Statement = Mapping[str, Any]

_MOST_CHARACTERS = 6_144
"""Of one policy; a role has at most 10 custom policies. Source: RAM documentation, "Limitations", 2025-12."""
_UNKNOWN_CHARACTERS = 130
"""What an ARN counts that only the cloud knows. An assumption: our longest, a consumer group of a log store, has
about 120; where one had more, the local cloud would refuse the policy."""
_MARKS_CHARACTERS = 4
"""Quotes, and what stands before the next value."""


def document(statements: Sequence[Statement]) -> pulumi.Output[str]:
    """A policy document; values may be Outputs."""
    return pulumi.Output.json_dumps({"Version": "1", "Statement": list(statements)})


def cut(statements: Sequence[Statement]) -> list[list[Statement]]:
    """The statements in their order, in as many policies as they need; together they allow the same."""
    room = _MOST_CHARACTERS - len('{"Version": "1", "Statement": }')
    parts: list[list[Statement]] = [[]]
    for statement in (piece for whole in statements for piece in _pieces(whole, room)):
        if parts[-1] and _characters([*parts[-1], statement]) > room:
            parts.append([])
        parts[-1].append(statement)
    return parts


def _pieces(statement: Statement, room: int) -> Iterator[Statement]:
    """A statement with more resources than a policy holds, in halves."""
    resources = statement.get("Resource")
    if not isinstance(resources, list) or len(resources) < 2 or _characters([statement]) <= room:
        yield statement
        return
    middle = len(resources) // 2
    for half in (resources[:middle], resources[middle:]):
        yield from _pieces({**statement, "Resource": half}, room)


def _characters(value: Any) -> int:
    """What a value takes in a document, at most."""
    if isinstance(value, str):
        return len(value) + _MARKS_CHARACTERS
    if isinstance(value, Mapping):
        return _MARKS_CHARACTERS + sum(_characters(key) + _characters(each) for key, each in value.items())
    if isinstance(value, Sequence):
        return _MARKS_CHARACTERS + sum(map(_characters, value))
    return _UNKNOWN_CHARACTERS


def trust(service: str) -> pulumi.Output[str]:
    """A trust policy that lets one service assume the role, for example `ecs.aliyuncs.com`."""
    return document(
        [{"Effect": "Allow", "Principal": {"Service": [service]}, "Action": "sts:AssumeRole"}],
    )
