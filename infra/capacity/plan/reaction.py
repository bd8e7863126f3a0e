"""Whether target tracking alone would follow a wave: a rise that is over before it acts is not for it to carry."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from infra.capacity.group import Metric, TargetTracking
from infra.capacity.lead_time import reaction_seconds
from infra.capacity.plan.inputs import ServiceLimits, StackLimits
from infra.capacity.plan.number import amount
from infra.capacity.plan.series import highest_ahead
from infra.capacity.rates import Series

_BLOCK_SECONDS = 15


@dataclass(frozen=True, kw_only=True)
class Reaction:
    """What target tracking alone would do in a window."""

    follows: bool
    seconds: int
    """From a step of the load until the first new instance serves."""
    reason: str


def boot_seconds(service: ServiceLimits, stack: StackLimits) -> int:
    """From the launch until the instance serves, as the stack's cloud lets it in."""
    return max(math.ceil(service.boot_seconds * stack.cloud.boot_factor), stack.cloud.least_boot_seconds)


def reaction(
    service: ServiceLimits, stack: StackLimits, rps: Series, headroom_ratio: float, start: datetime
) -> Reaction:
    """Compares each second's group, as tracking keeps it, with the load at the time a new instance would serve.

    Args:
        service: its everyday floor and target.
        stack: where it runs.
        rps: forecast requests of the window.
        headroom_ratio: on top of the forecast.
        start: first second of the window.
    """
    tracking = TargetTracking(
        metric=Metric.REQUESTS_PER_INSTANCE,
        target=60 * service.target_ratio * service.throughput_rps,
        high_datapoints=stack.cloud.high_datapoints,
        metric_delay_seconds=stack.cloud.metric_delay_seconds,
    )
    seconds = reaction_seconds(tracking, boot_seconds(service, stack))
    load = rps.reshape(-1, _BLOCK_SECONDS).max(axis=1) * (1 + headroom_ratio)
    group = np.maximum(service.min_instances, np.ceil(load / (service.target_ratio * service.throughput_rps)))
    ahead = highest_ahead(load, math.ceil(seconds / _BLOCK_SECONDS))
    excess = ahead / (group * service.throughput_rps)
    worst = int(excess.argmax())
    needs = (
        f"it needs {seconds} s: {tracking.high_datapoints} minutes above the target, "
        f"{tracking.metric_delay_seconds} s until the metric is there (assumption), "
        f"{boot_seconds(service, stack)} s to boot"
    )
    if excess[worst] <= 1:
        return Reaction(
            follows=True, seconds=seconds, reason=f"target tracking alone would follow this wave; {needs}"
        )
    at = start + timedelta(seconds=worst * _BLOCK_SECONDS)
    return Reaction(
        follows=False,
        seconds=seconds,
        reason=(
            f"target tracking alone comes too late: from {at:%Y-%m-%d %H:%M:%S} UTC the load goes from "
            f"{amount(float(load[worst]))} to {amount(float(ahead[worst]))} requests/s while {needs}"
        ),
    )
