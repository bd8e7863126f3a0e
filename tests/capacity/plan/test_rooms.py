"""Waiting rooms: what enters is carried however long it goes on, and only who comes to the own sites counts."""

from __future__ import annotations

import math
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
    left = instances - math.ceil(instances / 3)
    most = (left * 0.85 * 200 - CALM) / 5.5 * 60
    assert check.limit.value == int(most)
    assert check.limit.reason.startswith(
        f"({left} web left by a lost zone x 0.85 x 200 requests/s - 100 just before a drop) / 5.5"
    )
    assert (check.need.value, check.campaign, check.holds, check.firm) == (60_000, "sale", False, False)
    assert check in plan.shortfalls
    assert _room(_planned(int(most), STREAM))[0].holds


def test_the_service_that_ends_first_decides() -> None:
    few = with_service("orders", throughput_rps=20.0, max_instances=10)
    (check,) = _room(_planned(60_000, STREAM, services=few.services))
    assert check.limit.value == int((6 * 0.85 * 20 - CALM) / 0.3 * 60) > 0
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
    instances = int(plan.pools["web"].needs[0].instances.value)
    left = instances - math.ceil(instances / 3)
    assert np.isclose(found.service_rps["web"][AT] + CALM, left * 200 * 0.85, rtol=1e-3)


@pytest.mark.parametrize(("instances", "busy"), [(30, 17.0), (4, 1.7), (6, 3.4)])
def test_a_lost_zone_leaves_less_than_all_are_planned_to_do(instances: int, busy: float) -> None:
    few = with_service("web", max_instances=instances, min_instances=instances)
    (check,) = _room(_planned(60_000, STREAM, services=few.services))
    assert check.limit.value == int((busy * 200 - CALM) / 5.5 * 60)


def test_where_no_zone_may_be_lost_all_instances_count() -> None:
    few = with_service("web", max_instances=10)
    (check,) = _room(_planned(60_000, STREAM, services=few.services, survives_zone_loss=False))
    assert check.limit.value == int((10 * 0.65 * 200 - CALM) / 5.5 * 60)
    assert check.limit.reason.startswith("(10 web x 0.65 x 200 requests/s - 100")


def test_a_drop_at_the_first_second_finds_the_ordinary_traffic_before_it() -> None:
    """The window begins with the drop: what was before is not in its demand, and not nothing."""
    first = replace(STREAM, shape=replace(STREAM.shape, drop_seconds=(0,)))
    days = calendar(_campaign(first))
    days = replace(days, base=replace(days.base, sessions_per_day=20 * 86_400.0))
    rooms = stack(waiting_rooms={"live": 60_000}, share_ratio=0.5)
    wave = demand({name: flat(CALM, (0, 600, WAVE)) for name in ("web", "orders")})
    (check,) = _room(capacity_plan(days, {"sale": wave}, SHOP, rooms, EVE))
    # half of 20 visits a second, each with ten pages, half of them from the CDN
    assert "200 requests/s - 50 just before a drop" in check.limit.reason


def test_rooms_share_what_the_services_carry() -> None:
    (alone,) = _room(_planned(10_000, STREAM))
    wave = {name: flat(CALM, (AT, AT + 600, WAVE)) for name in ("web", "orders")}
    two = stack(waiting_rooms={"live": 10_000, "www": 15_000})
    plan = capacity_plan(calendar(_campaign(STREAM)), {"sale": demand(wave)}, SHOP, two, EVE)
    left = {check.where: check.limit for check in plan.checks if check.where.startswith("waiting room")}
    assert left["waiting room live"].value == alone.limit.value - 15_000
    assert left["waiting room www"].value == alone.limit.value - 10_000
    assert left["waiting room live"].reason == f"{alone.limit.reason} - 15,000 of other rooms"


def test_a_drop_before_the_great_one_has_the_instances_of_its_own_floor() -> None:
    """The floor rises to the peak when the peak needs it: at an earlier drop it is lower, and carries fewer."""
    twice = replace(STREAM, shape=replace(STREAM.shape, drop_seconds=(AT, 2 * AT)))
    waves = flat(CALM, (AT, AT + 600, WAVE / 4), (2 * AT, 2 * AT + 600, WAVE))
    asked_for = {"sale": demand(dict.fromkeys(("web", "orders"), waves))}
    rooms = stack(waiting_rooms={"live": 60_000})
    plan = capacity_plan(calendar(_campaign(twice)), asked_for, SHOP, rooms, EVE)
    need = plan.pools["web"].needs[0]
    (check,) = _room(plan)
    assert need.instances.value == max(hold.instances for hold in need.holds) > 6
    assert check.limit.reason.startswith("(4 web left by a lost zone x 0.85 x 200 requests/s")
