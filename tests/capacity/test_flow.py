"""A service under a load that changes every second."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from infra.capacity import queueing
from infra.capacity.flow import Station, flow

SMALL = Station(service_time_seconds=0.05, workers_per_instance=8, timeout_seconds=2)
EASY = settings(max_examples=60, deadline=None)

stations = st.builds(
    Station,
    service_time_seconds=st.floats(0.005, 3),
    workers_per_instance=st.integers(1, 40),
    timeout_seconds=st.floats(0.05, 30) | st.just(inf),
    arrival_scv=st.floats(0, 3),
    service_scv=st.floats(0, 3),
    pooled=st.booleans(),
)
spans = st.lists(st.tuples(st.integers(1, 60), st.floats(0, 2.5), st.integers(0, 12)), min_size=1, max_size=8)


def series(station, drawn):
    """Arrivals (from loads relative to six instances) and instances from spans of seconds."""
    rps = 6 * station.workers_per_instance / station.service_time_seconds
    arrivals = np.concatenate([np.full(seconds, load * rps) for seconds, load, _ in drawn])
    return arrivals, np.concatenate([np.full(seconds, float(instances)) for seconds, _, instances in drawn])


@pytest.mark.parametrize("pooled", [False, True])
@pytest.mark.parametrize("load", [0.5, 0.7, 0.85, 0.95])
@pytest.mark.parametrize("workers", [1, 2, 8, 40])
def test_the_steady_state_is_the_textbook_queue(workers, load, pooled):
    station = Station(service_time_seconds=0.05, workers_per_instance=workers, timeout_seconds=inf, pooled=pooled)
    seconds, instances = 600, 3
    servers = workers * (instances if pooled else 1)
    arrivals = np.full(seconds, load * workers * instances / 0.05)
    last = {name: values[-1] for name, values in vars(flow(station, arrivals, np.full(seconds, 3.0))).items()}
    busy = load * servers
    waits = float(queueing.erlang_c(servers, busy))
    mean = float(queueing.wait_mean(servers, busy, 0.05))
    assert last["utilisation_ratio"] == pytest.approx(load)
    assert last["wait_mean_seconds"] == pytest.approx(mean, rel=0.005, abs=1e-6)
    variance = waits * (2 - waits) * (0.05 / (servers - busy)) ** 2
    assert last["wait_variance_seconds_squared"] == pytest.approx(variance, rel=0.01, abs=1e-7)
    for name, q in (("wait_p50_seconds", 0.5), ("wait_p95_seconds", 0.95), ("wait_p99_seconds", 0.99)):
        exact = float(queueing.wait_quantile(servers, busy, 0.05, q))
        assert last[name] == pytest.approx(exact, rel=2e-3, abs=2e-5)


def test_an_overload_is_the_plain_balance():
    """8 workers finish 160 requests a second of 240; the limit, 8 + 2 x 160, is reached after about 4 seconds."""
    result = flow(SMALL, np.full(60, 240.0), np.ones(60))
    np.testing.assert_allclose(result.in_system[1:4] - result.in_system[:3], 80, rtol=0.05)
    assert not result.failed_rps[:4].any()
    np.testing.assert_allclose(result.in_system[5:], 8 + 2 * 160)
    np.testing.assert_allclose(result.failed_rps[6:], 80, rtol=0.03)
    np.testing.assert_allclose(result.wait_mean_seconds[6:], 2, rtol=0.03)
    assert result.wait_p99_seconds.max() == 2


def test_a_backlog_drains_at_the_spare_capacity():
    arrivals = np.concatenate((np.full(30, 240.0), np.full(60, 80.0)))
    result = flow(replace(SMALL, timeout_seconds=inf), arrivals, np.ones(90))
    assert not result.failed_rps.any()
    assert result.in_system[29] == pytest.approx(30 * 80, rel=0.02)
    np.testing.assert_allclose(np.diff(result.in_system[30:50]), -80, rtol=0.02)
    assert result.in_system[70:].max() < 5


def test_nothing_in_service_fails_everything():
    instances = np.concatenate((np.ones(5), np.zeros(5), np.ones(5)))
    result = flow(SMALL, np.full(15, 80.0), instances)
    assert result.failed_rps[5] == pytest.approx(80 + result.in_system[4])
    np.testing.assert_array_equal(result.failed_rps[6:10], 80)
    np.testing.assert_array_equal(result.utilisation_ratio[5:10], 1)
    assert not result.in_system[5:10].any()
    assert not result.wait_p99_seconds[5:10].any()
    assert not result.failed_rps[10:].any()


def test_nothing_to_do():
    result = flow(SMALL, np.zeros(10), np.concatenate((np.ones(5), np.zeros(5))))
    for values in vars(result).values():
        np.testing.assert_array_equal(values, 0)


def test_a_pool_waits_less_than_separate_queues():
    arrivals, instances = np.full(60, 0.9 * 4 * 160), np.full(60, 4.0)
    apart, together = (flow(replace(SMALL, pooled=pooled), arrivals, instances) for pooled in (False, True))
    assert together.wait_p95_seconds[-1] < apart.wait_p95_seconds[-1] / 3


def test_all_seconds_at_once_are_the_same_as_one_by_one():
    """Against root finding on the exact steady state, through calm, critical and overloaded seconds."""
    rng = np.random.default_rng(1)
    arrivals = 160 * np.clip(np.cumsum(rng.normal(0, 0.08, 400)) + 0.7, 0, 1.6)
    result = flow(SMALL, arrivals, np.ones(400))
    number = 0.0
    for second, arriving in enumerate(arrivals):
        total = number + arriving

        def more(load, total=total):
            return float(queueing.number_in_system(8, 8 * load)) + 160 * load - total

        number = min(total - 160 * (brentq(more, 0, 1 - 1e-9) if total > 0 else 0), 8 + 2 * 160)
        assert result.in_system[second] == pytest.approx(number, rel=1e-3, abs=1e-6)


def test_four_hours_are_the_same_in_parts():
    """Where the walk through unsettled seconds ends must not show: the same load in another order of spans."""
    quiet, storm = np.full(3_000, 100.0), np.full(40, 400.0)
    once = flow(SMALL, np.concatenate((quiet, storm, quiet)), np.ones(6_040))
    twice = flow(SMALL, np.concatenate((quiet, storm, quiet, quiet, storm, quiet)), np.ones(12_080))
    np.testing.assert_allclose(twice.in_system[6_040 + 10 :], once.in_system[10:], rtol=1e-8)


@EASY
@given(station=stations, drawn=spans)
def test_requests_are_conserved(station, drawn):
    arrivals, instances = series(station, drawn)
    result = flow(station, arrivals, instances)
    change = np.diff(result.in_system, prepend=0)
    scale = 1 + arrivals.max() + result.in_system.max()
    np.testing.assert_allclose(result.served_rps + result.failed_rps + change, arrivals, atol=1e-9 * scale)
    for values in vars(result).values():
        assert np.isfinite(values).all()
        assert (values >= 0).all()
    assert (result.utilisation_ratio <= 1).all()
    assert (result.wait_p50_seconds <= result.wait_p95_seconds).all()
    assert (result.wait_p95_seconds <= result.wait_p99_seconds).all()
    capacity = instances * station.workers_per_instance / station.service_time_seconds
    assert (result.served_rps <= capacity * (1 + 1e-9) + 1e-9 * scale).all()


@EASY
@given(station=stations, drawn=spans, factor=st.floats(1, 3))
def test_more_demand_never_fails_less(station, drawn, factor):
    arrivals, instances = series(station, drawn)
    less, more = (flow(station, arrivals * scale, instances).failed_rps.cumsum() for scale in (1, factor))
    assert (more >= less - 1e-6 * (1 + arrivals.sum())).all()


@EASY
@given(station=stations, drawn=spans, extra=st.integers(1, 5))
def test_more_capacity_never_fails_more(station, drawn, extra):
    arrivals, instances = series(station, drawn)
    less, more = (flow(station, arrivals, instances + count).failed_rps.cumsum() for count in (0, extra))
    assert (more <= less + 1e-6 * (1 + arrivals.sum())).all()


@EASY
@given(station=stations, drawn=spans, at=st.integers(0, 100), zones=st.integers(2, 4))
def test_losing_a_zone_never_helps(station, drawn, at, zones):
    arrivals, instances = series(station, drawn)
    lost = np.where(np.arange(instances.size) >= at, instances - np.ceil(instances / zones), instances)
    held, hurt = (flow(station, arrivals, count).failed_rps.cumsum() for count in (instances, lost))
    assert (hurt >= held - 1e-6 * (1 + arrivals.sum())).all()


@pytest.mark.parametrize("scv", [0.0, 5e-324])
def test_clockwork_never_waits_below_its_capacity(scv):
    clockwork = replace(SMALL, arrival_scv=scv, service_scv=scv)
    result = flow(clockwork, np.full(20, 150.0), np.ones(20))
    np.testing.assert_allclose(result.wait_p99_seconds, 0, atol=1e-9)
    late = flow(clockwork, np.full(20, 170.0), np.ones(20))
    np.testing.assert_allclose(late.wait_p99_seconds[5:], late.wait_mean_seconds[5:], rtol=1e-3)


def test_same_input_same_output():
    arrivals, instances = 100 + 90 * np.sin(np.arange(500) / 30), np.ones(500)
    first, second = (flow(SMALL, arrivals, instances) for _ in range(2))
    for name, values in vars(first).items():
        np.testing.assert_array_equal(values, getattr(second, name))


@pytest.mark.parametrize(
    ("arrivals", "instances", "message"),
    [
        ([1.0, 2.0], [1.0], "must have one length"),
        ([[1.0]], [[1.0]], "must have one length"),
        ([-1.0], [1.0], "arrivals_rps must be finite and at least 0"),
        ([inf], [1.0], "arrivals_rps must be finite and at least 0"),
        ([1.0], [-1.0], "instances must be finite and at least 0"),
        ([1.0], [1.5], "instances must be whole numbers"),
    ],
)
def test_series_that_are_refused(arrivals, instances, message):
    with pytest.raises(ValueError, match=message):
        flow(SMALL, np.array(arrivals), np.array(instances))


@pytest.mark.parametrize(
    "change",
    [
        {"service_time_seconds": 0},
        {"service_time_seconds": inf},
        {"workers_per_instance": 0},
        {"timeout_seconds": 0},
        {"arrival_scv": -1},
        {"service_scv": float("nan")},
    ],
)
def test_stations_that_are_refused(change):
    with pytest.raises(ValueError, match=next(iter(change))):
        replace(SMALL, **change)


def test_while_it_is_slower_it_is_another_station():
    """40 requests a second of 0.05 s on 8 workers; three times slower from 100 to 200."""
    arrivals, one = np.full(400, 40.0), np.ones(400)
    slow = np.where((np.arange(400) >= 100) & (np.arange(400) < 200), 3.0, 1.0)
    found = flow(SMALL, arrivals, one, slow)
    calm = flow(SMALL, arrivals, one)
    slower = flow(replace(SMALL, service_time_seconds=0.15), arrivals, one)
    assert found.utilisation_ratio[[50, 190, 350]] == pytest.approx([0.25, 0.75, 0.25], rel=0.01)
    assert found.wait_p99_seconds[190] == pytest.approx(slower.wait_p99_seconds[190], rel=0.02)
    assert found.wait_p99_seconds[350] == pytest.approx(calm.wait_p99_seconds[350], abs=1e-4)
    assert arrivals.sum() == pytest.approx(found.served_rps.sum() + found.failed_rps.sum() + found.in_system[-1])


@pytest.mark.parametrize("slow", [[1.0, 0.0], [1.0, inf], [1.0]])
def test_slowness_out_of_range_is_refused(slow):
    with pytest.raises(ValueError, match="slowness must be finite, above 0, and as long as the arrivals"):
        flow(SMALL, np.ones(2), np.ones(2), np.array(slow))
