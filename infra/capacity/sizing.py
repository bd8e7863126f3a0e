"""How many instances a service needs at a peak, with all zones and with one lost."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROUNDING = 1e-9
"""Relative: 7,800 / (200 x 0.65) is 60 instances, not 61, whatever the last bit of the quotient is."""


@dataclass(frozen=True, kw_only=True)
class PeakSize:
    """Instances at a peak; `minimum` is what a plan sets."""

    all_zones: int
    """Instances that run at the normal ceiling while all zones work."""
    zone_lost: int
    """Instances that must be left when one zone is lost, at the ceiling for that case."""
    before_zone_loss: int
    """The fewest instances of which `zone_lost` are left when one of the evenly filled zones is lost."""

    @property
    def minimum(self) -> int:
        """Instances to have in service when the peak begins."""
        return max(self.all_zones, self.before_zone_loss)


def peak_size(
    *,
    peak_rps: float,
    instance_rps: float,
    zones: int,
    headroom_ratio: float = 0.3,
    ceiling_ratio: float = 0.65,
    zone_lost_ceiling_ratio: float = 0.85,
) -> PeakSize:
    """Instances for a peak, so that the loss of one zone is survived.

    Args:
        peak_rps: the forecast.
        instance_rps: what one instance was measured to serve, at utilisation 1.
        zones: over which the instances are spread evenly.
        headroom_ratio: added to the forecast: 0.3, or 0.5 for an event that was never held before (assumption).
        ceiling_ratio: highest utilisation while all zones work (assumption: real service times grow with it).
        zone_lost_ceiling_ratio: highest utilisation while one zone is lost (assumption).

    Raises:
        ValueError: a number out of its range; a single zone, whose loss nothing survives.
    """
    if not (0 <= peak_rps < math.inf and 0 <= headroom_ratio < math.inf):
        raise ValueError(f"peak_rps and headroom_ratio must be at least 0, got {peak_rps} and {headroom_ratio}")
    if not 0 < instance_rps < math.inf:
        raise ValueError(f"instance_rps must be above 0, got {instance_rps}")
    for name, ratio in (("ceiling_ratio", ceiling_ratio), ("zone_lost_ceiling_ratio", zone_lost_ceiling_ratio)):
        if not 0 < ratio <= 1:
            raise ValueError(f"{name} must be above 0 and at most 1, got {ratio}")
    load = peak_rps * (1 + headroom_ratio) / instance_rps
    left = _whole(load / zone_lost_ceiling_ratio)
    return PeakSize(
        all_zones=_whole(load / ceiling_ratio),
        zone_lost=left,
        before_zone_loss=before_zone_loss(left, zones=zones),
    )


def instances_needed(
    loads: NDArray[np.float64],
    *,
    zones: int | None,
    ceiling_ratio: float = 0.65,
    zone_lost_ceiling_ratio: float = 0.85,
) -> NDArray[np.int64]:
    """`PeakSize.minimum` of many loads at once, each in instances that it would keep busy, headroom included.

    Without `zones` the loss of a zone need not be survived.
    """
    all_zones: NDArray[np.int64] = np.ceil(loads / ceiling_ratio * (1 - ROUNDING)).astype(np.int64)
    if zones is None:
        return all_zones
    left = np.ceil(loads / zone_lost_ceiling_ratio * (1 - ROUNDING)).astype(np.int64)
    needed: NDArray[np.int64] = np.maximum(all_zones, left + -(-left // (zones - 1)))
    return needed


def before_zone_loss(left: int, *, zones: int) -> int:
    """The fewest instances over some zones of which `left` remain when the fullest zone is lost.

    Raises:
        ValueError: a single zone; its loss leaves nothing.
    """
    if zones < 2:
        raise ValueError(f"zones must be at least 2 to survive the loss of one, got {zones}")
    return left + -(-left // (zones - 1))


def after_zone_loss(instances: int, *, zones: int) -> int:
    """What is left of evenly spread instances when the fullest zone is lost."""
    return instances - -(-instances // zones)


def _whole(instances: float) -> int:
    return math.ceil(instances * (1 - ROUNDING))
