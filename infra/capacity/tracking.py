"""Target tracking as arithmetic: what a datapoint is, when its alarms fire, and the size that they lead to."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from infra.capacity.group import Metric, TargetTracking

ROUNDING = 1e-9
"""Relative: a load exactly at the target is not above it, and does not round up to one more instance."""


def datapoint(
    tracking: TargetTracking,
    *,
    arrivals_rps: NDArray[np.float64],
    in_service: NDArray[np.float64],
    warmed: NDArray[np.float64],
    instance_rps: float,
) -> float:
    """The metric over the seconds of one period; NaN when no instance reported.

    Requests count per instance in service, warming or not, as the load balancer counts them. CPU is averaged over
    the instances that are warmed up; load beyond their capacity is shed and does not show.
    """
    if tracking.metric is Metric.REQUESTS_PER_INSTANCE:
        instances = float(in_service.mean())
        return 60.0 * float(arrivals_rps.mean()) / instances if instances else math.nan
    reporting = float(warmed.sum())
    if not reporting:
        return math.nan
    busy = np.minimum(1.0, arrivals_rps / (np.maximum(in_service, 1.0) * instance_rps))
    return float(busy @ warmed) / reporting


def high(tracking: TargetTracking, datapoints: Sequence[float]) -> bool:
    """Whether the last datapoints are all above the target."""
    limit = tracking.target * (1 + ROUNDING)
    return _last(datapoints, tracking.high_datapoints, lambda value: value > limit)


def low(tracking: TargetTracking, datapoints: Sequence[float]) -> bool:
    """Whether the last datapoints are all below the threshold of scale-in."""
    limit = tracking.target * tracking.scale_in_threshold_ratio * (1 - ROUNDING)
    return _last(datapoints, tracking.low_datapoints, lambda value: value < limit)


def wanted(tracking: TargetTracking, *, instances: int, value: float) -> int:
    """Instances that bring the metric to its target, in proportion and rounded up (EC2 user guide)."""
    return math.ceil(instances * value / tracking.target * (1 - ROUNDING))


def _last(datapoints: Sequence[float], count: int, test: Callable[[float], bool]) -> bool:
    return len(datapoints) >= count and all(test(value) for value in datapoints[-count:])
