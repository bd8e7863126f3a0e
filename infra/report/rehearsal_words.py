"""A rehearsal in sentences: what was played, whether it holds, what is used most, what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from infra.capacity.autoscaler import Event
from infra.capacity.lines import PlayedLine, Series
from infra.capacity.verdict import LARGEST_FACTOR, Breach
from infra.rehearsal.cost import Cost, totals
from infra.rehearsal.rehearse import Rehearsal
from infra.report.simulation_words import breach_words


@dataclass(frozen=True, kw_only=True)
class Use:
    """How far one limit is used."""

    name: str
    ratio: float
    """Of the limit, at most."""
    second: int
    """When; the first of equals."""
    used: float
    limit: float
    unit: str


def title(rehearsal: Rehearsal) -> str:
    """`prod-aws rehearses double-eleven`."""
    return f"{rehearsal.stack} rehearses {rehearsal.campaign.name}"


def played(rehearsal: Rehearsal) -> Iterator[str]:
    """When it was, with which plan, and what goes wrong."""
    first, end = rehearsal.local(0), rehearsal.local(rehearsal.stage.seconds)
    part = ", the busiest day of it" if rehearsal.cut else ""
    yield f"{first:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M} ({rehearsal.campaign.time_zone}){part}"
    yield f"the plan as it is on {rehearsal.clock:%Y-%m-%d %H:%M} UTC"
    if rehearsal.stage.zone_lost_at is not None:
        yield f"a zone is lost at {moment(rehearsal, rehearsal.stage.zone_lost_at)}"
    for fault in rehearsal.faults:
        yield f"{fault} at {moment(rehearsal, fault.at_second)}" if fault.timed else str(fault)


def verdict(rehearsal: Rehearsal) -> tuple[str, ...]:
    """What holds and up to where, or what breaks first and what else."""
    margin = rehearsal.margin
    if rehearsal.breaches:
        lines = [
            f"{'first ' if index == 0 else ''}{breach_line(rehearsal, breach)}"
            for index, breach in enumerate(rehearsal.breaches)
        ]
        return tuple(lines) if margin is None else (*lines, f"it holds up to {margin.factor:.2f} x the forecast")
    if margin is None:
        return ()
    if margin.breaks is None:
        return (f"up to {LARGEST_FACTOR:g} x the forecast and beyond",)
    return (
        f"up to {margin.factor:.2f} x the forecast; beyond, the first limit is",
        breach_line(rehearsal, margin.breaks),
    )


def breach_line(rehearsal: Rehearsal, breach: Breach) -> str:
    """`web: utilisation 98.2 %, at most 97 %, from 00:00:10`."""
    return f"{breach_words(breach)}, from {moment(rehearsal, breach.second)}"


def moment(rehearsal: Rehearsal, second: int) -> str:
    """Local time; with the day where it is not that of the first second."""
    first, then = rehearsal.local(0), rehearsal.local(second)
    return f"{then:%H:%M:%S}" if then.date() == first.date() else f"{then:%b %d %H:%M:%S}"


def event_line(rehearsal: Rehearsal, where: str, event: Event) -> str:
    """What a group did."""
    change = f"{event.before} -> {event.after}"
    return f"{moment(rehearsal, event.second)}  {where}: {event.what}, {change}: {event.because}"


def uses(rehearsal: Rehearsal) -> tuple[Use, ...]:
    """All limits behind and around the services, the most used first."""
    lines = rehearsal.simulation.lines
    found = [_use(name, line, rehearsal.simulation.scenario.lines[name].unit) for name, line in lines.items()]
    return tuple(sorted(found, key=lambda use: -use.ratio))


def _use(name: str, line: PlayedLine, unit: str) -> Use:
    ratio = line.ratio
    second = int(np.argmax(np.round(ratio, 9)))
    return Use(
        name=name,
        ratio=float(ratio[second]),
        second=second,
        used=float(line.used[second]),
        limit=float(line.limit[second]),
        unit=unit,
    )


def capacity_rps(rehearsal: Rehearsal, service: str) -> Series:
    """What the instances in service can do, second by second."""
    station = rehearsal.simulation.scenario.services[service].station
    each = station.workers_per_instance / station.service_time_seconds
    return rehearsal.simulation.services[service].trajectory.in_service * each


def money(costs: tuple[Cost, ...]) -> str:
    """`1,234 USD`, or a sum for each currency."""
    return (
        " + ".join(f"{amount:,.0f} {currency}" for currency, amount in sorted(totals(costs).items())) or "unknown"
    )


def dated(when: datetime) -> str:
    """`2027-11-11T00:00:30+01:00`."""
    return when.isoformat()
