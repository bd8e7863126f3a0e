"""A message queue and its workers: backlog, age of the oldest message, time to drain."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from infra.capacity.flow import Flow


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """What lies in the queue at the end of each second."""

    messages: NDArray[np.float64]
    """Waiting; those in the workers' hands are not among them."""
    oldest_age_seconds: NDArray[np.float64]
    """Age of the oldest of them: since it came, if messages are taken in the order in which they came."""


def backlog(arrivals_rps: NDArray[np.float64], played: Flow, workers: NDArray[np.float64]) -> Backlog:
    """The queue of messages whose workers are a station with an infinite timeout, as `flow` played it.

    `workers` are those in service, each holding one message. While throughput is steady, the age is the backlog by
    the throughput; where it is not, or nobody works at all, messages are counted instead.

    Raises:
        ValueError: the arrays differ in length.
    """
    if not arrivals_rps.shape == played.in_system.shape == workers.shape:
        raise ValueError(
            f"arrivals_rps, played and workers must have one length, got {arrivals_rps.shape}, "
            f"{played.in_system.shape} and {workers.shape}"
        )
    waiting = np.maximum(played.in_system - workers * played.utilisation_ratio, 0.0)
    come = np.concatenate(([0.0], np.cumsum(arrivals_rps)))
    gone = come[1:] - waiting
    ends = np.arange(1.0, waiting.size + 1)
    oldest = np.interp(gone, come, np.arange(come.size, dtype=np.float64))
    some = waiting > 1e-9 * np.maximum(come[1:], 1.0)  # less is a rounding error of the sums
    return Backlog(messages=waiting, oldest_age_seconds=np.where(some, np.maximum(ends - oldest, 0.0), 0.0))


def drain_seconds(messages: float, capacity_rps: float, arrivals_rps: float) -> float:
    """Time until a backlog is gone, while so many more come; infinite if they come as fast as they can go.

    Raises:
        ValueError: something is negative.
    """
    if min(messages, capacity_rps, arrivals_rps) < 0:
        given = f"{messages}, {capacity_rps}, {arrivals_rps}"
        raise ValueError(f"messages, capacity_rps and arrivals_rps must be at least 0, got {given}")
    if messages == 0:
        return 0.0
    spare = capacity_rps - arrivals_rps
    return messages / spare if spare > 0 else inf
