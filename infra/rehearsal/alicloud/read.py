"""A plan on Alibaba Cloud as a rehearsal plays it."""

from __future__ import annotations

from infra.rehearsal.alicloud.edge import balancers, edge
from infra.rehearsal.alicloud.intelligence import models, searches, streams
from infra.rehearsal.alicloud.network import egress, subnets
from infra.rehearsal.alicloud.pools import pools
from infra.rehearsal.alicloud.stores import MESSAGES_PER_SECOND, caches, databases, queues, tables
from infra.rehearsal.graph import Graph
from infra.rehearsal.planned import Planned


def read(graph: Graph) -> Planned:
    """Every planned resource that a sale can use up.

    Raises:
        RehearsalError: a number that decides is known only after `up`.
    """
    groups, unplayed = pools(graph)
    return Planned(
        pools=groups,
        databases=dict(databases(graph)),
        caches=dict(caches(graph)),
        tables=dict(tables(graph)),
        queues=dict(queues(graph)),
        messages_per_second=MESSAGES_PER_SECOND,
        balancers=dict(balancers(graph)),
        edge=edge(graph),
        egress=egress(graph),
        streams=dict(streams(graph)),
        searches=dict(searches(graph)),
        models=dict(models(graph)),
        subnets=subnets(graph),
        unplayed=tuple(unplayed),
    )
