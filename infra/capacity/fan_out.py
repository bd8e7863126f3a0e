"""How requests and messages spread through the services: a few rates from outside, and everything they cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from infra.capacity.journey import OWN, HowOften, ServiceLoad, queues_of

_ROUNDS = 1_000
_SETTLED = 1e-12


class RunawayError(ValueError):
    """Requests or messages that cause more of themselves than they are."""


@dataclass(frozen=True, kw_only=True)
class Spread:
    """Rates at which everything works, per second."""

    requests: Mapping[str, float]
    """Service -> requests, from outside and of other services."""
    messages: Mapping[str, float]
    """Queue -> messages put into it."""
    consumed: Mapping[str, float]
    """Service -> messages that it works off. Consumers of one queue share it evenly."""
    taken: Mapping[str, Mapping[str, float]]
    """Service -> the same by queue."""
    orders: Mapping[str, float]
    """Orders that caused it, by where they were placed."""

    def work(self, service: str) -> float:
        """Requests and messages of a service together."""
        return self.requests[service] + self.consumed[service]

    def rate(self, service: str, often: HowOften) -> float:
        """Of something that a service does so often."""
        return often.rate(self.requests[service], self.taken[service], self.orders)


def spread(
    services: Mapping[str, ServiceLoad],
    topics: Mapping[str, tuple[str, ...]],
    entry_rps: Mapping[str, float],
    orders_rps: float,
    *,
    channels_rps: Mapping[str, float] | None = None,
    put_rps: Mapping[str, float] | None = None,
) -> Spread:
    """What requests from outside (service -> rate) and orders cause, while nothing fails and no queue fills.

    Linear: rates added up cause what they cause alone, added up.

    Args:
        services: what one request to each causes; everything they name is defined.
        topics: topic -> queues that get a copy of every event.
        entry_rps: service -> requests from outside, per second.
        orders_rps: orders of customers, per second.
        channels_rps: channel -> orders on other marketplaces, per second.
        put_rps: queue -> messages that no service sends, per second.

    Raises:
        RunawayError: without end, because a cycle of calls or messages amplifies itself.
    """
    queues = queues_of(services, topics)
    consumers = Counter(queue for service in services.values() for queue in service.consumes)
    orders = {OWN: orders_rps, **(channels_rps or {})}
    requests = {name: entry_rps.get(name, 0.0) for name in services}
    messages = dict.fromkeys(queues, 0.0)
    for _ in range(_ROUNDS):
        taken = {
            name: {queue: messages[queue] / consumers[queue] for queue in service.consumes}
            for name, service in services.items()
        }
        consumed = {name: sum(each.values()) for name, each in taken.items()}
        called = {name: entry_rps.get(name, 0.0) for name in services}
        sent = {**dict.fromkeys(queues, 0.0), **(put_rps or {})}
        for name, service in services.items():
            for callee, calls in service.calls.items():
                called[callee] += calls * (requests[name] + consumed[name])
            for queue, often in _sent(service, topics):
                sent[queue] += often.rate(requests[name], taken[name], orders)
        settled = _same(requests, called) and _same(messages, sent)
        requests, messages = called, sent
        if settled:
            return Spread(requests=requests, messages=messages, consumed=consumed, taken=taken, orders=orders)
    raise RunawayError("calls or messages cause more of themselves than they are")


def _sent(service: ServiceLoad, topics: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, HowOften]]:
    """Queue and messages of a service: those it sends, and its copies of what it publishes."""
    yield from service.sends.items()
    for topic, often in service.publishes.items():
        for queue in topics[topic]:
            yield queue, often


def _same(before: Mapping[str, float], after: Mapping[str, float]) -> bool:
    return all(abs(after[name] - before[name]) <= _SETTLED * after[name] for name in after)
