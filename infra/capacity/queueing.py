"""Queues in the steady state, exactly: Erlang B and C, the number in the system, waits and response times.

Arguments are numbers or arrays that broadcast together. `offered_load` is arrivals per second times mean service
time, in erlangs (busy servers); at or above the number of servers nothing is ever steady, and waits are infinite.

Source: A. K. Erlang's formulas (M/M/c, first come first served), as in L. Kleinrock, Queueing Systems 1 (1975),
sections 3.5 and 3.6; the factor for other than exponential times: A. O. Allen and B. Cunneen, in Allen,
Probability, Statistics, and Queueing Theory (1990).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import exprel, gammaincc, gammaln

_HALVINGS = 60
"""Of an interval that is at most a few times its answer: enough for every digit of a double."""


def erlang_b(servers: ArrayLike, offered_load: ArrayLike) -> NDArray[np.float64]:
    """Probability that all servers are busy where nobody waits (M/M/c/c).

    Raises:
        ValueError: the servers are not whole numbers, or something is negative or not finite.
    """
    c, a = _checked(servers, offered_load)
    few = np.minimum(a, c)  # the closed form divides by a number that underflows far above c
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.where(c > 0, c * np.log(few), 0.0)
    blocked = np.exp(power - few - gammaln(c + 1)) / gammaincc(c + 1, few)
    return np.where(a > c, _erlang_b_above(c, np.maximum(a, c)), blocked)


def _erlang_b_above(c: NDArray[np.float64], a: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same for a >= c, from 1/B = 1 + c/a + c(c-1)/a^2 + ..., whose terms then fall."""
    inverse = np.ones_like(a)
    term = np.ones_like(a)
    servers = c.copy()
    while np.any(term > np.finfo(np.float64).eps * inverse):
        term = np.where(servers > 0, term * servers / np.maximum(a, 1e-300), 0.0)
        inverse = inverse + term
        servers = servers - 1
    return 1 / inverse


def erlang_c(servers: ArrayLike, offered_load: ArrayLike) -> NDArray[np.float64]:
    """Probability that a request must wait (M/M/c); 1 at and above a load of one per server.

    Raises:
        ValueError: as for `erlang_b`.
    """
    c, a = _checked(servers, offered_load)
    blocked = erlang_b(c, a)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(a < c, blocked / (1 - a / c * (1 - blocked)), 1.0)


def number_in_system(
    servers: ArrayLike, offered_load: ArrayLike, variability: ArrayLike = 1.0
) -> NDArray[np.float64]:
    """Mean number of requests waiting or being worked on.

    `variability` is the mean of the squared coefficients of variation of the gaps between arrivals and of the
    service times (Allen-Cunneen): exact for 1; elsewhere about 10 % low to 20 % high, up to 45 % high at a service
    scv of 4 (facts/capacity.md 3.3).

    Raises:
        ValueError: as for `erlang_b`.
    """
    c, a = _checked(servers, offered_load)
    with np.errstate(divide="ignore", invalid="ignore"):
        waiting = np.asarray(variability) * erlang_c(c, a) * a / (c - a)
    return np.where(a < c, a + waiting, np.inf)


def wait_mean(servers: ArrayLike, offered_load: ArrayLike, service_time_seconds: ArrayLike) -> NDArray[np.float64]:
    """Mean wait for a server, in seconds (M/M/c).

    Raises:
        ValueError: as for `erlang_b`.
    """
    c, a = _checked(servers, offered_load)
    with np.errstate(divide="ignore"):
        return np.where(a < c, erlang_c(c, a) * np.asarray(service_time_seconds) / np.maximum(c - a, 0), np.inf)


def wait_quantile(
    servers: ArrayLike, offered_load: ArrayLike, service_time_seconds: ArrayLike, q: ArrayLike
) -> NDArray[np.float64]:
    """The wait for a server, in seconds, that the share `q` of requests does not exceed (M/M/c).

    Raises:
        ValueError: as for `erlang_b`, or q is not in 0..1 (1 excluded).
    """
    c, a = _checked(servers, offered_load)
    tail = _tail(q)
    with np.errstate(divide="ignore", invalid="ignore"):
        wait = np.log(erlang_c(c, a) / tail) * np.asarray(service_time_seconds) / (c - a)
    return np.where(a < c, np.maximum(wait, 0.0), np.inf)


def response_tail(
    servers: ArrayLike, offered_load: ArrayLike, service_time_seconds: ArrayLike, seconds: ArrayLike
) -> NDArray[np.float64]:
    """Share of requests whose wait and service together take longer than `seconds` (M/M/c).

    Raises:
        ValueError: as for `erlang_b`.
    """
    c, a = _checked(servers, offered_load)
    t = np.asarray(seconds, dtype=np.float64) / np.asarray(service_time_seconds, dtype=np.float64)
    leaves = c - a  # rate of the wait, per service time; that of the service is 1
    slow, fast = np.minimum(leaves, 1.0), np.maximum(leaves, 1.0)
    waits = erlang_c(c, a)
    # with the difference of the two rates in exprel, equal rates need no case of their own
    both = np.exp(-slow * t) * (1 + slow * t * exprel(-(fast - slow) * t))
    return np.where(a < c, np.exp(-t) * (1 - waits) + waits * both, 1.0)


def response_quantile(
    servers: ArrayLike, offered_load: ArrayLike, service_time_seconds: ArrayLike, q: ArrayLike
) -> NDArray[np.float64]:
    """The time for wait and service together, in seconds, that the share `q` of requests does not exceed (M/M/c).

    Raises:
        ValueError: as for `erlang_b`, or q is not in 0..1 (1 excluded).
    """
    tail = _tail(q)
    service = np.asarray(service_time_seconds, dtype=np.float64)
    # P(wait + service > x + y) <= P(wait > x) + P(service > y)
    most = wait_quantile(servers, offered_load, service, 1 - tail / 2) - service * np.log(tail / 2)
    holds = np.isfinite(most)
    high = np.where(holds, most, 1.0)
    low = np.zeros_like(high)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        beyond = response_tail(servers, offered_load, service, middle) > tail
        low, high = np.where(beyond, middle, low), np.where(beyond, high, middle)
    return np.where(holds, high, np.inf)


def _checked(servers: ArrayLike, offered_load: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    c, a = np.broadcast_arrays(np.asarray(servers, dtype=np.float64), np.asarray(offered_load, dtype=np.float64))
    if not np.all(np.isfinite(c) & (c >= 0) & (c == np.floor(c))):
        raise ValueError(f"servers must be whole numbers of at least 0, got {servers!r}")
    if not np.all(np.isfinite(a) & (a >= 0)):
        raise ValueError(f"offered_load must be finite and at least 0, got {offered_load!r}")
    return c, a


def _tail(q: ArrayLike) -> NDArray[np.float64]:
    share = np.asarray(q, dtype=np.float64)
    if not np.all((share >= 0) & (share < 1)):
        raise ValueError(f"q must be at least 0 and below 1, got {q!r}")
    return 1 - share
