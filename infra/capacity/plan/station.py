"""One measured instance as a queue that can be played."""

from __future__ import annotations

import math

from infra.capacity.flow import Station
from infra.capacity.plan.inputs import ServiceLimits
from infra.capacity.sizing import ROUNDING

TIMEOUT_SECONDS = 10.0
"""A request that would wait longer for a worker fails (assumption: shop.yaml says nothing)."""


def station(measured: ServiceLimits) -> Station:
    """One instance that does exactly what was measured.

    Slots follow from the throughput, because the requests that an instance accepts at once say nothing about what
    it finishes. They are rounded up and the time of each request with them, so times are on the safe side.
    """
    slots = max(1, math.ceil(measured.throughput_rps * measured.service_time_seconds * (1 - ROUNDING)))
    return Station(
        service_time_seconds=slots / measured.throughput_rps,
        workers_per_instance=slots,
        timeout_seconds=TIMEOUT_SECONDS,
    )
