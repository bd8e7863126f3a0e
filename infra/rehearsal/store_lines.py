"""Limits of the stores: databases, caches, tables and queues of the plan, with what was measured of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from math import inf

import numpy as np

from infra.capacity.journey import ServiceLoad
from infra.capacity.lines import Line, Series
from infra.capacity.verdict import HIGHEST_UTILISATION_RATIO
from infra.rehearsal.errors import RehearsalError
from infra.rehearsal.planned import PlannedDatabase
from infra.rehearsal.stage import Stage

_READS, _WRITES = "reads", "writes"
_CALLS_PER_MESSAGE = 3.0
"""Sent, received, deleted: where nobody says that workers take several with one call."""


def store_lines(stage: Stage) -> Iterator[tuple[str, Line]]:
    """Name of the line -> what uses it up, and its limit: of what was measured, as much of it as of services."""
    for name in stage.measured.databases:
        planned = stage.planned.databases.get(f"{name}-db")
        if planned is None:
            raise RehearsalError(f"the plan has no database {name}")
        yield from _database(stage, name, planned)
    yield from _caches(stage)
    yield from _tables(stage)
    yield from _queues(stage)


def work_line(stage: Stage, each: Callable[[ServiceLoad], float], limit: float | Series, unit: str = "/s") -> Line:
    """What requests use, and messages like requests."""
    return Line(
        limit=limit,
        unit=unit,
        per_request={name: each(load) for name, load in stage.shop.services.items() if each(load)},
        per_message={
            queue: each(stage.shop.services[service])
            for queue, (_, service) in stage.consumers().items()
            if each(stage.shop.services[service])
        },
    )


def _database(stage: Stage, name: str, planned: PlannedDatabase) -> Iterator[tuple[str, Line]]:
    """Readers answer what only reads, the writer the rest; the last node that is left does both."""
    measured, nodes = stage.measured.databases[name], _nodes(stage, name, planned)
    reads, writes = HIGHEST_UTILISATION_RATIO * measured.node_reads_rps, measured.node_writes_rps
    writes *= HIGHEST_UTILISATION_RATIO

    def read(load: ServiceLoad) -> float:
        return load.database_reads if load.database == name else 0.0

    def write(load: ServiceLoad) -> float:
        return load.database_writes if load.database == name else 0.0

    if (nodes > 1).any():
        yield (
            f"database {name}: reads",
            work_line(stage, read, np.where(nodes > 1, (nodes - 1) * reads, inf), " reads/s"),
        )
        yield (
            f"database {name}: writes",
            work_line(stage, write, np.where(nodes > 1, writes, inf), " writes/s"),
        )
    if (nodes <= 1).any():
        limit = np.where(nodes > 1, inf, np.maximum(nodes, 0.0))
        yield (
            f"database {name}: its only node",
            work_line(stage, lambda load: read(load) / reads + write(load) / writes, limit, " nodes"),
        )
    yield f"database {name}: connections", _connections(stage, name, planned)


def _connections(stage: Stage, name: str, planned: PlannedDatabase) -> Line:
    """Those that instances hold, or, behind a pool, those at work.

    A request or message is taken to keep one as long as it keeps its worker slot (assumption: never more).
    """
    users = {
        service: load
        for service, load in stage.shop.services.items()
        if load.database == name and load.connections
    }
    unit = " connections"
    if planned.pooled_ratio is None:
        held = {service: float(load.connections) for service, load in users.items()}
        return Line(limit=planned.max_connections, unit=unit, per_instance=held)
    measured = stage.measured.services
    return Line(
        limit=planned.pooled_ratio * planned.max_connections,
        unit=unit,
        per_request={service: measured[service].service_time_seconds for service in users},
        per_message={
            played: measured[service].worker_slots / stage.shop.services[service].consumes[queue]
            for played, (queue, service) in stage.consumers().items()
            if service in users
        },
    )


def _nodes(stage: Stage, name: str, planned: PlannedDatabase) -> Series:
    """Nodes in each second; a lost zone takes away as many as stand in the fullest."""
    nodes = np.full(stage.seconds, float(planned.nodes))
    if stage.zone_lost_at is not None:
        nodes[stage.zone_lost_at :] -= max(map(planned.zones.count, planned.zones), default=0)
    for lost, second in stage.nodes_lost:
        if lost == name:
            nodes[second:] -= 1
    return nodes


def _caches(stage: Stage) -> Iterator[tuple[str, Line]]:
    """Every shard has one copy that serves; without further copies the shards of a lost zone are empty."""
    for name, measured in stage.measured.caches.items():
        planned = stage.planned.caches.get(f"{name}-cache")
        if planned is None:
            raise RehearsalError(f"the plan has no cache {name}")
        each = HIGHEST_UTILISATION_RATIO * measured.shard_operations_rps
        shards = np.full(stage.seconds, float(planned.shards))
        if stage.zone_lost_at is not None and not planned.replicas:
            # one shard stands in one zone, several are spread: the fullest zone has its share, rounded up
            shards[stage.zone_lost_at :] -= -(-planned.shards // stage.measured.zones)
        yield f"cache {name}", work_line(stage, partial(_operations, name), shards * each, " operations/s")


def _operations(cache: str, load: ServiceLoad) -> float:
    return load.cache_operations if load.cache == cache else 0.0


def _tables(stage: Stage) -> Iterator[tuple[str, Line]]:
    """Rates in the cloud's units, where it states a limit: one for each item (assumption: items are small)."""
    for name in stage.measured.tables:
        planned = stage.planned.tables.get(f"{name}-table")
        if planned is None:
            raise RehearsalError(f"the plan has no table {name}")
        for what, limit in ((_READS, planned.reads_per_second), (_WRITES, planned.writes_per_second)):
            if limit == inf:
                continue
            line = work_line(stage, partial(_items, name, what), limit, f" {what}/s")
            yield f"table {name}: {what}", line.growing(planned.growth)
        counters = stage.measured.stock_counters.get(name)
        if counters and planned.key_writes_per_second < inf and stage.demand.hot_key_rps.any():
            limit = counters * planned.key_writes_per_second
            yield (
                f"table {name}: stock of one product",
                Line(limit=limit, unit=" writes/s", outside=stage.demand.hot_key_rps),
            )


def _items(table: str, what: str, load: ServiceLoad) -> float:
    work = load.tables.get(table)
    return 0.0 if work is None else work.reads if what == _READS else work.writes


def _queues(stage: Stage) -> Iterator[tuple[str, Line]]:
    for name, (queue, _) in stage.consumers().items():
        limit = stage.planned.queues[f"{queue}-queue"].messages_per_second
        if limit < inf:
            yield f"queue {name}", Line(limit=limit, unit=" messages/s", per_put={name: 1.0})
    if stage.planned.messages_per_second < inf and stage.consumers():
        calls = {
            name: stage.measured.message_calls.get(queue, _CALLS_PER_MESSAGE)
            for name, (queue, _) in stage.consumers().items()
        }
        line = Line(
            limit=stage.planned.messages_per_second,
            unit=" calls/s",
            # A flood is sent at once, however long its messages then wait
            per_put=dict.fromkeys(calls, 1.0),
            per_message={name: each - 1 for name, each in calls.items()},
        )
        yield "all queues together", line
