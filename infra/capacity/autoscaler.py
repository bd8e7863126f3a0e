"""What a scaling group does under a load: desired size and instances in service, second by second."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from infra.capacity.group import Group, Metric, Scheduled, StepDown, TargetTracking, ZoneLoss
from infra.capacity.members import Members
from infra.capacity.tracking import Tracker
from infra.capacity.trajectory import Event, Trajectory, What

__all__ = [
    "Event",
    "Group",
    "Metric",
    "Scheduled",
    "StepDown",
    "TargetTracking",
    "Trajectory",
    "What",
    "ZoneLoss",
    "trajectory",
]


def trajectory(
    group: Group,
    arrivals_rps: NDArray[np.float64],
    served_capacity_rps_per_instance: float,
    losses: Sequence[ZoneLoss] = (),
    routes: Mapping[str, NDArray[np.float64]] | None = None,
) -> Trajectory:
    """The group under the arrivals of each second, with the rules of EC2 Auto Scaling (of ESS: `StepDown`).

    Within one second, in this order: zones are lost, scheduled actions apply, a datapoint that becomes usable is
    judged, instances are terminated and launched. Target tracking decides only when a datapoint becomes usable.
    Cooldowns (Application Auto Scaling, so ECS) are not modelled. The capacity of an instance matters only to the
    metric cpu, which does not show the load beyond it. `routes` has the part of the arrivals that comes each way,
    for policies that see only one.

    Raises:
        ValueError: arrivals or capacity are out of their range, a scheduled action crosses the limits, or a policy
            watches a route that is not there.
    """
    if arrivals_rps.ndim != 1 or not np.isfinite(arrivals_rps).all() or (arrivals_rps < 0).any():
        raise ValueError("arrivals_rps must be one row of finite rates of at least 0")
    if not 0 < served_capacity_rps_per_instance < np.inf:
        raise ValueError(
            f"served_capacity_rps_per_instance must be finite and above 0, got {served_capacity_rps_per_instance}"
        )
    seen: dict[str | None, NDArray[np.float64]] = {None: arrivals_rps}
    seen.update(routes or {})
    if unknown := sorted({str(policy.route) for policy in group.tracking if policy.route not in seen}):
        raise ValueError(f"routes must hold {', '.join(unknown)}")
    return _Run(group, seen, served_capacity_rps_per_instance, losses).trajectory()


class _Run:
    """One group in time; it jumps from one second in which something can change to the next."""

    def __init__(
        self,
        group: Group,
        arrivals_rps: Mapping[str | None, NDArray[np.float64]],
        instance_rps: float,
        losses: Sequence[ZoneLoss],
    ) -> None:
        self._arrivals_rps = arrivals_rps
        self._instance_rps = instance_rps
        self._losses = sorted(losses, key=lambda loss: loss.at_second)
        self._scheduled = sorted(group.scheduled, key=lambda action: action.at_second)
        self._minimum, self._maximum, self._desired = group.minimum, group.maximum, group.desired
        self._members = Members(group)
        self._trackers = [Tracker(policy) for policy in group.tracking]
        self._step_down = group.step_down
        self._idle = Tracker(group.step_down.alarm) if group.step_down else None
        self._at_maximum = False
        self._events: list[Event] = []
        self._end = len(arrivals_rps[None])
        self._in_service_each = np.zeros(self._end)
        self._warmed_each = np.zeros(self._end)
        self._desired_each = np.zeros(self._end)

    def trajectory(self) -> Trajectory:
        second, end = 0, self._end
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
        due = [tracker for tracker in self._trackers if tracker.due == second]
        if due:
            self._judge(second, due)
        if self._idle is not None and self._idle.due == second:
            self._judge_idle(second, self._idle)
        members.adjust(second, self._desired)
        # instances without a boot or warm-up time serve in the second of their launch
        self._notice(second, members.advance(second))

    def _next_second(self, second: int) -> int:
        due = [
            self._members.next_second(),
            *(tracker.due for tracker in self._trackers),
            self._idle.due if self._idle else None,
            self._losses[0].at_second if self._losses else None,
            self._scheduled[0].at_second if self._scheduled else None,
            second + 1 if self._members.missing(self._desired) else None,
        ]
        return min((at for at in due if at is not None), default=self._end)

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

    def _judge(self, second: int, due: Sequence[Tracker]) -> None:
        """Takes in the datapoints that become usable now, and scales by them."""
        for tracker in due:
            self._take(tracker)
        warmed = self._members.warmed
        high = [tracker for tracker in due if tracker.high]
        if high:
            self._scale_out(second, max(high, key=lambda tracker: tracker.wanted(warmed)), warmed)
            return
        if any(tracker.high for tracker in self._trackers):
            return
        self._at_maximum = False
        shrinking = [tracker for tracker in self._trackers if tracker.policy.scale_in]
        settled = self._members.settled(self._desired)
        if shrinking and settled and all(tracker.low for tracker in shrinking):
            self._scale_in(second, shrinking)

    def _take(self, tracker: Tracker) -> None:
        tracker.take(
            arrivals_rps=self._arrivals_rps[tracker.policy.route],
            in_service=self._in_service_each,
            warmed=self._warmed_each,
            instance_rps=self._instance_rps,
        )

    def _scale_out(self, second: int, tracker: Tracker, warmed: int) -> None:
        before, policy, value = self._desired, tracker.policy, tracker.value
        wanted = tracker.wanted(warmed)
        self._desired = max(before, min(self._maximum, wanted))
        because = (
            f"{policy.high_datapoints} datapoints above {policy.target:g}, the last {value:.4g} "
            f"over {warmed} warmed up instances, so {wanted} are wanted"
        )
        if self._desired > before:
            self._tell(second, What.SCALED_OUT, before, self._desired, because)
        if wanted > self._maximum and not self._at_maximum:
            self._tell(second, What.AT_MAXIMUM, self._desired, self._desired, because)
        self._at_maximum = wanted > self._maximum

    def _scale_in(self, second: int, shrinking: Sequence[Tracker]) -> None:
        before = self._desired
        tracker = max(shrinking, key=lambda each: each.wanted(before))
        wanted, policy = tracker.wanted(before), tracker.policy
        self._desired = max(self._minimum, min(before, wanted))
        if self._desired == before:
            return
        because = (
            f"{policy.low_datapoints} datapoints below {policy.scale_in_threshold_ratio * policy.target:g}, "
            f"the last {tracker.value:.4g}, so {wanted} are wanted"
        )
        for each in shrinking:
            each.forget()  # those from before the scale-in would scale in a second time
        self._tell(second, What.SCALED_IN, before, self._desired, because)

    def _judge_idle(self, second: int, idle: Tracker) -> None:
        self._take(idle)
        busy = any(tracker.high for tracker in self._trackers)
        if self._step_down is None or busy or not idle.low or not self._members.settled(self._desired):
            return
        before = self._desired
        self._desired = max(self._minimum, min(before, self._step_down.after(before)))
        idle.forget()
        if self._desired < before:
            because = f"{idle.policy.low_datapoints} datapoints below {idle.policy.target:g}: a step of idle CPUs"
            self._tell(second, What.SCALED_IN, before, self._desired, because)

    def _tell(self, second: int, what: What, before: int, after: int, because: str) -> None:
        self._events.append(Event(second=second, what=what, before=before, after=after, because=because))
