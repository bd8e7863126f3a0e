"""The table is what the provider facts say of the types that the stacks use."""

from __future__ import annotations

import csv

import pytest

from infra.local.constraints.table import TABLE
from tests.facts.facts import ABSENT, folder
from tests.stacks import MOMENTS, of_cloud


def test_the_table_is_fresh() -> None:
    """`make constraints FACTS=FOLDER` rewrites it."""
    facts = folder()
    if facts is None:
        pytest.skip(ABSENT)
    used = {resource.type for stack, at in MOMENTS for resource in of_cloud(stack, at)}
    with (facts / "constraints.csv").open(encoding="utf-8", newline="") as file:
        wanted = [tuple(row.values()) for row in csv.DictReader(file) if row["token"] in used]
    with TABLE.open(encoding="utf-8", newline="") as file:
        found = [tuple(row.values())[:-1] for row in csv.DictReader(file)]

    assert found == wanted


def test_only_enums_of_aws_are_advisory() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        advisory = [row for row in csv.DictReader(file) if row["advisory"] == "yes"]

    assert advisory
    assert {(row["token"].partition(":")[0], row["kind"].removeprefix("elem.")) for row in advisory} == {
        ("aws", "enum")
    }
