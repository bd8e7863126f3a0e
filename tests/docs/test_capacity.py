"""docs/capacity.md says what the code does."""

from __future__ import annotations

import json
import re

import pytest
from typer.testing import CliRunner

from infra.capacity.connections import NAT_HELD_PER_ADDRESS, NAT_NEW_PER_SECOND_PER_ADDRESS
from infra.capacity.lead_time import LATE_ACTION_SECONDS
from infra.capacity.plan.intelligence import STREAM_RATIO
from infra.capacity.plan.pools import ALL_ZONES_RATIO, ZONE_LOST_RATIO
from infra.capacity.plan.stores import CACHE_RATIO, DATABASE_RATIO, NODE_LOST_RATIO
from infra.capacity.verdict import HIGHEST_UTILISATION_RATIO
from infra.cli import app
from infra.program import ROOT
from tests.docs.markdown import rows, section, spans

TEXT = (ROOT / "docs/capacity.md").read_text(encoding="utf-8")
FOUND = json.loads(CliRunner().invoke(app, ["plan", "dev-aws", "--json", "--optimise"]).stdout)


def test_every_key_is_documented_and_no_other() -> None:
    written = [key.removesuffix("[]") for row in rows(section(TEXT, "## JSON")) for key in spans(row[0])]
    assert written == list(FOUND)


@pytest.mark.parametrize(
    ("key", "inside"),
    [("campaigns", FOUND["campaigns"][0]), ("checks", FOUND["checks"][0]), ("quotas", FOUND["quotas"][0])],
)
def test_the_keys_of_lists_are_documented(key: str, inside: dict[str, object]) -> None:
    (row,) = (row for row in rows(section(TEXT, "## JSON")) if row[0] == f"`{key}[]`")
    assert set(inside) <= set(spans(row[1]))


@pytest.mark.parametrize(
    "key", ["services", "databases", "caches", "tables", "load_balancers", "streams", "searches", "mails"]
)
def test_the_keys_of_things_are_documented(key: str) -> None:
    (row,) = (row for row in rows(section(TEXT, "## JSON")) if row[0] == f"`{key}`")
    first = next(iter(FOUND[key].values()))
    assert set(first) <= {span.removesuffix("[]") for span in spans(row[1])}


@pytest.mark.parametrize(
    ("row", "numbers"),
    [
        ("instances of a service", [ZONE_LOST_RATIO, ALL_ZONES_RATIO]),
        ("instances for a queue", [ZONE_LOST_RATIO]),
        ("when a floor is raised", [LATE_ACTION_SECONDS]),
        ("readers of a database", [DATABASE_RATIO, NODE_LOST_RATIO]),
        ("writer", [DATABASE_RATIO]),
        ("shards of a cache", [CACHE_RATIO]),
        ("shards of a stream", [STREAM_RATIO]),
        ("nodes of a search cluster, instances of a model", [ZONE_LOST_RATIO, ALL_ZONES_RATIO]),
        ("NAT addresses", [NAT_HELD_PER_ADDRESS, NAT_NEW_PER_SECOND_PER_ADDRESS]),
    ],
)
def test_the_arithmetic_has_the_numbers_of_the_code(row: str, numbers: list[float]) -> None:
    (found,) = (each for each in rows(section(TEXT, "## How the numbers come about")) if each[0] == row)
    assert all(re.search(rf"(?<![\d.]){re.escape(f'{number:,}')}(?![\d])", found[1]) for number in numbers), found


def test_the_cheapest_plan_names_its_limit() -> None:
    assert f"{HIGHEST_UTILISATION_RATIO:.0%}".replace("%", " %") in TEXT
