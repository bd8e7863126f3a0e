"""The rules of the two Pulumi providers about single properties, and the file they stand in.

`constraints.csv` holds the resource types that the stacks use; `make constraints` rewrites it from the provider
facts (their source: the schemas and validators of the Terraform providers, AWS v6.58.0 and Alibaba Cloud
release/v2, and botocore's enums). `advisory` marks botocore's enums: AWS adds values faster than any list.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

TABLE = Path(__file__).with_name("constraints.csv")
COLUMNS = ("token", "property", "kind", "value", "advisory")


@dataclass(frozen=True, kw_only=True)
class Constraint:
    """One rule about one property."""

    property: str
    """Path: `a.b[].c`."""
    kind: str
    """`required`, `enum`, `maxLength`, ...; with `elem.` before it, it holds for each element or map value."""
    value: str
    advisory: bool
    """The service may know more values than the row: never a reason to refuse."""

    @cached_property
    def top(self) -> str:
        """Name of the input that the path begins in."""
        return self.property.partition(".")[0].removesuffix("[]")


@cache
def read(path: Path) -> Mapping[str, tuple[Constraint, ...]]:
    """Type -> its rules, from a csv file with these columns. The facts themselves lack the last one: there every
    enum of AWS is advisory."""
    constraints: defaultdict[str, list[Constraint]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            aws_enum = row["kind"].endswith("enum") and row["token"].startswith("aws:")
            constraints[row["token"]].append(
                Constraint(
                    property=row["property"],
                    kind=row["kind"],
                    value=row["value"],
                    advisory=row["advisory"] == "yes" if "advisory" in row else aws_enum,
                )
            )
    return {token: tuple(rows) for token, rows in constraints.items()}
