"""Connections to databases: those that all instances hold open, or, behind a pool, those at work."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from infra.capacity.connections import DATABASE_CEILING_RATIO, Pool, database_connections
from infra.capacity.journey import ShopLoad
from infra.capacity.plan.inputs import DatabaseLimits, StackLimits
from infra.capacity.plan.number import Check, Number, amount
from infra.capacity.plan.series import peak
from infra.capacity.plan.stores import StoreNeed
from infra.capacity.plan.work import Ahead, Work


def connection_needs(name: str, database: DatabaseLimits, work: Work, ahead: Ahead) -> tuple[StoreNeed, ...]:
    """At work at a time, headroom included, where a pool shares them out; nothing without one."""
    return tuple(_at_work(name, work, ahead)) if database.pooled else ()


def _at_work(name: str, work: Work, ahead: Ahead) -> Iterator[StoreNeed]:
    for campaign, demand in ahead:
        busy, more = peak(work.connections(demand, name), demand.start, campaign.name), 1 + campaign.headroom_ratio
        yield StoreNeed(
            campaign=campaign.name,
            number=Number(
                value=busy.value * more,
                unit="connections",
                reason=f"{amount(busy.value)} requests and messages in work at a time x {amount(more)}",
            ),
        )


def connection_checks(
    name: str, at_work: Sequence[StoreNeed], stack: StackLimits, shop: ShopLoad
) -> Iterator[Check]:
    """What one database must let in, beside what it does let in."""
    database = stack.databases[name]
    where, most = f"database {name}, connections", amount(database.max_connections)
    limit = Number(
        value=math.floor(DATABASE_CEILING_RATIO * database.max_connections),
        unit="connections",
        reason=f"{DATABASE_CEILING_RATIO} x max_connections {most}",
    )
    for need in at_work:
        yield Check(
            where=where,
            campaign=need.campaign,
            need=need.number,
            limit=limit,
            fix=f"give {name} a class that allows more, and write it down (`max_connections`)",
        )
    held = {
        service: Pool(
            instances=stack.services[service].max_instances,
            connections_per_instance=load.connections,
        )
        for service, load in shop.services.items()
        if load.database == name and load.connections
    }
    if held and not database.pooled:
        words = (f"{pool.instances} x {pool.connections_per_instance} of {user}" for user, pool in held.items())
        yield Check(
            where=where,
            need=Number(value=database_connections(held.values()), unit="connections", reason=" + ".join(words)),
            limit=limit,
            fix=f"put a pool in front of {name} (`pooled: true`), or let each instance hold fewer connections",
        )
