"""The instances of scaling groups: of several types, not at the mercy of the spot market, and replaced safely."""

from __future__ import annotations

from typing import Any

from policies.facts import Environment
from policies.reading.scaling import behind_load_balancer
from policies.rule import LIVE, Area, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, UnknownValue, View

_AWS = "aws:autoscaling/group:Group"
_ESS = "alicloud:ess/scalingGroup:ScalingGroup"
_INSTANCE_REFRESH = "alicloud:ess/instanceRefresh:InstanceRefresh"
_AWS_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
_ECS_TEMPLATE = "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate"
_CONFIGURATION = "alicloud:ess/scalingConfiguration:ScalingConfiguration"
_HOOK = "alicloud:ess/lifecycleHook:LifecycleHook"
_LEAST_TYPES = 2
_LEAST_HEALTHY_PERCENT = 90
_WHOLE = 100
_MOVING = {"$Latest", "$Default", "Latest", "Default", ""}
"""Versions that change without the group: what runs depends on when an instance was started."""
_MIXING = {"COST_OPTIMIZED", "COMPOSABLE"}
"""Policies of ESS that know how many instances to pay for on demand."""


def _aws_mixed(group: View) -> Outcome:
    if not group.has("mixedInstancesPolicy"):
        return "there is no `mixedInstancesPolicy`, so one instance type only"
    policy = group.at("mixedInstancesPolicy")
    if _too_uniform(policy, group):
        return f"`overrides` name fewer than {_LEAST_TYPES} instance types"
    spread = policy.at("instancesDistribution")
    if float(spread.get("onDemandPercentageAboveBaseCapacity", _WHOLE)) >= _WHOLE:
        return None
    base, least = spread.get("onDemandBaseCapacity", 0), group.get("minSize")
    if float(base) < float(least):
        return f"`onDemandBaseCapacity` is {base}, below `minSize` {least}: the floor depends on the spot market"
    return None if group.get("capacityRebalance", False) is True else "`capacityRebalance` is not true"


def _too_uniform(policy: View, group: View) -> bool:
    overrides = list(policy.each("launchTemplate.overrides"))
    if any(override.has("instanceRequirements") for override in overrides):
        return False
    if overrides:
        return len({override.get("instanceType") for override in overrides}) < _LEAST_TYPES
    templates = group.targets("mixedInstancesPolicy", _AWS_TEMPLATE)
    return not any(template.has("instanceRequirements") for template in templates)


def _ess_mixed(group: View) -> Outcome:
    sources = _sources(group)
    types = (
        len({override.get("instanceType") for override in group.each("launchTemplateOverrides")})
        if group.has("launchTemplateId")
        else min((_types(configuration) for configuration in sources), default=_LEAST_TYPES)
    )
    if types < _LEAST_TYPES:
        return f"it starts {types or 1} instance type, at least {_LEAST_TYPES} are needed"
    if not sources:
        raise NotEvaluated("what it starts instances from is not in this stack")
    return _on_demand(group, sources)


def _sources(group: View) -> list[View]:
    """The launch template, or the configurations that are not switched off."""
    if group.has("launchTemplateId"):
        return group.targets("launchTemplateId", _ECS_TEMPLATE)
    configurations = group.referring(_CONFIGURATION, "scalingGroupId")
    return [configuration for configuration in configurations if configuration.get("active", True) is True]


def _types(configuration: View) -> int:
    if configuration.has("instancePatternInfos"):
        return _LEAST_TYPES  # all types that fit the pattern
    named = {override.get("instanceType") for override in configuration.each("instanceTypeOverrides")}
    return len(named | set(configuration.values("instanceTypes")))


def _on_demand(group: View, sources: list[View]) -> Outcome:
    percent = _either(
        group, "capacityOptionsOnDemandPercentageAboveBaseCapacity", "onDemandPercentageAboveBaseCapacity"
    )
    spot = any(source.get("spotStrategy", "NoSpot") != "NoSpot" for source in sources)
    if not spot and float(_WHOLE if percent is None else percent) >= _WHOLE:
        return None
    policy = group.get("multiAzPolicy", "PRIORITY")
    if policy not in _MIXING:
        return f"all instances are spot: with `multiAzPolicy` {policy!r} no base on demand is kept"
    base = _either(group, "capacityOptionsOnDemandBaseCapacity", "onDemandBaseCapacity") or 0
    least = group.get("minSize")
    if float(base) < float(least):
        return f"`onDemandBaseCapacity` is {base}, below `minSize` {least}: the floor depends on the spot market"
    if group.get("spotInstanceRemedy", False) is not True:
        return "`spotInstanceRemedy` is not true: instances are lost before others are started"
    if _either(group, "capacityOptionsCompensateWithOnDemand", "compensateWithOnDemand") is not True:
        return "`compensateWithOnDemand` is not true: without spot capacity nothing is started"
    return None


