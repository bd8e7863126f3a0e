"""What can be done besides a floor so that a pool follows a wave."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from infra.capacity.plan.cloud import CloudFacts


class Lever(StrEnum):
    """Each has everything of those before it, except that a warm pool has slow metrics."""

    TRACKING = "target tracking alone"
    SCHEDULED = "a scheduled floor"
    FAST_METRICS = "a scheduled floor, and metrics every 20 seconds"
    WARM_POOL = "a scheduled floor, and a warm pool up to the maximum"


FAST_PERIOD_SECONDS: Final = 20
FAST_DELAY_SECONDS: Final = 16
"""Until a datapoint of a fast metric can be acted on: with 3 of 20 s it reproduces AWS's own benchmark, 86 s."""
WARM_START_SECONDS: Final = 30
"""Of a stopped instance (assumption, as in group.py)."""


def allowed(cloud: CloudFacts) -> tuple[Lever, ...]:
    """What may be tried beyond the floor on a cloud."""
    return (Lever.FAST_METRICS, Lever.WARM_POOL) if cloud.warm_pool else (Lever.FAST_METRICS,)
