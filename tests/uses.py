"""Which resources of a plan are used for something, which are watched, and whom an alarm reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from infra.preview.plan import Plan, Resource
from tests.facts.places import places_of

_WATCH = "watches something or the clock, and acts or tells people"
_RULE = "is a rule, a grant or a setting of the resource it refers to"
_LINK = "joins two resources, or a resource with its log"
_ROUTE = "leads traffic, or names, to the resource it refers to"
_SHOW = "shows or records what other resources do"

ACTS_BY_ITSELF: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "alicloud:cms/alarm:Alarm",
            "alicloud:cms/eventRule:EventRule",
            "alicloud:ess/alarm:Alarm",
            "alicloud:fc/v3Trigger:V3Trigger",
            "alicloud:ess/lifecycleHook:LifecycleHook",
            "alicloud:ess/notification:Notification",
            "alicloud:message/serviceEventRule:ServiceEventRule",
            "alicloud:sls/alert:Alert",
            "aws:autoscaling/notification:Notification",
            "aws:backup/vaultNotifications:VaultNotifications",
            "aws:budgets/budget:Budget",
            "aws:cloudwatch/metricAlarm:MetricAlarm",
            "aws:cloudwatch/eventTarget:EventTarget",
            "aws:costexplorer/anomalySubscription:AnomalySubscription",
            "aws:rds/eventSubscription:EventSubscription",
            "aws:scheduler/schedule:Schedule",
            "aws:sns/topicSubscription:TopicSubscription",
        ),
        _WATCH,
    ),
    **dict.fromkeys(
        (
            "alicloud:ecs/securityGroupRule:SecurityGroupRule",
            "alicloud:esa/scheduledPreloadExecution:ScheduledPreloadExecution",
            "alicloud:ess/scalingRule:ScalingRule",
            "alicloud:ess/scheduledTask:ScheduledTask",
            "alicloud:log/storeIndex:StoreIndex",
            "alicloud:oss/bucketAcl:BucketAcl",
            "alicloud:oss/bucketHttpsConfig:BucketHttpsConfig",
            "alicloud:oss/bucketPolicy:BucketPolicy",
            "alicloud:oss/bucketServerSideEncryption:BucketServerSideEncryption",
            "alicloud:oss/bucketVersioning:BucketVersioning",
            "alicloud:oss/bucketWorm:BucketWorm",
            "alicloud:polardb/clusterEndpoint:ClusterEndpoint",
            "aws:appautoscaling/policy:Policy",
            "aws:autoscaling/policy:Policy",
            "aws:autoscaling/schedule:Schedule",
            "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes",
            "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
            "aws:cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive",
            "aws:dynamodb/resourcePolicy:ResourcePolicy",
            "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
            "aws:iam/rolePolicy:RolePolicy",
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
            "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
            "aws:s3/bucketPolicy:BucketPolicy",
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            "aws:secretsmanager/secretPolicy:SecretPolicy",
            "aws:secretsmanager/secretRotation:SecretRotation",
            "aws:secretsmanager/secretVersion:SecretVersion",
            "aws:sns/topicPolicy:TopicPolicy",
            "aws:sqs/queuePolicy:QueuePolicy",
            "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        ),
        _RULE,
    ),
    **dict.fromkeys(
        (
            "alicloud:alb/loadBalancerCommonBandwidthPackageAttachment:LoadBalancerCommonBandwidthPackageAttachment",
            "alicloud:hbr/policyBinding:PolicyBinding",
            "alicloud:kvstore/auditLogConfig:AuditLogConfig",
            "alicloud:log/logTailAttachment:LogTailAttachment",
            "alicloud:oss/bucketLogging:BucketLogging",
            "alicloud:sls/ossExportSink:OssExportSink",
            "alicloud:ots/instanceAttachment:InstanceAttachment",
            "alicloud:pvtz/zoneAttachment:ZoneAttachment",
            "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment",
            "alicloud:vpc/routeTableAttachment:RouteTableAttachment",
            "aws:backup/selection:Selection",
            "aws:cloudwatch/logDelivery:LogDelivery",
            "aws:ec2/routeTableAssociation:RouteTableAssociation",
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            "aws:s3/bucketLogging:BucketLogging",
            "aws:wafv2/webAclAssociation:WebAclAssociation",
            "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
        ),
        _LINK,
    ),
    **dict.fromkeys(
        (
            "alicloud:alb/rule:Rule",
            "alicloud:eventbridge/rule:Rule",
            "aws:cloudwatch/eventTarget:EventTarget",
            "aws:pinpoint/smsvoicev2EventDestination:Smsvoicev2EventDestination",
            "aws:scheduler/schedule:Schedule",
            "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
            "alicloud:cr/vpcEndpointLinkedVpc:VpcEndpointLinkedVpc",
            "alicloud:dns/alidnsRecord:AlidnsRecord",
            "alicloud:kms/alias:Alias",
            "alicloud:vpc/gatewayEndpoint:GatewayEndpoint",
            "alicloud:vpc/snatEntry:SnatEntry",
            "aws:ec2/route:Route",
            "aws:ec2/vpcEndpoint:VpcEndpoint",
            "aws:kms/alias:Alias",
            "aws:lb/listener:Listener",
            "aws:route53/record:Record",
        ),
        _ROUTE,
    ),
    **dict.fromkeys(
        (
            "alicloud:log/dashboard:Dashboard",
            "alicloud:maxcompute/project:Project",
            "alicloud:vpc/flowLog:FlowLog",
            "aws:cloudtrail/trail:Trail",
            "aws:cloudwatch/dashboard:Dashboard",
            "aws:cloudwatch/logMetricFilter:LogMetricFilter",
            "aws:ec2/flowLog:FlowLog",
        ),
        _SHOW,
    ),
}
"""Type -> what it does although nothing refers to it."""

REFERS_TO_NOTHING = frozenset({"aws:budgets/budget:Budget"})
"""Of those above: acts on the account as a whole."""

WATCHES: Mapping[str, tuple[str, ...]] = {
    "aws:cloudwatch/metricAlarm:MetricAlarm": ("dimensions", "metricQueries"),
    "aws:rds/eventSubscription:EventSubscription": ("sourceIds",),
    "alicloud:cms/alarm:Alarm": ("metricDimensions",),
    "alicloud:cms/eventRule:EventRule": ("eventPattern",),
}
"""Alarm type -> the properties that say what it watches."""

TELLS: Mapping[str, str] = {
    "aws:cloudwatch/metricAlarm:MetricAlarm": "alarmActions",
    "aws:rds/eventSubscription:EventSubscription": "snsTopic",
    "aws:autoscaling/notification:Notification": "topicArn",
    "aws:backup/vaultNotifications:VaultNotifications": "snsTopicArn",
    "alicloud:cms/alarm:Alarm": "contactGroups",
    "alicloud:cms/eventRule:EventRule": "contactParameters",
    "alicloud:sls/alert:Alert": "configuration",
}
"""Alarm type -> the property that says whom it tells."""

_MAIL: Mapping[str, tuple[str, str]] = {
    "aws:sns/topicSubscription:TopicSubscription": ("topic", "endpoint"),
    "alicloud:cms/alarmContactGroup:AlarmContactGroup": ("", "contacts"),
}
"""Type that brings an alarm to people -> (property with what it takes alarms from, if not itself; the people)."""


def unused(plan: Plan) -> list[Resource]:
    """Resources that nothing refers to and that do nothing by themselves."""
    referred = {urn for resource in plan.custom for urn in resource.depends_on}
    return [
        resource
        for resource in plan.custom
        if resource.urn not in referred
        and not resource.type.startswith("pulumi:providers:")  # says where others stand
        and (
            resource.type not in ACTS_BY_ITSELF
            or not (resource.property_dependencies or resource.type in REFERS_TO_NOTHING)
        )
    ]


def watched(plan: Plan) -> set[str]:
    """URNs of everything that an alarm of the same component watches; that the alarms of a service name the load
    balancer too does not make them alarms of the load balancer."""
    components = {resource.urn: resource.component for resource in plan.custom}
    return {
        urn
        for resource in plan.custom
        for property_ in WATCHES.get(resource.type, ())
        for urn in resource.property_dependencies.get(property_, ())
        if components[urn] == resource.component
    }


def unheard(plan: Plan) -> Iterator[str]:
    """Alarms that reach nobody: no receiver, or one that passes nothing on to people."""
    heard = set()
    for resource in plan.custom:
        source, people = _MAIL.get(resource.type, ("", ""))
        inputs = places_of(resource)
        if people and inputs.field(inputs.root, people).given:
            heard |= {*resource.property_dependencies[source]} if source else {resource.urn}
    for resource in plan.custom:
        if resource.type in TELLS:
            receivers = resource.property_dependencies.get(TELLS[resource.type], ())
            if not heard & {*receivers}:
                yield resource.name


ONE_AT_A_TIME = {
    "alicloud:alb/loadBalancerCommonBandwidthPackageAttachment:LoadBalancerCommonBandwidthPackageAttachment": (
        "a load balancer has one bandwidth"
    ),
    "alicloud:cr/vpcEndpointLinkedVpc:VpcEndpointLinkedVpc": "a registry is linked to a network once",
    "alicloud:ecs/eipAssociation:EipAssociation": "an address has one owner",
    "alicloud:ess/scalingRule:ScalingRule": "a fixed name, unique in its group",
    "alicloud:message/serviceEventRule:ServiceEventRule": "a fixed name that Pulumi does not know to be one",
    "alicloud:message/serviceSubscription:ServiceSubscription": "a fixed name, unique in its topic",
    "alicloud:ots/instanceAttachment:InstanceAttachment": "an instance is attached to a network once",
    "alicloud:ots/table:Table": "a fixed name, unique in its instance",
    "alicloud:polardb/accountPrivilege:AccountPrivilege": "deleting the old one revokes the new one",
    "alicloud:vpc/routeTableAttachment:RouteTableAttachment": "a switch has one route table",
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": "deleting the old one unlocks the vault",
    "aws:backup/vaultNotifications:VaultNotifications": "deleting the old one ends the new one",
    "aws:ec2/natGateway:NatGateway": "an address has one gateway",
    "aws:rds/proxyEndpoint:ProxyEndpoint": "a fixed name that Pulumi does not know to be one",
    "aws:rds/proxyTarget:ProxyTarget": "a pool has one cluster",
    "aws:wafv2/webAclAssociation:WebAclAssociation": "deleting the old one takes the firewall off",
}
"""What Pulumi, which creates a replacement before it deletes, must replace the other way round."""
