"""Rewrites infra/local/constraints/constraints.csv from the provider facts, for the types that the stacks use.

Usage: python -m tools.constraints FACTS_FOLDER
"""

from __future__ import annotations

import csv
import sys
from functools import cache
from io import StringIO
from pathlib import Path

from botocore.loaders import Loader

from infra.local.aws.table import services
from infra.local.constraints.table import COLUMNS, TABLE
from infra.local.constraints.values import options
from tools.replacements import plans


def table(facts: Path) -> str:
    """The content of the table, as CSV."""
    used = {resource.type for plan in plans() for resource in plan.custom}
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    with (facts / "provider" / "constraints.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["token"] in used:
                writer.writerow({**row, "advisory": "yes" if _is_advisory(row) else ""})
    return out.getvalue()


def _is_advisory(row: dict[str, str]) -> bool:
    """An enum that the provider took from the SDK of AWS; its own sets are closed, it refuses everything else."""
    enum = row["kind"].endswith("enum") and row["token"].startswith("aws:")
    return enum and frozenset(options(row["value"])) - {""} in _enums(services()[row["token"]])


@cache
def _enums(service: str) -> frozenset[frozenset[str]]:
    """The enums of one service of AWS: what another one calls the same is no word of this one."""
    shapes = Loader().load_service_model(service, "service-2")["shapes"].values()
    return frozenset(frozenset(shape["enum"]) for shape in shapes if "enum" in shape)


if __name__ == "__main__":
    TABLE.write_text(table(Path(sys.argv[1])), encoding="utf-8")
