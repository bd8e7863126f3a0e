"""Search clusters in a stack with fewer zones than the shop counts on."""

from pathlib import Path

import pytest

from infra.settings import SettingsError, load
from tests.settings.project import project

CLUSTER = """
searches:
  products:
    data: internal
    vcpu: 2
    memory_gib: 16
    disk_gib: 50
    nodes: 3
    dedicated_managers: true
    performance: { queries_rps: 400, updates_rps: 1500 }
"""
USE = "    searches: { products: { indexes: [products], owner: true, queries: { per_request: 0.1 } } }\n"
SMALL = "  floodgate:searches: { products: { nodes: 1, dedicated_managers: false } }\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = project(tmp_path)
    shop = made / "stacks/shop.yaml"
    text = shop.read_text(encoding="utf-8").replace("    calls: { orders: 0.5 }\n", USE, 1)
    shop.write_text(text + CLUSTER, encoding="utf-8")
    return made


def test_managers_need_three_zones(root: Path) -> None:
    with pytest.raises(SettingsError, match="dedicated_managers: needs 3 zones"):
        load("dev-aws", root)


def test_without_managers_two_zones_and_one_node_are_enough(root: Path) -> None:
    stack = root / "stacks/Pulumi.dev-aws.yaml"
    stack.write_text(stack.read_text(encoding="utf-8") + SMALL, encoding="utf-8")
    cluster = load("dev-aws", root).shop.searches["products"]
    assert (cluster.nodes, cluster.dedicated_managers, cluster.disk_gib) == (1, False, 50)