def _either(group: View, path: str, older: str) -> Any:
    value = group.get(path)
    return group.get(older) if value is None else value


def _aws_replacement(group: View) -> Outcome:
    if group.get("forceDelete", False) is True:
        return "`forceDelete` is true: its instances are dropped with their requests"
    policy = group.get("instanceMaintenancePolicy.minHealthyPercentage")
    if policy is None or float(policy) < _LEAST_HEALTHY_PERCENT:
        return _healthy("instanceMaintenancePolicy.minHealthyPercentage", policy)
    refresh = group.get("instanceRefresh.preferences.minHealthyPercentage", policy)
    if float(refresh) < _LEAST_HEALTHY_PERCENT:
        return _healthy("instanceRefresh.preferences.minHealthyPercentage", refresh)
    if group.has("launchConfiguration"):
        return "`launchConfiguration` has no versions: use a launch template"
    return _aws_version(group)


def _aws_version(group: View) -> Outcome:
    if not group.has("mixedInstancesPolicy"):
        return _aws_pinned(group, "launchTemplate", [group.at("launchTemplate")])
    template = group.at("mixedInstancesPolicy.launchTemplate")
    own = [o for o in template.each("overrides") if o.has("launchTemplateSpecification")]
    places = [place.at("launchTemplateSpecification") for place in (template, *own)]
    return _aws_pinned(group, "mixedInstancesPolicy", places)


def _aws_pinned(group: View, comes_from: str, places: list[View]) -> Outcome:
    for place in places:
        try:
            version = place.get("version", "$Default")
        except UnknownValue:
            _is_a_number(group, comes_from, _AWS_TEMPLATE)
            continue
        if outcome := _moving(f"{place.path}.version", version):
            return outcome
    return None


def _ess_version(group: View) -> Outcome:
    try:
        version = group.get("launchTemplateVersion", "Default")
    except UnknownValue:
        _is_a_number(group, "launchTemplateVersion", _ECS_TEMPLATE)
        return None
    return _moving("launchTemplateVersion", version)


def _is_a_number(group: View, path: str, template: str) -> None:
    """`$Latest` is written down and so known; what a launch template will say of itself is a number.

    Raises:
        UnknownValue: it does not come from a launch template.
    """
    group.targets(path, template)


def _moving(path: str, version: object) -> Outcome:
    if str(version) not in _MOVING:
        return None
    return f"`{path}` is {version!r}: what instances start from changes without a roll-out"


def _ess_replacement(group: View) -> Outcome:
    permanent = group.stack.facts.environment is Environment.PROD
    if permanent and group.get("groupDeletionProtection", False) is not True:
        return "`groupDeletionProtection` is not true"
    if group.has("launchTemplateId") and (outcome := _ess_version(group)):
        return outcome
    if behind_load_balancer(group) and not _drains(group):
        return "no LifecycleHook waits at SCALE_IN, so requests of leaving instances are cut off"
    return None


def _drains(group: View) -> bool:
    hooks = group.referring(_HOOK, "scalingGroupId")
    return any(hook.get("lifecycleTransition") == "SCALE_IN" for hook in hooks)


def _refresh(refresh: View) -> Outcome:
    percent = refresh.get("minHealthyPercentage")
    if percent is not None and float(percent) >= _LEAST_HEALTHY_PERCENT:
        return None
    return _healthy("minHealthyPercentage", percent)


def _healthy(path: str, percent: object) -> str:
    return f"`{path}` is {'not set' if percent is None else percent}, at least {_LEAST_HEALTHY_PERCENT} is needed"


RULES = (
    Rule(
        id="resilience-asg-mixed-capacity",
        title="Scaling groups can start several instance types, and their floor is not on the spot market",
        area=Area.RESILIENCE,
        severity=Severity.MEDIUM,
        why="On the day of a sale everybody wants the same instance type: a group that knows only one, or only "
        "spot instances, stops growing when the zone has no more of them.",
        remediation="leave the instance types to ServicePool, which names several of the size of `vcpu` and "
        "`memory_gib` and starts all on demand",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-6",
        checks={_AWS: _aws_mixed, _ESS: _ess_mixed},
        scope=Scope.STACK,
        environments=LIVE,
    ),
    Rule(
        id="resilience-asg-safe-replacement",
        title="Instances are replaced without losing capacity or requests, and from a fixed version",
        area=Area.RESILIENCE,
        severity=Severity.MEDIUM,
        why="A roll-out that stops instances before the new ones serve takes capacity away in the middle of the "
        "day, and a template version that moves by itself puts two versions of the service side by side.",
        remediation="leave roll-outs to ServicePool (100 % stay healthy, version pinned, drained before they "
        "go); in production keep `deletion_protected=True` (stack file: `lifetime: permanent`)",
        source="https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-maintenance-policy.html",
        checks={_AWS: _aws_replacement, _ESS: _ess_replacement, _INSTANCE_REFRESH: _refresh},
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
