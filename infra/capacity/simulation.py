"""Plays a scenario second by second: autoscaler, then queue, service after service, callers first; then message
queues, and the limits of what stands behind.

Capacity never feeds back into demand (nobody retries), so one pass is exact within the model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from infra.capacity.autoscaler import Group, Trajectory, trajectory
from infra.capacity.flow import Flow, Station, flow
from infra.capacity.lines import PlayedLine, play_line
from infra.capacity.queue import Backlog, backlog
from infra.capacity.response import Response
from infra.capacity.scenario import CONNECTIONS, INSIDE, OUTSIDE, Disturbance, Scenario, Workers

Series = NDArray[np.float64]

_STILL = 1e9
"""Times the service time of a message while nothing is worked off: none is finished in any window."""
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
    """Those whose messages cause others before those that they cause."""
    overall: EndToEnd
    totals: Mapping[str, Response] = field(default_factory=dict)
    """Service -> its responses with all that it calls, one after the other."""
    lines: Mapping[str, PlayedLine] = field(default_factory=dict)


def simulate(scenario: Scenario) -> Simulation:
    """Play a scenario; the same scenario gives the same result."""
    arrivals = {name: np.zeros(scenario.duration_seconds) for name in scenario.services}
    messages = {name: np.zeros(scenario.duration_seconds) for name in scenario.queues}
    for total, given in ((arrivals, scenario.loads), (arrivals, scenario.inside), (messages, scenario.messages)):
        for name, series in given.items():
            total[name] += series
    services: dict[str, PlayedService] = {}
    for name in scenario.order():
        service = scenario.services[name]
        services[name] = played = _service(scenario, name, arrivals[name])
        _add(arrivals, service.calls, played.flow.served_rps)
        _add(messages, service.sends, played.flow.served_rps)
    queues: dict[str, PlayedQueue] = {}
    for name in scenario.queue_order():
        queue = scenario.queues[name]
        queues[name] = taken = _queue(scenario, queue, messages[name], services)
        _add(messages, queue.sends, taken.flow.served_rps)
    overall, totals = _end_to_end(scenario, services)
    return Simulation(
        scenario=scenario,
        services=services,
        queues=queues,
        overall=overall,
        totals=totals,
        lines=_lines(scenario, services, queues),
    )


def _add(totals: Mapping[str, Series], often: Mapping[str, float], rps: Series) -> None:
    for name, each in often.items():
        totals[name] += each * rps


def _service(scenario: Scenario, name: str, arrivals: Series) -> PlayedService:
    service = scenario.services[name]
    station = service.station
    outside = scenario.loads.get(name, np.zeros_like(arrivals))
    routes = {OUTSIDE: outside, INSIDE: arrivals - outside}
    if name in scenario.connections:
        routes[CONNECTIONS] = scenario.connections[name]
    instances = trajectory(service.group, arrivals, _instance_rps(station), scenario.losses, routes)
    slow = _slowness(scenario, name, lambda each: each.requests)
    finite = np.isfinite(slow)
    slow = np.where(finite, slow, 1.0)
    played = flow(station, arrivals, instances.in_service * finite, slow)
    work = station.service_time_seconds * slow
    return PlayedService(
        arrivals_rps=arrivals,
        trajectory=instances,
        flow=played,
        response=Response(
            mean_seconds=played.wait_mean_seconds + work,
            variance_seconds_squared=played.wait_variance_seconds_squared + station.service_scv * work**2,
            rps=played.served_rps,
        ),
    )


def _queue(
    scenario: Scenario, queue: Workers, arrivals: Series, services: Mapping[str, PlayedService]
) -> PlayedQueue:
    instances = _workers(scenario, queue, arrivals, services)
    slow = _slowness(scenario, queue.service, lambda each: each.messages)
    capacity = instances.in_service * _instance_rps(queue.station)
    slow = np.minimum(np.maximum(slow, capacity / queue.most_rps), _STILL)
    played = flow(queue.station, arrivals, instances.in_service, slow)
    workers = instances.in_service * queue.station.workers_per_instance
    return PlayedQueue(
        arrivals_rps=arrivals, trajectory=instances, flow=played, backlog=backlog(arrivals, played, workers)
    )


def _workers(
    scenario: Scenario, queue: Workers, arrivals: Series, services: Mapping[str, PlayedService]
) -> Trajectory:
    if queue.service is not None:
        return replace(services[queue.service].trajectory, events=())  # told by the service
    assert isinstance(queue.group, Group)  # the one or the other
    return trajectory(queue.group, arrivals, _instance_rps(queue.station), scenario.losses)


def _slowness(scenario: Scenario, service: str | None, suffers: Callable[[Disturbance], bool]) -> Series:
    """Times the service time; of several disturbances at once the worst."""
    slow = np.ones(scenario.duration_seconds)
    for each in scenario.disturbances:
        if each.service == service and suffers(each):
            part = slice(each.at_second, each.at_second + each.seconds)
            slow[part] = np.maximum(slow[part], each.slowness)
    return slow


def _lines(
    scenario: Scenario, services: Mapping[str, PlayedService], queues: Mapping[str, PlayedQueue]
) -> dict[str, PlayedLine]:
    served = {name: played.flow.served_rps for name, played in services.items()}
    consumed = {name: played.flow.served_rps for name, played in queues.items()}
    put = {name: played.arrivals_rps for name, played in queues.items()}
    in_service = {name: played.trajectory.in_service for name, played in services.items()}
    return {
        name: play_line(
            line, scenario.duration_seconds, served=served, consumed=consumed, put=put, in_service=in_service
        )
        for name, line in scenario.lines.items()
    }


def _instance_rps(station: Station) -> float:
    return station.workers_per_instance / station.service_time_seconds


def _ratio(part: Series, whole: Series) -> float:
    total = float(whole.sum())
    return float(part.sum()) / total if total else 0.0


def _end_to_end(scenario: Scenario, services: Mapping[str, PlayedService]) -> tuple[EndToEnd, dict[str, Response]]:
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
    overall = EndToEnd(
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
    return overall, total


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
