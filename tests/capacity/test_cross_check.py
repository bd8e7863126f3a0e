"""The fluid against a request-level simulation (ciw), scaled down to one instance with eight workers.

Tolerances: those of facts/capacity.md 3.3, and what a few runs scatter.
"""

from __future__ import annotations

import ciw
import numpy as np
import pytest

from infra.capacity.flow import Station, flow

SECONDS = 120
RUNS = 8
STATION = Station(service_time_seconds=0.1, workers_per_instance=8, timeout_seconds=4)
LOADS = {"busy": (0.8, 0.8, 0.8), "overload": (0.6, 1.5, 0.6)}


def simulate(loads):
    """Arrivals and waits of those served, and arrivals of those who gave up."""
    served, failed = [], []
    for run in range(RUNS):
        ciw.seed(run)
        network = ciw.create_network(  # anew, since PoissonIntervals draws all its arrivals at once
            arrival_distributions=[
                ciw.dists.PoissonIntervals(
                    rates=[80 * load for load in loads], endpoints=[40, 80, SECONDS], max_sample_date=SECONDS
                )
            ],
            service_distributions=[ciw.dists.Exponential(rate=10)],
            reneging_time_distributions=[ciw.dists.Deterministic(value=STATION.timeout_seconds)],
            number_of_servers=[8],
        )
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_time(SECONDS + 10)
        for record in simulation.get_all_records():
            if record.record_type == "service":
                served.append((record.arrival_date, record.waiting_time))
            else:
                failed.append(record.arrival_date)
    return np.array(served), np.array(failed)


@pytest.fixture(scope="module", params=LOADS)
def compared(request):
    loads = LOADS[request.param]
    arrivals = np.repeat([80 * load for load in loads], 40)
    return request.param, flow(STATION, arrivals, np.ones(SECONDS)), arrivals, *simulate(loads)


def test_failed_share(compared):
    _, fluid, arrivals, served, failed = compared
    share = len(failed) / (len(failed) + len(served))
    assert fluid.failed_rps.sum() / arrivals.sum() == pytest.approx(share, abs=0.003)


def test_first_failure(compared):
    name, fluid, _, _, failed = compared
    if name == "overload":
        often = np.bincount(failed.astype(int), minlength=SECONDS) > RUNS * 20
        assert abs(int(np.argmax(often)) - int(np.argmax(fluid.failed_rps > 20))) <= 1
    else:
        assert not fluid.failed_rps.any()


def test_waits(compared):
    name, fluid, _, served, _ = compared
    start, end = {"busy": (5, SECONDS), "overload": (42, 48)}[name]
    arrived, waits = served.T
    inside = (arrived >= start) & (arrived < end)
    assert fluid.wait_mean_seconds[start:end].mean() == pytest.approx(waits[inside].mean(), rel=0.2)
    if name == "overload":  # where every second is another
        seconds = [waits[arrived.astype(int) == second] for second in range(start, end)]
        p95 = np.mean([np.quantile(second, 0.95) for second in seconds])
    else:
        p95 = np.quantile(waits[inside], 0.95)
    assert fluid.wait_p95_seconds[start:end].mean() == pytest.approx(p95, rel=0.15)
