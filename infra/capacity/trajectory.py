"""What happened to a scaling group: its size second by second, and why it changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class What(StrEnum):
    """What happened to a group."""

    SCALED_OUT = "scaled out"
    SCALED_IN = "scaled in"
    SCHEDULED = "scheduled"
    AT_MAXIMUM = "at maximum"
    """Target tracking wants more than the maximum; told once until it no longer does."""
    ZONE_LOST = "zone lost"
    ZONE_LOSS_NOTICED = "zone loss noticed"


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened to a group."""

    second: int
    what: What
    before: int
    """Desired instances; for ZONE_LOST and ZONE_LOSS_NOTICED what the group has or believes to have."""
    after: int
    because: str


@dataclass(frozen=True, kw_only=True)
class Trajectory:
    """A group second by second; element t holds during [t, t + 1)."""

    in_service: NDArray[np.float64]
    """Instances that serve, whole numbers."""
    desired: NDArray[np.float64]
    events: tuple[Event, ...]
