"""What plans look for in series: peaks with their time, worst values of minutes, means of what may wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from infra.capacity.demand import Demand
from infra.capacity.plan.number import amount
from infra.capacity.rates import Rates, Series

BLOCK_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Peak:
    """The highest value of a series."""

    value: float
    at: datetime
    """Its second, UTC; the first of equals."""
    campaign: str

    def text(self, unit: str = "requests/s") -> str:
        """`7,800 requests/s at 2027-11-10 16:00:03 UTC`."""
        return f"{amount(self.value)} {unit} at {self.at:%Y-%m-%d %H:%M:%S} UTC"


def of(rates: Rates, name: str, demand: Demand) -> Series:
    """One of the rates; nothing for what no service uses."""
    return rates[name] if name in rates else np.zeros(demand.seconds)


def peak(series: Series, start: datetime, campaign: str) -> Peak:
    """The peak of the series of a window that begins at `start`."""
    second = int(series.argmax())
    return Peak(value=float(series[second]), at=start + timedelta(seconds=second), campaign=campaign)


def worst_of_blocks(series: Series) -> Series:
    """The highest value of each `BLOCK_SECONDS`."""
    worst: Series = series.reshape(-1, BLOCK_SECONDS).max(axis=1)
    return worst


def waiting_at_most(series: Series, seconds: int) -> Series:
    """The rate at which messages must be worked off so that none waits longer: their mean over the time before.

    Whoever works at this rate has finished at any second all that came until `seconds` before. What came before
    the window is taken to have come at the rate of its first second.
    """
    total = np.empty(seconds + len(series))
    total[:seconds] = series[0]
    total[seconds:] = series
    np.cumsum(total, out=total)
    mean: Series = total[seconds:] - total[: len(series)]
    mean /= seconds
    return np.maximum(0.0, mean, out=mean)


def worked_off(arrivals: Series, most_rps: float) -> Series:
    """At what rate messages leave a queue whose workers do at most so many per second."""
    if arrivals.max(initial=0) <= most_rps:
        return arrivals
    excess = np.concatenate(([0.0], np.cumsum(arrivals - most_rps)))
    backlog = excess - np.minimum.accumulate(excess)
    left: Series = np.maximum(0.0, arrivals - np.diff(backlog))
    return left


def highest_ahead(series: Series, blocks: int) -> Series:
    """Of each block the highest value from there on until so many blocks later."""
    padded = np.concatenate((series, np.full(blocks, series[-1])))
    view = np.lib.stride_tricks.sliding_window_view(padded, blocks + 1)
    highest: Series = view.max(axis=1)
    return highest
