"""One queue under a load that changes every second: the implicit pointwise-stationary fluid step.

The queue moves towards the steady state of its present load, never faster than its servers can work: in the steady
state it is exact, in overload it is the plain balance of what comes and goes, and every request stays accounted
for. Source of the approximation: W.-P. Wang, D. Tipper and S. Banerjee, "A simple approximation for modeling
nonstationary queues", INFOCOM 1996; taken implicitly (backward Euler) it is stable at any step. Accuracy:
facts/capacity.md 3.3.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from infra.capacity.queueing import erlang_b

_POINTS = 2048
_CLOSEST = 1e-6
"""How near to 1 the tabulated utilisation comes; beyond, the queue grows as a balance."""
_SWEEPS = 4
_TOLERANCE = 1e-10


@dataclass(frozen=True, kw_only=True, eq=False)
class Curve:
    """The steady state of one queue, by utilisation."""

    utilisation: NDArray[np.float64]
    number: NDArray[np.float64]
    """Mean number in the system."""
    slope: NDArray[np.float64]
    """Its derivative by the utilisation."""
    chance: NDArray[np.float64]
    """That a request waits."""

    def chance_at(self, utilisation: NDArray[np.float64]) -> NDArray[np.float64]:
        """That a request waits, there."""
        return np.interp(utilisation, self.utilisation, self.chance)

    def slope_at(self, utilisation: NDArray[np.float64]) -> NDArray[np.float64]:
        """How fast the number grows there; infinite at 1."""
        return np.where(utilisation > 1 - _CLOSEST, np.inf, np.interp(utilisation, self.utilisation, self.slope))


@dataclass(frozen=True, kw_only=True, eq=False)
class Queue:
    """One queue while its capacity stays the same."""

    curve: Curve
    work: float
    """Requests that all servers finish in a second."""
    most: float
    """Number in the system at which further requests fail."""

    def play(self, start: float, arrivals: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The number in the system after each second, and what failed in it.

        Every second follows from the one before, but mostly hardly: all seconds at once, a few times over, settle
        nearly everything, and the rest is walked.
        """
        number = np.interp(arrivals / self.work, self.curve.utilisation, self.curve.number).clip(max=self.most)
        for _ in range(_SWEEPS):
            number = self._stepped(_before(start, number), arrivals).clip(max=self.most)
        again = self._stepped(_before(start, number), arrivals).clip(max=self.most)
        unsettled = np.abs(again - number) > _TOLERANCE * (1 + number)
        if unsettled.any():
            number = self._walked(start, arrivals, number, unsettled)
        failed = np.maximum(self._stepped(_before(start, number), arrivals) - self.most, 0.0)
        return number, failed

    @cached_property
    def _totals(self) -> NDArray[np.float64]:
        """What is there and comes in a second at whose end the curve's utilisation is reached."""
        return self.curve.number + self.work * self.curve.utilisation

    def _stepped(self, before: NDArray[np.float64], arrivals: NDArray[np.float64]) -> NDArray[np.float64]:
        """What is there or comes, less what is finished; without the limit."""
        total = before + arrivals
        return total - self.work * np.interp(total, self._totals, self.curve.utilisation, right=1.0)

    def _walked(
        self,
        start: float,
        arrivals: NDArray[np.float64],
        guess: NDArray[np.float64],
        unsettled: NDArray[np.bool_],
    ) -> NDArray[np.float64]:
        """Second by second from each unsettled one, until the walk arrives where the guess was right."""
        totals, utilisation = self._totals.tolist(), self.curve.utilisation.tolist()
        loads, number, open_seconds = arrivals.tolist(), guess.tolist(), unsettled.tolist()
        done = 0
        for first in np.flatnonzero(unsettled).tolist():
            if first < done:
                continue
            before = number[first - 1] if first else start
            for second in range(first, len(loads)):
                done = second + 1
                total = before + loads[second]
                right = bisect_right(totals, total)
                busy = 1.0
                if right < len(totals):
                    low = totals[right - 1]
                    share = (total - low) / (totals[right] - low)
                    busy = utilisation[right - 1] + share * (utilisation[right] - utilisation[right - 1])
                before = min(total - self.work * busy, self.most)
                met = abs(before - number[second]) <= _TOLERANCE * (1 + before)
                number[second] = before
                if met and not open_seconds[second]:
                    break
        return np.array(number)


def _before(start: float, number: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate(([start], number[:-1]))


@lru_cache(maxsize=1024)
def curve(servers: int, variability: float) -> Curve:
    """The steady state of a queue with so many servers: `queueing.number_in_system` and its derivative."""
    rho = 1 - np.geomspace(1, _CLOSEST, _POINTS)[1:]
    blocked = erlang_b(servers, servers * rho)
    blocked_slope = blocked * servers * (1 / rho - 1 + blocked)
    free = 1 - rho * (1 - blocked)
    waits = blocked / free
    waits_slope = (blocked_slope * free + blocked * (1 - blocked - rho * blocked_slope)) / free**2
    number = servers * rho + variability * waits * rho / (1 - rho)
    slope = servers + variability * (waits_slope * rho / (1 - rho) + waits / (1 - rho) ** 2)
    return Curve(
        utilisation=np.concatenate(([0.0], rho)),
        number=np.concatenate(([0.0], number)),
        slope=np.concatenate(([float(servers)], slope)),
        chance=np.concatenate(([0.0], waits)),
    )
