"""Machines: processors that do not tire, and metrics that are fresh enough to scale by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from policies.checks import is_true
from policies.rule import LIVE, PRODUCTION, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.rules.capacity.groups import ESS_GROUP, GROUP
from policies.view import View

_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
_ESS_TEMPLATE = "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate"
_ON_CREDITS = re.compile(r"(db\.|cache\.)?t\d[a-z]*\.|ecs\.t[56]-")
_SHARED = re.compile(r"ecs\.(e|s6|xn4|n4|mn4|e4)[-.]|(rds\.)?[a-z]+\.t1\.")
"""Families of Alibaba Cloud that share their cores: ECS, and the shared classes of ApsaraDB RDS."""
_MINUTE = 60
_BY_PATTERN = "by its attributes, burstable ones among them"


def _tires(types: Iterable[str], *, unlimited: bool = False) -> str | None:
    """The first type that gets slow under load; credits without limit cost more and are no slower."""
    for type_ in types:
        if _SHARED.match(type_) or (_ON_CREDITS.match(type_) and not unlimited):
            return type_
    return None


def _template(template: View) -> Outcome:
    if _unlimited(template):
        return None
    if _burstable_pattern(template):
        return f"`instanceRequirements` chooses {_BY_PATTERN}"
    if not template.has("instanceType"):
        return NotApplicable("the instance type is chosen where the template is used")
    return _said(_tires([template.get("instanceType")]), "instanceType")


def _unlimited(template: View) -> bool:
    return bool(template.get("creditSpecification.cpuCredits") == "unlimited")


def _burstable_pattern(place: View) -> bool:
    return bool(place.get("instanceRequirements.burstablePerformance", "excluded") != "excluded")


def _group(group: View) -> Outcome:
    policy = group.at("mixedInstancesPolicy.launchTemplate")
    overrides = list(policy.each("overrides"))
    if not overrides:
        return NotApplicable("the instance type is that of its template")
    for override in overrides:
        found = _tires([override.get("instanceType", "")])
        if (found or _burstable_pattern(override)) and not _unlimited_group(group):
            return f"`{override.path}` chooses {found or _BY_PATTERN}"
    return None


def _unlimited_group(group: View) -> bool:
    templates = group.targets("mixedInstancesPolicy", _TEMPLATE)
    return bool(templates) and all(map(_unlimited, templates))


def _ess_group(group: View) -> Outcome:
    overrides = list(group.each("launchTemplateOverrides"))
    if not overrides:
        return NotApplicable("the instance type is that of its template or configuration")
    return _said(_tires(override.get("instanceType", "") for override in overrides), "launchTemplateOverrides")


def _configuration(configuration: View) -> Outcome:
    unlimited = configuration.get("creditSpecification") == "Unlimited"
    for pattern in configuration.each("instancePatternInfos"):
        if pattern.get("burstablePerformance", "Include") != "Exclude" and not unlimited:
            return f"`{pattern.path}` chooses {_BY_PATTERN}"
    types = [configuration.get("instanceType", ""), *configuration.values("instanceTypes")]
    types += [override.get("instanceType", "") for override in configuration.each("instanceTypeOverrides")]
    return _said(_tires(types, unlimited=unlimited), "instanceTypes")


def _type_at(path: str, credit: str = "") -> Callable[[View], Outcome]:
    """One type; `credit` is the property that lifts the limit, where there is one."""

    def check(machine: View) -> Outcome:
        if not machine.has(path):
            return NotApplicable("it takes its type from elsewhere")
        found = _tires([machine.get(path)])
        if found and credit:
            found = _tires([found], unlimited=machine.get(credit) == "Unlimited")
        return _said(found, path)

    return check


def _said(found: str | None, path: str) -> str | None:
    return f"`{path}` is {found}: its speed depends on CPU credits, or its core is shared" if found else None


def _database_metrics(instance: View) -> Outcome:
    interval = float(instance.get("monitoringInterval", 0))
    if interval <= 0:
        return "`monitoringInterval` is not set: the system of the database is not measured"
    if not instance.has("monitoringRoleArn"):
        return "`monitoringRoleArn` is not set, without which nothing is measured"
    return is_true("performanceInsightsEnabled")(instance)


def _period(instance: View) -> Outcome:
    seconds = float(instance.get("monitoringPeriod", 300))
    return None if seconds <= _MINUTE else f"`monitoringPeriod` is {seconds:g} seconds, more than a minute"


def _group_metrics(group: View) -> Outcome:
    if group.count("enabledMetrics"):
        return None
    return "`enabledMetrics` is empty: the size of the group is not measured"


RULES = (
    Rule(
        id="capacity-no-burstable",
        title="Nothing in production depends on CPU credits that may run out, or on a shared core",
        area=Area.CAPACITY,
        severity=Severity.MEDIUM,
        why=(
            "An instance that has used up its CPU credits falls to a fraction of its speed, and a sale is when it "
            "uses them up: load tests of minutes never show it."
        ),
        remediation=(
            "raise `instance` of the service, or `vcpu` and `memory_gib` of the database or cache (shop.yaml or "
            "the stack file): the smallest sizes are the burstable ones"
        ),
        source="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances.html",
        checks={
            _TEMPLATE: _template,
            GROUP: _group,
            "aws:rds/clusterInstance:ClusterInstance": _type_at("instanceClass"),
            "aws:rds/instance:Instance": _type_at("instanceClass"),
            "aws:elasticache/replicationGroup:ReplicationGroup": _type_at("nodeType"),
            _ESS_TEMPLATE: _type_at("instanceType"),
            ESS_GROUP: _ess_group,
            "alicloud:ess/scalingConfiguration:ScalingConfiguration": _configuration,
            "alicloud:ecs/instance:Instance": _type_at("instanceType", "creditSpecification"),
            "alicloud:rds/instance:Instance": _type_at("instanceType"),
        },
        scope=Scope.STACK,
        environments=PRODUCTION,
    ),
    Rule(
        id="capacity-monitoring-granularity",
        title="Machines, groups and databases are measured every minute",
        area=Area.CAPACITY,
        severity=Severity.LOW,
        why=(
            "With a value every five minutes scaling begins ten minutes into a sale, and nobody sees afterwards "
            "what the database waited for."
        ),
        remediation=(
            "build them with ServicePool and Database, which turn on detailed metrics; for ApsaraDB RDS set "
            "`monitoringPeriod` to 60 or less"
        ),
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-6",
        checks={
            _TEMPLATE: is_true("monitoring.enabled"),
            GROUP: _group_metrics,
            "aws:rds/instance:Instance": _database_metrics,
            "aws:rds/clusterInstance:ClusterInstance": _database_metrics,
            # CloudMonitor measures everything else every minute by itself
            "alicloud:rds/instance:Instance": _period,
        },
        environments=LIVE,
    ),
)
