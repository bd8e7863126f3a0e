"""The provider facts, read from their csv files."""

from __future__ import annotations

import csv
import functools
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.local.constraints.table import Constraint, read

ROOT = Path(__file__).parents[2]
VARIABLE = "FLOODGATE_FACTS"
ABSENT = f"the provider facts are not here: set {VARIABLE} to the folder that holds provider/constraints.csv"


@dataclass(frozen=True, kw_only=True)
class AutoName:
    """What Pulumi's automatic name of a type runs into."""

    property: str
    max_length: int
    always_invalid: bool
    """The service refuses the `-` in it."""
    lower_case: bool
    """The service refuses upper case."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything known about the types, by type token."""

    constraints: Mapping[str, tuple[Constraint, ...]]
    deprecated: Mapping[str, Mapping[str, str]]
    """Type -> property (or `*`, `*tf`, `*doc` for the type itself) -> message."""
    auto_names: Mapping[str, AutoName]
    not_destroyed: Mapping[str, str]
    """Type -> `never` or `conditional`."""
    known: frozenset[str]
    """Types that the facts cover; of any other nothing can be said."""

    @property
    def uncheckable(self) -> tuple[tuple[str, Constraint], ...]:
        """Rules that cannot be evaluated here: named checks of the providers, and Go-only `\\p` patterns."""
        return tuple(
            (token, constraint)
            for token, constraints in self.constraints.items()
            for constraint in constraints
            if constraint.kind.endswith("validator")
            or (constraint.kind.lower().endswith("regex") and r"\p{" in constraint.value)
        )


def folder() -> Path | None:
    """The folder of the provider facts, or None when this machine does not have them."""
    given = os.environ.get(VARIABLE)
    path = (Path(given) if given else ROOT.parent / "shared" / "facts") / "provider"
    return path if (path / "constraints.csv").is_file() else None


@functools.cache
def load(path: Path) -> Facts:
    """Read the csv files of `path`."""
    constraints = read(path / "constraints.csv")
    deprecated: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _rows(path / "deprecated.csv"):
        deprecated[row["token"]][row["property"]] = row["message"]
    auto_names = {row["token"]: _auto_name(row) for row in _rows(path / "autoname_limits.csv")}
    not_destroyed = {row["token"]: row["kind"] for row in _rows(path / "no_destroy_alicloud.csv")}
    others = {
        row["token"] for name in ("force_new.csv", "defaults.csv", "plan_errors.csv") for row in _rows(path / name)
    }
    return Facts(
        constraints=constraints,
        deprecated=dict(deprecated),
        auto_names=auto_names,
        not_destroyed=not_destroyed,
        known=frozenset({*constraints, *deprecated, *auto_names, *not_destroyed, *others}),
    )


def _auto_name(row: Mapping[str, str]) -> AutoName:
    limits = [int(row[column]) for column in ("pulumi_autoname_max_len", "effective_max_len") if row[column]]
    return AutoName(
        property=row["property"],
        max_length=min(limits),
        always_invalid=row["autoname_always_invalid"] == "yes",
        lower_case=row["uppercase_logical_name_invalid"] == "yes",
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
