"""What the window costs: hours of what was played and of what is planned, times the table of prices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from infra.capacity.lines import Series
from infra.capacity.plan.outside import KIB
from infra.capacity.prices import Price, instance_price, price
from infra.capacity.simulation import Simulation
from infra.rehearsal.planned import PlannedCache
from infra.rehearsal.stage import Stage

_HOUR = 3600


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Of one thing in the window."""

    what: str
    quantity: float
    unit: str
    each: Price | None
    """None: the table has no price."""

    @property
    def amount(self) -> float:
        """In the currency of the price; 0 without one."""
        return 0.0 if self.each is None else self.quantity * self.each.amount


def costs(stage: Stage, simulation: Simulation, cloud: str, region: str) -> tuple[Cost, ...]:
    """Instances by what ran, stores and reservations by what is planned, the CDN by what it sends.

    Not in it: requests of tables and queues, storage, logs, the firewall, NAT, addresses.
    """
    return (
        *_instances(stage, simulation, cloud, region),
        *_stores(stage, cloud, region),
        *_outside(stage, cloud, region),
    )


def totals(found: tuple[Cost, ...]) -> dict[str, float]:
    """Currency -> sum; in the mainland of China prices come in two."""
    sums: dict[str, float] = {}
    for cost in found:
        if cost.each is not None:
            sums[cost.each.currency] = sums.get(cost.each.currency, 0.0) + cost.amount
    return sums


def _instances(stage: Stage, simulation: Simulation, cloud: str, region: str) -> Iterator[Cost]:
    for name, played in simulation.services.items():
        type_, vcpu = stage.planned.pools[name].instance_type, stage.measured.services[name].vcpu
        yield Cost(
            what=f"service {name}, {type_}",
            quantity=_hours(played.trajectory.in_service),
            unit="instance-hours",
            each=instance_price(cloud, region, type_, vcpu),
        )


def _stores(stage: Stage, cloud: str, region: str) -> Iterator[Cost]:
    hours = stage.seconds / _HOUR
    for name, database in stage.planned.databases.items():
        yield Cost(
            what=f"database {name.removesuffix('-db')}, {database.node_class}",
            quantity=database.nodes * hours,
            unit="node-hours",
            each=instance_price(cloud, region, database.node_class, database.vcpu),
        )
    for name, cache in stage.planned.caches.items():
        yield Cost(
            what=f"cache {name.removesuffix('-cache')}, {cache.node_type}",
            quantity=cache.nodes * hours,
            unit="node-hours",
            each=_cache_price(cloud, region, cache),
        )


def _cache_price(cloud: str, region: str, cache: PlannedCache) -> Price | None:
    if cache.gib is None:
        return instance_price(cloud, region, cache.node_type, cache.vcpu or 0)
    family = cache.node_type.rpartition(".")[0].removesuffix(".with.proxy")
    each = price(cloud, region, family, "gib-hour")
    return None if each is None else replace(each, unit="hour", amount=each.amount * cache.gib)


def _outside(stage: Stage, cloud: str, region: str) -> Iterator[Cost]:
    hours = stage.seconds / _HOUR
    for name, balancer in stage.planned.balancers.items():
        if balancer.reserved_units:
            yield Cost(
                what=f"load balancer {name}, reserved",
                quantity=balancer.reserved_units * hours,
                unit="unit-hours",
                each=price(cloud, region, "lcu"),
            )
    sent = sum(
        float(series.sum()) * stage.shop.classes[name].kib / KIB**2 for name, series in stage.traffic.edge.items()
    )
    yield Cost(what="CDN, traffic", quantity=sent, unit="GiB", each=price(cloud, region, "edge", "gib"))


def _hours(series: Series) -> float:
    return float(series.sum()) / _HOUR
