"""Rewrites infra/preview/replacements.csv from the provider facts, for the types that the stacks use.

Usage: python -m tools.replacements FACTS_FOLDER
"""

from __future__ import annotations

import csv
import sys
from io import StringIO
from pathlib import Path

from infra.preview.replacement import TABLE
from infra.preview.run import preview
from infra.program import ROOT
from infra.settings import stack_names

COVERED = ("constraints.csv", "defaults.csv", "force_new.csv")
"""A type with a row in any of these is covered by the facts; without one its replacements are unknown."""


def table(facts: Path) -> str:
    """The content of the table, as CSV."""
    used = sorted({resource.type for name in stack_names(ROOT) for resource in preview(name).custom})
    covered = {
        row["token"]
        for file in COVERED
        for row in csv.DictReader((facts / "provider" / file).open(encoding="utf-8", newline=""))
    }
    rows = list(csv.DictReader((facts / "provider" / "force_new.csv").open(encoding="utf-8", newline="")))
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["type", "property", "when", "trigger"])
    for type_ in used:
        found = [row for row in rows if row["token"] == type_]
        for row in found:
            writer.writerow([type_, row["property"], row["when"], row["trigger"]])
        if not found and type_ in covered:
            writer.writerow([type_, "", "never", ""])
    return out.getvalue()


if __name__ == "__main__":
    TABLE.write_text(table(Path(sys.argv[1])), encoding="utf-8")
