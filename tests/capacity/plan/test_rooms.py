"""Waiting rooms: what enters is carried however long it goes on, and only who comes to the own sites counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from infra.capacity.calendar import Campaign
from infra.capacity.demand import demand as asked
from infra.capacity.plan.plan import CapacityPlan, capacity_plan
from infra.capacity.sources import Drops, Even, Kind, Source
from tests.capacity.plan.samples import EVE, SECONDS, SHOP, START, calendar, demand, flat, stack, with_service

AT = 3_600
STREAM = Source(
    name="stage",
    kind=Kind.LIVE_STREAM,
    start=START,
    reach=10_000,
    click_ratio=0.1,
    conversion_ratio=0.1,
    confidence_factor=1.0,
    shape=Drops(drop_seconds=(AT,), decay_seconds=20, seconds=7_200),
)
CALM, WAVE = 100.0, 2_000.0


def _campaign(*sources: Source) -> Campaign:
    return Campaign(
        name="sale",
        start=START,
        end=START + timedelta(seconds=SECONDS),
        sources=sources,
        headroom_ratio=0.3,
    )


def _planned(users_per_minute: int, *sources: Source, **limits: object) -> CapacityPlan:
    """Calm, and from the drop on a wave that the plan has instances for."""
    wave = {name: flat(CALM, (AT, AT + 600, WAVE)) for name in ("web", "orders")}
    return capacity_plan(
        calendar(_campaign(*sources)),
        {"sale": demand(wave)},
        SHOP,
        stack(waiting_rooms={"live": users_per_minute}, **limits),
        EVE,
    )


def _room(plan: CapacityPlan):
    return [check for check in plan.checks if check.where == "waiting room live"]


def test_what_enters_is_held_against_the_instances_of_the_campaign() -> None:
    plan = _planned(60_000, STREAM)
    (check,) = _room(plan)
    instances = int(plan.pools["web"].needs[0].instances.value)
    # ten pages and the landing page, half of them from the CDN; a tenth of the visitors sends three requests of an
    # order, of which the CDN answers none, so `orders` has time for many more
    most = (instances * 200 * 0.85 - CALM) / 5.5 * 60
    assert check.limit.value == int(most)
    assert check.limit.reason.startswith(
        f"({instances} web x 200 requests/s x 0.85 - 100 just before a drop) / 5.5"
    )
    assert (check.need.value, check.campaign, check.holds, check.firm) == (60_000, "sale", False, False)
    assert check in plan.shortfalls
    assert _room(_planned(int(most), STREAM))[0].holds


def test_the_service_that_ends_first_decides() -> None:
    few = with_service("orders", throughput_rps=20.0, max_instances=10)
    (check,) = _room(_planned(60_000, STREAM, services=few.services))
    assert check.limit.value == int((10 * 20 * 0.85 - CALM) / 0.3 * 60) > 0
    assert "orders" in check.limit.reason
    assert "gives orders more instances" in check.fix


def test_a_service_that_is_full_before_the_drop_carries_nobody() -> None:
    full = with_service("orders", throughput_rps=10.0, max_instances=6)
    assert _room(_planned(10, STREAM, services=full.services))[0].limit.value == 0


@pytest.mark.parametrize(
    "sources", [(), (replace(STREAM, channel="douyin"),), (replace(STREAM, shape=Even(seconds=60)),)]
)
def test_a_campaign_whose_viewers_do_not_come_asks_nothing(sources: tuple[Source, ...]) -> None:
    assert _room(_planned(60_000, *sources)) == []


def test_a_stack_without_a_room_has_no_check() -> None:
    plan = capacity_plan(calendar(_campaign(STREAM)), {"sale": demand({})}, SHOP, stack(), EVE)
    assert _room(plan) == []


def test_as_many_as_the_limit_keep_the_service_at_its_highest_utilisation() -> None:
    """The arithmetic of one visit is that of a demand in which visitors come evenly."""
    plan = _planned(60_000, STREAM)
    entering = _room(plan)[0].limit.value / 60
    steady = replace(STREAM, reach=entering * SECONDS, click_ratio=1.0, shape=Even(seconds=SECONDS))
    days = calendar(_campaign(steady))
    found = asked(days, days.campaigns["sale"].window, SHOP)
    instances = plan.pools["web"].needs[0].instances.value
    assert np.isclose(found.service_rps["web"][AT] + CALM, instances * 200 * 0.85, rtol=1e-3)
