"""Plays floors that somebody proposes, for one service alone or for all together."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from infra.capacity.autoscaler import Group, Metric, TargetTracking, ZoneLoss
from infra.capacity.demand import Demand
from infra.capacity.journey import ShopLoad
from infra.capacity.plan.inputs import StackLimits
from infra.capacity.plan.levers import FAST_DELAY_SECONDS, FAST_PERIOD_SECONDS, WARM_START_SECONDS, Lever
from infra.capacity.plan.reaction import boot_seconds
from infra.capacity.plan.station import station
from infra.capacity.rates import Series
from infra.capacity.scenario import Scenario, Service
from infra.capacity.simulation import simulate
from infra.capacity.verdict import breaches

_DETECT_SECONDS = 60
"""Until a group replaces what it lost with a zone (assumption, as in `floodgate simulate`)."""


class Trial:
    """A part of a campaign's window, with headroom on every load."""

    def __init__(self, demand: Demand, part: slice, more: float, shop: ShopLoad, stack: StackLimits) -> None:
        self._shop, self._stack = shop, stack
        self._requests = {name: demand.service_rps[name][part] * more for name in shop.services}
        self._entry = {name: demand.entry_rps[name][part] * more for name in shop.services}

    def holds(self, name: str, instances: int, lever: Lever) -> bool:
        """Whether one service alone holds with that floor; where it must be survived, with one zone lost: losing a
        zone never helps."""
        requests = self._requests[name]
        return not breaches(
            simulate(
                Scenario(
                    services={name: self._service(name, instances, lever, {})},
                    loads={name: requests},
                    losses=self._losses({name: requests}),
                )
            )
        )

    def together(self, sizes: Mapping[str, tuple[int, Lever]], *, lose_zone: bool) -> Scenario:
        """All services with their calls: service -> floor and lever."""
        caused = {name: np.zeros_like(series) for name, series in self._entry.items()}
        for name, load in self._shop.services.items():
            for callee, calls in load.calls.items():
                caused[callee] += calls * self._requests[name]
        return Scenario(
            services={
                name: self._service(name, *sizes[name], load.calls) for name, load in self._shop.services.items()
            },
            loads=self._entry,
            # what the messages of queues cause
            inside={
                name: np.maximum(0.0, series - self._entry[name] - caused[name])
                for name, series in self._requests.items()
            },
            losses=self._losses(self._requests) if lose_zone else (),
        )

    def _losses(self, requests: Mapping[str, Series]) -> tuple[ZoneLoss, ...]:
        """One zone, at the second after which most is asked for until it is replaced."""
        if not self._stack.survives_zone_loss:
            return ()
        worst = np.zeros(1)
        for name, series in requests.items():
            service = self._stack.services[name]
            lasts = min(_DETECT_SECONDS + boot_seconds(service, self._stack), len(series))
            total = np.concatenate(([0.0], np.cumsum(series)))
            asked = (total[lasts:] - total[:-lasts]) / service.throughput_rps
            worst = asked if len(worst) == 1 else worst[: len(asked)] + asked[: len(worst)]
        return (ZoneLoss(at_second=int(worst.argmax()), detect_seconds=_DETECT_SECONDS),)

    def _service(self, name: str, instances: int, lever: Lever, calls: Mapping[str, float]) -> Service:
        service = self._stack.services[name]
        return Service(
            station=station(service),
            group=self._group(name, instances, lever),
            calls=calls,
            latency_objective_seconds=service.latency_objective_seconds,
        )

    def _group(self, name: str, instances: int, lever: Lever) -> Group:
        service, cloud = self._stack.services[name], self._stack.cloud
        fast = lever is Lever.FAST_METRICS
        boots = boot_seconds(service, self._stack)
        warm = lever is Lever.WARM_POOL
        return Group(
            minimum=instances,
            maximum=max(instances, service.max_instances),
            desired=instances,
            zones=self._stack.zones,
            boot_seconds=boots,
            warm_up_seconds=service.warm_up_seconds,
            warm_pool=max(0, service.max_instances - instances) if warm else 0,
            warm_start_seconds=min(WARM_START_SECONDS, boots),
            launch_rate_per_second=cloud.launch_rate_per_second,
            launch_burst=cloud.launch_burst,
            tracking=(
                TargetTracking(
                    metric=Metric.REQUESTS_PER_INSTANCE,
                    target=60 * service.target_ratio * service.throughput_rps,
                    period_seconds=FAST_PERIOD_SECONDS if fast else 60,
                    high_datapoints=3 if fast else cloud.high_datapoints,
                    metric_delay_seconds=FAST_DELAY_SECONDS if fast else cloud.metric_delay_seconds,
                ),
            ),
        )
