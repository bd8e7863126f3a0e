"""Pools: launch templates, scaling groups, policies."""

from __future__ import annotations

from tests.local.aws.broken.network import GROUP
from tests.local.variation import GONE, Broken, Of

NOTIFICATION = "autoscaling/notification:Notification"
POLICY = "autoscaling/policy:Policy"
POOL = "autoscaling/group:Group"
TARGET = "appautoscaling/target:Target"
TARGET_POLICY = "appautoscaling/policy:Policy"
TEMPLATE = "ec2/launchTemplate:LaunchTemplate"
_SPECIFICATION = "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification"

COMPUTE = (
    Broken(type=TEMPLATE, name="catalog-template", at="imageId", value="al2023"),
    Broken(type=TEMPLATE, name="catalog-template", at="userData", value="#!/bin/bash\nyum update"),
    Broken(type=TEMPLATE, name="catalog-template", at="userData", value="IyEv" * 6000),
    Broken(type=TEMPLATE, name="catalog-template", at="blockDeviceMappings[0].ebs.volumeSize", value=70000),
    Broken(type=TEMPLATE, name="catalog-template", at="blockDeviceMappings[0].ebs.volumeType", value="ssd"),
    Broken(
        type=TEMPLATE,
        name="catalog-template",
        at="blockDeviceMappings[0].ebs.encrypted",
        value="false",
        blame="blockDeviceMappings[0].ebs.kmsKeyId",
    ),
    Broken(
        type=TEMPLATE,
        name="catalog-template",
        at="iamInstanceProfile.arn",
        value="arn:aws:iam::111122223333:instance-profile/catalog",
    ),
    Broken(type=TEMPLATE, name="catalog-template", at="metadataOptions.httpTokens", value="yes"),
    Broken(type=TEMPLATE, name="catalog-template", at="metadataOptions.httpPutResponseHopLimit", value=100),
    Broken(
        type=TEMPLATE,
        name="catalog-template",
        at="networkInterfaces[0].securityGroups[0]",
        value="sg-0123456789abcdef0",
    ),
    Broken(
        type=TEMPLATE,
        name="catalog-template",
        at="vpcSecurityGroupIds",
        value=Of(GROUP, "catalog-sg-group", around=lambda id_: [id_]),
    ),
    Broken(type=TEMPLATE, name="catalog-template", at="tagSpecifications[0].resourceType", value="instances"),
    Broken(type=POOL, name="catalog-group", at="minSize", value=200),
    Broken(type=POOL, name="catalog-group", at="desiredCapacity", value=121, also={"maxSize": 120}),
    Broken(type=POOL, name="catalog-group", at=f"{_SPECIFICATION}.launchTemplateId", value="lt-0123456789abcdef0"),
    Broken(type=POOL, name="catalog-group", at=f"{_SPECIFICATION}.version", value="7"),
    Broken(type=POOL, name="catalog-group", at="vpcZoneIdentifiers[0]", value="subnet-0123456789abcdef0"),
    Broken(
        type=POOL,
        name="catalog-group",
        at="targetGroupArns[0]",
        value="arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/catalog/0123456789abcdef",
    ),
    Broken(type=POOL, name="catalog-group", at="maxInstanceLifetime", value=3600),
    Broken(type=POOL, name="catalog-group", at="healthCheckType", value="ALB"),
    Broken(type=POOL, name="catalog-group", at="terminationPolicies[0]", value="Oldest"),
    Broken(type=POOL, name="catalog-group", at="enabledMetrics[0]", value="GroupMinimum"),
    Broken(type=POOL, name="catalog-group", at="initialLifecycleHooks[0].heartbeatTimeout", value=10),
    Broken(type=POOL, name="catalog-group", at="instanceMaintenancePolicy.maxHealthyPercentage", value=250),
    Broken(
        type=POOL,
        name="catalog-group",
        at="mixedInstancesPolicy.launchTemplate.overrides[0].instanceType",
        value="c7i.huge",
        missed="AWS sells new instance types faster than any list learns of them",
    ),
    Broken(
        type=POOL,
        name="catalog-group",
        at="mixedInstancesPolicy.instancesDistribution.onDemandAllocationStrategy",
        value="cheapest",
    ),
    Broken(type=POLICY, name="catalog-cpu", at="autoscalingGroupName", value="catalog"),
    Broken(type=POLICY, name="catalog-cpu", at="targetTrackingConfiguration.targetValue", value=0),
    Broken(
        type=POLICY,
        name="catalog-cpu",
        at="targetTrackingConfiguration.predefinedMetricSpecification.predefinedMetricType",
        value="CPU",
    ),
    Broken(
        type=POLICY,
        name="payments-requests",
        at="targetTrackingConfiguration.predefinedMetricSpecification.resourceLabel",
        value=GONE,
    ),
    Broken(
        type=POLICY,
        name="catalog-cpu",
        at="policyType",
        value="StepScaling",
        blame="stepAdjustments",
    ),
    Broken(type=NOTIFICATION, name="catalog-failures", at="notifications[0]", value="EC2_INSTANCE_LAUNCH_ERROR"),
    Broken(type=NOTIFICATION, name="catalog-failures", at="groupNames[0]", value="catalog"),
    Broken(type=TARGET, name="core-db-readers", at="minCapacity", value=9),
    Broken(type=TARGET, name="core-db-readers", at="resourceId", value="cluster:core"),
    Broken(type=TARGET, name="core-db-readers", at="scalableDimension", value="rds:cluster:Readers"),
    Broken(type=TARGET_POLICY, name="core-db-readers-cpu", at="resourceId", value="cluster:core"),
)
