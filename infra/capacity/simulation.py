"""Plays a scenario second by second: autoscaler, then queue, service after service, callers first.

Capacity never feeds back into demand (nobody retries), so one pass is exact within the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from infra.capacity.autoscaler import Trajectory, ZoneLoss, trajectory
from infra.capacity.flow import Flow, Station, flow
from infra.capacity.queue import Backlog, backlog
from infra.capacity.response import Response
from infra.capacity.scenario import Scenario, Service, Workers

Series = NDArray[np.float64]

_MOST_KINDS = 32
"""Of requests from outside that are told apart by what they call; beyond, calls are averaged."""


@dataclass(frozen=True, kw_only=True)
class PlayedService:
    """What happened at one service, second by second."""

    arrivals_rps: Series
    trajectory: Trajectory
    flow: Flow
    response: Response
    """Of what was served: wait and work, without what it calls."""

    @property
    def failed_ratio(self) -> float:
        """Of all arrivals."""
        return _ratio(self.flow.failed_rps, self.arrivals_rps)


@dataclass(frozen=True, kw_only=True)
class PlayedQueue:
    """What happened at one queue and its workers, second by second."""

    arrivals_rps: Series
    trajectory: Trajectory
    flow: Flow
    """Messages fail only while there is no worker at all, which is not modelled."""
    backlog: Backlog

    @property
    def failed_ratio(self) -> float:
        """Of all messages."""
        return _ratio(self.flow.failed_rps, self.arrivals_rps)


@dataclass(frozen=True, kw_only=True)
class EndToEnd:
    """What those outside saw: requests with all that they caused, over all loads."""

    arrivals_rps: Series
    failed_rps: Series
    """Requests of which any part failed, at the second at which they arrived."""
    responses: tuple[Response, ...]
    """Kinds of requests by what they call; calls one after the other."""

    @property
    def failed_ratio(self) -> float:
        """Of all requests from outside."""
        return _ratio(self.failed_rps, self.arrivals_rps)


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """A scenario played."""

    scenario: Scenario
    services: Mapping[str, PlayedService]
    """Callers before what they call."""
    queues: Mapping[str, PlayedQueue]
    overall: EndToEnd


def simulate(scenario: Scenario) -> Simulation:
    """Play a scenario; the same scenario gives the same result."""
    arrivals = {name: np.zeros(scenario.duration_seconds) for name in (*scenario.services, *scenario.queues)}
    for name, series in scenario.loads.items():
        arrivals[name] += series
    services: dict[str, PlayedService] = {}
    for name in scenario.order():
        service = scenario.services[name]
        services[name] = played = _service(service, arrivals[name], scenario.losses)
        for other, each in (*service.calls.items(), *service.sends.items()):
            arrivals[other] += each * played.flow.served_rps
    return Simulation(
        scenario=scenario,
        services=services,
        queues={name: _queue(queue, arrivals[name], scenario.losses) for name, queue in scenario.queues.items()},
        overall=_end_to_end(scenario, services),
    )


def _service(service: Service, arrivals: Series, losses: tuple[ZoneLoss, ...]) -> PlayedService:
    station = service.station
    instances = trajectory(service.group, arrivals, _instance_rps(station), losses)
    played = flow(station, arrivals, instances.in_service)
    work_variance = station.service_scv * station.service_time_seconds**2
    return PlayedService(
        arrivals_rps=arrivals,
        trajectory=instances,
        flow=played,
        response=Response(
            mean_seconds=played.wait_mean_seconds + station.service_time_seconds,
            variance_seconds_squared=played.wait_variance_seconds_squared + work_variance,
            rps=played.served_rps,
        ),
    )


def _queue(queue: Workers, arrivals: Series, losses: tuple[ZoneLoss, ...]) -> PlayedQueue:
    instances = trajectory(queue.group, arrivals, _instance_rps(queue.station), losses)
    played = flow(queue.station, arrivals, instances.in_service)
    workers = instances.in_service * queue.station.workers_per_instance
    return PlayedQueue(
        arrivals_rps=arrivals, trajectory=instances, flow=played, backlog=backlog(arrivals, played, workers)
    )


def _instance_rps(station: Station) -> float:
    return station.workers_per_instance / station.service_time_seconds


def _ratio(part: Series, whole: Series) -> float:
    total = float(whole.sum())
    return float(part.sum()) / total if total else 0.0


def _end_to_end(scenario: Scenario, services: Mapping[str, PlayedService]) -> EndToEnd:
    """From the services that call nobody up to those outside: chance of success, and response."""
    succeeds: dict[str, Series] = {}
    total: dict[str, Response] = {}
    for name in reversed(scenario.order()):
        played = services[name]
        done = played.flow.served_rps + played.flow.failed_rps
        success = 1 - np.divide(played.flow.failed_rps, done, out=np.zeros_like(done), where=done > 0)
        response = played.response
        for callee, calls in scenario.services[name].calls.items():
            whole, share = divmod(calls, 1)
            success = success * succeeds[callee] ** whole * (1 - share + share * succeeds[callee])
            response = response.then(total[callee], calls)
        succeeds[name], total[name] = success, response
    return EndToEnd(
        arrivals_rps=np.sum([*scenario.loads.values()], axis=0),
        failed_rps=np.sum([load * (1 - succeeds[name]) for name, load in scenario.loads.items()], axis=0),
        responses=tuple(
            kind
            for name, load in scenario.loads.items()
            for kind in _kinds(
                replace(services[name].response, rps=load * succeeds[name]), scenario.services[name].calls, total
            )
        ),
    )


def _kinds(own: Response, calls: Mapping[str, float], total: Mapping[str, Response]) -> list[Response]:
    """Requests that call a service and those that do not take such different times that no one curve fits both."""
    kinds = [own]
    for callee, count in calls.items():
        whole, share = divmod(count, 1)
        if not share or len(kinds) * 2 > _MOST_KINDS:
            kinds = [kind.then(total[callee], count) for kind in kinds]
        else:
            kinds = [
                kind.of(part).then(total[callee], whole + more)
                for kind in kinds
                for part, more in ((1 - share, 0), (share, 1))
            ]
    return kinds
