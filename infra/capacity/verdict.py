"""Whether a simulation holds, what breaks first, and how much more load it would carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from infra.capacity.lines import PlayedLine
from infra.capacity.response import Response
from infra.capacity.scenario import Scenario
from infra.capacity.simulation import EndToEnd, PlayedQueue, PlayedService, Simulation, simulate

Series = NDArray[np.float64]

HIGHEST_UTILISATION_RATIO = 0.97
"""Of any minute. Above, the model is off by tens of percent and real queues run away (facts/capacity.md 3.3)."""
LARGEST_FACTOR = 16.0
"""The margin is not looked for beyond."""
_STEP = 1.25
_PRECISION = 0.005
_ROUNDING = 1e-9
"""A line that is reached exactly is not crossed, whatever the last bit of a sum."""

OVERALL = "overall"
"""Stands where the name of a service would: requests from outside with all that they cause."""


class Limit(StrEnum):
    """What can be broken."""

    FAILED = "failed requests"
    UTILISATION = "utilisation"
    LATENCY = "p99"
    AGE = "oldest message"
    CAPACITY = "capacity"
    """Of a line: what stands behind the services."""


@dataclass(frozen=True, kw_only=True)
class Breach:
    """A limit that does not hold."""

    where: str
    """Service, queue, line, or OVERALL."""
    limit: Limit
    second: int
    """When it first shows: the first failure, or the start of the minute."""
    value: float
    """Ratio, seconds, or units of a line: the worst."""
    allowed: float
    """Of a line in the same second."""
    unit: str = ""
    """Of a line."""


@dataclass(frozen=True, kw_only=True)
class Margin:
    """How much load the same plan carries."""

    factor: float
    """Times the load; rounded down to half a percent."""
    breaks: Breach | None
    """What breaks first beyond; None if nothing does up to LARGEST_FACTOR, which `factor` is then."""


def by_minute(series: Series) -> Series:
    """Mean of each minute."""
    result: Series = series.reshape(-1, 60).mean(axis=1)
    return result


def response_of(simulation: Simulation, name: str) -> Response:
    """The responses of a service that its objective is about: its own, or with all that it calls."""
    if simulation.scenario.services[name].objective_with_calls:
        return simulation.totals[name]
    return simulation.services[name].response


def p99_by_minute(response: Response) -> Series:
    """What 99 of 100 responses of each minute stay below, in seconds; 0 where there are none."""
    return response.quantile_by_minute(0.99)


def worst_minute(p99: Series) -> int:
    """The minute with the highest p99, the first of equals."""
    return int(np.argmax(np.round(p99, 6)))  # calm minutes differ by what rounding leaves


def breaches(simulation: Simulation) -> tuple[Breach, ...]:
    """Everything that does not hold, the first first."""
    scenario = simulation.scenario
    allowed = scenario.failed_ratio_objective
    found = [*_failed(OVERALL, simulation.overall, simulation.overall.failed_rps, allowed)]
    for name, played in simulation.services.items():
        found += _failed(name, played, played.flow.failed_rps, allowed)
        found += _utilisation(name, played)
        objective = scenario.services[name].latency_objective_seconds
        if objective is not None:
            found += _latency(name, p99_by_minute(response_of(simulation, name)), objective)
    for name, queue in simulation.queues.items():
        found += _failed(name, queue, queue.flow.failed_rps, allowed)
        found += _age(name, queue, scenario.queues[name].age_objective_seconds)
    for name, line in simulation.lines.items():
        found += _capacity(name, line, scenario.lines[name].unit)
    return tuple(sorted(found, key=lambda breach: (breach.second, breach.where == OVERALL)))


def margin(scenario: Scenario) -> Margin:
    """Steps up (or down) to the first load that does not hold, then bisects.

    A higher load can hold where a lower one does not, when it makes the autoscaler act earlier: the margin is the
    first one that breaks, as far as steps of a quarter show it.
    """
    holds, breaks, first = 0.0, 1.0, _first(scenario)
    if first is None:
        holds = 1.0
        while first is None and holds < LARGEST_FACTOR:
            breaks = min(holds * _STEP, LARGEST_FACTOR)
            first = _first(scenario.scaled(breaks))
            holds = breaks if first is None else holds
        if first is None:
            return Margin(factor=LARGEST_FACTOR, breaks=None)
    while breaks - holds > _PRECISION * breaks and breaks > _PRECISION:
        middle = (holds + breaks) / 2
        found = _first(scenario.scaled(middle))
        if found is None:
            holds = middle
        else:
            breaks, first = middle, found
    return Margin(factor=holds, breaks=first)


def _first(scenario: Scenario) -> Breach | None:
    found = breaches(simulate(scenario))
    return found[0] if found else None


def _failed(
    where: str, what: PlayedService | PlayedQueue | EndToEnd, failed_rps: Series, allowed: float
) -> Iterator[Breach]:
    if what.failed_ratio > allowed:
        # Much less than one request in the whole is rounding
        second = int(np.argmax(failed_rps > 1e-6))
        yield Breach(where=where, limit=Limit.FAILED, second=second, value=what.failed_ratio, allowed=allowed)


def _utilisation(where: str, played: PlayedService) -> Iterator[Breach]:
    minutes = by_minute(played.flow.utilisation_ratio)
    if minutes.max() > HIGHEST_UTILISATION_RATIO:
        yield Breach(
            where=where,
            limit=Limit.UTILISATION,
            second=60 * int(np.argmax(minutes > HIGHEST_UTILISATION_RATIO)),
            value=float(minutes.max()),
            allowed=HIGHEST_UTILISATION_RATIO,
        )


def _latency(where: str, p99: Series, allowed: float) -> Iterator[Breach]:
    if p99.max() > allowed:
        second = 60 * int(np.argmax(p99 > allowed))
        yield Breach(where=where, limit=Limit.LATENCY, second=second, value=float(p99.max()), allowed=allowed)


def _age(where: str, queue: PlayedQueue, allowed: float | None) -> Iterator[Breach]:
    age = queue.backlog.oldest_age_seconds
    if allowed is not None and age.max() > allowed:
        yield Breach(
            where=where,
            limit=Limit.AGE,
            second=int(np.argmax(age > allowed)),
            value=float(age.max()),
            allowed=allowed,
        )


def _capacity(where: str, line: PlayedLine, unit: str) -> Iterator[Breach]:
    ratio = line.ratio
    if ratio.max() > 1 + _ROUNDING:
        worst = int(np.argmax(ratio))
        yield Breach(
            where=where,
            limit=Limit.CAPACITY,
            second=int(np.argmax(ratio > 1 + _ROUNDING)),
            value=float(line.used[worst]),
            allowed=float(line.limit[worst]),
            unit=unit,
        )
