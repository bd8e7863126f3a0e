"""Whoever lowers a number in stacks/ by hand, so that a sale would not hold, is stopped by the preview."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.audit.assess import assess_plan
from infra.planning import planned_capacity
from infra.preview.run import plan_of
from infra.program import ROOT
from infra.settings import load
from policies.assessment import Assessment
from policies.facts import Needs
from tests.stacks import CLOCK, facts_of

both = pytest.mark.parametrize("cloud", ["aws", "alicloud"])

Edits = Mapping[str, Any]
"""Path in shop.yaml, its keys joined by dots -> new value."""


@both
def test_the_most_instances_of_each_service(cloud, tmp_path):
    """One less than the largest sale needs, or too few to double the everyday floor."""
    facts = facts_of(f"prod-{cloud}")
    everyday = facts.limits.everyday_instances
    needs = {name: max(sale.needs.instances[name] for sale in facts.sales) for name in everyday}
    lowered = {name: max(need, 2 * everyday[name]) - 1 for name, need in needs.items()}
    assert sum(lowered[name] < need for name, need in needs.items()) >= 6
    found = _preview(
        cloud, tmp_path, {f"services.{name}.scale.max_instances": most for name, most in lowered.items()}
    )
    for name, most in lowered.items():
        [message] = _of(found, "capacity-asg-headroom", f"{name}-group")
        assert message.startswith(f"`maxSize` is {most}, ")
        if most < needs[name]:
            largest = max(facts.sales, key=lambda sale: sale.needs.instances[name])
            assert f"{name} needs {needs[name]} at {largest.name}" in message


@both
def test_what_stores_may_grow_to(cloud, tmp_path):
    """As many readers as the largest sale needs, and none to spare; too few connections and shards."""
    needs = _largest_sale(cloud)
    found = _preview(
        cloud,
        tmp_path,
        {
            "databases.core.max_readers": needs.readers["core"],
            "databases.core.max_connections": 500,
            "databases.orders.max_connections": 500,
            "caches.shop.shards": 2,
            "caches.shop.max_shards": 2,
        },
    )
    [message] = _of(found, "capacity-database-scales", "core-db-cluster")
    readers = needs.readers["core"]
    assert f"it may have {readers} readers, core needs {readers} at double-eleven and one more" in message
    for name in ("core", "orders"):
        [message] = _of(found, "capacity-database-connections", f"{name}-db-cluster")
        assert "connections are at work at double-eleven, its pool may take 450 of the 500" in message
    [message] = _of(found, "capacity-cache-scales", "shop-cache-group", "shop-cache-instance")
    assert message == f"`max_shards` of shop is 2, it needs {needs.shards['shop']} at double-eleven"


@both
def test_what_was_measured_and_agreed(cloud, tmp_path):
    shop = load(f"prod-{cloud}", ROOT).shop
    writes_rps = shop.databases["orders"].performance.writes_rps
    catalog_connections = 40
    found = _preview(
        cloud,
        tmp_path,
        {
            # so that the sale needs 91% of it
            "databases.orders.performance.writes_rps": int(
                writes_rps * _largest_sale(cloud).writer_ratio["orders"] / 0.91
            ),
            "databases.core.pooled": False,
            "services.catalog.work.connections": catalog_connections,
            "services.users.performance.warm_up_seconds": 0,
            "third_parties.card-processor.keep_alive": False,
            "third_parties.card-processor.connection_seconds": 3_600,
        },
    )
    [message] = _of(found, "capacity-database-scales", "orders-db-cluster")
    assert message.startswith("its writer has 91% of its measured throughput to do at double-eleven")
    [message] = _of(found, "capacity-database-connections", "core-db-cluster")
    held = sum(
        service.scale.max_instances * (catalog_connections if name == "catalog" else service.work.connections)
        for name, service in shop.services.items()
        if service.database == "core"
    )
    assert message.startswith(f"at their `maxSize` all instances hold {held:,} connections, core allows 3,000")
    [message] = _of(found, "stack-asg-has-scaling-policy", "users-group")
    assert "is 0: an instance counts from its first second" in message
    messages = _of(found, "capacity-nat-addresses", *(f"network-nat{zone}" for zone in ("", "-a", "-b", "-c")))
    assert "the way out has 3 addresses, 2 without one zone, and double-eleven needs 9" in messages[0]


@both
def test_what_streams_search_and_models_may_grow_to(cloud, tmp_path):
    needs = _largest_sale(cloud)
    shards, nodes = needs.stream_shards["behaviour"], needs.search_nodes["products"]
    instances = needs.model_instances["recommendation"]
    found = _preview(
        cloud,
        tmp_path,
        {
            "streams.behaviour.shards": 2,
            "streams.behaviour.max_shards": shards - 1,
            "searches.products.nodes": 3,
            "models.recommendation.max_instances": instances - 1,
        },
    )
    [message] = _of(found, "capacity-stream-scales", "behaviour-stream-stream", "behaviour-stream-store")
    assert f"needs {shards} at double-eleven" in message
    [message] = _of(found, "capacity-search-scales", "products-search-domain", "products-search-instance")
    assert f"is 3, products needs {nodes} at double-eleven" in message
    if cloud == "aws":
        [message] = _of(found, "capacity-model-scales", "recommendation-model-endpoint")
        assert f"is {instances - 1}, recommendation needs {instances} at double-eleven" in message


def _largest_sale(cloud: str) -> Needs:
    return next(sale.needs for sale in facts_of(f"prod-{cloud}").sales if sale.name == "double-eleven")


def _of(found: Assessment, rule: str, *resources: str) -> list[str]:
    """The messages of a rule on any of these resources; every one of them stops a deployment."""
    assert not found.holds
    results = [r for r in found.failed if r.rule.id == rule and r.resource.name in resources]
    assert results
    assert {found.level(result).value for result in results} == {"mandatory"}
    return [result.message for result in results]


def _preview(cloud: str, root: Path, edits: Edits) -> Assessment:
    shutil.copytree(ROOT / "stacks", root / "stacks")
    file = root / "stacks" / "shop.yaml"
    shop = yaml.safe_load(file.read_text(encoding="utf-8"))
    for path, value in edits.items():
        *parents, key = path.split(".")
        place = shop
        for parent in parents:
            place = place[parent]
        assert place[key] != value
        place[key] = value
    # JSON is YAML in which every text is in quotes, times ("04:30") too
    file.write_text(json.dumps(shop), encoding="utf-8")
    settings = load(f"prod-{cloud}", root)
    capacity = planned_capacity(settings, CLOCK)
    return assess_plan(plan_of(settings, capacity), settings, capacity, root, None)[1]
