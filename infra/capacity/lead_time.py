"""How early capacity must be asked for, and whether target tracking alone can follow a rise."""

from __future__ import annotations

import math
from typing import Final

from infra.capacity.group import Group, TargetTracking

LATE_ACTION_SECONDS: Final = 120
"""How late a scheduled action may run (EC2 Auto Scaling user guide). Alibaba Cloud publishes no figure."""


def launch_seconds(group: Group, instances: int) -> int:
    """From the decision to launch some instances at once until the last is launched."""
    beyond = max(0, instances - group.launch_burst)
    return math.ceil(beyond / group.launch_rate_per_second - 1e-9)


def lead_seconds(group: Group, instances: int) -> int:
    """How long before a peak the scheduled action must stand that adds some instances, all warmed up by then.

    It assumes nothing of the warm pool, which may have been used up.
    """
    return LATE_ACTION_SECONDS + group.boot_seconds + group.warm_up_seconds + launch_seconds(group, instances)


def reaction_seconds(tracking: TargetTracking, boot_seconds: int) -> int:
    """From a step of the load, at the start of a period, until the first new instance serves.

    A rise beyond the target that takes less time than this cannot be left to target tracking alone.
    """
    return tracking.detection_seconds + boot_seconds
