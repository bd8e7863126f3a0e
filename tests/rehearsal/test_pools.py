"""Planned groups and measured instances as they are played."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from infra.capacity.group import Metric, Scheduled, StepDown, TargetTracking
from infra.capacity.plan.station import station
from infra.rehearsal.errors import RehearsalError
from infra.rehearsal.planned import PlannedAction
from infra.rehearsal.pools import group, services
from tests.rehearsal.samples import MEASURED, START, planned, pool, service, stage

WEB = MEASURED.services["web"]


def action(seconds, minimum=None, maximum=None, desired=None):
    return PlannedAction(
        name="step", at=START + timedelta(seconds=seconds), minimum=minimum, maximum=maximum, desired=desired
    )


def played(given=None, measured=WEB, **changes):
    """The group of `web`, which gets 100 requests a second."""
    return group(stage(**changes), "web", given or pool(), measured)


def test_limits_zones_and_launches_are_those_of_the_plan_and_the_cloud():
    found = played()
    assert (found.minimum, found.maximum, found.zones) == (10, 20, 3)
    assert (found.boot_seconds, found.warm_up_seconds) == (60, 45)
    assert (found.launch_burst, found.launch_rate_per_second) == (1000, 2)
    assert found.tracking == pool().tracking
    step = StepDown(cpu_ratio=0.4, share_ratio=0.1)
    assert played(pool(step_down=step, warm_pool=3)).step_down is step
    assert played(pool(warm_pool=3)).warm_pool == 3


@pytest.mark.parametrize(
    ("joins", "gives_up", "boots", "seconds"),
    [(0, 900, 60, 60), (105, 105, 60, 105), (105, 105, 105, 105), (105, 105, 106, 10**9), (0, 50, 60, 10**9)],
)
def test_an_instance_joins_when_it_may_and_never_if_nobody_waits_for_it(joins, gives_up, boots, seconds):
    given = pool(joins_after_seconds=joins, gives_up_after_seconds=gives_up)
    assert played(given, service(boot_seconds=boots)).boot_seconds == seconds


def test_rises_come_two_minutes_late_and_falls_in_time():
    found = played(pool(actions=(action(100, 15, 30), action(500, 8, 20), action(600, 9), action(700, None, 25))))
    assert found.scheduled == (
        Scheduled(at_second=220, minimum=15, maximum=30),
        Scheduled(at_second=500, minimum=8, maximum=20),
        Scheduled(at_second=699, minimum=9),  # not after the next one
        Scheduled(at_second=700, maximum=25),
    )
    assert (found.minimum, found.maximum) == (10, 20)


def test_what_ran_before_the_start_has_run():
    found = played(pool(actions=(action(-600, 12, 40), action(-121, 14), action(-119, 16))))
    assert (found.minimum, found.maximum, found.desired) == (14, 40, 14)
    assert found.scheduled == (Scheduled(at_second=1, minimum=16),)


def test_without_its_schedule_nothing_runs():
    assert played(pool(actions=(action(100, 15),)), scheduled=False).scheduled == ()


def test_a_minimum_above_the_maximum_is_refused():
    with pytest.raises(RehearsalError, match="a-group: its minimum 30 is above its maximum 20 after step"):
        played(pool(actions=(action(600, 30),)))
    with pytest.raises(RehearsalError, match="a-group: its minimum 10 is above its maximum 9"):
        played(pool(maximum=9))


@pytest.mark.parametrize(
    ("policies", "desired"),
    [
        ((), 10),
        ((TargetTracking(metric=Metric.REQUESTS_PER_INSTANCE, target=400),), 15),  # 100 x 60 / 400
        ((TargetTracking(metric=Metric.REQUESTS_PER_INSTANCE, target=100),), 20),  # no more than the maximum
        ((TargetTracking(metric=Metric.CPU, target=0.08),), 13),  # 100 / (100 x 0.08) = 12.5
        ((TargetTracking(metric=Metric.REQUESTS_PER_INSTANCE, target=500, route="outside"),), 12),
        ((TargetTracking(metric=Metric.REQUESTS_PER_INSTANCE, target=500, route="inside"),), 10),
    ],
)
def test_the_group_has_grown_to_the_load_that_it_begins_with(policies, desired):
    assert played(pool(tracking=policies)).desired == desired


@pytest.mark.parametrize(
    ("throughput", "milliseconds", "slots", "time"),
    [(100, 20, 2, 0.02), (420, 18, 8, 8 / 420), (5, 20, 1, 0.2), (400, 20, 8, 0.02), (401, 20, 9, 9 / 401)],
)
def test_an_instance_does_what_was_measured_whatever_it_accepts(throughput, milliseconds, slots, time):
    found = station(service(throughput_rps=throughput, service_time_seconds=milliseconds / 1000, worker_slots=64))
    assert found.workers_per_instance == slots
    assert found.service_time_seconds == pytest.approx(time)
    assert found.workers_per_instance / found.service_time_seconds == pytest.approx(throughput)


def test_services_call_each_other_as_the_shop_says_and_are_judged_with_their_calls():
    found = services(stage())
    assert found["web"].calls == {"orders": 0.5}
    assert found["orders"].sends == {"mails": 0.1}
    assert all(each.objective_with_calls and each.latency_objective_seconds == 1 for each in found.values())


def test_a_service_without_a_group_is_refused():
    lacking = planned(pools={name: pool() for name in ("web", "orders", "worker")})
    with pytest.raises(RehearsalError, match="the plan has no scaling group for the service mailer"):
        services(stage(planned=lacking))


def test_what_people_wish_is_not_read():
    wishes = replace(WEB, min_instances=500, max_instances=900, target_ratio=0.1)
    assert played(measured=wishes) == played()
