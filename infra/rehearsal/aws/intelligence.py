"""Data and intelligence: Kinesis, OpenSearch, SageMaker endpoints."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from infra.capacity.plan.cloud import CLOUDS
from infra.rehearsal.graph import Graph, get, number
from infra.rehearsal.planned import PlannedModel, PlannedSearch, PlannedStream

_FACTS = CLOUDS["aws"]
_STREAM = "aws:kinesis/stream:Stream"
_DOMAIN = "aws:opensearch/domain:Domain"
_TARGET = "aws:appautoscaling/target:Target"
_ON_DEMAND = "ON_DEMAND"
_MODELS = "sagemaker"
"""Namespace of targets whose instances serve a model."""
_MOST_ON_DEMAND_KIB = 4 * 1_024.0
"""What a new stream takes on demand, before it grows with its load. Source: Kinesis Data Streams Developer Guide,
"Quotas and limits", 2026-11."""


def streams(graph: Graph) -> Iterator[tuple[str, PlannedStream]]:
    """Component -> stream."""
    for stream in graph.of(_STREAM):
        on_demand = get(stream, "streamModeDetails.streamMode") == _ON_DEMAND
        shards = 0 if on_demand else int(number(stream, "shardCount"))
        yield (
            str(stream.component),
            PlannedStream(
                shards=shards,
                events_per_second=inf if on_demand else shards * (_FACTS.shard_events_rps or inf),
                kib_per_second=_MOST_ON_DEMAND_KIB if on_demand else shards * (_FACTS.shard_kib_per_second or inf),
                calls_per_second=inf,
            ),
        )


def searches(graph: Graph) -> Iterator[tuple[str, PlannedSearch]]:
    """Component -> domain. Without a number of its own it has one data node, in one zone."""
    for domain in graph.of(_DOMAIN):
        aware = get(domain, "clusterConfig.zoneAwarenessEnabled", False)
        zones = number(domain, "clusterConfig.zoneAwarenessConfig.availabilityZoneCount", 2) if aware else 1
        yield (
            str(domain.component),
            PlannedSearch(nodes=int(number(domain, "clusterConfig.instanceCount", 1)), zones=int(zones)),
        )


def models(graph: Graph) -> Iterator[tuple[str, PlannedModel]]:
    """Component -> endpoint, by the target that scales it."""
    for target in graph.of(_TARGET):
        if get(target, "serviceNamespace") == _MODELS:
            yield (
                str(target.component),
                PlannedModel(
                    instances=int(number(target, "minCapacity")), most=int(number(target, "maxCapacity"))
                ),
            )
