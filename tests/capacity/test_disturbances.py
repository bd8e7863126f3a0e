"""What goes wrong besides lost zones, and queues that a service's own instances work off."""

from __future__ import annotations

import math

import numpy as np
import pytest

from infra.capacity.autoscaler import Scheduled, ZoneLoss
from infra.capacity.scenario import Disturbance, Workers
from infra.capacity.simulation import simulate
from infra.capacity.verdict import Limit, breaches, response_of
from tests.capacity.scenarios import group, level, service, shop, station


def beside(name="web", rps=10.0, **changes):
    """Messages that each instance of a service works off beside its requests, so many a second."""
    slow = station(service_time_seconds=1 / rps, workers_per_instance=1, timeout_seconds=math.inf, pooled=True)
    return Workers(**{"station": slow, "service": name, **changes})


def alone(load, queue, instances=10, **changes):
    services = {"web": service(instances, sends={"mails": 1})}
    return shop(**{"services": services, "queues": {"mails": queue}, "loads": {"web": load}, **changes})


def test_workers_are_as_many_as_the_service_has():
    growing = service(group=group(2, maximum=20, scheduled=(Scheduled(at_second=200, minimum=20),)))
    scenario = alone(level(1), beside(), services={"web": growing}, messages={"mails": level(100)})
    found = simulate(scenario)
    mails = found.queues["mails"]
    assert (mails.trajectory.in_service == found.services["web"].trajectory.in_service).all()
    assert mails.trajectory.events == ()  # told once, by the service
    # 20 a second until 270, then 200: 80 x 270 = 21,600 wait, with 100 to spare for 216 s
    assert mails.backlog.messages.max() == pytest.approx(21_600, rel=0.01)
    assert np.flatnonzero(mails.backlog.messages > 100)[-1] == pytest.approx(270 + 216, abs=5)


def test_a_lost_zone_takes_its_workers_too():
    lost = alone(level(80), beside(), losses=(ZoneLoss(at_second=300, detect_seconds=1000),))
    assert simulate(alone(level(80), beside())).queues["mails"].backlog.messages.max() < 2
    # 10 instances do 100 a second, the 6 that are left 60: 20 a second stay
    assert simulate(lost).queues["mails"].backlog.messages[-1] == pytest.approx(20 * 300, rel=0.02)


def test_something_behind_the_workers_may_hold_them_back():
    found = simulate(alone(level(80), beside(most_rps=50)))
    assert found.queues["mails"].flow.served_rps.max() == pytest.approx(50, rel=1e-3)
    assert found.queues["mails"].backlog.messages[-1] == pytest.approx(30 * 600, rel=0.01)
    assert simulate(alone(level(40), beside(most_rps=50))).queues["mails"].backlog.messages.max() < 2


def test_messages_may_cause_messages():
    queues = {"mails": beside(sends={"copies": 2}), "copies": beside(rps=1000)}
    found = simulate(alone(level(80), beside(), queues=queues))
    assert found.queues["copies"].arrivals_rps[-1] == pytest.approx(160)


def test_a_service_and_a_queue_of_one_name_are_two_things():
    services = {"web": service(sends={"mails": 0.5}), "mails": service(2)}
    found = simulate(shop(services=services, queues={"mails": beside("mails")}, loads={"web": level(100)}))
    assert found.queues["mails"].arrivals_rps[-1] == pytest.approx(50)
    assert found.services["mails"].arrivals_rps.max() == 0


def test_calls_from_inside_are_work_but_nobody_outside_waits_for_them():
    scenario = shop(
        services={"web": service(), "catalog": service()},
        queues={},
        loads={"web": level(100)},
        inside={"catalog": level(300)},
    )
    found = simulate(scenario)
    assert found.services["catalog"].arrivals_rps[-1] == 300
    assert found.overall.arrivals_rps[-1] == 100


def test_in_an_outage_everything_fails_and_messages_wait():
    out = Disturbance(service="web", at_second=300, seconds=30)
    found = simulate(alone(level(80), beside(), messages={"mails": level(5)}, disturbances=(out,)))
    failed = found.services["web"].flow.failed_rps
    assert failed[300:330].sum() == pytest.approx(30 * 80, rel=0.01)
    assert (failed[:300].sum(), failed[330:].sum()) == (0, 0)
    waiting = found.queues["mails"].backlog.messages
    assert waiting[329] == pytest.approx(5 * 30, rel=0.05)
    assert waiting[400] < 5
    assert found.queues["mails"].failed_ratio == 0


def test_a_disturbance_of_messages_leaves_requests_alone():
    slow = Disturbance(service="web", at_second=300, seconds=60, slowness=4, requests=False)
    found = simulate(alone(level(80), beside(), disturbances=(slow,)))
    assert found.queues["mails"].backlog.messages[359] == pytest.approx((80 - 25) * 60, rel=0.05)
    calm = simulate(alone(level(80), beside()))
    assert (found.services["web"].response.mean_seconds == calm.services["web"].response.mean_seconds).all()


def test_of_two_disturbances_the_worse_counts():
    slow = [Disturbance(service="web", at_second=100, seconds=60, slowness=by, messages=False) for by in (2, 3)]
    found = simulate(
        shop(services={"web": service()}, queues={}, loads={"web": level(1)}, disturbances=tuple(slow))
    )
    assert found.services["web"].response.mean_seconds[[50, 130]] == pytest.approx([0.02, 0.06], rel=1e-3)


@pytest.mark.parametrize(("with_calls", "broken"), [(False, False), (True, True)])
def test_an_objective_may_speak_of_the_service_with_all_that_it_calls(with_calls, broken):
    """Exponential 20 ms alone: p99 92 ms; with a call of 40 ms more than 150."""
    scenario = shop(
        services={
            "web": service(calls={"slow": 1}, latency_objective_seconds=0.15, objective_with_calls=with_calls),
            "slow": service(station=station(service_time_seconds=0.04)),
        },
        queues={},
        loads={"web": level(100)},
    )
    found = simulate(scenario)
    assert [(each.where, each.limit) for each in breaches(found)] == ([("web", Limit.LATENCY)] if broken else [])
    mean = response_of(found, "web").mean_seconds[-1]
    assert mean == pytest.approx(0.06 if with_calls else 0.02, rel=0.01)
