"""Which property changes make the cloud delete a resource and create another one.

The table `replacements.csv` holds the types that the stacks use; `make replacements` rewrites it from the
provider facts (their source: the Terraform providers' schemas, AWS v6.58.0 and Alibaba Cloud release/v2) and, for
the few types that these do not cover, from what stands in tools/replacements.py.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from infra.preview.paths import within

TABLE = Path(__file__).with_name("replacements.csv")
_INDEX = re.compile(r'\[(\d+|"[^"]*")\]')


class Effect(StrEnum):
    """What a change does to the resource."""

    UPDATE = "update"
    MAY_REPLACE = "may replace"
    """The provider decides when it sees the values."""
    REPLACE = "replace"
    UNKNOWN = "unknown"
    """The type is not in the table."""


@dataclass(frozen=True)
class _Rules:
    always: set[str] = field(default_factory=set)
    conditional: set[str] = field(default_factory=set)
    blocks: set[str] = field(default_factory=set)
    """Replace only when the block as a whole appears or disappears."""


def effect(type_: str, path: str, *, appeared_or_gone: bool) -> Effect:
    """What changing the property at `path` does to a resource of this type.

    `appeared_or_gone`: the whole value at the path was added or removed, not just changed.
    """
    rules = _table().get(type_)
    if rules is None:
        return Effect.UNKNOWN
    plain = _INDEX.sub("[]", path)
    if _covers(rules.always, plain) or (appeared_or_gone and _holds(rules.always | rules.blocks, plain)):
        return Effect.REPLACE
    if _covers(rules.conditional, plain) or (appeared_or_gone and _holds(rules.conditional, plain)):
        return Effect.MAY_REPLACE
    return Effect.UPDATE


def known_types() -> set[str]:
    """The types the table covers."""
    return set(_table())


def _covers(properties: set[str], path: str) -> bool:
    """The path is one of the properties or lies inside one."""
    return any(within(path, item) for item in properties)


def _holds(properties: set[str], path: str) -> bool:
    """One of the properties is the path or lies inside it."""
    block = path.removesuffix("[]")
    return any(item == path or within(item, block) for item in properties)


@cache
def _table() -> dict[str, _Rules]:
    rules: defaultdict[str, _Rules] = defaultdict(_Rules)
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            entry = rules[row["type"]]
            if not row["property"]:
                continue  # a type without any replacing property
            if row["when"] == "conditional":
                entry.conditional.add(row["property"])
            elif row["trigger"] == "add-remove":
                entry.blocks.add(row["property"])
            else:
                entry.always.add(row["property"])
    return dict(rules)
