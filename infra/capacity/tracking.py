"""Target tracking as arithmetic: what a datapoint is, when its alarms fire, and the size that they lead to."""

from __future__ import annotations

import math

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


class Tracker:
    """The alarms of one policy in time."""

    def __init__(self, policy: TargetTracking) -> None:
        """There are no datapoints of the time before second 0."""
        self.policy = policy
        self.value = math.nan
        """The last datapoint; NaN before the first, and where no instance reported."""
        self._highs = self._lows = 0
        self.due = policy.period_seconds + policy.metric_delay_seconds
        """When the next datapoint becomes usable."""

    def take(
        self,
        *,
        arrivals_rps: NDArray[np.float64],
        in_service: NDArray[np.float64],
        warmed: NDArray[np.float64],
        instance_rps: float,
    ) -> None:
        """Take in the datapoint that is due; the arrays hold all seconds, as far as they are known."""
        ended = self.due - self.policy.metric_delay_seconds
        period = slice(ended - self.policy.period_seconds, ended)
        self.value = datapoint(
            self.policy,
            arrivals_rps=arrivals_rps[period],
            in_service=in_service[period],
            warmed=warmed[period],
            instance_rps=instance_rps,
        )
        target = self.policy.target
        threshold = target * self.policy.scale_in_threshold_ratio
        self._highs = self._highs + 1 if self.value > target * (1 + ROUNDING) else 0
        self._lows = self._lows + 1 if self.value < threshold * (1 - ROUNDING) else 0
        self.due += self.policy.period_seconds

    @property
    def high(self) -> bool:
        """Whether the last datapoints are all above the target: it wants more instances."""
        return self._highs >= self.policy.high_datapoints

    @property
    def low(self) -> bool:
        """Whether the last datapoints are all below the threshold of scale-in: it would do with fewer."""
        return self._lows >= self.policy.low_datapoints

    def wanted(self, instances: int) -> int:
        """Instances that bring the last datapoint to the target, in proportion and rounded up (EC2 user guide)."""
        return math.ceil(instances * self.value / self.policy.target * (1 - ROUNDING))

    def forget(self) -> None:
        """Count datapoints anew."""
        self._highs = self._lows = 0
