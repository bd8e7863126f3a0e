"""What stores get to do in a window: requests as they come, messages as fast as workers take them.

The demand counts a message as worked off in the second in which it comes. Here the pools have their planned size,
so a wave of messages reaches the stores as long and as low as the workers make it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf

from infra.capacity.calendar import Campaign
from infra.capacity.demand import Demand
from infra.capacity.journey import ServiceLoad, ShopLoad
from infra.capacity.plan.inputs import StackLimits
from infra.capacity.plan.pools import PoolPlan
from infra.capacity.plan.series import of, worked_off
from infra.capacity.rates import Series

Ahead = Sequence[tuple[Campaign, Demand]]


class Work:
    """The work of all services in the windows of the campaigns, with pools of the planned size."""

    def __init__(self, shop: ShopLoad, stack: StackLimits, pools: Mapping[str, PoolPlan]) -> None:
        self._shop, self._services, self._mails = shop, stack.services, stack.mails
        self._consumers = Counter(queue for load in shop.services.values() for queue in load.consumes)
        self._most = {name: stack.services[name].max_instances for name in pools}
        self._instances = {
            (name, need.campaign): max(
                stack.services[name].min_instances,
                min(int(need.instances.value), stack.services[name].max_instances),
            )
            for name, pool in pools.items()
            for need in pool.needs
        }
        self._kept: dict[tuple[str, str], tuple[Series, Series]] = {}
        self._queues: dict[tuple[str, str], dict[str, Series]] = {}

    def of(self, service: str, demand: Demand) -> tuple[Series, Series]:
        """Requests that come to a service in each second, and these with the messages that it works off."""
        key = (service, demand.window)
        if key not in self._kept:
            requests = both = demand.service_rps[service]
            for messages in self._by_queue(service, demand).values():
                both = both + messages
            self._kept[key] = requests, both
        return self._kept[key]

    def _by_queue(self, service: str, demand: Demand) -> dict[str, Series]:
        key = (service, demand.window)
        if key not in self._queues:
            self._queues[key] = dict(self._worked_off(service, demand))
        return self._queues[key]

    def _worked_off(self, service: str, demand: Demand) -> Iterator[tuple[str, Series]]:
        # of a campaign that is over nobody plans the pools any more
        instances = self._instances.get((service, demand.window), self._most[service])
        load = self._shop.services[service]
        for queue, rate in load.consumes.items():
            arrivals = of(demand.queue_rps, queue, demand) / self._consumers[queue]
            yield queue, worked_off(arrivals, min(instances * rate, self._slowest(load, queue)))

    def _slowest(self, load: ServiceLoad, queue: str) -> float:
        """Workers keep to the limit of the third parties that each message makes them call, and of their mails."""
        parties = {name: party.limit_rps for name, party in self._shop.third_parties.items()}
        limits = (
            limit_rps[name] / each.of_message(queue)
            for often, limit_rps in ((load.third_parties, parties), (load.mails, self._mails))
            for name, each in often.items()
            if each.of_message(queue)
        )
        return min(limits, default=inf)

    def on(self, demand: Demand, effect: Callable[[ServiceLoad], float]) -> Series:
        """What one thing gets to do in each second; `effect` says how much one request of a service does to it."""
        total = 0.0 * demand.sessions_rps
        for name, load in self._shop.services.items():
            if each := effect(load):
                total += each * self.of(name, demand)[1]
        return total

    def connections(self, demand: Demand, database: str) -> Series:
        """Connections to a database at work in each second, by Little's law.

        A request, or a message, is taken to keep one all the time that it keeps its worker slot (assumption:
        shorter is better, and never more than one at a time).
        """
        total = 0.0 * demand.sessions_rps
        for name, load in self._shop.services.items():
            if load.database == database and load.connections:
                service = self._services[name]
                busy = self.of(name, demand)[0] * service.service_time_seconds
                for queue, messages in self._by_queue(name, demand).items():
                    busy = busy + messages * service.worker_slots / load.consumes[queue]
                total += busy
        return total
