"""What goes wrong on purpose: `--fault cdn-purge@20:00:30`, and what that means in the model.

- `cdn-purge@TIME`: the CDN forgets everything at once and fills again with a time constant of 60 s.
- `database-failover[:DATABASE]@TIME`: the writer is gone. For 30 s every request of the services that use the
  database fails and no message is worked off; after that a reader is the writer, one node fewer until the end.
- `third-party-slow[:PARTY]@TIME`: for 5 minutes every call takes 1 s longer, and holds its worker as long.
- `schedule-missed`: no scheduled action runs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from infra.capacity.scenario import Disturbance
from infra.rehearsal.errors import RehearsalError
from infra.rehearsal.stage import Stage
from infra.rehearsal.traffic import purged

REFILL_SECONDS: Final = 60
FAILOVER_SECONDS: Final = 30
SLOW_SECONDS: Final = 300
SLOWER_SECONDS: Final = 1.0
"""Assumptions, all four. Aurora typically fails over in less than 60 s, behind a proxy often in less than 30 s
(Aurora User Guide, "High availability for Amazon Aurora")."""

PURGE, FAILOVER, SLOW, MISSED = "cdn-purge", "database-failover", "third-party-slow", "schedule-missed"
FAULTS: Final[Mapping[str, str]] = {
    PURGE: f"{PURGE}@TIME",
    FAILOVER: f"{FAILOVER}[:DATABASE]@TIME",
    SLOW: f"{SLOW}[:PARTY]@TIME",
    MISSED: MISSED,
}
"""Name -> how it is written."""
_FORM = re.compile(r"(?P<name>[a-z-]+)(:(?P<of>[a-z0-9-]+))?(@(?P<at>.+))?")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that goes wrong."""

    name: str
    of: str | None
    """Database or third party; None: all of them."""
    at_second: int
    """0 for what has no time."""

    @property
    def timed(self) -> bool:
        """Whether it happens at a moment."""
        return self.name != MISSED

    def __str__(self) -> str:
        return self.name if self.of is None else f"{self.name} of {self.of}"


def parse(text: str, start: datetime, seconds: int, zone: str) -> Fault:
    """Read one `--fault`; times are local ones of the campaign.

    Raises:
        RehearsalError: no such fault, or a time outside of what is played.
    """
    found = _FORM.fullmatch(text)
    if found is None or found["name"] not in FAULTS:
        raise RehearsalError(f"--fault {text}: there is no such fault; allowed: {', '.join(FAULTS.values())}")
    name, at = found["name"], found["at"]
    if (name == MISSED) != (at is None) or (found["of"] and name in (PURGE, MISSED)):
        raise RehearsalError(f"--fault {text}: write it like {FAULTS[name]}")
    second = 0 if at is None else second_at(f"--fault {text}", at, start, seconds, zone)
    return Fault(name=name, of=found["of"], at_second=second)


def second_at(option: str, at: str, start: datetime, seconds: int, zone: str) -> int:
    """The second of a local time such as `20:00:30`, or with its date `2027-11-11T00:00:30`.

    A time without a date is the first such time from the start on.

    Raises:
        RehearsalError: no time, or outside of what is played.
    """
    local = start.astimezone(ZoneInfo(zone))
    try:
        if "T" in at:
            moment = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(zone))
        else:
            moment = datetime.combine(local.date(), time.fromisoformat(at), ZoneInfo(zone))
            moment += timedelta(days=moment < local)
    except ValueError:
        raise RehearsalError(f"{option}: write the time like 20:00:30 or 2027-11-11T00:00:30, got {at}") from None
    second = round((moment - start).total_seconds())
    if not 0 <= second < seconds:
        until = local + timedelta(seconds=seconds)
        raise RehearsalError(
            f"{option}: outside of what is played, {local:%Y-%m-%d %H:%M} to {until:%Y-%m-%d %H:%M} ({zone})"
        )
    return second


def apply(stage: Stage, faults: Sequence[Fault]) -> tuple[Stage, tuple[Disturbance, ...]]:
    """What the faults change of the stage, and when which services suffer.

    Raises:
        RehearsalError: a database or third party that the shop does not have.
    """
    disturbances = list[Disturbance]()
    for fault in faults:
        if fault.name == PURGE:
            stage = replace(stage, traffic=purged(stage.traffic, fault.at_second, REFILL_SECONDS))
        elif fault.name == MISSED:
            stage = replace(stage, scheduled=False)
        elif fault.name == FAILOVER:
            names = _chosen(fault, stage.measured.databases, "database")
            lost = tuple((name, fault.at_second) for name in names)
            stage = replace(stage, nodes_lost=(*stage.nodes_lost, *lost))
            disturbances += _failover(stage, fault, names)
        else:
            disturbances += _slow(stage, fault, _chosen(fault, stage.shop.third_parties, "third party"))
    return stage, tuple(disturbances)


def _chosen(fault: Fault, known: Mapping[str, object], what: str) -> tuple[str, ...]:
    if fault.of is not None and fault.of not in known:
        raise RehearsalError(
            f"--fault {fault.name}:{fault.of}: there is no such {what}; allowed: {', '.join(known)}"
        )
    return tuple(known) if fault.of is None else (fault.of,)


def _failover(stage: Stage, fault: Fault, databases: Sequence[str]) -> list[Disturbance]:
    return [
        Disturbance(service=name, at_second=fault.at_second, seconds=FAILOVER_SECONDS)
        for name, load in stage.shop.services.items()
        if load.database in databases and (load.database_reads or load.database_writes)
    ]


def _slow(stage: Stage, fault: Fault, parties: Sequence[str]) -> list[Disturbance]:
    found = []
    for name, load in stage.shop.services.items():
        measured = stage.measured.services[name]
        calls = [load.third_parties[party] for party in parties if party in load.third_parties]
        # A message keeps a slot for as long as it takes all of them to work off what one instance does in a second
        message_seconds = measured.worker_slots / max(load.consumes.values(), default=1.0)
        for often, usual, messages in (
            (sum(each.per_request for each in calls), measured.service_time_seconds, False),
            (sum(each.per_message for each in calls), message_seconds, True),
        ):
            if often:
                found.append(
                    Disturbance(
                        service=name,
                        at_second=fault.at_second,
                        seconds=SLOW_SECONDS,
                        slowness=1 + often * SLOWER_SECONDS / usual,
                        requests=not messages,
                        messages=messages,
                    )
                )
    return found
