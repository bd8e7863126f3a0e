"""What clouds have announced to end: a table, so that a new announcement is one line."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent.parent / "retired.csv"
"""As of 2026-11. `ends` is the day after which nothing works any more, or nobody new gets in; empty where the
cloud has named none. Each line has its source; classes of pulumi_aws 7.51 and pulumi_alicloud 4.0 say the same,
where they say anything."""


@dataclass(frozen=True, kw_only=True)
class Retired:
    """One line of the table."""

    types: str
    """Pulumi type; `*` stands for any characters."""
    service: str
    ends: str
    replacement: str
    source: str

    @property
    def says(self) -> str:
        """What is wrong with using it."""
        when = f"ends on {self.ends}" if self.ends else "is announced to end"
        return f"{self.service} {when}; use {self.replacement}"


def _table() -> tuple[Retired, ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(Retired(**row) for row in csv.DictReader(file))


RETIRED = _table()


@cache
def retired(type_: str) -> Retired | None:
    """What ends with this type, if anything does."""
    return next((line for line in RETIRED if fnmatchcase(type_, line.types)), None)
