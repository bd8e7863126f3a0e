"""The short answer: can orders take the burst, can what comes after them follow, and which part breaks first?

The parts are those of `journey.order_path` in shop.yaml. A part keeps up if nothing breaks at its services, at
what they call, at the queues that they work off, and at the limits that all these use up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from infra.capacity.journey import OWN, ShopLoad
from infra.capacity.lines import Line, Series
from infra.capacity.simulation import Simulation
from infra.capacity.verdict import Breach, Margin
from infra.rehearsal.stage import Stage

_FEW = 1.0
"""Messages: a queue that holds fewer is empty."""
_HARDLY_RPS = 0.1


@dataclass(frozen=True, kw_only=True)
class Burst:
    """The second with the most orders."""

    second: int
    orders_rps: Mapping[str, float]
    """Where they are placed, `OWN` or a channel -> orders in it; without channels that hardly bring any."""


@dataclass(frozen=True, kw_only=True)
class Wait:
    """What waits in one queue."""

    queue: str
    most: float
    """Messages."""
    oldest_seconds: float
    empty_second: int | None
    """After its longest; None: not before the end."""


@dataclass(frozen=True, kw_only=True)
class Contacts:
    """Customers who ask about their orders."""

    second: int
    """When most begin to."""
    most_rps: float
    connections: float | None
    """Open at a time, at most; None: nothing counts them."""
    connections_ratio: float
    """Of what the instances can hold, at most."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of an order's way."""

    name: str
    breaches: tuple[Breach, ...]
    waits: tuple[Wait, ...]
    """Its queues in which anything waits, the one that waits longest first."""
    contacts: Contacts | None
    """Where customers ask it about their orders."""

    @property
    def keeps_up(self) -> bool:
        """Whether nothing of it breaks."""
        return not self.breaches

    @property
    def emptied(self) -> int | None:
        """When all its queues are empty again; None: never, or nothing waited."""
        found = [wait.empty_second for wait in self.waits]
        return None if not found or None in found else max(second for second in found if second is not None)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """For one campaign."""

    burst: Burst
    parts: tuple[Part, ...]
    first: Breach | None
    """What breaks first: now, or under more load; None if nothing does, or nobody looked."""
    factor: float | None
    """Up to how many times the forecast everything holds; None: nobody looked."""


def answer(stage: Stage, simulation: Simulation, breaches: tuple[Breach, ...], margin: Margin | None) -> Answer:
    """What a rehearsal says, part by part."""
    first = breaches[0] if breaches else None if margin is None else margin.breaks
    return Answer(
        burst=_burst(stage),
        parts=tuple(_part(name, stage, simulation, breaches) for name in stage.shop.order_path),
        first=first,
        factor=None if margin is None else margin.factor,
    )


def _burst(stage: Stage) -> Burst:
    placed = stage.demand.placed_rps
    second = int(np.sum([*placed.values()], axis=0).argmax())
    return Burst(
        second=second,
        orders_rps={
            place: float(series[second])
            for place, series in placed.items()
            if place == OWN or series[second] >= _HARDLY_RPS
        },
    )


def _part(name: str, stage: Stage, simulation: Simulation, breaches: tuple[Breach, ...]) -> Part:
    services = set(stage.shop.order_path[name])
    stands_on = _with_called(stage.shop, services)
    queues = {played for played, (_, service) in stage.consumers().items() if service in services}
    lines = {each for each, line in simulation.scenario.lines.items() if _uses(line, stands_on, queues)}
    waits = sorted(_waits(simulation, queues), key=lambda wait: -wait.oldest_seconds)
    return Part(
        name=name,
        breaches=tuple(breach for breach in breaches if breach.where in stands_on | queues | lines),
        waits=tuple(waits),
        contacts=_contacts(stage, simulation, services),
    )


def _with_called(shop: ShopLoad, services: set[str]) -> set[str]:
    found, left = set[str](), [*services]
    while left:
        service = left.pop()
        if service not in found:
            found.add(service)
            left += shop.services[service].calls
    return found


def _uses(line: Line, services: set[str], queues: set[str]) -> bool:
    used = {*line.per_request, *line.per_instance, *line.limit_per_instance}
    return bool(used & services or (line.per_message.keys() | line.per_put.keys()) & queues)


def _waits(simulation: Simulation, queues: set[str]) -> Iterator[Wait]:
    for queue, played in simulation.queues.items():
        messages = played.backlog.messages
        if queue in queues and messages.max() >= _FEW:
            yield Wait(
                queue=queue,
                most=float(messages.max()),
                oldest_seconds=float(played.backlog.oldest_age_seconds.max()),
                empty_second=_empty(messages),
            )


def _empty(messages: Series) -> int | None:
    """The first second after the longest queue in which it is empty."""
    longest = int(messages.argmax())
    after = np.flatnonzero(messages[longest:] < _FEW)
    return longest + int(after[0]) if after.size else None


def _contacts(stage: Stage, simulation: Simulation, services: set[str]) -> Contacts | None:
    asked = any(each.per_contact and each.entry in services for each in stage.shop.classes.values())
    if not asked or not stage.demand.contacts_rps.any():
        return None
    second = int(stage.demand.contacts_rps.argmax())
    names = [f"connections to {service}" for service in services]
    lines = [simulation.lines[name] for name in names if name in simulation.lines]
    return Contacts(
        second=second,
        most_rps=float(stage.demand.contacts_rps[second]),
        connections=float(np.sum([line.used for line in lines], axis=0).max()) if lines else None,
        connections_ratio=max((float(line.ratio.max()) for line in lines), default=0.0),
    )
