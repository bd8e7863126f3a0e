"""What a load that changes every second does to one service: served and failed requests, backlog, waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf

import numpy as np
from numpy.typing import NDArray

from infra.capacity.fluid import Queue, curve
from infra.capacity.waits import Seconds


@dataclass(frozen=True, kw_only=True)
class Station:
    """How one service works off requests; instances come from the autoscaler."""

    service_time_seconds: float
    """Mean time that a worker is busy with one request, above 0."""
    workers_per_instance: int
    """Requests that one instance works on at once, at least 1."""
    timeout_seconds: float
    """Longest wait for a worker; a request that would wait longer fails, and uses no worker. Above 0."""
    arrival_scv: float = 1.0
    """Squared coefficient of variation of the gaps between arrivals: 1 Poisson."""
    service_scv: float = 1.0
    """Squared coefficient of variation of the service time: 0 constant, 1 exponential."""
    pooled: bool = False
    """Whether all instances share one queue (least outstanding requests); by default each instance has its own."""

    def __post_init__(self) -> None:
        """Raises ValueError for numbers out of range."""
        for name, right, allowed in (
            ("service_time_seconds", 0 < self.service_time_seconds < inf, "above 0"),
            ("workers_per_instance", self.workers_per_instance >= 1, "at least 1"),
            ("timeout_seconds", self.timeout_seconds > 0, "above 0"),
            ("arrival_scv", 0 <= self.arrival_scv < inf, "at least 0"),
            ("service_scv", 0 <= self.service_scv < inf, "at least 0"),
        ):
            if not right:
                raise ValueError(f"{name} must be {allowed}, got {getattr(self, name)}")


@dataclass(frozen=True, kw_only=True)
class Flow:
    """What happened in each second: arrays of one length."""

    served_rps: NDArray[np.float64]
    """Requests finished in the second."""
    failed_rps: NDArray[np.float64]
    """Requests that would have waited longer than the timeout."""
    in_system: NDArray[np.float64]
    """Requests waiting or worked on at the end of the second, all instances together; none before the first."""
    utilisation_ratio: NDArray[np.float64]
    """Busy share of the workers; 1 where requests arrive and no instance is in service."""
    wait_mean_seconds: NDArray[np.float64]
    """Mean wait for a worker. Add the service time for the response time."""
    wait_variance_seconds_squared: NDArray[np.float64]
    """Variance of the wait; `hops.end_to_end_quantile` wants it."""
    wait_p50_seconds: NDArray[np.float64]
    wait_p95_seconds: NDArray[np.float64]
    """Percentiles of the wait, at most the timeout; one that equals it says that such requests are failing."""
    wait_p99_seconds: NDArray[np.float64]


def flow(
    station: Station,
    arrivals_rps: NDArray[np.float64],
    instances: NDArray[np.float64],
    slowness: NDArray[np.float64] | None = None,
) -> Flow:
    """Plays the arrivals, second by second, against the instances in service.

    `slowness` says how many times the service time a request takes in each second; without it, once.

    Requests stay accounted for: arrivals are served, fail, or are in the system. Where the number of instances
    changes, all that is in the system is shared out anew; with none in service everything fails at once. The
    percentiles speak about the runs that such a load can have, so they see chance, not only the mean. Failing does
    not: it begins when the mean wait reaches the timeout. With a utilisation above 0.97 for minutes, take the
    service for overloaded: the figures are then off by tens of percent (facts/capacity.md 3.3).

    Raises:
        ValueError: the arrays differ in length, hold a negative or non-finite number, or a part of an instance; a
            slowness of 0.
    """
    arrivals = np.asarray(arrivals_rps, dtype=np.float64)
    serving = np.asarray(instances, dtype=np.float64)
    slow = np.ones_like(arrivals) if slowness is None else np.asarray(slowness, dtype=np.float64)
    _check(arrivals, serving, slow)
    spans = tuple(_spans(station, serving, slow))
    number, failed = np.zeros_like(arrivals), arrivals.copy()
    for span in spans:
        before = number[span.first - 1] if span.first else 0.0
        if span.servers == 0:
            failed[span.first] += before
            continue
        part = slice(span.first, span.end)
        each, lost = _queue(station, span).play(before / span.queues, arrivals[part] / span.queues)
        number[part], failed[part] = each * span.queues, lost * span.queues
    served = np.maximum(arrivals - failed - np.diff(number, prepend=0.0), 0.0)
    seconds = _seconds(station, spans, arrivals, served, failed, number)
    wait = seconds.wait()
    p50, p95, p99 = (wait.quantile_seconds(q).clip(max=station.timeout_seconds) for q in (0.5, 0.95, 0.99))
    return Flow(
        served_rps=served,
        failed_rps=failed,
        in_system=number,
        utilisation_ratio=seconds.utilisation,
        wait_mean_seconds=wait.mean_seconds().clip(max=station.timeout_seconds),
        wait_variance_seconds_squared=wait.variance_seconds_squared(),
        wait_p50_seconds=p50,
        wait_p95_seconds=p95,
        wait_p99_seconds=p99,
    )


@dataclass(frozen=True, kw_only=True)
class _Span:
    """Seconds in which the number of instances and their speed stay the same."""

    first: int
    end: int
    queues: float
    """Equal queues among which the requests are shared out."""
    servers: int
    """Of each queue."""
    service_time_seconds: float


def _spans(station: Station, serving: NDArray[np.float64], slow: NDArray[np.float64]) -> Iterator[_Span]:
    changes = (np.diff(serving, prepend=-1.0) != 0) | (np.diff(slow, prepend=slow[:1]) != 0)
    for first, end in pairwise([*np.flatnonzero(changes).tolist(), serving.size]):
        count = int(serving[first])
        workers = station.workers_per_instance
        seconds = station.service_time_seconds * float(slow[first])
        one = station.pooled or count == 0
        queues, servers = (1.0, count * workers) if one else (float(count), workers)
        yield _Span(first=first, end=end, queues=queues, servers=servers, service_time_seconds=seconds)


def _queue(station: Station, span: _Span) -> Queue:
    variability = (station.arrival_scv + station.service_scv) / 2
    work = span.servers / span.service_time_seconds
    most = span.servers + work * station.timeout_seconds
    return Queue(curve=curve(span.servers, variability), work=work, most=most)


def _seconds(
    station: Station,
    spans: tuple[_Span, ...],
    arrivals: NDArray[np.float64],
    served: NDArray[np.float64],
    failed: NDArray[np.float64],
    number: NDArray[np.float64],
) -> Seconds:
    lengths = [span.end - span.first for span in spans]
    queues = np.repeat([span.queues for span in spans], lengths)
    servers = np.repeat([float(span.servers) for span in spans], lengths)
    work = servers / np.repeat([span.service_time_seconds for span in spans], lengths)
    busy = np.divide(served, queues * work, out=np.zeros_like(served), where=work > 0).clip(0.0, 1.0)
    chance, slope = np.zeros_like(served), np.zeros_like(served)
    for span in spans:
        if span.servers:
            part = slice(span.first, span.end)
            steady = _queue(station, span).curve
            chance[part] = steady.chance_at(busy[part])
            slope[part] = steady.slope_at(busy[part])
    return Seconds(
        arrival_scv=station.arrival_scv,
        service_scv=station.service_scv,
        queues=queues,
        servers=servers,
        work=work,
        utilisation=np.where((work == 0) & (arrivals > 0), 1.0, busy),
        chance=chance,
        slope=slope,
        arrivals=arrivals,
        served=served,
        failed=failed,
        number=number,
    )


def _check(arrivals: NDArray[np.float64], serving: NDArray[np.float64], slow: NDArray[np.float64]) -> None:
    if arrivals.ndim != 1 or arrivals.shape != serving.shape:
        raise ValueError(f"arrivals and instances must have one length, got {arrivals.shape} and {serving.shape}")
    if slow.shape != arrivals.shape or not np.all(np.isfinite(slow) & (slow > 0)):
        raise ValueError("slowness must be finite, above 0, and as long as the arrivals")
    for name, values in (("arrivals_rps", arrivals), ("instances", serving)):
        if not np.all(np.isfinite(values) & (values >= 0)):
            raise ValueError(f"{name} must be finite and at least 0")
    if np.any(serving != np.floor(serving)):
        raise ValueError("instances must be whole numbers")
