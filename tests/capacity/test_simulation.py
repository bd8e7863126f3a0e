"""A whole scenario: what goes in comes out, steady states are exact, and more never does worse."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.capacity.autoscaler import Metric, Scheduled, TargetTracking, ZoneLoss
from infra.capacity.queueing import response_quantile
from infra.capacity.simulation import simulate
from tests.capacity.scenarios import group, level, service, shop, station, workers


def burst(peak: float, seconds: int = 40, base: float = 200, minutes: int = 10):
    """A calm load and something short in its middle."""
    load = level(base, minutes)
    load[300 : 300 + seconds] = peak
    return load


def surge(instances: int, load, *losses: ZoneLoss):
    return simulate(shop(services={"web": service(instances)}, queues={}, loads={"web": load}, losses=losses))


def test_requests_follow_the_calls():
    found = simulate(shop(1000))
    web = found.services["web"].flow.served_rps
    assert found.services["catalog"].arrivals_rps == pytest.approx(1.5 * web)
    assert found.services["orders"].arrivals_rps == pytest.approx(0.05 * web)
    assert found.queues["mails"].arrivals_rps == pytest.approx(0.4 * found.services["orders"].flow.served_rps)


def test_loads_from_outside_and_calls_add_up():
    found = simulate(shop(loads={"web": level(1000), "catalog": level(300)}))
    assert found.services["catalog"].arrivals_rps[-1] == pytest.approx(1800)
    assert found.overall.arrivals_rps[-1] == 1300


def test_every_request_is_accounted_for():
    found = simulate(shop(loads={"web": burst(9000)}))
    for played in (*found.services.values(), *found.queues.values()):
        flow = played.flow
        assert played.arrivals_rps.sum() == pytest.approx(
            flow.served_rps.sum() + flow.failed_rps.sum() + flow.in_system[-1], rel=1e-9
        )


@pytest.mark.parametrize("busy", [0.3, 0.7, 0.9])
@pytest.mark.parametrize("pooled", [False, True])
def test_steady_response_is_that_of_the_textbook(busy, pooled):
    """M/M/c: one queue of 40 workers, or five of 8 with a fifth of the load each."""
    found = simulate(
        shop(
            services={"web": service(5, station=station(pooled=pooled))},
            queues={},
            loads={"web": level(2000 * busy, minutes=60)},
        )
    )
    result = found.services["web"].response.percentiles()
    servers, offered = (40, 40 * busy) if pooled else (8, 8 * busy)
    assert result is not None
    for value, q in ((result.p50_seconds, 0.5), (result.p95_seconds, 0.95), (result.p99_seconds, 0.99)):
        assert value == pytest.approx(float(response_quantile(servers, offered, 0.02, q)), rel=0.02)


def test_requests_that_rarely_call_something_slow_keep_their_median():
    slow = service(10, station=station(service_time_seconds=0.5))
    found = simulate(
        shop(
            services={"web": service(calls={"slow": 0.02}), "slow": slow},
            queues={},
            loads={"web": level(1000, minutes=5)},
        )
    )
    kinds = found.overall.responses
    assert [kind.rps[-1] for kind in kinds] == pytest.approx([980, 20])
    assert [kind.mean_seconds[-1] for kind in kinds] == pytest.approx([0.02, 0.52], rel=0.01)


def test_a_request_fails_if_anything_it_causes_fails():
    """Every request calls twice, and half of the calls fail: a quarter has luck."""
    scenario = shop(
        services={
            "web": service(10, calls={"tiny": 2}),
            "tiny": service(1, station=station(timeout_seconds=0.01)),
        },
        queues={},
        loads={"web": level(400, minutes=20)},
    )
    found = simulate(scenario)
    assert found.services["tiny"].failed_ratio == pytest.approx(0.5, abs=0.01)
    assert found.overall.failed_ratio == pytest.approx(0.75, abs=0.01)
    assert found.services["web"].failed_ratio == 0


def test_a_queue_loses_nothing_and_drains():
    """64 messages a second are worked off; 264 come for a minute: 12,000 wait, with 24 spare for 500 s."""
    load = level(40, minutes=30)
    load[300:360] = 264
    found = simulate(
        shop(services={"web": service(sends={"mails": 1})}, queues={"mails": workers(2)}, loads={"web": load})
    )
    mails = found.queues["mails"]
    assert mails.failed_ratio == 0
    assert mails.backlog.messages.max() == pytest.approx(12_000, rel=0.01)
    assert mails.backlog.oldest_age_seconds.max() == pytest.approx(12_000 / 64, rel=0.02)
    emptied = 360 + int(np.argmax(mails.backlog.messages[360:] < 100))
    assert emptied == pytest.approx(860, abs=15)


def test_a_schedule_carries_what_target_tracking_cannot():
    tracking = TargetTracking(metric=Metric.REQUESTS_PER_INSTANCE, target=14_400)
    late = group(3, maximum=40, tracking=(tracking,))
    early = replace(late, scheduled=(Scheduled(at_second=60, minimum=30),))
    load = burst(8000, seconds=120, minutes=20)
    failed = [
        simulate(shop(services={"web": service(group=each)}, queues={}, loads={"web": load})).overall.failed_ratio
        for each in (late, early)
    ]
    assert failed[0] > 0.5
    assert failed[1] == 0


def test_the_same_scenario_gives_the_same_result():
    first, second = simulate(shop(loads={"web": burst(9000)})), simulate(shop(loads={"web": burst(9000)}))
    for name, played in first.services.items():
        for field in vars(played.flow):
            assert (getattr(played.flow, field) == getattr(second.services[name].flow, field)).all()
    assert (first.overall.failed_rps == second.overall.failed_rps).all()


PEAK = st.floats(min_value=0, max_value=12_000)
SIZE = st.integers(min_value=1, max_value=30)


@settings(max_examples=25, deadline=None)
@given(peak=PEAK, size=SIZE, more=st.integers(min_value=1, max_value=20))
def test_more_instances_never_fail_more(peak, size, more):
    load = burst(peak)
    assert surge(size + more, load).overall.failed_ratio <= surge(size, load).overall.failed_ratio + 1e-9


@settings(max_examples=25, deadline=None)
@given(peak=PEAK, size=SIZE, factor=st.floats(min_value=1, max_value=3))
def test_more_demand_never_fails_less(peak, size, factor):
    load = burst(peak)
    assert surge(size, load * factor).overall.failed_rps.sum() >= surge(size, load).overall.failed_rps.sum() - 1e-6


@settings(max_examples=25, deadline=None)
@given(peak=PEAK, size=SIZE, at_second=st.integers(min_value=0, max_value=599))
def test_losing_a_zone_never_helps(peak, size, at_second):
    load = burst(peak)
    lost = surge(size, load, ZoneLoss(at_second=at_second, detect_seconds=60))
    assert lost.overall.failed_rps.sum() >= surge(size, load).overall.failed_rps.sum() - 1e-6
