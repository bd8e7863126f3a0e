"""Load balancers and pools."""

from __future__ import annotations

from tests.local.alicloud.broken.network import GROUP, SWITCH
from tests.local.variation import GONE, Broken, Of

BALANCER = "alb/loadBalancer:LoadBalancer"
LISTENER = "alb/listener:Listener"
ALB_RULE = "alb/rule:Rule"
SERVERS = "alb/serverGroup:ServerGroup"
ALB_GROUP = "alb/loadBalancerSecurityGroupAttachment:LoadBalancerSecurityGroupAttachment"
TEMPLATE = "ecs/ecsLaunchTemplate:EcsLaunchTemplate"
POOL = "ess/scalingGroup:ScalingGroup"
SCALING = "ess/scalingRule:ScalingRule"
ALARM = "ess/alarm:Alarm"
HOOK = "ess/lifecycleHook:LifecycleHook"
NOTE = "ess/notification:Notification"
FORWARDED = "forwardGroupConfig.serverGroupTuples[0].serverGroupId"

COMPUTE = (
    Broken(type=BALANCER, name="public-lb-alb", at="zoneMappings", value=lambda zones: zones[:1]),
    Broken(type=BALANCER, name="public-lb-alb", at="zoneMappings[1].zoneId", value="cn-shanghai-l"),
    Broken(
        type=BALANCER,
        name="public-lb-alb",
        at="zoneMappings[1].zoneId",
        value="cn-shanghai-z",
        blame="zoneMappings[1].vswitchId",
    ),
    Broken(
        type=BALANCER, name="public-lb-alb", at="zoneMappings[1].vswitchId", value=Of(SWITCH, "network-public-l")
    ),
    Broken(type=BALANCER, name="public-lb-alb", at="zoneMappings[1].vswitchId", value=Of(SWITCH, "stranger")),
    Broken(type=BALANCER, name="public-lb-alb", at="zoneMappings[2].vswitchId", value=GONE),
    Broken(type=BALANCER, name="public-lb-alb", at="accessLogConfig.logStore", value="requests"),
    Broken(type=BALANCER, name="public-lb-alb", at="loadBalancerEdition", value="Premium"),
    Broken(type=BALANCER, name="public-lb-alb", at="loadBalancerBillingConfig.payType", value="Subscription"),
    Broken(
        type=LISTENER, name="public-lb-https", at="certificates", value=GONE, blame="certificates.certificateId"
    ),
    Broken(type=LISTENER, name="public-lb-https", at="certificates.certificateId", value="10000001"),
    Broken(
        type=LISTENER,
        name="public-lb-https",
        at="certificates.certificateId",
        value="10000002-cn-hangzhou",
        missed="certificates are older than the stack",
    ),
    Broken(type=LISTENER, name="public-lb-https", at="listenerProtocol", value="HTTP", blame="certificates"),
    Broken(type=LISTENER, name="public-lb-https", at="listenerPort", value=65536),
    Broken(
        type=LISTENER, name="public-lb-https", at="securityPolicyId", value="ELBSecurityPolicy-TLS13-1-2-2021-06"
    ),
    Broken(
        type=LISTENER,
        name="service-lb-https",
        at="loadBalancerId",
        value=Of(LISTENER, "public-lb-https", "loadBalancerId"),
        blame="listenerPort",
    ),
    Broken(
        type=LISTENER,
        name="public-lb-https",
        at=f"defaultActions[0].{FORWARDED}",
        value=Of(SERVERS, "stranger"),
    ),
    Broken(
        type=ALB_RULE, name="orders-api-rule", at="priority", value=Of(ALB_RULE, "catalog-api-rule", "priority")
    ),
    Broken(type=ALB_RULE, name="orders-api-rule", at="priority", value=0),
    Broken(
        type=ALB_RULE,
        name="orders-api-rule",
        at="ruleConditions[0].hostConfig",
        value=GONE,
        blame="ruleConditions[0].hostConfig.values",
    ),
    Broken(
        type=ALB_RULE,
        name="orders-api-rule",
        at=f"ruleActions[1].{FORWARDED}",
        value=Of(BALANCER, "public-lb-alb"),
    ),
    Broken(type=ALB_RULE, name="orders-api-rule", at="ruleActions[0].type", value="Forward"),
    Broken(type=ALB_RULE, name="orders-api-rule", at=f"ruleActions[1].{FORWARDED}", value=Of(SERVERS, "stranger")),
    Broken(type=SERVERS, name="catalog-api", at="vpcId", value=GONE),
    Broken(type=SERVERS, name="catalog-api", at="healthCheckConfig.healthCheckPath", value="healthz"),
    Broken(type=SERVERS, name="catalog-api", at="healthCheckConfig.healthCheckInterval", value=120),
    Broken(type=SERVERS, name="catalog-api", at="protocol", value="TCP"),
    Broken(type=SERVERS, name="catalog-api", at="scheduler", value="Wlc", blame="slowStartConfig"),
    Broken(type=ALB_GROUP, name="public-lb-sg", at="securityGroupId", value=Of(GROUP, "stranger")),
    Broken(type=TEMPLATE, name="catalog-template", at="userData", value="#!/bin/sh"),
    Broken(type=TEMPLATE, name="catalog-template", at="imageId", value="aliyun_3_x64"),
    Broken(type=TEMPLATE, name="catalog-template", at="ramRoleName", value="nobody"),
    Broken(type=TEMPLATE, name="catalog-template", at="systemDisk.size", value=10),
    Broken(type=TEMPLATE, name="catalog-template", at="systemDisk.category", value="gp3"),
    Broken(
        type=TEMPLATE,
        name="catalog-template",
        at="systemDisk.encrypted",
        value="false",
        blame="systemDisk.kmsKeyId",
    ),
    Broken(type=TEMPLATE, name="catalog-template", at="instanceChargeType", value="PrePaid", blame="period"),
    Broken(type=TEMPLATE, name="catalog-template", at="securityGroupIds", value="sg-1"),
    Broken(
        type=TEMPLATE,
        name="catalog-template",
        at="instanceType",
        value="ecs.c99.xlarge",
        missed="which classes a zone sells only the cloud knows",
    ),
    Broken(type=POOL, name="catalog-group", at="minSize", value=200, blame="maxSize"),
    Broken(type=POOL, name="catalog-group", at="desiredCapacity", value=121, also={"maxSize": 120}),
    Broken(type=POOL, name="catalog-group", at="maxSize", value=2001),
    Broken(type=POOL, name="catalog-group", at="vswitchIds[1]", value=Of(SWITCH, "stranger")),
    Broken(type=POOL, name="catalog-group", at="vswitchIds", value=[]),
    Broken(type=POOL, name="catalog-group", at="albServerGroups[0].port", value=0),
    Broken(
        type=POOL, name="catalog-group", at="albServerGroups[0].albServerGroupId", value=Of(SERVERS, "stranger")
    ),
    Broken(type=POOL, name="catalog-group", at="launchTemplateId", value=Of(GROUP, "catalog-sg-group")),
    Broken(type=POOL, name="catalog-group", at="launchTemplateVersion", value="$Latest"),
    Broken(type=POOL, name="catalog-group", at="removalPolicies[0]", value="Oldest"),
    Broken(type=POOL, name="catalog-group", at="multiAzPolicy", value="EVEN"),
    Broken(type=POOL, name="catalog-group", at="spotInstancePools", value=2),
    Broken(type=SCALING, name="catalog-cpu", at="metricName", value="CPUUtilization"),
    Broken(type=SCALING, name="catalog-cpu", at="targetValue", value=GONE),
    Broken(
        type=SCALING,
        name="catalog-api-requests",
        at="alarmDimension.dimensionValue",
        value=Of(SERVERS, "orders-api"),
    ),
    Broken(type=SCALING, name="catalog-shrink", at="adjustmentValue", value=-150),
    Broken(type=SCALING, name="catalog-shrink", at="adjustmentType", value=GONE),
    Broken(type=ALARM, name="catalog-idle", at="alarmActions[0]", value=Of(SCALING, "catalog-shrink")),
    Broken(type=ALARM, name="orders-idle", at="alarmActions[0]", value=Of(SCALING, "catalog-shrink", "ari")),
    Broken(type=ALARM, name="catalog-idle", at="period", value=30),
    Broken(type=HOOK, name="catalog-boot", at="heartbeatTimeout", value=10),
    Broken(type=HOOK, name="catalog-boot", at="lifecycleTransition", value="autoscaling:EC2_INSTANCE_LAUNCHING"),
    Broken(
        type=NOTE,
        name="catalog-failures",
        at="notificationArn",
        value=lambda arn: arn.replace("cn-shanghai", "cn-beijing"),
    ),
    Broken(type=NOTE, name="catalog-failures", at="notificationTypes[0]", value="AUTOSCALING:FAILED"),
)
