"""Scaling groups: Auto Scaling groups with their schedules, warm pools and lifecycle hooks."""

from __future__ import annotations

from datetime import UTC, datetime

from infra.preview.plan import Resource
from infra.rehearsal.aws.policies import tracking
from infra.rehearsal.graph import Graph, get, number
from infra.rehearsal.planned import PlannedAction, PlannedPool

GROUP = "aws:autoscaling/group:Group"
SUBNET = "aws:ec2/subnet:Subnet"
_SCHEDULE = "aws:autoscaling/schedule:Schedule"
_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"

_UNCHANGED = -1
"""The provider's word for a limit that a schedule leaves alone."""
_LAUNCHING = "autoscaling:EC2_INSTANCE_LAUNCHING"
_GIVE_UP = "ABANDON"
_GRACE_SECONDS, _HOOK_SECONDS, _WARM_UP_SECONDS = 300, 3600, 300
"""Where the plan says nothing. Source: Amazon EC2 Auto Scaling API Reference, CreateAutoScalingGroup (the warm-up
is then the cooldown) and PutLifecycleHook, 2026-11."""


def pools(graph: Graph) -> tuple[dict[str, PlannedPool], list[str]]:
    """Service -> its group, and what of the groups cannot be played."""
    found, unplayed = {}, list[str]()
    for group in graph.of(GROUP):
        if group.component is not None:
            found[group.component], left_out = _pool(graph, group)
            unplayed += left_out
    return found, unplayed


def _pool(graph: Graph, group: Resource) -> tuple[PlannedPool, list[str]]:
    subnets = graph.targets(group, "vpcZoneIdentifiers", SUBNET)
    stopped = get(group, "suspendedProcesses", [])
    policies, unplayed = tracking(graph, group)
    actions, repeated = _actions(graph, group)
    pool = PlannedPool(
        name=group.name,
        minimum=int(number(group, "minSize")),
        maximum=int(number(group, "maxSize")),
        zones=tuple(dict.fromkeys(get(subnet, "availabilityZone", subnet.name) for subnet in subnets)),
        subnets=tuple(subnet.name for subnet in subnets),
        instance_type=_instance_type(graph, group),
        tracking=() if "AlarmNotification" in stopped else policies,
        step_down=None,
        actions=() if "ScheduledActions" in stopped else actions,
        warm_pool=int(number(group, "warmPool.minSize", 0)),
        warm_up_seconds=int(number(group, "defaultInstanceWarmup", _WARM_UP_SECONDS)),
        joins_after_seconds=0,
        gives_up_after_seconds=_patience_seconds(group),
    )
    return pool, [*unplayed, *repeated, *(f"{group.name}: {process} is suspended" for process in stopped)]


def _patience_seconds(group: Resource) -> int:
    """How long an instance may boot. Without a hook it joins at once, and health checks wait the grace period."""
    hooks = [
        hook for hook in get(group, "initialLifecycleHooks", []) if get(hook, "lifecycleTransition") == _LAUNCHING
    ]
    waits = [
        int(get(hook, "heartbeatTimeout", _HOOK_SECONDS))
        for hook in hooks
        if get(hook, "defaultResult", _GIVE_UP) == _GIVE_UP
    ]
    return min(waits, default=int(number(group, "healthCheckGracePeriod", _GRACE_SECONDS)))


def _instance_type(graph: Graph, group: Resource) -> str:
    """The first of the group's types: the one that is taken while a zone has it."""
    first = get(group, "mixedInstancesPolicy.launchTemplate.overrides[0].instanceType")
    templates = graph.targets(group, "mixedInstancesPolicy", _TEMPLATE)
    templates += graph.targets(group, "launchTemplate", _TEMPLATE)
    return str(first or next((get(template, "instanceType", "") for template in templates), ""))


def _actions(graph: Graph, group: Resource) -> tuple[tuple[PlannedAction, ...], list[str]]:
    found, unplayed = [], list[str]()
    for schedule in graph.referring(group, _SCHEDULE, "autoscalingGroupName"):
        if get(schedule, "recurrence") or not get(schedule, "startTime"):
            unplayed.append(f"{schedule.name}: an action that repeats is not played")
            continue
        found.append(
            PlannedAction(
                name=str(get(schedule, "scheduledActionName", schedule.name)),
                at=datetime.strptime(get(schedule, "startTime"), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC),
                minimum=_limit(schedule, "minSize"),
                maximum=_limit(schedule, "maxSize"),
                desired=_limit(schedule, "desiredCapacity"),
            )
        )
    return tuple(sorted(found, key=lambda action: action.at)), unplayed


def _limit(schedule: Resource, path: str) -> int | None:
    value = int(number(schedule, path, 0))  # the provider takes a missing limit for 0
    return None if value == _UNCHANGED else value
