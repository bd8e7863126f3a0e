"""Which clauses of which framework a rule serves: controls.csv, and the clauses themselves: frameworks/*.csv.

The mapping is by clause and has not been reviewed by an assessor.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_HERE = Path(__file__).parent


class Framework(StrEnum):
    """A body of controls, with the version that the clause numbers are from."""

    PCI_DSS = "PCI DSS 4.0"
    CIS_AWS = "CIS AWS 5.0"
    CIS_ALICLOUD = "CIS Alibaba Cloud 2.0"
    FSBP = "AWS FSBP"
    """AWS Foundational Security Best Practices, as Security Hub numbers them."""
    MLPS = "MLPS 2.0 level 3"
    """GB/T 22239-2019, the Multi-Level Protection Scheme of China."""


_COLUMNS: Mapping[Framework, str] = {
    Framework.PCI_DSS: "pci_dss_4",
    Framework.CIS_AWS: "cis_aws_5",
    Framework.CIS_ALICLOUD: "cis_alicloud_2",
    Framework.FSBP: "fsbp",
    Framework.MLPS: "mlps_2_level_3",
}
"""Framework -> its column in controls.csv, and its file in frameworks/."""

TABLED = tuple(framework for framework in Framework if framework is not Framework.FSBP)
"""Frameworks whose clauses are listed as a whole; FSBP is AWS's own list of checks."""


@dataclass(frozen=True, kw_only=True)
class Controls:
    """What one rule serves."""

    clauses: Mapping[Framework, tuple[str, ...]]
    equivalents: tuple[str, ...]
    """Checks of other tools about the same: `CKV_AWS_16`, `prowler:rds_instance_storage_encrypted`, ..."""

    def listed(self) -> Iterator[str]:
        """`PCI DSS 4.0 3.5.1`, one after another."""
        return (f"{framework} {clause}" for framework, clauses in self.clauses.items() for clause in clauses)


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One requirement of a framework."""

    clause: str
    title: str
    outside: bool
    """Infrastructure as code cannot show it."""
    reason: str
    """Why it is outside, or what a rule about it does not prove."""


@functools.cache
def controls() -> Mapping[str, Controls]:
    """Rule id -> what it serves."""
    return {
        row["rule"]: Controls(
            clauses={
                framework: clauses for framework, column in _COLUMNS.items() if (clauses := _split(row[column]))
            },
            equivalents=_split(row["equivalents"]),
        )
        for row in _rows("controls.csv")
    }


@functools.cache
def clauses(framework: Framework) -> tuple[Clause, ...]:
    """Every clause of a framework in `TABLED`, in its own order."""
    return tuple(
        Clause(clause=row["clause"], title=row["title"], outside=row["reach"] == "outside", reason=row["reason"])
        for row in _rows(f"frameworks/{_COLUMNS[framework]}.csv")
    )


def _rows(file: str) -> list[dict[str, str]]:
    with (_HERE / file).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)
