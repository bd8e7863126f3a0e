"""What rules are told about a stack is what its capacity plan and its files say."""

from __future__ import annotations

import pytest

from infra.program import ROOT
from infra.settings import load
from tests.stacks import EVE, capacity, facts_of

_SALE = "double-eleven"


def needs(stack):
    return next(sale for sale in facts_of(stack, EVE).sales if sale.name == _SALE).needs


def test_sales_are_all_that_are_ahead_and_prepared_as_the_calendar_says():
    today, eve = facts_of("prod-aws"), facts_of("prod-aws", EVE)
    assert [sale.name for sale in today.sales] == [campaign.name for campaign in capacity("prod-aws").ahead]
    assert len(today.sales) == 5
    assert not any(sale.prepared for sale in today.sales)
    assert {sale.name for sale in eve.sales if sale.prepared} == capacity("prod-aws", EVE).preparing
    assert eve.clock == EVE


def test_needs_are_those_of_the_plan():
    plan, found = capacity("prod-aws", EVE), needs("prod-aws")
    for name, pool in plan.pools.items():
        [need] = [each for each in pool.needs if each.campaign == _SALE]
        assert found.instances[name] == need.instances.value
    assert found.instances["catalog"] - found.left_instances["catalog"] == -(-found.instances["catalog"] // 3)
    assert found.readers == {name: database.readers.value for name, database in plan.databases.items()}
    assert found.shards == {name: cache.shards.value for name, cache in plan.caches.items()}
    for sought, needed in (
        (found.stream_shards, plan.streams),
        (found.search_nodes, plan.searches),
        (found.model_instances, plan.models),
    ):
        assert sought == {
            name: each.number.value for name, of in needed.items() for each in of.needs if each.campaign == _SALE
        }
    assert found.stream_shards["behaviour"] > load("prod-aws", ROOT).shop.streams["behaviour"].shards
    assert found.connections.keys() == plan.databases.keys()
    assert found.balancer_units == {name: balancer.units.value for name, balancer in plan.balancers.items()}
    assert found.balancer_rps == {"public-lb": pytest.approx(dict(plan.edge.passed_on)[_SALE].value)}
    assert sum(found.edge_rps.values()) > found.balancer_rps["public-lb"]
    asked = {each.site for each in load("prod-aws", ROOT).shop.journey.requests.values()}
    assert found.edge_gbps.keys() == found.edge_rps.keys() == asked


def test_headroom_is_in_every_rate():
    plan, found = capacity("prod-aws", EVE), needs("prod-aws")
    [campaign] = [each for each in plan.ahead if each.name == _SALE]
    [peak] = [each for each in plan.queues["payment-jobs"] if each.campaign == _SALE]
    assert found.messages_rps["payment-jobs"] == pytest.approx(peak.value * (1 + campaign.headroom_ratio))


def test_a_stack_that_may_lose_a_zone_needs_nothing_left():
    found = needs("dev-aws")
    assert found.left_instances == {}
    assert found.instances["catalog"] >= 1


def test_limits_are_those_of_the_stack():
    prod, staging, dev = (facts_of(f"{name}-aws").limits for name in ("prod", "staging", "dev"))
    assert (prod.everyday_instances["web"], staging.everyday_instances["web"]) == (6, 3)
    # half the processors of what was measured
    assert dev.throughput_rps["catalog"] == prod.throughput_rps["catalog"] / 2
    assert prod.connections["orders"].keys() == {"orders", "payments"}
    assert (prod.max_connections["core"], staging.max_connections["core"]) == (3_000, 1_000)
    assert (prod.shards, staging.shards) == ({"shop": 6}, {"shop": 2})
    assert prod.stream_shards == {"behaviour": 48, "clicks": 4}  # one update doubles them; 64 and 8 are allowed
    # as many as it was created with
    assert facts_of("prod-alicloud").limits.stream_shards["behaviour"] == 24
    assert prod.message_seconds["fulfilment"] == 10_800
    assert prod.hosts["shop.example.net"] == prod.hosts["www.shop.example.net"] == "web"
    assert prod.hosts["api.shop.example.net"] == "api"


def test_requests_of_a_visit_are_those_of_the_journey():
    """28 files, 17 pages, 12 screens and so on; and of 3 orders in 100 visits 6.1 requests each. Marketplaces that
    call and customers who ask about an order are no visitors."""
    limits = facts_of("prod-aws").limits
    pages_and_app = 28 + 2 + 6 + 6 + 3 + 12 + 5 + 2 + 0.4 + 0.01 + 0.05
    events, mini_program, chat, links, landing = 5, 2, 0.01 + 0.06, 1 + 0.05, 0.2
    each_visit = pages_and_app + events + mini_program + chat + links + landing
    assert limits.visit_requests == pytest.approx(each_visit + 0.03 * (5 + 1.1))
    assert limits.site_requests["partners"] == 0
    assert (limits.visit_seconds, limits.order_requests) == (300, 5)
