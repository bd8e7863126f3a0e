"""How large databases, caches and tables must be, and what stands around, worked out by hand."""

from dataclasses import replace
from datetime import timedelta

import pytest

from infra.capacity.plan.inputs import CacheLimits, DatabaseLimits, TableLimits
from infra.capacity.plan.plan import campaigns_needed, capacity_plan
from tests.capacity.plan.samples import (
    EVE,
    SHOP,
    START,
    calendar,
    campaign,
    demand,
    flat,
    planned,
    stack,
    with_service,
)

WIDE = with_service("orders", throughput_rps=2_000)


def orders(rps, limits=WIDE):
    return planned({"orders": flat(10, (3600, 3660, rps))}, limits=limits)


@pytest.mark.parametrize(
    ("rps", "readers", "reason"),
    [
        # 200 x 1.3 / 10,000 + 100 x 1.3 / 5,000 = 5.2 % of one node
        (100, 1, "200 reads/s x 1.3 / (10,000 x 0.8); when one node is lost, the other does everything at 5%"),
        # 6,000 x 1.3 = 7,800 of 8,000, but 78 % and 78 % of one node are too much
        (
            3_000,
            2,
            "6,000 reads/s x 1.3 / (10,000 x 0.85) = 1, and one more that takes over when the writer is lost",
        ),
        # 10,400 / 8,500: 2 must be left
        (4_000, 3, "8,000 reads/s x 1.3 / (10,000 x 0.85) = 2, and one more"),
        # 16,900 / 8,000: 3, of which the loss of one leaves 2
        (6_500, 3, "13,000 reads/s x 1.3 / (10,000 x 0.8), survives the loss of one node"),
    ],
)
def test_readers(rps, readers, reason):
    database = orders(rps).databases["orders"]
    assert database.readers.value == database.needs[0].number.value == readers
    assert database.needs[0].number.reason.startswith(reason)


def test_the_writer_carries_its_share():
    plan = orders(3_500)
    # 3,500 x 1.3 / 5,000
    assert plan.databases["orders"].writer[0].number.value == pytest.approx(0.91)
    assert [(check.where, check.limit.value) for check in plan.shortfalls] == [("database orders, writer", 0.8)]


def test_without_readers_the_writer_does_everything():
    given = DatabaseLimits(
        readers=0,
        max_readers=0,
        pooled=True,
        max_connections=1_000,
        node_reads_rps=10_000,
        node_writes_rps=5_000,
    )
    limits = replace(WIDE, databases={"orders": given}, survives_zone_loss=False)
    database = orders(1_000, limits).databases["orders"]
    assert database.readers.value == 0
    # 2,000 x 1.3 / 10,000 + 1,000 x 1.3 / 5,000
    assert database.writer[0].number.value == pytest.approx(0.26 + 0.26)


def test_readers_stay_within_what_people_allow_and_one_stays_free():
    plan = orders(3_000, replace(WIDE, databases={"orders": replace(stack().databases["orders"], max_readers=2)}))
    assert plan.databases["orders"].readers.value == 2
    short = next(check for check in plan.shortfalls if check.where == "database orders")
    assert (short.need.value, short.limit.value) == (2, 1)


def test_connections_without_a_pool_count_every_instance():
    database = replace(stack().databases["orders"], pooled=False, max_connections=2_600)
    plan = orders(100, replace(WIDE, databases={"orders": database}))
    assert plan.connections["orders"] == ()
    short = next(check for check in plan.checks if check.where == "database orders, connections")
    # 120 instances x 20, and 0.9 x 2,600
    assert (short.need.value, short.limit.value, short.holds) == (2_400, 2_340, False)


@pytest.mark.parametrize(("rps", "shards"), [(100, 3), (15_000, 4), (60_000, 6)])
def test_shards(rps, shards):
    """5 operations a request x 1.3 / (50,000 x 0.6); 15,000 x 6.5 / 30,000 = 3.25."""
    limits = with_service("web", throughput_rps=20_000)
    cache = planned({"web": flat(10, (3600, 3660, rps))}, limits=limits).caches["shop"]
    assert cache.shards.value == shards


def test_a_cache_of_one_shard_is_not_divided_while_it_serves():
    given = CacheLimits(shards=1, max_shards=6, shard_operations_rps=50_000)
    limits = replace(with_service("web", throughput_rps=20_000), caches={"shop": given})
    plan = planned({"web": flat(10, (3600, 3660, 15_000))}, limits=limits)
    assert plan.caches["shop"].shards.value == 1
    (short,) = (check for check in plan.shortfalls if check.where == "cache shop")
    assert "two shards or more" in short.fix


