"""The steady state against exact and numeric references that share no formula with it."""

from __future__ import annotations

from decimal import Decimal, localcontext
from math import exp

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import brentq

from infra.capacity import queueing


def recursion(servers: int, offered_load: str) -> Decimal:
    """Erlang B with 60 digits: B(c) = a B(c-1) / (c + a B(c-1))."""
    with localcontext(prec=60):
        load, blocked = Decimal(offered_load), Decimal(1)
        for server in range(1, servers + 1):
            blocked = load * blocked / (server + load * blocked)
        return blocked


@pytest.mark.parametrize("ratio", ["0.3", "0.8", "0.95", "0.999", "1", "1.001", "1.5", "20"])
@pytest.mark.parametrize("servers", [1, 2, 7, 40, 300, 2000])
def test_erlang_b_is_exact(servers, ratio):
    load = str(Decimal(ratio) * servers)
    exact = float(recursion(servers, load))
    assert float(queueing.erlang_b(servers, float(load))) == pytest.approx(exact, rel=1e-11)


@pytest.mark.parametrize("ratio", ["0.001", "0.5", "0.9", "0.99", "0.999999"])
@pytest.mark.parametrize("servers", [1, 2, 7, 40, 300, 2000])
def test_erlang_c_is_exact(servers, ratio):
    load = Decimal(ratio) * servers
    blocked = recursion(servers, str(load))
    exact = float(servers * blocked / (servers - load * (1 - blocked)))
    assert float(queueing.erlang_c(servers, float(load))) == pytest.approx(exact, rel=1e-9)


def test_the_ends_of_the_range():
    assert float(queueing.erlang_b(0, 3)) == 1
    assert float(queueing.erlang_b(0, 0)) == 1
    assert float(queueing.erlang_b(5, 0)) == 0
    assert float(queueing.erlang_b(20_000, 400_000)) == pytest.approx(0.95, abs=1e-5)
    assert float(queueing.erlang_c(5, 5)) == 1
    assert float(queueing.erlang_c(5, 50)) == 1
    assert float(queueing.wait_mean(5, 5, 0.1)) == np.inf
    assert float(queueing.wait_quantile(5, 6, 0.1, 0.5)) == np.inf
    assert float(queueing.response_quantile(5, 5, 0.1, 0.5)) == np.inf
    assert float(queueing.number_in_system(5, 5)) == np.inf


def test_one_server_is_the_textbook_queue():
    assert float(queueing.number_in_system(1, 0.8)) == pytest.approx(4)
    assert float(queueing.wait_mean(1, 0.8, 0.1)) == pytest.approx(0.4)
    assert float(queueing.wait_quantile(1, 0.8, 0.1, 0.95)) == pytest.approx(0.1 / 0.2 * np.log(0.8 / 0.05))
    assert float(queueing.response_quantile(1, 0.8, 0.1, 0.95)) == pytest.approx(-0.1 / 0.2 * np.log(0.05))


def test_constant_service_halves_the_queue():
    """M/D/1: the Pollaczek-Khinchine formula."""
    assert float(queueing.number_in_system(1, 0.8, variability=0.5)) == pytest.approx(0.8 + 1.6)


@pytest.mark.parametrize("q", [0.5, 0.95, 0.999])
@pytest.mark.parametrize(("servers", "load"), [(1, 0.1), (2, 1.0), (8, 7.2), (8, 7.9999), (200, 180.0)])
def test_percentiles_invert_the_distribution(servers, load, q):
    """Numeric convolution of wait and service, numerically inverted; (2, 1.0) is the case of equal rates."""
    seconds = 0.05
    waits = float(queueing.erlang_c(servers, load))
    leaves = (servers - load) / seconds

    def slower(t):
        # over the service, in two parts: nearly everything lies in the first
        middle = min(t, 40 * seconds)
        during = sum(
            quad(lambda served: leaves * exp(-leaves * (t - served) - served / seconds), *part, epsrel=1e-10)[0]
            for part in ((0, middle), (middle, t))
        )
        return (1 - waits) * exp(-t / seconds) + waits * (during + exp(-leaves * t)) - (1 - q)

    expected = brentq(slower, 0, 60 / min(leaves, 1 / seconds), xtol=1e-12)
    assert float(queueing.response_quantile(servers, load, seconds, q)) == pytest.approx(expected, rel=1e-6)
    wait = float(queueing.wait_quantile(servers, load, seconds, q))
    if waits > 1 - q:
        assert waits * exp(-leaves * wait) == pytest.approx(1 - q, rel=1e-9)
    else:
        assert wait == 0


def test_arrays_broadcast():
    quantiles = queueing.response_quantile([[1], [4]], [0.5, 0.9], 0.1, 0.99)
    assert quantiles.shape == (2, 2)
    assert float(quantiles[1, 0]) == pytest.approx(float(queueing.response_quantile(4, 0.5, 0.1, 0.99)))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: queueing.erlang_b(2.5, 1), "servers must be whole numbers"),
        (lambda: queueing.erlang_b(-1, 1), "servers must be whole numbers"),
        (lambda: queueing.erlang_c(2, -0.1), "offered_load must be finite"),
        (lambda: queueing.erlang_c(2, float("nan")), "offered_load must be finite"),
        (lambda: queueing.wait_quantile(2, 1, 0.1, 1), "q must be at least 0 and below 1"),
        (lambda: queueing.response_quantile(2, 1, 0.1, -0.1), "q must be at least 0 and below 1"),
    ],
)
def test_what_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
