"""Replication groups: a log goes to a log group or to a stream, and where clients connect depends on the mode."""

from __future__ import annotations

from typing import Any

_OF_NODES = ("primaryEndpointAddress", "readerEndpointAddress")


def encode(inputs: dict[str, Any]) -> dict[str, Any]:
    """What goes to a stream says so."""
    deliveries = [_delivery(dict(each)) for each in inputs.get("logDeliveryConfigurations") or ()]
    return inputs | ({"logDeliveryConfigurations": deliveries} if deliveries else {})


def finish(outputs: dict[str, Any]) -> dict[str, Any]:
    """With the one endpoint that a cluster of shards has in place of those of its nodes; moto never gives it."""
    if not outputs.get("numNodeGroups"):
        return outputs
    outputs = {name: value for name, value in outputs.items() if name not in _OF_NODES}
    return outputs | {
        "configurationEndpointAddress": f"clustercfg.{outputs['replicationGroupId']}.local.cache.amazonaws.com"
    }


def _delivery(said: dict[str, Any]) -> dict[str, Any]:
    if said.get("destinationType") == "kinesis-firehose":
        said["stream"] = said.pop("destination", None)
    return said
