"""Limits of data and intelligence: streams, search clusters, models, senders of mail, connections that stay open.

A model that is switched off is not among what was measured, and no limit: its services live without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf

import numpy as np

from infra.capacity.causes import one_call
from infra.capacity.journey import HowOften, Section
from infra.capacity.lines import Line, Series
from infra.capacity.verdict import HIGHEST_UTILISATION_RATIO
from infra.rehearsal.errors import RehearsalError
from infra.rehearsal.outside_lines import often_line
from infra.rehearsal.stage import Stage


def intelligence_lines(stage: Stage) -> Iterator[tuple[str, Line]]:
    """Name of the line -> what uses it up, and its limit.

    Raises:
        RehearsalError: the plan lacks a stream, a search cluster or a model that the shop has.
    """
    yield from _streams(stage)
    yield from _searches(stage)
    yield from _models(stage)
    for name, limit in stage.measured.mails.items():
        users = _users(stage, "mails", name)
        yield f"mails of {name}", often_line(stage, users, limit, " mails/s")
    for name, granted in stage.measured.broadcasts.items():
        if (watching := stage.demand.viewers.get(name)) is not None:
            yield f"viewers of {name}", Line(limit=float(granted), unit=" viewers", outside=watching)
    for name, measured in stage.measured.services.items():
        if measured.connections is not None:
            yield (
                f"connections to {name}",
                Line(
                    limit=0.0,
                    unit=" connections",
                    limit_per_instance={name: float(measured.connections)},
                    outside=stage.demand.connections[name],
                ),
            )


def _streams(stage: Stage) -> Iterator[tuple[str, Line]]:
    for name, measured in stage.measured.streams.items():
        planned = stage.planned.streams.get(f"{name}-stream")
        if planned is None:
            raise RehearsalError(f"the plan has no stream {name}")
        users = _users(stage, "streams", name)
        events = often_line(stage, users, planned.events_per_second, " events/s")
        calls = often_line(
            stage, {user: one_call(often) for user, often in users.items()}, planned.calls_per_second, " calls/s"
        )
        for what, line in (
            ("events", events),
            ("bytes", events.times(measured.kib, planned.kib_per_second, " KiB/s")),
            ("calls", calls),
        ):
            if np.isfinite(line.limit).all():
                yield f"stream {name}: {what}", line


def _searches(stage: Stage) -> Iterator[tuple[str, Line]]:
    """Nodes that queries and updates keep busy; a lost zone takes its share of them."""
    for name, measured in stage.measured.searches.items():
        planned = stage.planned.searches.get(f"{name}-search")
        if planned is None:
            raise RehearsalError(f"the plan has no search cluster {name}")
        nodes = np.full(stage.seconds, HIGHEST_UTILISATION_RATIO * planned.nodes)
        if stage.zone_lost_at is not None:
            nodes[stage.zone_lost_at :] -= HIGHEST_UTILISATION_RATIO * -(-planned.nodes // max(1, planned.zones))
        queries = often_line(stage, _users(stage, "queries", name), inf, "")
        updates = often_line(stage, _users(stage, "updates", name), inf, "")
        busy = (queries.times(1 / measured.queries_rps, inf, ""), updates.times(1 / measured.updates_rps, inf, ""))
        yield f"search {name}", _sum(busy, nodes, " nodes")


def _sum(lines: tuple[Line, Line], limit: Series, unit: str) -> Line:
    one, other = lines
    outside = [each.outside for each in lines if each.outside is not None]
    return Line(
        limit=limit,
        unit=unit,
        per_request=_added(one.per_request, other.per_request),
        per_message=_added(one.per_message, other.per_message),
        outside=np.sum(outside, axis=0) if outside else None,
    )


def _added(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {name: one.get(name, 0.0) + other.get(name, 0.0) for name in {**one, **other}}


def _models(stage: Stage) -> Iterator[tuple[str, Line]]:
    """What the instances that are always there do; a lost zone takes its share of them."""
    for name, measured in stage.measured.models.items():
        planned = stage.planned.models.get(f"{name}-model")
        if planned is None:
            raise RehearsalError(f"the plan has no model {name}")
        instances = np.full(stage.seconds, float(planned.instances))
        if stage.zone_lost_at is not None:
            instances[stage.zone_lost_at :] -= -(-planned.instances // stage.measured.zones)
        limit = HIGHEST_UTILISATION_RATIO * measured.invocations_rps * instances
        users = _users(stage, "models", name)
        yield f"model {name}", often_line(stage, users, limit, " invocations/s")


def _users(stage: Stage, section: Section, name: str) -> dict[str, HowOften]:
    found = {service: load.often(section, name) for service, load in stage.shop.services.items()}
    return {service: often for service, often in found.items() if often is not None}
