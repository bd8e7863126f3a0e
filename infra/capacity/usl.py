"""How throughput grows with concurrency where callers wait for each other: the Universal Scalability Law."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt


@dataclass(frozen=True, kw_only=True)
class Usl:
    """A measured database or service: N. J. Gunther, Guerrilla Capacity Planning (2007), chapter 4.

    Nothing here has a default: the three figures are known only from a load test of the thing itself.
    """

    single_rps: float
    """Throughput at a concurrency of one, above 0."""
    contention_ratio: float
    """Share of the work that only one can do at a time, 0 to below 1."""
    coherency_ratio: float
    """Cost of keeping each pair in agreement, at least 0; above 0 more concurrency ends up doing less."""

    def __post_init__(self) -> None:
        if not (0 < self.single_rps < inf and 0 <= self.contention_ratio < 1 and 0 <= self.coherency_ratio < inf):
            raise ValueError(
                "single_rps must be above 0, contention_ratio in 0..1 (1 excluded), coherency_ratio at least 0, "
                f"got {self.single_rps}, {self.contention_ratio}, {self.coherency_ratio}"
            )

    def throughput_rps(self, concurrency: float) -> float:
        """Requests per second with so many at work at once."""
        others = concurrency - 1
        drag = self.contention_ratio * others + self.coherency_ratio * concurrency * others
        return self.single_rps * concurrency / (1 + drag)

    @property
    def best_concurrency(self) -> float:
        """Where throughput is highest; infinite where it never falls."""
        if self.coherency_ratio == 0:
            return inf
        # two roots: the quotient of a tiny coherency would be beyond the largest number
        return max(1.0, sqrt(1 - self.contention_ratio) / sqrt(self.coherency_ratio))

    @property
    def most_rps(self) -> float:
        """The highest throughput; infinite where callers do not wait for each other at all."""
        if self.coherency_ratio > 0:
            return self.throughput_rps(self.best_concurrency)
        return self.single_rps / self.contention_ratio if self.contention_ratio > 0 else inf

    def concurrency(self, rps: float) -> float:
        """The smallest concurrency that carries a load; by Little's law it also is load times response time.

        Raises:
            ValueError: the load is negative or above `most_rps`.
        """
        most = self.most_rps
        if not 0 <= rps <= most or rps == inf:
            raise ValueError(f"rps must be at least 0 and at most {most:g}, got {rps:g}")
        # the smaller root of square N^2 - linear N + constant, in the form that also holds where square is 0
        square = rps * self.coherency_ratio
        linear = self.single_rps + rps * (self.coherency_ratio - self.contention_ratio)
        constant = rps * (1 - self.contention_ratio)
        if linear <= 0:  # only the limit that is never reached, at a coherency of 0
            return inf
        return 2 * constant / (linear + sqrt(max(0.0, linear**2 - 4 * square * constant)))
