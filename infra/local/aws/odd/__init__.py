"""What a table cannot say, in Python: inputs to parameters and back for a few types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from infra.local.aws.actions import Actions
from infra.local.aws.odd import (
    balancing,
    bucket,
    budget,
    cache,
    certificate,
    distribution,
    group,
    leftovers,
    mail,
    model,
    rule,
    schedule,
    search_domain,
    task,
    template,
    zone,
)
from infra.local.aws.odd.account import assume_zone
from infra.local.aws.odd.sources import invoke

__all__ = ["NAMES", "assume_zone", "decode", "encode", "finish", "invoke", "prepare_deletion", "settle_deletion"]

Change = Callable[[dict[str, Any]], dict[str, Any]]

_ENCODERS: dict[str, Change] = {
    "balancer": balancing.encode_balancer,
    "bucket_policy": bucket.encode_policy,
    "budget": budget.encode,
    "cache": cache.encode,
    "distribution": distribution.encode,
    "endpoint_configuration": model.encode,
    "group": group.encode,
    "listener_rule": balancing.encode_rule,
    "rule": rule.encode,
    "schedule": schedule.encode,
    "search_domain": search_domain.encode,
    "task": task.encode,
    "zone": zone.encode,
}
_DECODERS: dict[str, Change] = {
    "budget": budget.decode,
    "certificate": certificate.decode,
    "group": group.decode,
    "schedule": schedule.decode,
    "search_domain": search_domain.decode,
    "task": task.decode,
    "template": template.decode,
}
_FINISHERS: dict[str, Change] = {"cache": cache.finish, "certificate": certificate.finish, "mail": mail.finish}
_BEFORE_DELETION: dict[str, Callable[[Actions, Mapping[str, Any]], None]] = {"bucket": bucket.empty}
_AFTER_DELETION: dict[str, Callable[[Actions, str], bool]] = {
    "cache": leftovers.forget_cache,
    "cache_subnets": leftovers.forget_cache_subnets,
    "cluster": leftovers.forget_snapshots,
    "plan": leftovers.forget_plan,
}
NAMES = {*_ENCODERS, *_DECODERS, *_FINISHERS, *_BEFORE_DELETION, *_AFTER_DELETION}
"""What a table may say in `odd`."""


def encode(name: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs of an odd type, made into properties that the table can place; of any other as they are."""
    return _ENCODERS[name](dict(inputs)) if name in _ENCODERS else dict(inputs)


def decode(name: str, record: Any) -> Any:
    """The record of an odd type, made into one in which the table finds the properties."""
    return _DECODERS[name](record) if name in _DECODERS else record


def finish(name: str, outputs: dict[str, Any]) -> dict[str, Any]:
    """The outputs of an odd type, as the SDK describes them."""
    return _FINISHERS[name](outputs) if name in _FINISHERS else outputs


def prepare_deletion(name: str, actions: Actions, outputs: Mapping[str, Any]) -> None:
    """What must happen before an odd type can be deleted."""
    if name in _BEFORE_DELETION:
        _BEFORE_DELETION[name](actions, outputs)


def settle_deletion(name: str, actions: Actions, id_: str) -> bool:
    """What lets an odd type be created again after it was deleted; whether that was possible."""
    return name in _AFTER_DELETION and _AFTER_DELETION[name](actions, id_)
