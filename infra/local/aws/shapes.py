"""What botocore's shapes say about a place in a call: its members, and under which of them a property goes."""

from __future__ import annotations

import re
from functools import cache

from botocore.model import ListShape, MapShape, Shape, StructureShape

from infra.local.aws.paths import Member, Path

PAIRS = (
    ("Key", "Value"),
    ("key", "value"),
    ("TagKey", "TagValue"),
    ("Name", "Value"),
    ("ParameterName", "ParameterValue"),
)
"""How lists spell the two halves of an entry of a map."""
_NOT_A_LETTER = re.compile(r"[^a-z0-9]")


def member(shape: Shape | None, name: str) -> str | None:
    """The member of a structure that a property of this name goes under: the same letters, whatever their case, in
    the singular or the plural. None if there is none."""
    if not isinstance(shape, StructureShape):
        return None
    exact, loose = _members(shape)
    plain = _plain(name)
    return exact.get(plain) or loose.get(plain.removesuffix("s"))


def at(shape: Shape | None, path: Path) -> Shape | None:
    """The shape at the end of a path, or None if the path does not exist."""
    for step in path:
        if isinstance(step, Member):
            if isinstance(shape, StructureShape):
                shape = shape.members.get(step.name)
            elif isinstance(shape, MapShape):
                shape = shape.value
            else:
                return None
        elif isinstance(shape, ListShape):
            shape = shape.member
        else:
            return None
    return shape


def element(shape: Shape | None) -> Shape | None:
    """The shape of an element of a list; of anything else its own."""
    return shape.member if isinstance(shape, ListShape) else shape


def wrapped(shape: StructureShape) -> bool:
    """A list in CloudFront's spelling: its items and how many they are."""
    return "Items" in shape.members and "Quantity" in shape.members


def pair(shape: Shape) -> tuple[str, str] | None:
    """The names of key and value if a list of this stands for a map."""
    if isinstance(shape, StructureShape):
        for key, value in PAIRS:
            if key in shape.members and value in shape.members:
                return key, value
    return None


@cache
def _members(shape: StructureShape) -> tuple[dict[str, str], dict[str, str]]:
    exact = {_plain(name): name for name in shape.members}
    return exact, {plain.removesuffix("s"): name for plain, name in reversed(exact.items())}


@cache
def _plain(name: str) -> str:
    return _NOT_A_LETTER.sub("", name.lower())
