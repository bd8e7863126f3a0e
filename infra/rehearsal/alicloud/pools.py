"""Scaling groups: ESS groups with their scheduled tasks and lifecycle hooks."""

from __future__ import annotations

from datetime import UTC, datetime

from infra.preview.plan import Resource
from infra.rehearsal.alicloud.policies import step_down, tracking, warm_up_seconds
from infra.rehearsal.graph import Graph, get, number
from infra.rehearsal.planned import PlannedAction, PlannedPool

GROUP = "alicloud:ess/scalingGroup:ScalingGroup"
SWITCH = "alicloud:vpc/switch:Switch"
_TASK = "alicloud:ess/scheduledTask:ScheduledTask"
_HOOK = "alicloud:ess/lifecycleHook:LifecycleHook"
_SUSPEND = "alicloud:ess/suspendProcess:SuspendProcess"
_TEMPLATE = "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate"

_LAUNCHING, _HOOK_SECONDS = "SCALE_OUT", 600
"""Hook of new instances, and its time where the plan says none. Source: ESS API reference, CreateLifecycleHook,
`HeartbeatTimeout`, 2026-11."""
_BALANCER_CHECK = "LOAD_BALANCER"
_FOREVER = 10**9
"""Seconds: nobody looks whether the instance serves."""


def pools(graph: Graph) -> tuple[dict[str, PlannedPool], list[str]]:
    """Service -> its group, and what of the groups cannot be played."""
    found, unplayed = {}, list[str]()
    for group in graph.of(GROUP):
        if group.component is not None:
            found[group.component], left_out = _pool(graph, group)
            unplayed += left_out
    return found, unplayed


def _pool(graph: Graph, group: Resource) -> tuple[PlannedPool, list[str]]:
    switches = graph.targets(group, "vswitchIds", SWITCH)
    stopped = [str(get(each, "process")) for each in graph.referring(group, _SUSPEND, "scalingGroupId")]
    policies, unplayed = tracking(graph, group)
    actions, repeated = _actions(graph, group)
    waits = [
        int(number(hook, "heartbeatTimeout", _HOOK_SECONDS))
        for hook in graph.referring(group, _HOOK, "scalingGroupId")
        if get(hook, "lifecycleTransition") == _LAUNCHING
    ]
    # Nobody answers the hook, so an instance joins when its time is over; then it must serve, or it is replaced:
    # health checks of the load balancer have no grace period
    joins = max(waits, default=0)
    checked = _BALANCER_CHECK in get(group, "healthCheckTypes", [])
    pool = PlannedPool(
        name=group.name,
        minimum=int(number(group, "minSize")),
        maximum=int(number(group, "maxSize")),
        zones=tuple(dict.fromkeys(str(get(switch, "zoneId", switch.name)) for switch in switches)),
        subnets=tuple(switch.name for switch in switches),
        instance_type=_instance_type(graph, group),
        tracking=() if "AlarmNotification" in stopped else policies,
        step_down=None if "AlarmNotification" in stopped else step_down(graph, group),
        actions=() if "ScheduledAction" in stopped else actions,
        warm_pool=0,
        warm_up_seconds=warm_up_seconds(graph, group),
        joins_after_seconds=joins,
        gives_up_after_seconds=joins if checked else _FOREVER,
    )
    return pool, [*unplayed, *repeated, *(f"{group.name}: {process} is suspended" for process in stopped)]


def _instance_type(graph: Graph, group: Resource) -> str:
    """The first of the group's types; ESS takes any of them."""
    first = get(group, "launchTemplateOverrides[0].instanceType")
    templates = graph.targets(group, "launchTemplateId", _TEMPLATE)
    return str(first or next((get(template, "instanceType", "") for template in templates), ""))


def _actions(graph: Graph, group: Resource) -> tuple[tuple[PlannedAction, ...], list[str]]:
    found, unplayed = [], list[str]()
    for task in graph.referring(group, _TASK, "scalingGroupId"):
        if not get(task, "taskEnabled", True):
            continue
        if get(task, "recurrenceType") or not get(task, "launchTime"):
            unplayed.append(f"{task.name}: a task that repeats is not played")
            continue
        found.append(
            PlannedAction(
                name=str(get(task, "scheduledTaskName", task.name)),
                at=datetime.strptime(get(task, "launchTime"), "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC),
                minimum=_whole(task, "minValue"),
                maximum=_whole(task, "maxValue"),
                desired=_whole(task, "desiredCapacity"),
            )
        )
    return tuple(sorted(found, key=lambda action: action.at)), unplayed


def _whole(task: Resource, path: str) -> int | None:
    return None if get(task, path) is None else int(number(task, path))
