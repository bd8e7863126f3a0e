"""What must not change around a campaign: nothing is replaced, nothing is made smaller."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from infra.capacity.calendar import Calendar
from infra.preview.diff import Action, Change, Diff, Step

_SIZES: Mapping[str, tuple[str, ...]] = {
    "aws:autoscaling/group:Group": ("minSize", "maxSize"),
    "aws:appautoscaling/target:Target": ("minCapacity", "maxCapacity"),
    "aws:dynamodb/table:Table": ("warmThroughput.readUnitsPerSecond", "warmThroughput.writeUnitsPerSecond"),
    "aws:elasticache/replicationGroup:ReplicationGroup": (
        "numCacheClusters",
        "numNodeGroups",
        "replicasPerNodeGroup",
    ),
    "aws:lb/loadBalancer:LoadBalancer": ("minimumLoadBalancerCapacity.capacityUnits",),
    "alicloud:ess/scalingGroup:ScalingGroup": ("minSize", "maxSize"),
    "alicloud:polardb/cluster:Cluster": ("dbNodeCount", "scaleMax"),
    "alicloud:redis/tairInstance:TairInstance": ("shardCount",),
    "alicloud:vpc/commonBandwithPackage:CommonBandwithPackage": ("bandwidth",),
}
"""Type -> numbers that must not become lower, or go."""
_CLASSES: Mapping[str, tuple[str, ...]] = {
    "aws:ec2/launchTemplate:LaunchTemplate": ("",),
    "aws:elasticache/replicationGroup:ReplicationGroup": ("nodeType",),
    "aws:rds/cluster:Cluster": ("engineVersion",),
    "aws:rds/clusterInstance:ClusterInstance": ("instanceClass",),
    "alicloud:polardb/cluster:Cluster": ("dbNodeClass",),
    "alicloud:redis/tairInstance:TairInstance": ("instanceClass",),
}
"""Type -> properties whose change restarts servers, or exchanges them one after the other; `` is any."""
_MAY_GO = frozenset({"aws:autoscaling/schedule:Schedule", "alicloud:ess/scheduledTask:ScheduledTask"})
"""Scheduled actions go when their time has passed."""
_WORDS = {
    Action.REPLACE: "is replaced",
    Action.MAY_REPLACE: "may be replaced: only the cloud knows",
    Action.DELETE: "is deleted",
}


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """One change that must wait."""

    step: Step
    why: str


@dataclass(frozen=True, kw_only=True)
class Freeze:
    """The campaigns for whose sake changes must wait."""

    campaigns: tuple[str, ...]
    until: datetime
    """When the last of them ends, UTC."""
    refusals: tuple[Refusal, ...]


def freeze(changes: Diff, calendar: Calendar, clock: datetime) -> Freeze | None:
    """What of the changes must not happen at a time; None if nothing stands in the way."""
    campaigns = calendar.freezing(clock)
    refusals = tuple(_refusals(changes)) if campaigns else ()
    if not refusals:
        return None
    return Freeze(
        campaigns=tuple(campaign.name for campaign in campaigns),
        until=max(campaign.window_end for campaign in campaigns),
        refusals=refusals,
    )


def _refusals(changes: Diff) -> Iterator[Refusal]:
    for step in changes.steps:
        if step.action in _WORDS:
            if step.action is not Action.DELETE or step.resource.type not in _MAY_GO:
                yield Refusal(step=step, why=_WORDS[step.action])
        else:
            yield from (Refusal(step=step, why=why) for change in step.changes if (why := _why(step, change)))


def _why(step: Step, change: Change) -> str | None:
    type_ = step.resource.type
    if step.action is Action.CREATE:
        return None
    if any(path in ("", change.path) for path in _CLASSES.get(type_, ())):
        return f"`{change.path}` changes, which restarts or exchanges servers"
    for path in _SIZES.get(type_, ()):
        if change.path in (path, path.partition(".")[0]):
            before, after = _number(change.before, path), _number(change.after, path)
            if before is not None and (after is None or after < before):
                return f"`{path}` goes down from {before:g} to {'nothing' if after is None else f'{after:g}'}"
    return None


def _number(value: object, path: str) -> float | None:
    """Of a block the number in it: a block that comes or goes is one change."""
    if isinstance(value, Mapping):
        value = value.get(path.rpartition(".")[2])
    try:
        return None if value is None else float(str(value))
    except ValueError:
        return None
