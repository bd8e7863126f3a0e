"""From planned queues and measured workers to the queues that are played."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

import numpy as np

from infra.capacity.flow import Station
from infra.capacity.journey import HowOften
from infra.capacity.lines import Series
from infra.capacity.scenario import Workers
from infra.rehearsal.stage import Stage

_LEAST_RPS = 0.01
"""What is left of a third party's limit for workers where direct calls use it up: next to nothing."""


def queues(stage: Stage) -> dict[str, Workers]:
    """Every queue, worked off by the instances of its service beside their requests.

    Workers that call a third party wait for its limit: what comes faster than the contract allows would be refused
    and come back.
    """
    return {
        name: Workers(
            station=Station(
                service_time_seconds=1 / stage.shop.services[service].consumes[queue],
                workers_per_instance=1,
                timeout_seconds=inf,
                pooled=True,
            ),
            service=service,
            sends=sent(stage, service, lambda rate: rate.per_message),
            age_objective_seconds=stage.measured.queues[queue],
            most_rps=_allowed_rps(stage, service),
        )
        for name, (queue, service) in stage.consumers().items()
    }


def sent(stage: Stage, service: str, often: Callable[[HowOften], float]) -> dict[str, float]:
    """Queue as it is played -> messages of a service, its copies of what it publishes among them."""
    load, found = stage.shop.services[service], dict[str, float]()
    to = [
        *load.sends.items(),
        *((queue, rate) for topic, rate in load.publishes.items() for queue in stage.shop.topics[topic]),
    ]
    for queue, rate in to:
        parts = [name for name, (whole, _) in stage.consumers().items() if whole == queue]
        for part in parts:
            if often(rate):
                found[part] = found.get(part, 0.0) + often(rate) / len(parts)
    return found


def messages(stage: Stage) -> dict[str, Series]:
    """Queue as it is played -> messages that come with the orders, whatever else is asked for."""
    found: dict[str, Series] = {}
    for service in stage.shop.services:
        for queue, each in sent(stage, service, lambda rate: rate.per_order).items():
            found[queue] = found.get(queue, np.zeros(stage.seconds)) + each * stage.demand.orders_rps
    return found


def caused(stage: Stage) -> dict[str, Series]:
    """Service -> calls that messages cause, as if each were worked off when it comes; a backlog spreads them."""
    found: dict[str, Series] = {}
    for queue, service in stage.consumers().values():
        sharing = sum(whole == queue for whole, _ in stage.consumers().values())
        for callee, each in stage.shop.services[service].calls.items():
            come = each / sharing * stage.demand.queue_rps[queue]
            found[callee] = found.get(callee, np.zeros(stage.seconds)) + come
    return found


def _allowed_rps(stage: Stage, service: str) -> float:
    """HowOften per second that the third parties of a service let through, beside what calls them directly."""
    allowed = inf
    for name, often in stage.shop.services[service].third_parties.items():
        if often.per_message:
            left = stage.shop.third_parties[name].limit_rps - _direct_rps(stage, name)
            allowed = min(allowed, max(left, _LEAST_RPS) / often.per_message / _sharing(stage, name))
    return allowed


def _direct_rps(stage: Stage, party: str) -> float:
    """The highest rate of calls that no queue holds back."""
    total = np.zeros(stage.seconds)
    for name, load in stage.shop.services.items():
        if party in load.third_parties:
            often = load.third_parties[party]
            total += often.per_request * stage.demand.service_rps[name] + often.per_order * stage.demand.orders_rps
    return float(total.max())


def _sharing(stage: Stage, party: str) -> int:
    """Queues whose workers call a third party: each gets an equal part of its limit."""
    return sum(
        bool(stage.shop.services[service].third_parties[party].per_message)
        for _, service in stage.consumers().values()
        if party in stage.shop.services[service].third_parties
    )
