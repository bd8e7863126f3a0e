"""How long requests wait, from the number in the queues: mean, variance and percentiles, second by second.

A request waits with the chance that it would have in the steady state at the present utilisation, and then for
a gamma distributed time; the mean is the fluid's. How far the time scatters follows from the linear noise
around the fluid: as much as in the steady state makes it exponential, which is exact there for Poisson arrivals
and exponential service; in overload it scatters less, and nobody is spared the wait. So the percentiles speak
about the runs that one load can have. Against request-level simulations the p95 is within -10 to +25 % while a
queue grows or holds, and too low in the last seconds in which it drains. (facts/capacity.md 3.2 fits one gamma
distribution to the number in the system instead: the same in overload, but 10 to 25 % too low at the p99 of
calm seconds.)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

_STEADIEST = 1e8
"""Shape of a gamma distribution that is as good as a constant, and still within the reach of its inverse."""
_RAREST = 1e-12
"""Chance of a wait below which none of its figures shows."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Wait:
    """The distribution of the wait, second by second."""

    chance: NDArray[np.float64]
    """That a request waits at all."""
    length_seconds: NDArray[np.float64]
    """Mean wait of those that do."""
    shape: NDArray[np.float64]
    """Of its gamma distribution: 1 exponential."""

    def mean_seconds(self) -> NDArray[np.float64]:
        """Of all requests."""
        return self.chance * self.length_seconds

    def variance_seconds_squared(self) -> NDArray[np.float64]:
        """Of all requests."""
        return self.chance * self.length_seconds**2 * (1 + 1 / self.shape - self.chance)

    def quantile_seconds(self, q: float) -> NDArray[np.float64]:
        """What the share `q` of requests does not exceed."""
        waits = self.chance > 1 - q
        chance, length, shape = self.chance[waits], self.length_seconds[waits], self.shape[waits]
        quantile = np.zeros_like(self.chance)
        quantile[waits] = gammaincinv(shape, 1 - (1 - q) / chance) * length / shape
        return quantile


@dataclass(frozen=True, kw_only=True, eq=False)
class Seconds:
    """What happened at the equal queues of a station, second by second."""

    arrival_scv: float
    service_scv: float
    queues: NDArray[np.float64]
    """How many there are."""
    servers: NDArray[np.float64]
    """Of each queue."""
    work: NDArray[np.float64]
    """Requests that the servers of each queue finish in a second, if busy."""
    utilisation: NDArray[np.float64]
    chance: NDArray[np.float64]
    """That a request waits, in the steady state at this utilisation."""
    slope: NDArray[np.float64]
    """Of the steady number in each queue, by the utilisation; infinite at 1."""
    arrivals: NDArray[np.float64]
    """This and what follows: all queues together."""
    served: NDArray[np.float64]
    failed: NDArray[np.float64]
    number: NDArray[np.float64]
    """In the system at the end of the second."""

    def wait(self) -> Wait:
        """For a server; none where there is none."""
        waiting = np.maximum(self.number / self.queues - self.servers * self.utilisation, 0.0)
        variability = (self.arrival_scv + self.service_scv) / 2
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            # at a utilisation of 1 the steady number grows as its own square
            steady = np.where(np.isfinite(self.slope), variability * self.utilisation * self.slope, waiting**2)
            shape = np.nan_to_num(steady / self._variance(), nan=_STEADIEST)
        # a backlog that scatters less than in the steady state leaves fewer requests without a wait
        idle = (1 - self.chance) * np.minimum(1 / np.maximum(shape, 1 / _STEADIEST), 1.0)
        chance = np.where(self.work > 0, np.maximum(1 - idle, _RAREST), 0.0)
        # in the steady state the number waiting by the arrivals, in overload the backlog by the capacity
        rate = self.work * self.utilisation * chance
        length = np.divide(waiting, rate, out=np.zeros_like(rate), where=rate > 0)
        return Wait(chance=chance, length_seconds=length, shape=shape.clip(1 / _STEADIEST, _STEADIEST))

    def _variance(self) -> NDArray[np.float64]:
        """Of the number in each queue.

        Queues are independent: when their number changes, the sum of their variances does not.
        """
        noise = self.arrival_scv * self.arrivals + self.service_scv * self.served
        with np.errstate(divide="ignore", invalid="ignore"):
            pull = 1 + np.where(self.slope > 0, 2 * self.work / self.slope, np.inf)
            # where requests fail, the queue is held at its limit: a Brownian motion reflected there keeps an
            # exponential distance, of mean noise / (2 drift)
            distance = np.where(self.failed > 0, noise / (2 * self.failed), np.inf)
        most = self.queues * distance**2
        total, totals = 0.0, []
        for add, divide, limit in zip(noise.tolist(), pull.tolist(), most.tolist(), strict=True):
            total = min((total + add) / divide, limit)
            totals.append(total)
        return np.array(totals) / self.queues