def test_a_table_is_warmed_while_a_campaign_is_in_preparation():
    warmed = orders(15_000).tables["carts"]
    # 15,000 x 1.3 reads, in thousands; 7,500 x 1.3 = 9,750 writes
    assert (warmed.warm_reads.value, warmed.warm_writes.value) == (20_000, 10_000)
    assert orders(100).tables["carts"].warm_reads.value == 12_000  # what a new table has
    early = planned({"orders": flat(15_000)}, limits=WIDE, clock=START - timedelta(days=31))
    assert early.tables["carts"].warm_reads is None
    assert orders(15_000, replace(WIDE, cloud=stack("alicloud").cloud)).tables["carts"].warm_reads is None


def test_what_a_table_was_warmed_to_is_never_lowered():
    """Neither by a smaller campaign after a larger one, nor below what people wrote down."""
    after = calendar(campaign("large"), campaign("small", START + timedelta(days=10)))
    clock = START + timedelta(days=9)
    assert [each.name for each in campaigns_needed(after, clock)] == ["small", "large"]
    found = {
        "large": demand({"orders": flat(15_000)}, name="large"),
        "small": demand({"orders": flat(100)}, name="small", start=START + timedelta(days=10)),
    }
    plan = capacity_plan(after, found, SHOP, WIDE, clock)
    assert plan.tables["carts"].warm_reads.value == 20_000
    written = replace(WIDE, tables={"carts": TableLimits(warm_reads_rps=30_000, warm_writes_rps=1)})
    assert orders(100, written).tables["carts"].warm_reads.value == 30_000


def test_a_load_balancer_is_reserved_where_it_cannot_grow_in_time():
    plan = planned({"web": flat(100, (3600, 3660, 7_800))})
    # 7,800 x 100 KiB x 1.3 / (10^9 / 3,600 bytes)
    assert plan.balancers["public-lb"].units.value == 3_739
    assert plan.balancers["public-lb"].needs[0][1].reason.endswith("by itself it only doubles")
    slow = planned({"web": flat(5_000, (3600, 3660, 7_800))})
    assert slow.balancers["public-lb"].units.value == 0


def test_where_each_address_has_a_limit_the_way_out_is_made_wider():
    wide = planned({"web": flat(100, (3600, 3660, 780))}, limits=stack("alicloud")).balancers["public-lb"]
    assert wide.mbps.value == pytest.approx(780 * 102_400 * 1.3 * 8 / 1e6)
    assert planned({"web": flat(100)}).balancers["public-lb"].mbps.value == 0  # aws has no such limit


def test_a_third_party_is_called_as_late_as_messages_may_wait():
    """36,000 jobs within a minute: 300 calls a second over two minutes are enough."""
    plan = planned({}, jobs=flat(0, (3600, 3660, 600.0)))
    needs = [check.need.value for check in plan.checks if check.where == "third party bank"]
    assert needs == [pytest.approx(300), pytest.approx(390)]


@pytest.mark.parametrize(
    ("limit", "refused", "short"), [(400, False, False), (350, False, True), (250, True, True)]
)
def test_a_contract_that_the_forecast_exceeds_is_refused(limit, refused, short):
    shop = replace(SHOP, third_parties={"bank": replace(SHOP.third_parties["bank"], limit_rps=limit)})
    plan = planned({}, jobs=flat(0, (3600, 3660, 600.0)), shop=shop)
    assert bool(plan.refused) is refused
    assert bool(plan.shortfalls) is short
    if refused:
        assert plan.refused[0].limit.value == limit


def test_connections_without_keep_alive_use_up_the_addresses():
    shop = replace(
        SHOP,
        third_parties={"bank": replace(SHOP.third_parties["bank"], limit_rps=5_000, keep_alive=False)},
    )
    plan = planned(
        {}, jobs=flat(0, (3600, 3660, 6_000.0)), shop=shop, limits=with_service("pay", max_instances=900)
    )
    (way_out,) = (check for check in plan.checks if check.where == "NAT to bank")
    # 360,000 jobs in 120 s are 3,000 a second x 1.3, of which one address opens 900: 5; a lost zone takes one of 3
    assert (way_out.need.value, way_out.limit.value) == (5, 2)


def test_more_than_the_region_grants_is_refused_with_the_number():
    wave = {"web": flat(10, (3600, 3660, 7800.0))}
    # 90 instances of 4 vCPU
    assert planned(wave, limits=stack(vcpus=360)).refused == ()
    (check,) = planned(wave, limits=stack(vcpus=359)).refused
    assert (check.where, check.need.value, check.limit.value) == ("account", 360, 359)


def test_a_ramp_that_no_load_balancer_can_be_prepared_for_is_refused():
    limits = with_service("web", throughput_rps=2_000)
    plan = planned({"web": flat(100, (3600, 3660, 40_000))}, limits=limits, clock=EVE)
    (check,) = (check for check in plan.refused if check.where == "load balancer public-lb")
    assert check.limit.value == 15_000
    assert check.need.value > 15_000


def test_the_same_input_gives_the_same_plan():
    wave = {"web": flat(10, (3600, 3660, 7800.0)), "orders": flat(50)}
    assert planned(wave) == planned(wave)
