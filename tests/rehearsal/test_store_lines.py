"""Limits of stores: by hand for the sample shop."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from infra.capacity.lines import Growth
from infra.capacity.plan.inputs import StackLimits
from infra.rehearsal.errors import RehearsalError
from infra.rehearsal.store_lines import store_lines
from tests.rehearsal.samples import MEASURED, PLANNED, SHOP, planned, stage

DATABASE, CACHE, TABLE = PLANNED.databases["core-db"], PLANNED.caches["shop-cache"], PLANNED.tables["carts-table"]


def lines(**changes):
    return dict(store_lines(stage(**changes)))


def database(**changes):
    return planned(databases={"core-db": replace(DATABASE, **changes)})


def test_readers_carry_reads_and_the_writer_writes():
    found = lines()
    reads, writes = found["database core: reads"], found["database core: writes"]
    assert reads.per_request == {"orders": 2, "worker": 1}
    assert reads.per_message == {"jobs": 1}
    assert writes.per_request == {"orders": 1}
    assert np.asarray(reads.limit) == pytest.approx(1940)
    assert np.asarray(writes.limit) == pytest.approx(485)
    assert "database core: its only node" not in found


def test_a_lost_zone_takes_the_nodes_of_the_fullest():
    found = lines(planned=database(zones=("a", "b", "a")), zone_lost_at=600)
    assert np.asarray(found["database core: reads"].limit)[[599, 600]].tolist() == [pytest.approx(1940), inf]
    only = np.asarray(found["database core: its only node"].limit)
    assert only[[599, 600]].tolist() == [inf, 1]
    # reads and writes share the node that is left: 2 / 970 and 1 / 485 of it for each request to orders
    assert found["database core: its only node"].per_request["orders"] == pytest.approx(2 / 970 + 1 / 485)


def test_a_single_node_does_everything_and_nothing_is_left_when_its_zone_is_lost():
    found = lines(planned=database(nodes=1, zones=("a",)), zone_lost_at=600)
    assert set(found) >= {"database core: its only node", "database core: connections"}
    assert "database core: reads" not in found
    assert np.asarray(found["database core: its only node"].limit)[[599, 600]].tolist() == [1, 0]


def test_a_hot_standby_is_no_loss_and_a_failed_node_is_one():
    calm = lines(planned=database(zones=()), zone_lost_at=600)
    assert np.asarray(calm["database core: reads"].limit) == pytest.approx(1940)
    failed = lines(nodes_lost=(("core", 300), ("other", 0)))
    assert np.asarray(failed["database core: reads"].limit)[[299, 300]].tolist() == pytest.approx([1940, 970])


def test_instances_hold_connections_unless_a_pool_stands_in_front():
    held = lines()["database core: connections"]
    assert (held.per_instance, held.limit) == ({"orders": 10}, 500)
    pooled = lines(planned=database(pooled_ratio=0.9))["database core: connections"]
    assert (pooled.limit, pooled.per_instance) == (450, {})
    assert (pooled.per_request, pooled.per_message) == ({"orders": 0.02}, {})


def test_behind_a_pool_a_message_keeps_a_connection_as_long_as_its_slot():
    worker = replace(SHOP.services["worker"], connections=5)
    shop = replace(SHOP, services={**SHOP.services, "worker": worker})
    pooled = lines(planned=database(pooled_ratio=1.0), shop=shop)["database core: connections"]
    assert pooled.per_message == {"jobs": 8 / 20}  # 8 slots work off 20 messages a second
    assert pooled.per_request == {"orders": 0.02, "worker": 0.02}


@pytest.mark.parametrize(("replicas", "after"), [(1, 2910), (0, 1940)])
def test_shards_survive_a_lost_zone_if_they_have_copies(replicas, after):
    given = planned(caches={"shop-cache": replace(CACHE, replicas=replicas)})
    cache = lines(planned=given, zone_lost_at=600)["cache shop"]
    assert cache.per_request == {"web": 3}
    assert np.asarray(cache.limit)[[599, 600]].tolist() == pytest.approx([2910, after])


def test_tables_take_what_the_plan_says_and_grow_as_their_cloud_lets_them():
    growth = Growth(factor=2, after_seconds=1800)
    found = lines(planned=planned(tables={"carts-table": replace(TABLE, growth=growth, writes_per_second=inf)}))
    assert found["table carts: reads"].growth is growth
    assert found["table carts: reads"].limit == 12_000
    assert found["table carts: reads"].per_request == {"orders": 1}
    assert "table carts: writes" not in found


def test_queues_with_a_limit_of_their_own_or_together():
    assert not any("queue" in name for name in lines())
    queues = {name: replace(each, messages_per_second=300) for name, each in PLANNED.queues.items()}
    found = lines(planned=planned(queues=queues, messages_per_second=20_000))
    assert (found["queue jobs"].limit, found["queue jobs"].per_put) == (300, {"jobs": 1})
    together = found["all queues together"]
    # a flood is sent at once, and taken and deleted when there is time
    assert (together.per_put, together.per_message) == ({"jobs": 1, "mails": 1}, {"jobs": 2, "mails": 2})


@pytest.mark.parametrize(
    ("part", "says"),
    [("databases", "no database core"), ("caches", "no cache shop"), ("tables", "no table carts")],
)
def test_a_plan_without_a_store_is_refused(part, says):
    with pytest.raises(RehearsalError, match=says):
        lines(planned=planned(**{part: {}}))


def test_what_people_wish_is_not_read():
    wishes: StackLimits = replace(
        MEASURED,
        databases={"core": replace(MEASURED.databases["core"], readers=9, max_readers=9, max_connections=9)},
        caches={"shop": replace(MEASURED.caches["shop"], shards=9, max_shards=9)},
    )
    asked, given = lines(measured=wishes), lines()
    assert {name: np.asarray(line.limit).tolist() for name, line in asked.items()} == {
        name: np.asarray(line.limit).tolist() for name, line in given.items()
    }
