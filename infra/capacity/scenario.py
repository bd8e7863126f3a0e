"""What a simulation plays: services that call each other, queues and limits behind them, load, and faults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter
from math import inf

import numpy as np
from numpy.typing import NDArray

from infra.capacity.autoscaler import Group, ZoneLoss
from infra.capacity.flow import Station
from infra.capacity.lines import Line

OUTSIDE = "outside"
INSIDE = "inside"
"""Routes of a service that policies of its group may watch: requests from outside, and calls of other services."""
CONNECTIONS = "connections"
"""The same of connections that are open, as if each were a request a second."""


@dataclass(frozen=True, kw_only=True)
class Service:
    """One service. It keeps no worker busy while it waits for what it calls: calls are hops of their own."""

    station: Station
    group: Group
    calls: Mapping[str, float] = field(default_factory=dict)
    """Service -> calls for each request served."""
    sends: Mapping[str, float] = field(default_factory=dict)
    """Queue -> messages for each request served."""
    latency_objective_seconds: float | None = None
    """99 of 100 responses of every minute must be faster. None: no objective."""
    objective_with_calls: bool = False
    """Whether the objective is for the service with all that it calls, one after the other."""


@dataclass(frozen=True, kw_only=True)
class Workers:
    """A message queue with its workers; messages wait for ever, so the station's `timeout_seconds` is infinite."""

    station: Station
    group: Group | None = None
    """Instances of their own. None: those of `service`."""
    service: str | None = None
    """The service whose instances take messages too, beside their requests: then the queue has no group."""
    sends: Mapping[str, float] = field(default_factory=dict)
    """Queue -> messages for each message worked off."""
    most_rps: float = inf
    """Messages per second that something behind the workers lets through, all workers together."""
    age_objective_seconds: float | None = None
    """The oldest message must always be younger. None: no objective."""

    def __post_init__(self) -> None:
        """Raises ValueError unless it has exactly one of group and service."""
        if (self.group is None) == (self.service is None):
            raise ValueError("a queue's workers need either a group or a service")


@dataclass(frozen=True, kw_only=True)
class Disturbance:
    """For a time a service is slower, or answers nothing because something it needs is away."""

    service: str
    at_second: int
    seconds: int
    slowness: float = inf
    """Times the service time. Infinite: every request fails at once, and messages are not worked off."""
    requests: bool = True
    messages: bool = True
    """Which of the two suffer."""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A simulation's input; all series have one element a second and one length, whole minutes."""

    services: Mapping[str, Service]
    loads: Mapping[str, NDArray[np.float64]]
    """Service -> requests per second from outside, what a CDN answers not among them."""
    inside: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    """Service -> requests per second that come from inside, besides what the services and loads here cause."""
    queues: Mapping[str, Workers] = field(default_factory=dict)
    messages: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    """Queue -> messages per second that come besides those of the services and queues here."""
    connections: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    """Service -> connections from outside that are open; they use nothing, but policies may watch them."""
    losses: tuple[ZoneLoss, ...] = ()
    """Zones lost, in every group."""
    disturbances: tuple[Disturbance, ...] = ()
    lines: Mapping[str, Line] = field(default_factory=dict)
    """Limits of what stands behind the services."""
    failed_ratio_objective: float = 0.001
    """Share of its requests that a service may fail; also of requests from outside with all that they cause."""

    def __post_init__(self) -> None:
        """Raises ValueError for names that do not exist, calls in a circle, and series that do not fit."""
        called = {name for service in self.services.values() for name in service.calls}
        _known({*called, *self.loads, *self.inside, *self.connections}, self.services, "services")
        _known({*self.messages}, self.queues, "queues")
        sent = [*(each.sends for each in self.services.values()), *(each.sends for each in self.queues.values())]
        _known({name for each in sent for name in each}, self.queues, "queues")
        consumers = {queue.service for queue in self.queues.values() if queue.service is not None}
        _known({*consumers, *(each.service for each in self.disturbances)}, self.services, "services")
        for line in self.lines.values():
            _known({*line.per_request, *line.per_instance, *line.limit_per_instance}, self.services, "services")
            _known({*line.per_message, *line.per_put}, self.queues, "queues")
        given = (self.loads, self.inside, self.messages, self.connections)
        lengths = {series.shape for each in given for series in each.values()}
        if len(lengths) != 1:
            raise ValueError(f"loads must be series of one length, got shapes {sorted(lengths)}")
        if self.duration_seconds == 0 or self.duration_seconds % 60:
            raise ValueError(f"loads must last whole minutes, got {self.duration_seconds} seconds")
        self.order()
        self.queue_order()

    @property
    def duration_seconds(self) -> int:
        """How long it lasts."""
        return len(next(iter(self.loads.values())))

    def order(self) -> tuple[str, ...]:
        """The services, callers before what they call.

        Raises:
            ValueError: services call each other in a circle.
        """
        return _first_to_last({name: service.calls for name, service in self.services.items()}, "services call")

    def queue_order(self) -> tuple[str, ...]:
        """The queues, those whose messages cause others before those that they cause.

        Raises:
            ValueError: messages cause each other in a circle.
        """
        return _first_to_last({name: queue.sends for name, queue in self.queues.items()}, "queues send to")

    def scaled(self, factor: float) -> Scenario:
        """The same with all loads multiplied."""
        return replace(
            self,
            loads=_times(self.loads, factor),
            inside=_times(self.inside, factor),
            messages=_times(self.messages, factor),
            connections=_times(self.connections, factor),
            lines={name: line.scaled(factor) for name, line in self.lines.items()},
        )


def _times(loads: Mapping[str, NDArray[np.float64]], factor: float) -> dict[str, NDArray[np.float64]]:
    return {name: series * factor for name, series in loads.items()}


def _first_to_last(causes: Mapping[str, Mapping[str, float]], what: str) -> tuple[str, ...]:
    caused = TopologicalSorter({name: [*others] for name, others in causes.items()})
    try:
        return tuple(caused.static_order())[::-1]
    except CycleError as error:
        raise ValueError(f"{what} each other in a circle: {' -> '.join(error.args[1])}") from None


def _known(names: set[str], known: Mapping[str, object], what: str) -> None:
    if unknown := sorted(names - set(known)):
        raise ValueError(f"{what} must hold {', '.join(unknown)}")
