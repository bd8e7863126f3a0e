"""The cheapest floors: they hold, one instance fewer does not, and together they are proved."""

from dataclasses import replace

import pytest

from infra.capacity.plan.levers import Lever
from infra.capacity.plan.optimise import optimise
from infra.capacity.plan.plan import capacity_plan
from infra.capacity.plan.station import station
from infra.capacity.plan.trial import Trial
from tests.capacity.plan.samples import EVE, HEADROOM, SECONDS, SHOP, calendar, demand, flat, service, stack

WAVE = flat(100, (3600, 4200, 7_800.0))


def found(requests, limits=None, jobs=None):
    limits = limits or stack()
    demands = {"sale": demand(requests, jobs)}
    plan = capacity_plan(calendar(), demands, SHOP, limits, EVE)
    return tuple(optimise(plan, demands, SHOP, limits)), Trial(
        demands["sale"], slice(0, SECONDS), 1 + HEADROOM, SHOP, limits
    )


def test_one_instance_fewer_does_not_hold():
    (optimum,), _ = found({"web": WAVE})
    web = next(choice for choice in optimum.choices if choice.service == "web")
    trial = Trial(demand({"web": WAVE}), slice(900, 900 + optimum.seconds), 1 + HEADROOM, SHOP, stack())
    assert (web.planned, web.holds, web.lever) == (90, True, Lever.SCHEDULED)
    assert web.instances < web.planned
    assert trial.holds("web", web.instances, Lever.SCHEDULED)
    assert not trial.holds("web", web.instances - 1, Lever.SCHEDULED)


def test_all_together_are_proved_with_and_without_a_zone():
    (optimum,), _ = found(
        {"web": WAVE, "orders": flat(50, (3600, 4200, 3_000.0))}, jobs=flat(0, (3600, 3660, 600.0))
    )
    assert optimum.holds
    assert optimum.breaches == optimum.zone_lost_breaches == ()
    assert optimum.seconds == 5_400


def test_queues_keep_their_workers():
    """36,000 jobs in two minutes are 300 a second x 1.3 / 10: 39 must be left of three zones."""
    (optimum,), _ = found({"web": WAVE}, jobs=flat(0, (3600, 3660, 600.0)))
    pay = next(choice for choice in optimum.choices if choice.service == "pay")
    assert pay.instances == 39 + 20


def test_what_the_everyday_floor_carries_needs_nothing():
    assert found({"web": flat(100)})[0] == ()
    (optimum,), _ = found({"web": WAVE, "orders": flat(100)})
    orders = next(choice for choice in optimum.choices if choice.service == "orders")
    assert (orders.instances, orders.lever, orders.hours) == (6, Lever.TRACKING, 0.0)


def test_hours_are_those_of_the_floor():
    (optimum,), _ = found({"web": WAVE})
    web = next(choice for choice in optimum.choices if choice.service == "web")
    # from 18:55 to 21:00
    assert web.hours == pytest.approx(125 / 60)
    assert web.instance_hours == web.instances * web.hours < web.planned_hours


def test_a_cap_that_is_too_low_is_said():
    limits = stack(services={name: service(max_instances=40) for name in SHOP.services})
    (optimum,), _ = found({"web": WAVE}, limits)
    web = next(choice for choice in optimum.choices if choice.service == "web")
    assert (web.instances, web.holds) == (40, False)
    assert not optimum.holds


def test_more_instances_never_fail_more():
    _, trial = found({"web": WAVE})
    held = [trial.holds("web", instances, Lever.SCHEDULED) for instances in range(60, 91, 5)]
    assert held == sorted(held)
    assert held[-1]


def test_an_instance_does_exactly_what_was_measured():
    played = station(replace(service(), throughput_rps=420.0, service_time_seconds=0.018))
    assert played.workers_per_instance == 8  # 7.56 busy, rounded up
    assert played.workers_per_instance / played.service_time_seconds == pytest.approx(420)
