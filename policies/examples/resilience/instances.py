"""The instances of scaling groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, unknown
from policies.facts import Environment

_GROUP = "aws:autoscaling/group:Group"
_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
_ESS = "alicloud:ess/scalingGroup:ScalingGroup"
_ECS_TEMPLATE = "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate"
_CONFIGURATION = "alicloud:ess/scalingConfiguration:ScalingConfiguration"
_LIFECYCLE_HOOK = "alicloud:ess/lifecycleHook:LifecycleHook"
_REFRESH = "alicloud:ess/instanceRefresh:InstanceRefresh"
_MIXED = "resilience-asg-mixed-capacity"
_SAFE = "resilience-asg-safe-replacement"
_TWO = [{"instanceType": "c7i.xlarge"}, {"instanceType": "c6i.xlarge"}]
_TWO_ECS = [{"instanceType": "ecs.c8i.xlarge"}, {"instanceType": "ecs.c7.xlarge"}]


def _policy(overrides: list[Any], **distribution: Any) -> Mapping[str, Any]:
    return {
        "instancesDistribution": distribution,
        "launchTemplate": {"launchTemplateSpecification": {"version": "3"}, "overrides": overrides},
    }


def _ess(template: Mapping[str, Any], **inputs: Any) -> tuple[Res, ...]:
    group = res(_ESS, "orders", minSize=6, launchTemplateId=ref("template"), **inputs)
    return group, res(_ECS_TEMPLATE, "template", **template)


_SPOT: dict[str, Any] = {"spotStrategy": "SpotAsPriceGo"}

MIXED: tuple[Example, ...] = (
    passes(_MIXED, res(_GROUP, minSize=6, mixedInstancesPolicy=_policy(_TWO))),
    fails(_MIXED, res(_GROUP, minSize=6, launchTemplate={"id": UNKNOWN}), says="no `mixedInstancesPolicy`"),
    fails(_MIXED, res(_GROUP, minSize=6, mixedInstancesPolicy=_policy(_TWO[:1])), says="fewer than 2"),
    fails(
        _MIXED,
        res(
            _GROUP,
            minSize=6,
            capacityRebalance=True,
            mixedInstancesPolicy=_policy(_TWO, onDemandPercentageAboveBaseCapacity=50),
        ),
        says="`onDemandBaseCapacity` is 0, below `minSize` 6",
    ),
    fails(
        _MIXED,
        res(
            _GROUP,
            minSize=6,
            mixedInstancesPolicy=_policy(_TWO, onDemandBaseCapacity=6, onDemandPercentageAboveBaseCapacity=50),
        ),
        says="`capacityRebalance` is not true",
    ),
    passes(
        _MIXED,
        res(
            _GROUP,
            minSize=6,
            capacityRebalance=True,
            mixedInstancesPolicy=_policy(_TWO, onDemandBaseCapacity=6, onDemandPercentageAboveBaseCapacity=50),
        ),
    ),
    passes(
        _MIXED,
        res(
            _GROUP, minSize=6, mixedInstancesPolicy=_policy([{"instanceRequirements": {"vcpuCount": {"min": 4}}}])
        ),
    ),
    passes(
        _MIXED,
        res(
            _GROUP,
            minSize=6,
            mixedInstancesPolicy={
                "launchTemplate": {"launchTemplateSpecification": {"launchTemplateId": ref("template")}}
            },
        ),
        res(_TEMPLATE, "template", instanceRequirements={"vcpuCount": {"min": 4}}),
    ),
    unknown(_MIXED, res(_GROUP, minSize=6, mixedInstancesPolicy=_policy([{"instanceType": UNKNOWN}]))),
    passes(_MIXED, *_ess({"spotStrategy": "NoSpot"}, launchTemplateOverrides=_TWO_ECS, multiAzPolicy="BALANCE")),
    fails(_MIXED, *_ess({"spotStrategy": "NoSpot"}, multiAzPolicy="BALANCE"), says="1 instance type"),
    fails(
        _MIXED,
        *_ess(_SPOT, launchTemplateOverrides=_TWO_ECS, multiAzPolicy="BALANCE"),
        says="all instances are spot",
    ),
    fails(
        _MIXED,
        *_ess(_SPOT, launchTemplateOverrides=_TWO_ECS, multiAzPolicy="COST_OPTIMIZED", onDemandBaseCapacity=2),
        says="`onDemandBaseCapacity` is 2, below `minSize` 6",
    ),
    fails(
        _MIXED,
        *_ess(_SPOT, launchTemplateOverrides=_TWO_ECS, multiAzPolicy="COST_OPTIMIZED", onDemandBaseCapacity=6),
        says="`spotInstanceRemedy`",
    ),
    fails(
        _MIXED,
        *_ess(
            _SPOT,
            launchTemplateOverrides=_TWO_ECS,
            multiAzPolicy="COST_OPTIMIZED",
            onDemandBaseCapacity=6,
            spotInstanceRemedy=True,
        ),
        says="`compensateWithOnDemand`",
    ),
    passes(
        _MIXED,
        *_ess(
            _SPOT,
            launchTemplateOverrides=_TWO_ECS,
            multiAzPolicy="COMPOSABLE",
            capacityOptionsOnDemandBaseCapacity=6,
            capacityOptionsOnDemandPercentageAboveBaseCapacity=50,
            capacityOptionsCompensateWithOnDemand=True,
            spotInstanceRemedy=True,
        ),
    ),
    passes(
        _MIXED,
        res(_ESS, "orders", minSize=6),
        res(
            _CONFIGURATION,
            scalingGroupId=ref("orders"),
            active=True,
            instanceTypes=["ecs.c7.large", "ecs.c8i.large"],
        ),
    ),
    fails(
        _MIXED,
        res(_ESS, "orders", minSize=6),
        res(_CONFIGURATION, scalingGroupId=ref("orders"), active=True, instanceType="ecs.c7.large"),
    ),
    passes(
        _MIXED,
        res(_ESS, "orders", minSize=6),
        res(_CONFIGURATION, scalingGroupId=ref("orders"), instancePatternInfos=[{"cores": 4, "memory": 8}]),
    ),
    unknown(_MIXED, res(_ESS, minSize=6), says="not in this stack"),
)

_POLICY: dict[str, Any] = {"instanceMaintenancePolicy": {"minHealthyPercentage": 100, "maxHealthyPercentage": 110}}
_KEPT: dict[str, Any] = {"groupDeletionProtection": True, "launchTemplateVersion": "3"}
_BEHIND: dict[str, Any] = {"albServerGroups": [{"albServerGroupId": UNKNOWN, "port": 8443}]}
_DRAIN = res(_LIFECYCLE_HOOK, "drain", scalingGroupId=ref("orders"), lifecycleTransition="SCALE_IN")
_BOOT = res(_LIFECYCLE_HOOK, "boot", scalingGroupId=ref("orders"), lifecycleTransition="SCALE_OUT")

REPLACEMENT: tuple[Example, ...] = (
    passes(
        _SAFE,
        res(
            _GROUP,
            **_POLICY,
            launchTemplate={"id": UNKNOWN, "version": "3"},
            instanceRefresh={"strategy": "Rolling", "preferences": {"minHealthyPercentage": 100}},
        ),
    ),
    fails(
        _SAFE,
        res(_GROUP, **_POLICY, launchTemplate={"id": UNKNOWN, "version": "$Latest"}),
        says="`launchTemplate.version` is '$Latest'",
    ),
    fails(_SAFE, res(_GROUP, **_POLICY, launchTemplate={"id": UNKNOWN}), says="'$Default'"),
    fails(
        _SAFE,
        res(
            _GROUP,
            **_POLICY,
            mixedInstancesPolicy=_policy([{"launchTemplateSpecification": {"version": "$Latest"}}]),
        ),
        says="overrides[0].launchTemplateSpecification.version` is '$Latest'",
    ),
    # the number of the version is not known yet, but it is a number
    passes(
        _SAFE,
        res(_GROUP, **_POLICY, launchTemplate={"id": ref("template"), "version": ref("template")}),
        res(_TEMPLATE, "template"),
    ),
    unknown(_SAFE, res(_GROUP, **_POLICY, launchTemplate={"id": "lt-1", "version": UNKNOWN})),
    fails(_SAFE, res(_GROUP, launchTemplate={"version": "3"}), says="minHealthyPercentage` is not set"),
    fails(
        _SAFE,
        res(
            _GROUP,
            **_POLICY,
            launchTemplate={"version": "3"},
            instanceRefresh={"preferences": {"minHealthyPercentage": 50}},
        ),
        says="is 50, at least 90",
    ),
    fails(_SAFE, res(_GROUP, **_POLICY, launchConfiguration="orders-1"), says="has no versions"),
    fails(_SAFE, res(_GROUP, **_POLICY, forceDelete=True, launchTemplate={"version": "3"}), says="`forceDelete`"),
    passes(_SAFE, res(_ESS, "orders", **_KEPT, **_BEHIND, launchTemplateId=UNKNOWN), _DRAIN),
    fails(
        _SAFE,
        res(_ESS, "orders", **_KEPT, **_BEHIND, launchTemplateId=UNKNOWN),
        _BOOT,
        says="no LifecycleHook waits at SCALE_IN",
    ),
    fails(_SAFE, res(_ESS, launchTemplateVersion="3"), says="`groupDeletionProtection`"),
    passes(_SAFE, res(_ESS, launchTemplateVersion="3"), environment=Environment.STAGING),
    fails(_SAFE, res(_ESS, groupDeletionProtection=True, launchTemplateId=UNKNOWN), says="is 'Default'"),
    passes(
        _SAFE,
        res(
            _ESS,
            groupDeletionProtection=True,
            launchTemplateId=ref("template"),
            launchTemplateVersion=ref("template"),
        ),
        res(_ECS_TEMPLATE, "template"),
    ),
    unknown(_SAFE, res(_ESS, groupDeletionProtection=UNKNOWN)),
    passes(_SAFE, res(_REFRESH, scalingGroupId=UNKNOWN, minHealthyPercentage=100)),
    fails(_SAFE, res(_REFRESH, scalingGroupId=UNKNOWN), says="`minHealthyPercentage` is not set"),
    unknown(_SAFE, res(_REFRESH, scalingGroupId=UNKNOWN, minHealthyPercentage=UNKNOWN)),
)

EXAMPLES: tuple[Example, ...] = MIXED + REPLACEMENT
