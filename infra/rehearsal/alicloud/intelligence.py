"""Data and intelligence: Simple Log Service, Elasticsearch, PAI-EAS."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from math import inf
from typing import Any

from infra.capacity.plan.cloud import CLOUDS
from infra.preview.plan import Resource
from infra.rehearsal.graph import Graph, get, number
from infra.rehearsal.planned import PlannedModel, PlannedSearch, PlannedStream

_FACTS = CLOUDS["alicloud"]
_STORE = "alicloud:log/store:Store"
_INSTANCE = "alicloud:elasticsearch/instance:Instance"
_SERVICE = "alicloud:pai/service:Service"
_SHARDS = 2
"""Of a log store where the plan says nothing. Source: provider documentation of `alicloud_log_store`, 2026-11."""


def streams(graph: Graph) -> Iterator[tuple[str, PlannedStream]]:
    """Component -> log store; those that take logs of services are among them, under their own names."""
    for store in graph.of(_STORE):
        shards = int(number(store, "shardCount", _SHARDS))
        yield (
            str(store.component),
            PlannedStream(
                shards=shards,
                events_per_second=inf,
                kib_per_second=shards * (_FACTS.shard_kib_per_second or inf),
                calls_per_second=shards * (_FACTS.shard_calls_rps or inf),
            ),
        )


def searches(graph: Graph) -> Iterator[tuple[str, PlannedSearch]]:
    """Component -> cluster; its number of nodes stands in one of two places."""
    for instance in graph.of(_INSTANCE):
        nodes = number(instance, "dataNodeConfiguration.amount", number(instance, "dataNodeAmount", 1))
        yield (
            str(instance.component),
            PlannedSearch(nodes=int(nodes), zones=int(number(instance, "zoneCount", 1))),
        )


def models(graph: Graph) -> Iterator[tuple[str, PlannedModel]]:
    """Component -> service. Its configuration is one text; where only `up` knows that, what was asked for."""
    for service in graph.of(_SERVICE):
        given = get(service, "serviceConfig")
        least, most = _written(json.loads(given)) if isinstance(given, str) else _asked(graph, service)
        if least is not None:
            yield str(service.component), PlannedModel(instances=least, most=most or least)


def _written(config: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Source: PAI documentation, "Deploy services with JSON configuration files", 2026-03."""
    fixed = int(get(config, "metadata.instance", 1))
    return int(get(config, "autoscaler.min", fixed)), int(get(config, "autoscaler.max", fixed))


def _asked(graph: Graph, service: Resource) -> tuple[int | None, int | None]:
    for resource in graph.plan.resources:
        if resource.name == service.component and not resource.custom:
            least, most = get(resource, "minInstances"), get(resource, "maxInstances")
            return None if least is None else int(least), None if most is None else int(most)
    return None, None
