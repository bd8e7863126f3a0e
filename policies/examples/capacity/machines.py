"""Machines that tire, and metrics that come too late."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, skips, unknown

_BURSTABLE = "capacity-no-burstable"
_MEASURED = "capacity-monitoring-granularity"
_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
_GROUP = "aws:autoscaling/group:Group"
_NODE = "aws:rds/clusterInstance:ClusterInstance"
_INSTANCE = "aws:rds/instance:Instance"
_CACHE = "aws:elasticache/replicationGroup:ReplicationGroup"
_ESS_TEMPLATE = "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate"
_ESS_GROUP = "alicloud:ess/scalingGroup:ScalingGroup"
_CONFIGURATION = "alicloud:ess/scalingConfiguration:ScalingConfiguration"
_ECS = "alicloud:ecs/instance:Instance"
_ALI_INSTANCE = "alicloud:rds/instance:Instance"


def _mixed(*overrides: object) -> dict[str, object]:
    specification = {"launchTemplateId": ref("template")}
    return {"launchTemplate": {"launchTemplateSpecification": specification, "overrides": list(overrides)}}


_OF_TYPES: tuple[Example, ...] = (
    passes(_BURSTABLE, res(_TEMPLATE, "orders", instanceType="m7i.xlarge")),
    fails(_BURSTABLE, res(_TEMPLATE, "orders", instanceType="t3.xlarge"), says="t3.xlarge"),
    passes(
        _BURSTABLE,
        res(_TEMPLATE, "orders", instanceType="t3.xlarge", creditSpecification={"cpuCredits": "unlimited"}),
    ),
    skips(_BURSTABLE, res(_TEMPLATE, "orders", imageId="ami-0123456789abcdef0")),
    passes(
        _BURSTABLE,
        res(
            _TEMPLATE,
            "orders",
            instanceType="m7i.xlarge",
            instanceRequirements={"burstablePerformance": "excluded"},
        ),
    ),
    fails(
        _BURSTABLE,
        res(_TEMPLATE, "orders", instanceRequirements={"burstablePerformance": "included"}),
        says="instanceRequirements",
    ),
    unknown(_BURSTABLE, res(_TEMPLATE, "orders", instanceType=UNKNOWN)),
    passes(
        _BURSTABLE,
        res(_GROUP, "orders", mixedInstancesPolicy=_mixed({"instanceType": "m7i.xlarge"})),
        res(_TEMPLATE, "template"),
    ),
    fails(
        _BURSTABLE,
        res(
            _GROUP,
            "orders",
            mixedInstancesPolicy=_mixed({"instanceType": "m7i.xlarge"}, {"instanceType": "t4g.xlarge"}),
        ),
        res(_TEMPLATE, "template"),
        says="t4g.xlarge",
    ),
    passes(
        _BURSTABLE,
        res(_GROUP, "orders", mixedInstancesPolicy=_mixed({"instanceType": "t4g.xlarge"})),
        res(_TEMPLATE, "template", creditSpecification={"cpuCredits": "unlimited"}),
    ),
    skips(_BURSTABLE, res(_GROUP, "orders", launchTemplate={"id": UNKNOWN})),
    unknown(
        _BURSTABLE,
        res(_GROUP, "orders", mixedInstancesPolicy=_mixed({"instanceType": UNKNOWN})),
        res(_TEMPLATE, "template"),
    ),
    passes(_BURSTABLE, res(_NODE, "orders", instanceClass="db.r7g.2xlarge")),
    fails(_BURSTABLE, res(_NODE, "orders", instanceClass="db.t4g.medium")),
    unknown(_BURSTABLE, res(_NODE, "orders", instanceClass=UNKNOWN)),
    passes(_BURSTABLE, res(_INSTANCE, "orders", instanceClass="db.m7g.large")),
    fails(_BURSTABLE, res(_INSTANCE, "orders", instanceClass="db.t3.medium")),
    unknown(_BURSTABLE, res(_INSTANCE, "orders", instanceClass=UNKNOWN)),
    passes(_BURSTABLE, res(_CACHE, "carts", nodeType="cache.r7g.large")),
    fails(_BURSTABLE, res(_CACHE, "carts", nodeType="cache.t4g.medium")),
    skips(_BURSTABLE, res(_CACHE, "copy", globalReplicationGroupId="shop")),
    unknown(_BURSTABLE, res(_CACHE, "carts", nodeType=UNKNOWN)),
    passes(_BURSTABLE, res(_ESS_TEMPLATE, "orders", instanceType="ecs.g8i.xlarge")),
    fails(_BURSTABLE, res(_ESS_TEMPLATE, "orders", instanceType="ecs.t6-c1m2.large")),
    unknown(_BURSTABLE, res(_ESS_TEMPLATE, "orders", instanceType=UNKNOWN)),
    passes(_BURSTABLE, res(_ESS_GROUP, "orders", launchTemplateOverrides=[{"instanceType": "ecs.g8i.xlarge"}])),
    fails(_BURSTABLE, res(_ESS_GROUP, "orders", launchTemplateOverrides=[{"instanceType": "ecs.e-c1m2.large"}])),
    skips(_BURSTABLE, res(_ESS_GROUP, "orders")),
    unknown(_BURSTABLE, res(_ESS_GROUP, "orders", launchTemplateOverrides=[{"instanceType": UNKNOWN}])),
    passes(_BURSTABLE, res(_CONFIGURATION, "orders", instanceTypes=["ecs.g8i.xlarge", "ecs.g7.xlarge"])),
    fails(_BURSTABLE, res(_CONFIGURATION, "orders", instanceTypes=["ecs.g8i.xlarge", "ecs.t6-c1m2.large"])),
    passes(
        _BURSTABLE,
        res(_CONFIGURATION, "orders", instanceType="ecs.t6-c1m2.large", creditSpecification="Unlimited"),
    ),
    # Left out, burstable types are among those chosen
    fails(_BURSTABLE, res(_CONFIGURATION, "orders", instancePatternInfos=[{"cores": 4, "memory": 16}])),
    unknown(_BURSTABLE, res(_CONFIGURATION, "orders", instanceTypes=[UNKNOWN])),
    passes(_BURSTABLE, res(_ECS, "jump", instanceType="ecs.c8i.large")),
    fails(_BURSTABLE, res(_ECS, "jump", instanceType="ecs.t5-lc1m1.small")),
    passes(_BURSTABLE, res(_ECS, "jump", instanceType="ecs.t6-c1m1.large", creditSpecification="Unlimited")),
    # A shared core has no credits that could be without limit
    fails(_BURSTABLE, res(_ECS, "jump", instanceType="ecs.e-c1m1.large", creditSpecification="Unlimited")),
    unknown(_BURSTABLE, res(_ECS, "jump", instanceType=UNKNOWN)),
    passes(_BURSTABLE, res(_ALI_INSTANCE, "orders", instanceType="mysql.x4.large.2c")),
    fails(_BURSTABLE, res(_ALI_INSTANCE, "orders", instanceType="rds.mysql.t1.small")),
    unknown(_BURSTABLE, res(_ALI_INSTANCE, "orders", instanceType=UNKNOWN)),
)

_OF_METRICS: tuple[Example, ...] = (
    passes(_MEASURED, res(_TEMPLATE, "orders", monitoring={"enabled": True})),
    fails(_MEASURED, res(_TEMPLATE, "orders", imageId=UNKNOWN), says="monitoring.enabled"),
    unknown(_MEASURED, res(_TEMPLATE, "orders", monitoring={"enabled": UNKNOWN})),
    passes(_MEASURED, res(_GROUP, "orders", enabledMetrics=["GroupInServiceInstances"])),
    fails(_MEASURED, res(_GROUP, "orders", minSize=3, maxSize=9), says="enabledMetrics"),
    unknown(_MEASURED, res(_GROUP, "orders", enabledMetrics=UNKNOWN)),
    passes(_MEASURED, res(_ALI_INSTANCE, "orders", monitoringPeriod=60)),
    # Left out, it is measured every five minutes
    fails(_MEASURED, res(_ALI_INSTANCE, "orders", engine="MySQL"), says="300 seconds"),
    unknown(_MEASURED, res(_ALI_INSTANCE, "orders", monitoringPeriod=UNKNOWN)),
    *(
        example
        for type_ in (_NODE, _INSTANCE)
        for example in (
            passes(
                _MEASURED,
                res(
                    type_,
                    "orders",
                    monitoringInterval=60,
                    monitoringRoleArn=UNKNOWN,
                    performanceInsightsEnabled=True,
                ),
            ),
            fails(_MEASURED, res(type_, "orders", performanceInsightsEnabled=True), says="monitoringInterval"),
            fails(
                _MEASURED,
                res(type_, "orders", monitoringInterval=60, performanceInsightsEnabled=True),
                says="monitoringRoleArn",
            ),
            fails(
                _MEASURED,
                res(type_, "orders", monitoringInterval=60, monitoringRoleArn=UNKNOWN),
                says="performanceInsightsEnabled",
            ),
            unknown(_MEASURED, res(type_, "orders", monitoringInterval=UNKNOWN)),
        )
    ),
)

EXAMPLES: tuple[Example, ...] = (*_OF_TYPES, *_OF_METRICS)
