"""Values that only the API references tell: sets, ranges and forms that neither the provider nor botocore has.

Source of every row: the API reference of the type's create operation, as of 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from infra.local.aws.refusals.subject import Rules, Subject, number
from infra.local.contract import Finding

_CLUSTER = "aws:rds/cluster:Cluster"
_GROUP = "aws:autoscaling/group:Group"
_INSTANCE = "aws:rds/clusterInstance:ClusterInstance"
_SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup"
_TARGETS = "aws:lb/targetGroup:TargetGroup"
_ARN = r"arn:[^:]+:lambda:.+"
_DISTRIBUTION = "mixedInstancesPolicy.instancesDistribution"
_DESCRIPTION = (
    r"[A-Za-z0-9. _\-:/()#,@\[\]+=&;{}!$*]{0,255}",
    "255 characters of A-Z a-z 0-9 space ._-:/()#,@[]+=&;{}!$*",
)

SETS: dict[str, dict[str, tuple[str, ...]]] = {
    "aws:athena/workgroup:Workgroup": {"state": ("DISABLED", "ENABLED")},
    _GROUP: {
        "healthCheckType": ("EC2", "ELB", "EBS", "VPC_LATTICE"),
        "metricsGranularity": ("1Minute",),
        "terminationPolicies[]": (
            *("AllocationStrategy", "ClosestToNextInstanceHour", "Default", "NewestInstance", "OldestInstance"),
            *("OldestLaunchConfiguration", "OldestLaunchTemplate"),
        ),
        "enabledMetrics[]": (
            *("GroupAndWarmPoolDesiredCapacity", "GroupAndWarmPoolTotalCapacity", "GroupDesiredCapacity"),
            *("GroupInServiceCapacity", "GroupInServiceInstances", "GroupMaxSize", "GroupMinSize"),
            *("GroupPendingCapacity", "GroupPendingInstances", "GroupStandbyCapacity", "GroupStandbyInstances"),
            *(
                "GroupTerminatingCapacity",
                "GroupTerminatingInstances",
                "GroupTotalCapacity",
                "GroupTotalInstances",
            ),
            *("GroupTerminatingRetainedCapacity", "GroupTerminatingRetainedInstances"),
            *("WarmPoolDesiredCapacity", "WarmPoolMinSize", "WarmPoolPendingCapacity"),
            *("WarmPoolTerminatingCapacity", "WarmPoolTotalCapacity", "WarmPoolWarmedCapacity"),
            *("WarmPoolPendingRetainedCapacity", "WarmPoolTerminatingRetainedCapacity"),
        ),
        f"{_DISTRIBUTION}.onDemandAllocationStrategy": ("lowest-price", "prioritized"),
        f"{_DISTRIBUTION}.spotAllocationStrategy": (
            *("capacity-optimized", "capacity-optimized-prioritized", "lowest-price", "price-capacity-optimized"),
        ),
    },
    "aws:autoscaling/notification:Notification": {
        "notifications[]": (
            *("autoscaling:EC2_INSTANCE_LAUNCH", "autoscaling:EC2_INSTANCE_LAUNCH_ERROR"),
            *("autoscaling:EC2_INSTANCE_TERMINATE", "autoscaling:EC2_INSTANCE_TERMINATE_ERROR"),
            "autoscaling:TEST_NOTIFICATION",
        ),
    },
    "aws:cloudfront/distribution:Distribution": {
        "customErrorResponses[].errorCode": (
            *("400", "403", "404", "405", "414", "416", "500", "501", "502", "503", "504"),
        ),
    },
    "aws:ec2/launchTemplate:LaunchTemplate": {
        "tagSpecifications[].resourceType": (
            *("elastic-gpu", "instance", "network-interface", "spot-instances-request", "volume"),
        ),
    },
    "aws:ecs/cluster:Cluster": {"settings[].value": ("disabled", "enabled", "enhanced")},
    "aws:sagemaker/endpoint:Endpoint": {
        "deploymentConfig.rollingUpdatePolicy.maximumBatchSize.type": ("CAPACITY_PERCENT", "INSTANCE_COUNT"),
    },
    _INSTANCE: {"monitoringInterval": ("0", "1", "5", "10", "15", "30", "60")},
    "aws:rds/eventSubscription:EventSubscription": {
        "sourceType": (
            *(
                "blue-green-deployment",
                "custom-engine-version",
                "db-cluster",
                "db-cluster-snapshot",
                "db-instance",
            ),
            *("db-parameter-group", "db-proxy", "db-security-group", "db-shard-group", "db-snapshot", "zero-etl"),
        ),
    },
}
RANGES: dict[str, dict[str, tuple[int, int, str]]] = {
    _CLUSTER: {
        "backupRetentionPeriod": (1, 35, "days"),
        "port": (1150, 65535, ""),
    },
    _INSTANCE: {"promotionTier": (0, 15, "")},
    "aws:elasticache/replicationGroup:ReplicationGroup": {"snapshotRetentionLimit": (0, 35, "days")},
    "aws:kms/key:Key": {"rotationPeriodInDays": (90, 2560, "days")},
    "aws:lb/loadBalancer:LoadBalancer": {"idleTimeout": (1, 4000, "seconds")},
    _TARGETS: {"deregistrationDelay": (0, 3600, "seconds")},
}
_ACTION_TIME = (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "a time such as 2026-11-11T00:00:00Z")
_DIMENSION = "eventDestination.cloudWatchDestination.dimensionConfigurations[]"
FORMS: dict[str, dict[str, tuple[str, str]]] = {
    "aws:autoscaling/schedule:Schedule": {"startTime": _ACTION_TIME, "endTime": _ACTION_TIME},
    "aws:ecs/cluster:Cluster": {"name": (r"[A-Za-z0-9_-]{1,255}", "1 to 255 letters, digits, - and _")},
    "aws:sagemaker/endpointConfiguration:EndpointConfiguration": {
        "productionVariants[].instanceType": (r"ml\.[a-z0-9-]+\.[a-z0-9]+", "like ml.m7i.large"),
    },
    "aws:sfn/stateMachine:StateMachine": {
        "name": (r"[A-Za-z0-9_-]{1,80}", "1 to 80 letters, digits, - and _, as its log needs them"),
    },
    "aws:sesv2/configurationSet:ConfigurationSet": {
        "configurationSetName": (r"[A-Za-z0-9_-]{1,64}", "1 to 64 letters, digits, - and _"),
    },
    "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": {
        f"{_DIMENSION}.dimensionName": (r"[A-Za-z0-9_:-]{1,255}", "1 to 255 letters, digits, _ and -"),
        f"{_DIMENSION}.defaultDimensionValue": (
            r"[A-Za-z0-9_@.-]{1,255}",
            "1 to 255 letters, digits, _ - @ and .",
        ),
    },
    "aws:cloudtrail/trail:Trail": {
        "name": (r"[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]", "3 to 128 letters, digits, periods, _ and -"),
    },
    _SECURITY_GROUP: {
        "description": _DESCRIPTION,
        "name": (
            r"(?!sg-)[A-Za-z0-9. _\-:/()#,@\[\]+=&;{}!$*]{1,255}",
            "characters as in descriptions, not sg- first",
        ),
    },
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {"description": _DESCRIPTION},
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {"description": _DESCRIPTION},
    _TARGETS: {
        "healthCheck.matcher": (
            r"[0-9]{1,3}(-[0-9]{1,3})?(,[0-9]{1,3}(-[0-9]{1,3})?)*",
            "codes such as 200, 200,202 or 200-299",
        ),
        "healthCheck.path": (r"/.{0,1023}", "a path that begins with /"),
    },
    "aws:elasticache/replicationGroup:ReplicationGroup": {
        "nodeType": (r"cache\.[a-z0-9]+\.[a-z0-9]+", "like cache.r7g.large"),
    },
    "aws:opensearch/domain:Domain": {
        "clusterConfig.instanceType": (r"[a-z0-9]+\.[a-z0-9]+\.search", "like r7g.large.search"),
    },
    _CLUSTER: {
        "databaseName": (r"[A-Za-z][A-Za-z0-9_]{0,63}", "a letter, then letters, digits and _"),
        "masterPassword": (r"[!#-.0-?A-~]{8,128}", 'at least 8 printable characters without / @ " and spaces'),
    },
    _INSTANCE: {"instanceClass": (r"db\.[a-z0-9-]+(\.[a-z0-9-]+)*", "like db.r7g.large")},
}


def documented(subject: Subject) -> Iterator[Finding]:
    """Every value is one of its set, inside its range, of its form."""
    for path, allowed in SETS.get(subject.type, {}).items():
        for place in subject.at(path):
            words = str(place.value).split(",") if path == "healthCheckType" else [_text(place.value)]
            if not all(word in allowed for word in words) and not re.fullmatch(_ARN, str(place.value)):
                yield subject.finding(place, f"must be one of {', '.join(allowed)}")
    for path, (low, high, unit) in RANGES.get(subject.type, {}).items():
        value = subject.number(path)
        if value is not None and not low <= value <= high:
            yield subject.finding(path, f"must be between {low} and {high} {unit}".rstrip())
    for path, (form, words_) in FORMS.get(subject.type, {}).items():
        for place in subject.at(path):
            if not re.fullmatch(form, str(place.value)):
                yield subject.finding(place, f"must be {words_}")


def _text(value: object) -> str:
    """As in the set: a whole number without a decimal point."""
    found = number(value)
    return str(value) if found is None or isinstance(value, str) else f"{found:g}"


RULES: Rules = dict.fromkeys((*SETS, *RANGES, *FORMS), (documented,))
