"""Limits around the services: CDN, firewall, load balancers, addresses, third parties and the way out to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf

import numpy as np

from infra.capacity.connections import NAT_HELD_PER_ADDRESS, NAT_NEW_PER_SECOND_PER_ADDRESS
from infra.capacity.journey import HowOften
from infra.capacity.lines import Growth, Line, Series
from infra.capacity.plan.outside import INTERNAL_KIB, KIB, UNIT_BYTES
from infra.rehearsal.planned import PlannedBalancer
from infra.rehearsal.stage import Stage

_GIGABITS_PER_KIB = 8 * KIB / 1e9
_DOUBLING = Growth(factor=2, after_seconds=300)
"""A load balancer follows by itself what at most doubles in five minutes (facts/capacity.md 6, number 10)."""


def outside_lines(stage: Stage) -> Iterator[tuple[str, Line]]:
    """Name of the line -> what uses it up, and its limit."""
    yield from _edge(stage)
    for name, balancer in stage.planned.balancers.items():
        yield from _balancer(stage, name, balancer)
    yield from _addresses(stage)
    yield from _third_parties(stage)


def _edge(stage: Stage) -> Iterator[tuple[str, Line]]:
    planned, classes = stage.planned.edge, stage.shop.classes
    for site in sorted(set(stage.measured.sites.values())):
        kinds = [name for name, of in stage.measured.sites.items() if of == site]
        if planned.requests_per_second < inf:
            requests = _sum(stage, [stage.traffic.edge[name] for name in kinds])
            yield f"CDN of {site}: requests", Line(limit=planned.requests_per_second, outside=requests)
        if planned.gbps < inf:
            sent = [stage.traffic.edge[name] * classes[name].kib * _GIGABITS_PER_KIB for name in kinds]
            yield f"CDN of {site}: traffic", Line(limit=planned.gbps, unit=" Gbit/s", outside=_sum(stage, sent))


def _balancer(stage: Stage, name: str, balancer: PlannedBalancer) -> Iterator[tuple[str, Line]]:
    entering = {kind: each for kind, each in stage.shop.classes.items() if each.entry is not None}
    if balancer.firewall_rps < inf and not balancer.internal:
        requests = _sum(stage, [stage.traffic.origin[kind] for kind in entering])
        yield f"firewall of {name}", Line(limit=balancer.firewall_rps, outside=requests)
    if balancer.mbps < inf and not balancer.internal:
        sent = [stage.traffic.origin[kind] * each.kib * KIB * 8 / 1e6 for kind, each in entering.items()]
        yield (
            f"load balancer {name}: traffic",
            Line(limit=balancer.mbps, unit=" Mbit/s", outside=_sum(stage, sent)),
        )
    if not balancer.grows:
        return
    if balancer.internal:
        line = Line(
            limit=balancer.reserved_units,
            unit=" units",
            per_request={
                service: sum(load.calls.values()) * INTERNAL_KIB * KIB / UNIT_BYTES
                for service, load in stage.shop.services.items()
                if load.calls
            },
            per_message={
                queue: sum(stage.shop.services[service].calls.values()) * INTERNAL_KIB * KIB / UNIT_BYTES
                for queue, (_, service) in stage.consumers().items()
                if stage.shop.services[service].calls
            },
        )
    else:
        units = [stage.traffic.origin[kind] * each.kib * KIB / UNIT_BYTES for kind, each in entering.items()]
        line = Line(limit=balancer.reserved_units, unit=" units", outside=_sum(stage, units))
    yield f"load balancer {name}", line.growing(_DOUBLING)


def _addresses(stage: Stage) -> Iterator[tuple[str, Line]]:
    """Instances are spread evenly over the zones, so the zone with the fewest addresses decides."""
    free: dict[str, int] = {}
    for subnet in stage.planned.subnets.values():
        free[subnet.zone] = free.get(subnet.zone, 0) + subnet.free_addresses
    if not free:
        return
    zones = np.full(stage.seconds, float(len(free)))
    if stage.zone_lost_at is not None:
        zones[stage.zone_lost_at :] -= 1
    each = dict.fromkeys(stage.planned.pools, 1.0)
    used = {service: 1.0 for service in each if service in stage.shop.services}
    yield "addresses for instances", Line(limit=zones * min(free.values()), unit=" addresses", per_instance=used)


def _third_parties(stage: Stage) -> Iterator[tuple[str, Line]]:
    addresses = np.full(stage.seconds, float(stage.planned.egress.addresses))
    if stage.zone_lost_at is not None:
        addresses[stage.zone_lost_at :] -= -(-stage.planned.egress.addresses // stage.measured.zones)
    for name, party in stage.shop.third_parties.items():
        users = {
            service: load.third_parties[name]
            for service, load in stage.shop.services.items()
            if name in load.third_parties
        }
        calls = often_line(stage, users, party.limit_rps, " calls/s")
        yield f"third party {name}", calls
        if party.keep_alive:
            held = {service: float(stage.measured.services[service].worker_slots) for service in users}
            yield (
                f"NAT to {name}: connections",
                Line(limit=addresses * NAT_HELD_PER_ADDRESS, unit=" connections", per_instance=held),
            )
        else:
            yield (
                f"NAT to {name}: connections",
                calls.times(party.connection_seconds, addresses * NAT_HELD_PER_ADDRESS, " connections"),
            )
            yield (
                f"NAT to {name}: new connections",
                calls.times(1.0, addresses * NAT_NEW_PER_SECOND_PER_ADDRESS, " connections/s"),
            )


def often_line(stage: Stage, users: Mapping[str, HowOften], limit: float | Series, unit: str) -> Line:
    """What services use: with each request, with each message, or with the orders."""
    placed = [
        often.of_order(channel) * orders
        for often in users.values()
        for channel, orders in stage.demand.placed_rps.items()
        if often.of_order(channel)
    ]
    return Line(
        limit=limit,
        unit=unit,
        per_request={service: often.per_request for service, often in users.items() if often.per_request},
        per_message={
            played: users[service].of_message(queue)
            for played, (queue, service) in stage.consumers().items()
            if service in users and users[service].of_message(queue)
        },
        outside=_sum(stage, placed) if placed else None,
    )


def _sum(stage: Stage, series: list[Series]) -> Series:
    total = np.zeros(stage.seconds)
    for each in series:
        total = total + each
    return total
