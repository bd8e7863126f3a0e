"""What a scaling group does under a load: desired size and instances in service, second by second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from infra.capacity import tracking as target_tracking
from infra.capacity.group import Group, Metric, Scheduled, TargetTracking, ZoneLoss
from infra.capacity.members import Members

__all__ = [
    "Event",
    "Group",
    "Metric",
    "Scheduled",
    "TargetTracking",
    "Trajectory",
    "What",
    "ZoneLoss",
    "trajectory",
]


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


def trajectory(
    group: Group,
    arrivals_rps: NDArray[np.float64],
    served_capacity_rps_per_instance: float,
    losses: Sequence[ZoneLoss] = (),
) -> Trajectory:
    """The group under the arrivals of each second, with the rules of EC2 Auto Scaling.

    Within one second, in this order: zones are lost, scheduled actions apply, a datapoint that becomes usable is
    judged, instances are terminated and launched. Target tracking decides only when a datapoint becomes usable.
    Cooldowns (Application Auto Scaling, so ECS) are not modelled. The capacity of an instance matters only to the
    metric cpu, which does not show the load beyond it.

    Raises:
        ValueError: arrivals or capacity are out of their range, or a scheduled action crosses the limits.
    """
    if arrivals_rps.ndim != 1 or not np.isfinite(arrivals_rps).all() or (arrivals_rps < 0).any():
        raise ValueError("arrivals_rps must be one row of finite rates of at least 0")
    if not 0 < served_capacity_rps_per_instance < np.inf:
        raise ValueError(
            f"served_capacity_rps_per_instance must be finite and above 0, got {served_capacity_rps_per_instance}"
        )
    return _Run(group, arrivals_rps, served_capacity_rps_per_instance, losses).trajectory()


class _Run:
    """One group in time; it jumps from one second in which something can change to the next."""

    def __init__(
        self, group: Group, arrivals_rps: NDArray[np.float64], instance_rps: float, losses: Sequence[ZoneLoss]
    ) -> None:
        self._group = group
        self._arrivals_rps = arrivals_rps
        self._instance_rps = instance_rps
        self._losses = sorted(losses, key=lambda loss: loss.at_second)
        self._scheduled = sorted(group.scheduled, key=lambda action: action.at_second)
        self._minimum, self._maximum, self._desired = group.minimum, group.maximum, group.desired
        self._members = Members(group)
        self._datapoints: list[float] = []
        tracking = group.tracking
        self._datapoint_at = tracking.period_seconds + tracking.metric_delay_seconds if tracking else None
        self._at_maximum = False
        self._events: list[Event] = []
        self._in_service_each = np.zeros(len(arrivals_rps))
        self._warmed_each = np.zeros(len(arrivals_rps))
        self._desired_each = np.zeros(len(arrivals_rps))

    def trajectory(self) -> Trajectory:
        second, end = 0, len(self._arrivals_rps)
        while second < end:
            self._act(second)
            until = min(end, self._next_second(second))
            self._in_service_each[second:until] = self._members.in_service
            self._warmed_each[second:until] = self._members.warmed
            self._desired_each[second:until] = self._desired
            second = until
        return Trajectory(in_service=self._in_service_each, desired=self._desired_each, events=tuple(self._events))

    def _act(self, second: int) -> None:
        members = self._members
        self._notice(second, members.advance(second))
        while self._losses and self._losses[0].at_second <= second:
            self._lose_zone(second, self._losses.pop(0))
        while self._scheduled and self._scheduled[0].at_second <= second:
            self._schedule(second, self._scheduled.pop(0))
        if second == self._datapoint_at:
            self._judge(second)
        members.adjust(second, self._desired)
        # instances without a boot or warm-up time serve in the second of their launch
        self._notice(second, members.advance(second))

    def _next_second(self, second: int) -> int:
        due = [
            self._members.next_second(),
            self._datapoint_at,
            self._losses[0].at_second if self._losses else None,
            self._scheduled[0].at_second if self._scheduled else None,
            second + 1 if self._members.missing(self._desired) else None,
        ]
        return min((at for at in due if at is not None), default=len(self._arrivals_rps))

    def _lose_zone(self, second: int, loss: ZoneLoss) -> None:
        before = self._members.in_service
        self._members.lose_zone(second, loss.detect_seconds)
        because = "a zone is lost with its share of the instances"
        self._tell(second, What.ZONE_LOST, before, self._members.in_service, because)
        self._notice(second, self._members.advance(second))

    def _notice(self, second: int, lost: int) -> None:
        if lost:
            believed = self._members.believed
            because = f"{lost} instances of the lost zone are missed and replaced in the others"
            self._tell(second, What.ZONE_LOSS_NOTICED, believed + lost, believed, because)

    def _schedule(self, second: int, action: Scheduled) -> None:
        self._minimum = self._minimum if action.minimum is None else action.minimum
        self._maximum = self._maximum if action.maximum is None else action.maximum
        if self._minimum > self._maximum:
            raise ValueError(
                f"the scheduled action at second {action.at_second} must keep the minimum within the maximum "
                f"{self._maximum}, got {self._minimum}"
            )
        before = self._desired
        desired = before if action.desired is None else action.desired
        self._desired = max(self._minimum, min(self._maximum, desired))
        because = f"minimum {self._minimum}, maximum {self._maximum}"
        self._tell(second, What.SCHEDULED, before, self._desired, because)

    def _judge(self, second: int) -> None:
        """Takes in the datapoint that becomes usable now, and scales by it."""
        tracking = self._group.tracking
        if tracking is None:
            return
        ended = second - tracking.metric_delay_seconds
        period = slice(ended - tracking.period_seconds, ended)
        value = target_tracking.datapoint(
            tracking,
            arrivals_rps=self._arrivals_rps[period],
            in_service=self._in_service_each[period],
            warmed=self._warmed_each[period],
            instance_rps=self._instance_rps,
        )
        self._datapoints.append(value)
        self._datapoint_at = second + tracking.period_seconds
        if target_tracking.high(tracking, self._datapoints):
            self._scale_out(second, tracking, value)
            return
        self._at_maximum = False
        settled = self._members.settled(self._desired)
        if tracking.scale_in and settled and target_tracking.low(tracking, self._datapoints):
            self._scale_in(second, tracking, value)

    def _scale_out(self, second: int, tracking: TargetTracking, value: float) -> None:
        before, warmed = self._desired, self._members.warmed
        wanted = target_tracking.wanted(tracking, instances=warmed, value=value)
        self._desired = max(before, min(self._maximum, wanted))
        because = (
            f"{tracking.high_datapoints} datapoints above {tracking.target:g}, the last {value:.4g} "
            f"over {warmed} warmed up instances, so {wanted} are wanted"
        )
        if self._desired > before:
            self._tell(second, What.SCALED_OUT, before, self._desired, because)
        if wanted > self._maximum and not self._at_maximum:
            self._tell(second, What.AT_MAXIMUM, self._desired, self._desired, because)
        self._at_maximum = wanted > self._maximum

    def _scale_in(self, second: int, tracking: TargetTracking, value: float) -> None:
        before = self._desired
        wanted = target_tracking.wanted(tracking, instances=before, value=value)
        self._desired = max(self._minimum, min(before, wanted))
        if self._desired == before:
            return
        # datapoints from before the scale-in would scale in a second time
        self._datapoints.clear()
        because = (
            f"{tracking.low_datapoints} datapoints below {tracking.scale_in_threshold_ratio * tracking.target:g}, "
            f"the last {value:.4g}, so {wanted} are wanted"
        )
        self._tell(second, What.SCALED_IN, before, self._desired, because)

    def _tell(self, second: int, what: What, before: int, after: int, because: str) -> None:
        self._events.append(Event(second=second, what=what, before=before, after=after, because=because))
