"""Autoscaling: limits, launch templates, policies, and scalable targets of other services."""

from __future__ import annotations

from collections.abc import Iterator

from infra.local.aws.refusals.subject import SUBNET, Rules, Subject, number
from infra.local.contract import Finding

_CLUSTER = "aws:rds/cluster:Cluster"
_GROUP = "aws:autoscaling/group:Group"
_SCHEDULE = "aws:autoscaling/schedule:Schedule"
_TARGET = "aws:appautoscaling/target:Target"
_TARGET_GROUP = "aws:lb/targetGroup:TargetGroup"
_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
_SPECIFICATION = "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification"
_CONFIGURATIONS = {
    "TargetTrackingScaling": "targetTrackingConfiguration",
    "StepScaling": "stepAdjustments",
    "SimpleScaling": "scalingAdjustment",
    "PredictiveScaling": "predictiveScalingConfiguration",
}
_APPLICATION_CONFIGURATIONS = {
    "TargetTrackingScaling": "targetTrackingScalingPolicyConfiguration",
    "StepScaling": "stepScalingPolicyConfiguration",
    "PredictiveScaling": "predictiveScalingPolicyConfiguration",
}
_SHORTEST_LIFE_SECONDS = 86400
_UNCHANGED = -1


def limits(subject: Subject) -> Iterator[Finding]:
    """min <= desired <= max; nothing negative, but a schedule may leave one as it is with -1."""
    low, wanted, high = (_given(subject, path) for path in ("minSize", "desiredCapacity", "maxSize"))
    if low is not None and low < 0:
        yield subject.finding("minSize", "must not be negative")
    if low is not None and high is not None and low > high:
        yield subject.finding("minSize", f"must not be above maxSize, {high:g}")
    elif wanted is not None and low is not None and wanted < low:
        yield subject.finding("desiredCapacity", f"must not be below minSize, {low:g}")
    elif wanted is not None and high is not None and wanted > high:
        yield subject.finding("desiredCapacity", f"must not be above maxSize, {high:g}")


def _given(subject: Subject, path: str) -> float | None:
    value = subject.number(path)
    return None if value == _UNCHANGED and subject.type == _SCHEDULE else value


def group(subject: Subject) -> Iterator[Finding]:
    """Where it stands, how long instances live, how much may be replaced at once."""
    if not subject.get("vpcZoneIdentifiers") and not subject.get("availabilityZones"):
        yield subject.finding("vpcZoneIdentifiers", "must be given, or availabilityZones")
    life = subject.number("maxInstanceLifetime")
    if life and life < _SHORTEST_LIFE_SECONDS:
        yield subject.finding("maxInstanceLifetime", f"must be 0 or at least {_SHORTEST_LIFE_SECONDS} seconds")
    for part in (*subject.parts("instanceMaintenancePolicy"), *subject.parts("instanceRefresh.preferences")):
        low, high = part.number("minHealthyPercentage"), part.number("maxHealthyPercentage")
        if low is not None and high is not None and low >= 0 and high - low > 100:
            yield part.finding("maxHealthyPercentage", f"must be at most 100 above minHealthyPercentage, {low:g}")


def template_version(subject: Subject) -> Iterator[Finding]:
    """The version of the launch template exists."""
    for specification, id_ in (("launchTemplate", "id"), (_SPECIFICATION, "launchTemplateId")):
        template = subject.target(subject.get(f"{specification}.{id_}"), _TEMPLATE)
        version = subject.text(f"{specification}.version")
        latest = number(template.get("latestVersion")) if template else None
        if latest is None or version in ("", "$Latest", "$Default"):
            continue
        asked = number(version)
        if asked is None or not 1 <= asked <= latest:
            what = f"must be $Latest, $Default or a version that exists: 1 to {latest:g}"
            yield subject.finding(f"{specification}.version", what)


def target_groups(subject: Subject) -> Iterator[Finding]:
    """The target groups are in the VPC of the subnets, and for instances."""
    subnet = subject.target(subject.get("vpcZoneIdentifiers[]"), SUBNET)
    for place in subject.at("targetGroupArns[]"):
        target = subject.target(place.value, _TARGET_GROUP)
        if target and subnet and target.get("vpcId") != subnet.get("vpcId"):
            yield subject.finding(place, f"is of {target.get('vpcId')}, the subnets of {subnet.get('vpcId')}")
        if target and target.get("targetType") not in (None, "instance"):
            yield subject.finding(place, f"takes targets of type {target.get('targetType')}, not instances")


def policy(subject: Subject) -> Iterator[Finding]:
    """A policy has the configuration of its type, and of no other; a target is positive."""
    application = subject.type.startswith("aws:appautoscaling/")
    configurations = _APPLICATION_CONFIGURATIONS if application else _CONFIGURATIONS
    kind = subject.text("policyType") or ("StepScaling" if application else "SimpleScaling")
    needed = configurations.get(kind, "")
    if needed and subject.get(needed) is None:
        yield subject.finding(needed, f"must be given for a policy of type {kind}")
    for other, path in configurations.items():
        if other != kind and subject.get(path) is not None:
            yield subject.finding(path, f"is for policies of type {other}, this is {kind}")
    for tracked in subject.parts(needed) if needed else ():
        value = tracked.number("targetValue")
        if value is not None and value <= 0:
            yield tracked.finding("targetValue", "must be above 0")
        predefined = tracked.text("predefinedMetricSpecification.predefinedMetricType")
        label = tracked.text("predefinedMetricSpecification.resourceLabel")
        if predefined == "ALBRequestCountPerTarget" and not label:
            what = "must be given for ALBRequestCountPerTarget"
            yield tracked.finding("predefinedMetricSpecification.resourceLabel", what)
        if (
            bool(predefined) == bool(tracked.get("customizedMetricSpecification"))
            and kind == "TargetTrackingScaling"
        ):
            what = "exactly one of predefinedMetricSpecification, customizedMetricSpecification must be given"
            yield tracked.finding("customizedMetricSpecification", what)


def scalable_target(subject: Subject) -> Iterator[Finding]:
    """min <= max, a dimension of its namespace, a resource that exists."""
    low, high = subject.number("minCapacity"), subject.number("maxCapacity")
    if low is not None and high is not None and low > high:
        yield subject.finding("minCapacity", f"must not be above maxCapacity, {high:g}")
    namespace, dimension = subject.text("serviceNamespace"), subject.text("scalableDimension")
    if not dimension.startswith(f"{namespace}:"):
        yield subject.finding("scalableDimension", f"must be one of the namespace {namespace}")
    name = subject.text("resourceId").partition(":")[2]
    if namespace == "rds" and not subject.target(name, _CLUSTER, by=("id", "clusterIdentifier")):
        yield subject.finding("resourceId", "must be cluster: and the name of a cluster that exists")


def registered(subject: Subject) -> Iterator[Finding]:
    """A policy is for a dimension that a target has registered."""
    for target in subject.others(_TARGET):
        if target.get("resourceId") == subject.get("resourceId"):
            if target.get("scalableDimension") != subject.get("scalableDimension"):
                what = f"must be that of the scalable target, {target.get('scalableDimension')}"
                yield subject.finding("scalableDimension", what)
            return


RULES: Rules = {
    _GROUP: (limits, group, template_version, target_groups),
    "aws:autoscaling/policy:Policy": (policy,),
    _SCHEDULE: (limits,),
    "aws:appautoscaling/policy:Policy": (policy, registered),
    _TARGET: (scalable_target,),
}
