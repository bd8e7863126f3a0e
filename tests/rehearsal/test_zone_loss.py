"""The second at which losing a zone hurts most."""

from __future__ import annotations

import numpy as np
import pytest

from infra.capacity.autoscaler import Scheduled, ZoneLoss
from infra.capacity.simulation import simulate
from infra.rehearsal.zone_loss import worst_second
from tests.capacity.scenarios import group, level, service, shop


def web(load, instances=9, **changes):
    return shop(services={"web": service(instances, **changes)}, queues={}, loads={"web": load})


def test_where_the_rest_is_enough_it_is_the_busiest_second():
    load = level(1000)
    load[400:410] = 2000
    assert worst_second(simulate(web(load))) == 400


def test_a_peak_that_the_rest_cannot_carry_is_met_with_all_of_it():
    """Six of nine are left, 2,400 requests a second, until 130 s later: a plateau of 100 s must lie within."""
    load = level(1000)
    load[400:500] = 3000
    worst = worst_second(simulate(web(load)))
    assert 370 <= worst <= 400


def test_instances_that_a_group_has_just_got_count():
    """500 s before its end the group is raised, so the same load is harder for the rest before."""
    load = level(2000)
    scheduled = (Scheduled(at_second=100, minimum=30),)
    found = simulate(web(load, group=group(9, maximum=30, scheduled=scheduled)))
    assert worst_second(found) < 170


@pytest.mark.parametrize("seed", range(5))
def test_no_other_second_makes_more_requests_fail(seed):
    chance = np.random.default_rng(seed)
    load = 1500 + 1500 * np.repeat(chance.random(20), 30)
    calm = simulate(web(load))

    def failed(second):
        lost = (ZoneLoss(at_second=second, detect_seconds=60),)
        scenario = web(load)
        return simulate(
            shop(services=scenario.services, queues={}, loads=scenario.loads, losses=lost)
        ).overall.failed_rps.sum()

    others = max(failed(second) for second in range(0, 600, 20))
    assert failed(worst_second(calm)) >= 0.9 * others
