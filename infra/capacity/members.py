"""The instances of a scaling group on their way: launched, in service, warmed up, lost with a zone, terminated."""

from __future__ import annotations

import math
from dataclasses import dataclass

from infra.capacity.group import Group


@dataclass(kw_only=True)
class Batch:
    """Instances that change state together."""

    at_second: int
    count: int


class Members:
    """The instances of one group. Whoever owns it calls `advance` with times that never go back."""

    def __init__(self, group: Group) -> None:
        """All of the first desired instances are in service and warmed up at second 0."""
        self._group = group
        self._zones = group.zones
        self._prepared = group.desired + group.warm_pool if group.warm_pool else 0
        self._pool = group.warm_pool
        self._filling: list[Batch] = []
        self._booting: list[Batch] = []
        self._warming: list[Batch] = []
        self._unnoticed: list[Batch] = []
        self._tokens = float(group.launch_burst)
        self._tokens_at = 0
        self._waiting = False
        self.warmed = group.desired
        """In service and warmed up."""

    @property
    def in_service(self) -> int:
        """Instances that serve."""
        return self.warmed + _count(self._warming)

    def settled(self, desired: int) -> bool:
        """Nothing is missing, boots, warms up, or is lost without the group having noticed."""
        return self.believed >= desired and not (self._booting or self._warming or self._unnoticed)

    @property
    def believed(self) -> int:
        """What the group takes to be its instances: in service, on their way, and lost but not yet missed."""
        return self.in_service + _count(self._booting) + _count(self._unnoticed)

    def advance(self, second: int) -> int:
        """Moves on all instances whose time has come; returns how many lost ones the group has noticed."""
        for batch in _due(self._booting, second):
            _add(self._warming, Batch(at_second=batch.at_second + self._group.warm_up_seconds, count=batch.count))
        self.warmed += _count(_due(self._warming, second))
        self._pool += _count(_due(self._filling, second))
        return _count(_due(self._unnoticed, second))

    def lose_zone(self, second: int, detect_seconds: int) -> None:
        """A zone is lost with its equal share, rounded up; of those in service the warmed up ones go first."""
        if not self._zones:
            return
        serving, booting = self.in_service, _count(self._booting)
        lost_serving = math.ceil(serving / self._zones)
        lost_booting = math.ceil((serving + booting) / self._zones) - lost_serving
        from_warmed = min(self.warmed, lost_serving)
        self.warmed -= from_warmed
        _remove(self._warming, lost_serving - from_warmed)
        _remove(self._booting, lost_booting)
        if lost_serving + lost_booting:
            _add(self._unnoticed, Batch(at_second=second + detect_seconds, count=lost_serving + lost_booting))
        self._pool -= math.ceil(self._pool / self._zones)
        self._zones -= 1

    def adjust(self, second: int, desired: int) -> None:
        """Terminates what is too much, or launches what is missing."""
        if self.believed != desired or self._waiting:
            self._terminate(desired)
            self._launch(second, desired)

    def _launch(self, second: int, desired: int) -> None:
        """Launches what is missing, as far as the launch rate lets it; prepared instances of the pool first."""
        group = self._group
        self._tokens += (second - self._tokens_at) * group.launch_rate_per_second
        if not self._waiting:
            # whoever waits takes a token the moment it is there, so that none is lost to the burst
            self._tokens = min(float(group.launch_burst), self._tokens)
        self._tokens_at = second
        missing = self.missing(desired)
        # a rate such as 0.1 adds up to 0.9999...: without the tolerance it would launch one second late
        launched = min(missing, math.floor(self._tokens + 1e-9))
        self._tokens -= launched
        self._waiting = launched < missing
        prepared = min(self._pool, launched)
        self._pool -= prepared
        for count, seconds in ((prepared, group.warm_start_seconds), (launched - prepared, group.boot_seconds)):
            if count:
                _add(self._booting, Batch(at_second=second + seconds, count=count))
        refill = self._prepared - max(desired, self.believed) - self._pool - _count(self._filling)
        if refill > 0 and self._zones:
            _add(self._filling, Batch(at_second=second + group.boot_seconds, count=refill))

    def missing(self, desired: int) -> int:
        """Instances that are still to be launched; none while no zone is left to launch them in."""
        return max(0, desired - self.believed) if self._zones else 0

    def _terminate(self, desired: int) -> None:
        """Ends what is too much: a share of the lost ones not yet missed, then the latest launches first."""
        excess = self.believed - desired
        if excess <= 0:
            return
        unnoticed = _count(self._unnoticed)
        excess -= _remove(self._unnoticed, excess * unnoticed // self.believed)
        excess -= _remove(self._booting, excess)
        excess -= _remove(self._warming, excess)
        self.warmed -= min(self.warmed, excess)

    def next_second(self) -> int | None:
        """When `advance` next has something to do."""
        queues = (self._booting, self._warming, self._filling, self._unnoticed)
        return min((queue[0].at_second for queue in queues if queue), default=None)


def _count(batches: list[Batch]) -> int:
    return sum(batch.count for batch in batches)


def _add(batches: list[Batch], batch: Batch) -> None:
    batches.append(batch)
    batches.sort(key=lambda other: other.at_second)


def _due(batches: list[Batch], second: int) -> list[Batch]:
    if not batches or batches[0].at_second > second:
        return []
    due = [batch for batch in batches if batch.at_second <= second]
    del batches[: len(due)]
    return due


def _remove(batches: list[Batch], count: int) -> int:
    """Takes up to `count` instances, those last in line first; returns how many."""
    left = count
    while left and batches:
        taken = min(left, batches[-1].count)
        batches[-1].count -= taken
        left -= taken
        if not batches[-1].count:
            batches.pop()
    return count - left
