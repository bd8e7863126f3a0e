"""Limits of what stands behind the services (stores, edge, gateways), as lines that the load must stay below.

A line has no queue: what is above it is throttled, refused or slow in ways that the model does not know, so a line
that is crossed is a verdict, and the services go on as if it were not (facts/capacity.md 3.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Series = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Growth:
    """A limit that follows the load by itself, with a delay: on-demand tables, load balancers."""

    factor: float
    """Times the highest load until `after_seconds` ago: that much is carried. Above 1."""
    after_seconds: int
    """How long it takes to follow, above 0."""

    def __post_init__(self) -> None:
        """Raises ValueError for a value outside its range."""
        if not self.factor > 1 or self.after_seconds < 1:
            raise ValueError(
                f"factor must be above 1 and after_seconds at least 1, got {self.factor} and {self.after_seconds}"
            )

    def limit(self, used: Series) -> Series:
        """Second by second; before the start the load is taken to have been what it is in the first second."""
        highest = np.maximum.accumulate(used)
        known = np.concatenate((np.full(self.after_seconds, used[0]), highest))[: used.size]
        return self.factor * known


@dataclass(frozen=True, kw_only=True)
class Line:
    """One limit, and what uses it up."""

    limit: float | Series
    """In `unit`; a series has one element a second."""
    unit: str = "/s"
    per_request: Mapping[str, float] = field(default_factory=dict)
    """Service -> units for each request that it serves."""
    per_message: Mapping[str, float] = field(default_factory=dict)
    """Queue -> units for each message worked off."""
    per_put: Mapping[str, float] = field(default_factory=dict)
    """Queue -> units for each message put into it, whoever works it off when."""
    per_instance: Mapping[str, float] = field(default_factory=dict)
    """Service -> units for each instance in service."""
    limit_per_instance: Mapping[str, float] = field(default_factory=dict)
    """Service -> units that each instance in service adds to the limit."""
    outside: Series | None = None
    """Units in each second that do not depend on any service; they grow with the loads."""
    growth: Growth | None = None
    """Then the limit is the higher of the two."""

    def growing(self, growth: Growth | None) -> Line:
        """The same with a limit that follows the load."""
        return replace(self, growth=growth)

    def times(self, each: float, limit: float | Series, unit: str) -> Line:
        """Something else that is used by the same, so many units for each of its units."""
        return Line(
            limit=limit,
            unit=unit,
            per_request={name: each * units for name, units in self.per_request.items()},
            per_message={name: each * units for name, units in self.per_message.items()},
            per_put={name: each * units for name, units in self.per_put.items()},
            per_instance={name: each * units for name, units in self.per_instance.items()},
            outside=None if self.outside is None else each * self.outside,
        )

    def scaled(self, factor: float) -> Line:
        """Under that many times the loads."""
        return self if self.outside is None else replace(self, outside=self.outside * factor)


@dataclass(frozen=True, kw_only=True)
class PlayedLine:
    """What was used of one line, second by second."""

    used: Series
    limit: Series

    @property
    def ratio(self) -> Series:
        """Share of the limit; infinite where there is none of what is used."""
        with np.errstate(divide="ignore", invalid="ignore"):
            share = self.used / self.limit
        return np.where(self.used > 0, share, 0.0)


def play_line(
    line: Line,
    seconds: int,
    *,
    served: Mapping[str, Series],
    consumed: Mapping[str, Series],
    put: Mapping[str, Series],
    in_service: Mapping[str, Series],
) -> PlayedLine:
    """One line under what the services served, what came into queues and what their workers worked off, and the
    instances there were."""
    used = np.zeros(seconds) if line.outside is None else line.outside.copy()
    for units, series in (
        (line.per_request, served),
        (line.per_message, consumed),
        (line.per_put, put),
        (line.per_instance, in_service),
    ):
        for name, each in units.items():
            used += each * series[name]
    limit = np.broadcast_to(np.asarray(line.limit, dtype=np.float64), used.shape)
    for name, each in line.limit_per_instance.items():
        limit = limit + each * in_service[name]
    return PlayedLine(
        used=used, limit=limit if line.growth is None else np.maximum(limit, line.growth.limit(used))
    )
