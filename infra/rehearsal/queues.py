"""From planned queues and measured workers to the queues that are played."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from math import inf

import numpy as np

from infra.capacity.flow import Station
from infra.capacity.journey import HowOften, Section
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
            sends=sent(stage, service, partial(_for_each, queue)),
            age_objective_seconds=stage.measured.queues[queue],
            most_rps=_allowed_rps(stage, service, queue),
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
    """Queue as it is played -> messages that come with the orders or with mailings, whatever else is asked for."""
    found: dict[str, Series] = {}

    def add(queue: str, series: Series) -> None:
        found[queue] = found.get(queue, np.zeros(stage.seconds)) + series

    for channel, orders in stage.demand.placed_rps.items():
        for service in stage.shop.services:
            for queue, each in sent(stage, service, partial(_for_order, channel)).items():
                add(queue, each * orders)
    parts = [name for name, (whole, _) in stage.consumers().items() if whole == stage.shop.mailings]
    for part in parts:
        add(part, stage.demand.mails_rps / len(parts))
    return found


def _for_each(queue: str, often: HowOften) -> float:
    return often.of_message(queue)


def _for_order(channel: str, often: HowOften) -> float:
    return often.of_order(channel)


def caused(stage: Stage) -> dict[str, Series]:
    """Service -> calls that messages cause, as if each were worked off when it comes; a backlog spreads them."""
    found: dict[str, Series] = {}
    for queue, service in stage.consumers().values():
        sharing = sum(whole == queue for whole, _ in stage.consumers().values())
        for callee, each in stage.shop.services[service].calls.items():
            come = each / sharing * stage.demand.queue_rps[queue]
            found[callee] = found.get(callee, np.zeros(stage.seconds)) + come
    return found


def _allowed_rps(stage: Stage, service: str, queue: str) -> float:
    """Messages per second that the third parties of a service let through, and the limits of who sends its mails,
    beside what calls them directly."""
    allowed, load = inf, stage.shop.services[service]
    for limit_rps, section, name in _outside_limits(stage):
        often = load.often(section, name)
        if often is not None and (each := often.of_message(queue)):
            left = limit_rps - _direct_rps(stage, section, name)
            allowed = min(allowed, max(left, _LEAST_RPS) / each / _sharing(stage, section, name))
    return allowed


def _outside_limits(stage: Stage) -> Iterator[tuple[float, Section, str]]:
    """Calls per second that others allow, and of whom."""
    for name, party in stage.shop.third_parties.items():
        yield party.limit_rps, "third_parties", name
    for name, limit_rps in stage.measured.mails.items():
        yield limit_rps, "mails", name


def _direct_rps(stage: Stage, section: Section, used: str) -> float:
    """The highest rate of calls that no queue holds back."""
    total = np.zeros(stage.seconds)
    for name, load in stage.shop.services.items():
        if (often := load.often(section, used)) is not None:
            total += often.rate(stage.demand.service_rps[name], {}, stage.demand.placed_rps)
    return float(total.max())


def _sharing(stage: Stage, section: Section, used: str) -> int:
    """Queues whose workers call the same: each gets an equal part of its limit."""
    services = stage.shop.services
    found = ((services[service].often(section, used), queue) for queue, service in stage.consumers().values())
    return sum(bool(often is not None and often.of_message(queue)) for often, queue in found)
