"""A plan on AWS as a rehearsal plays it."""

from __future__ import annotations

from math import inf

from infra.rehearsal.aws.edge import balancers, edge
from infra.rehearsal.aws.intelligence import models, searches, streams
from infra.rehearsal.aws.network import egress, subnets
from infra.rehearsal.aws.pools import pools
from infra.rehearsal.aws.stores import caches, databases, queues, tables
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
        messages_per_second=inf,
        balancers=dict(balancers(graph)),
        edge=edge(graph),
        egress=egress(graph),
        streams=dict(streams(graph)),
        searches=dict(searches(graph)),
        models=dict(models(graph)),
        subnets=subnets(graph),
        unplayed=tuple(unplayed),
    )
