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
        self._shop, self._services = shop, stack.services
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

    def of(self, service: str, demand: Demand) -> tuple[Series, Series]:
        """Requests that come to a service, and messages that it works off, in each second."""
        key = (service, demand.window)
        if key not in self._kept:
            self._kept[key] = demand.service_rps[service], self._messages(service, demand)
        return self._kept[key]

    def _messages(self, service: str, demand: Demand) -> Series:
        total = 0.0 * demand.sessions_rps
        for _, messages in self._by_queue(service, demand):
            total += messages
        return total

    def _by_queue(self, service: str, demand: Demand) -> Iterator[tuple[str, Series]]:
        # of a campaign that is over nobody plans the pools any more
        instances = self._instances.get((service, demand.window), self._most[service])
        load = self._shop.services[service]
        for queue, rate in load.consumes.items():
            arrivals = of(demand.queue_rps, queue, demand) / self._consumers[queue]
            yield queue, worked_off(arrivals, min(instances * rate, self._slowest(load)))

    def _slowest(self, load: ServiceLoad) -> float:
        """Workers keep to the limit of the third parties that each message makes them call."""
        parties = self._shop.third_parties
        limits = (
            parties[name].limit_rps / each.per_message
            for name, each in load.third_parties.items()
            if each.per_message
        )
        return min(limits, default=inf)

    def on(self, demand: Demand, effect: Callable[[ServiceLoad], float]) -> Series:
        """What one thing gets to do in each second; `effect` says how much one request of a service does to it."""
        total = 0.0 * demand.sessions_rps
        for name, load in self._shop.services.items():
            if each := effect(load):
                requests, messages = self.of(name, demand)
                total += each * (requests + messages)
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
                busy = demand.service_rps[name] * service.service_time_seconds
                for queue, messages in self._by_queue(name, demand):
                    busy = busy + messages * service.worker_slots / load.consumes[queue]
                total += busy
        return total
