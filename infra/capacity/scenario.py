"""What a simulation plays: services that call each other, queues behind them, load from outside, lost zones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter

import numpy as np
from numpy.typing import NDArray

from infra.capacity.autoscaler import Group, ZoneLoss
from infra.capacity.flow import Station


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
    """99 of 100 responses of every minute must be faster, without what the service calls. None: no objective."""


@dataclass(frozen=True, kw_only=True)
class Workers:
    """A message queue with its workers; messages wait for ever, so the station's `timeout_seconds` is infinite."""

    station: Station
    group: Group
    age_objective_seconds: float | None = None
    """The oldest message must always be younger. None: no objective."""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A simulation's input; all series have one element a second and one length, whole minutes."""

    services: Mapping[str, Service]
    loads: Mapping[str, NDArray[np.float64]]
    """Service -> requests per second from outside, what a CDN answers not among them."""
    queues: Mapping[str, Workers] = field(default_factory=dict)
    losses: tuple[ZoneLoss, ...] = ()
    """Zones lost, in every group."""
    failed_ratio_objective: float = 0.001
    """Share of its requests that a service may fail; also of requests from outside with all that they cause."""

    def __post_init__(self) -> None:
        """Raises ValueError for names that do not exist, calls in a circle, and series that do not fit."""
        called = {name for service in self.services.values() for name in service.calls}
        _known({*called, *self.loads}, self.services, "services")
        _known({name for service in self.services.values() for name in service.sends}, self.queues, "queues")
        lengths = {series.shape for series in self.loads.values()}
        if len(lengths) != 1:
            raise ValueError(f"loads must be series of one length, got shapes {sorted(lengths)}")
        if self.duration_seconds == 0 or self.duration_seconds % 60:
            raise ValueError(f"loads must last whole minutes, got {self.duration_seconds} seconds")
        self.order()

    @property
    def duration_seconds(self) -> int:
        """How long it lasts."""
        return len(next(iter(self.loads.values())))

    def order(self) -> tuple[str, ...]:
        """The services, callers before what they call.

        Raises:
            ValueError: services call each other in a circle.
        """
        callees = TopologicalSorter({name: [*service.calls] for name, service in self.services.items()})
        try:
            return tuple(callees.static_order())[::-1]
        except CycleError as error:
            raise ValueError(f"services call each other in a circle: {' -> '.join(error.args[1])}") from None

    def scaled(self, factor: float) -> Scenario:
        """The same with all loads multiplied."""
        return replace(self, loads={name: series * factor for name, series in self.loads.items()})


def _known(names: set[str], known: Mapping[str, object], what: str) -> None:
    if unknown := sorted(names - set(known)):
        raise ValueError(f"{what} must hold {', '.join(unknown)}")
