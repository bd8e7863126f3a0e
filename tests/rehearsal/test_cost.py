"""What the window costs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from infra.capacity.prices import price
from infra.capacity.simulation import simulate
from infra.rehearsal.cost import costs, totals
from infra.rehearsal.scenario import scenario
from tests.rehearsal.samples import PLANNED, planned, stage

THIRD_OF_AN_HOUR = 1200 / 3600


def found(cloud="aws", region="nowhere", **changes):
    given = stage(**changes)
    return {cost.what: cost for cost in costs(given, simulate(scenario(given)), cloud, region)}


def amount(item, unit="hour", cloud="aws"):
    known = price(cloud, "nowhere", item, unit)
    assert known is not None
    return known.amount


def test_instances_by_what_ran_stores_by_what_is_planned():
    all_costs = found()
    web = all_costs["service web, c7i.large"]
    assert web.quantity == pytest.approx(10 * THIRD_OF_AN_HOUR)
    assert web.amount == pytest.approx(web.quantity * 2 * amount("c7i", "vcpu-hour"))
    core = all_costs["database core, db.r7g.large"]
    assert core.amount == pytest.approx(3 * THIRD_OF_AN_HOUR * 2 * amount("db.r7g", "vcpu-hour"))
    shop = all_costs["cache shop, cache.r7g.large"]
    assert shop.amount == pytest.approx(6 * THIRD_OF_AN_HOUR * 2 * amount("cache.r7g", "vcpu-hour"))
    reserved = all_costs["load balancer public-lb, reserved"]
    assert reserved.amount == pytest.approx(100 * THIRD_OF_AN_HOUR * amount("lcu"))
    sent = 1200 * (1000 * 10 + 2000 * 100 + 100 * 1) / 1024**2
    assert all_costs["CDN, traffic"].quantity == pytest.approx(sent)


def test_a_shard_is_priced_by_its_memory_where_that_is_what_it_has():
    tair = replace(PLANNED.caches["shop-cache"], node_type="tair.rdb.with.proxy.16g", nodes=3, vcpu=None, gib=16.0)
    shop = found("alicloud", planned=planned(caches={"shop-cache": tair}))["cache shop, tair.rdb.with.proxy.16g"]
    assert shop.amount == pytest.approx(3 * THIRD_OF_AN_HOUR * 16 * amount("tair.rdb", "gib-hour", "alicloud"))


def test_what_has_no_price_says_so_and_costs_nothing():
    pools = {name: replace(each, instance_type="x9.huge") for name, each in PLANNED.pools.items()}
    web = found(planned=planned(pools=pools))["service web, x9.huge"]
    assert (web.each, web.amount) == (None, 0)


def test_currencies_are_not_added_up():
    all_costs = tuple(found().values())
    assert totals(all_costs) == {"USD": pytest.approx(sum(cost.amount for cost in all_costs))}
    first = all_costs[0]
    assert first.each is not None
    yuan = replace(first, each=replace(first.each, currency="CNY"))
    assert set(totals((first, yuan))) == {"USD", "CNY"}
