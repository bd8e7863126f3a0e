"""The second at which losing a zone hurts most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from infra.capacity.lines import Series
from infra.capacity.scenario import Service
from infra.capacity.simulation import PlayedService, Simulation

DETECT_SECONDS = 60
"""Until the groups replace what was lost (assumption, as in `floodgate simulate`)."""
_LOOKS_SECONDS = 900
"""How far the search for the worst second looks ahead where replacements take longer."""


@dataclass(frozen=True, kw_only=True)
class _Hurt:
    """What happens to one service if the zone is lost in each second, until its replacements serve."""

    failed: Series
    """Share of its requests that would wait longer than they may."""
    wait_seconds: Series
    """The longest wait."""
    busy: Series
    """Load by what is left, in the second itself."""


def worst_second(simulation: Simulation) -> int:
    """From a rehearsal in which no zone is lost.

    It is the second after which the largest share of some service's requests fails; where none does, after which
    they wait longest; where none waits, at which what is left is busiest.
    """
    hurts = [_hurt(simulation.scenario.services[name], played) for name, played in simulation.services.items()]
    for worst in (
        np.max([hurt.failed for hurt in hurts], axis=0),
        np.max([hurt.wait_seconds for hurt in hurts], axis=0),
        np.max([hurt.busy for hurt in hurts], axis=0),
    ):
        if worst.max() > 0:
            return int(worst.argmax())
    return 0


def _hurt(service: Service, played: PlayedService) -> _Hurt:
    """Plays what is left of the group as one plain queue, from every second at once."""
    station, group = service.station, service.group
    each = station.workers_per_instance / station.service_time_seconds
    serving = played.trajectory.in_service
    left = np.maximum(serving - np.ceil(serving / group.zones), 0.0) * each
    load = played.arrivals_rps
    gap = min(DETECT_SECONDS + group.boot_seconds, _LOOKS_SECONDS, load.size)
    more = np.concatenate((load - left, np.zeros(gap)))
    most = np.concatenate((left, np.full(gap, np.inf))) * min(station.timeout_seconds, gap)
    waiting, longest, failed = np.zeros(load.size), np.zeros(load.size), np.zeros(load.size)
    for second in range(gap):
        waiting = np.maximum(waiting + more[second : second + load.size], 0.0)
        kept = np.minimum(waiting, most[second : second + load.size])
        failed += waiting - kept
        waiting = kept
        longest = np.maximum(longest, waiting)
    return _Hurt(
        failed=failed / max(float(load.sum()), 1.0),
        wait_seconds=longest / np.maximum(left, each),
        busy=load / np.maximum(left, each),
    )
