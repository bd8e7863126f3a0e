"""Types that a table alone cannot describe, as an operator finds them."""

from __future__ import annotations

import json

import pytest

from tests.local.aws.accounts import ACCOUNT, REGION, account, ask, make, reading

LATEST = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"


@pytest.fixture(scope="module")
def cloud():
    with account() as cloud:
        yield cloud


@pytest.fixture(scope="module")
def subnets(cloud):
    vpc = make(cloud, "ec2/vpc:Vpc", cidrBlock="10.0.0.0/16")
    return [
        make(
            cloud,
            "ec2/subnet:Subnet",
            z,
            vpcId=vpc.id,
            availabilityZone=f"{REGION}{z}",
            cidrBlock=f"10.0.{n}.0/24",
        )
        for n, z in enumerate("ab")
    ]


def test_a_group_starts_instances_from_its_template_in_its_subnets(cloud, subnets):
    template = make(
        cloud,
        "ec2/launchTemplate:LaunchTemplate",
        imageId=LATEST,
        instanceType="m7i.large",
        tagSpecifications=[{"resourceType": "instance", "tags": {"Name": "web"}}],
        tags={"owner": "shop"},
    )
    group = make(
        cloud,
        "autoscaling/group:Group",
        minSize=2,
        maxSize=4,
        desiredCapacity=2,
        vpcZoneIdentifiers=[subnet.id for subnet in subnets],
        launchTemplate={"id": template.id, "version": "$Latest"},
        initialLifecycleHooks=[
            {"name": "ready", "lifecycleTransition": "autoscaling:EC2_INSTANCE_LAUNCHING", "heartbeatTimeout": 900}
        ],
        tags=[{"key": "owner", "value": "shop", "propagateAtLaunch": True}],
    )
    found = ask("autoscaling", "describe_auto_scaling_groups")["AutoScalingGroups"][0]
    assert len(found["Instances"]) == 2
    assert found["VPCZoneIdentifier"] == ",".join(subnet.id for subnet in subnets)
    hooks = ask("autoscaling", "describe_lifecycle_hooks", AutoScalingGroupName=group.id)["LifecycleHooks"]
    assert [(hook["LifecycleHookName"], hook["HeartbeatTimeout"]) for hook in hooks] == [("ready", 900)]
    read = reading(cloud, "autoscaling/group:Group", group)
    for name in ("vpcZoneIdentifiers", "initialLifecycleHooks", "tags", "desiredCapacity"):
        assert name in read.read
        assert read.outputs[name] == group.outputs[name]
    told = reading(cloud, "ec2/launchTemplate:LaunchTemplate", template)
    assert told.outputs["tagSpecifications"] == template.outputs["tagSpecifications"]


def test_a_bucket_is_emptied_before_deletion_only_if_the_program_says_so(cloud):
    kept = make(cloud, "s3/bucket:Bucket", "kept", forceDestroy=False)
    emptied = make(cloud, "s3/bucket:Bucket", "emptied", forceDestroy=True)
    versioned = {"status": "Enabled"}
    make(cloud, "s3/bucketVersioning:BucketVersioning", bucket=emptied.id, versioningConfiguration=versioned)
    for bucket in (kept.id, emptied.id, emptied.id):
        ask("s3", "put_object", Bucket=bucket, Key="a", Body=b"x")
    cloud.delete("aws:s3/bucket:Bucket", emptied.id, emptied.outputs)
    with pytest.raises(Exception, match="not empty"):
        cloud.delete("aws:s3/bucket:Bucket", kept.id, kept.outputs)
    assert [bucket["Name"] for bucket in ask("s3", "list_buckets")["Buckets"]] == [kept.id]


def test_a_bucket_policy_about_everybody_does_not_stop_log_delivery(cloud):
    target = make(cloud, "s3/bucket:Bucket", "target")
    source = make(cloud, "s3/bucket:Bucket", "source")
    objects = f"{target.outputs['arn']}/*"
    everybody = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": objects}
    everybody |= {"Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    logs = {"Effect": "Allow", "Principal": {"Service": "logging.s3.amazonaws.com"}, "Action": "s3:PutObject"}
    document = {"Version": "2012-10-17", "Statement": [everybody, {**logs, "Resource": objects}]}
    policy = make(cloud, "s3/bucketPolicy:BucketPolicy", bucket=target.id, policy=json.dumps(document))
    make(cloud, "s3/bucketLogging:BucketLogging", bucket=source.id, targetBucket=target.id, targetPrefix="l/")
    assert ask("s3", "get_bucket_logging", Bucket=source.id)["LoggingEnabled"]["TargetBucket"] == target.id
    assert reading(cloud, "s3/bucketPolicy:BucketPolicy", policy).outputs["policy"] == json.dumps(document)


def test_a_budget_tells_people(cloud):
    budget = make(
        cloud,
        "budgets/budget:Budget",
        name="monthly",
        budgetType="COST",
        limitAmount="100",
        limitUnit="USD",
        timeUnit="MONTHLY",
        costFilters=[{"name": "TagKeyValue", "values": ["user:project$shop"]}],
        notifications=[
            {
                "comparisonOperator": "GREATER_THAN",
                "notificationType": "ACTUAL",
                "threshold": 80,
                "thresholdType": "PERCENTAGE",
                "subscriberEmailAddresses": ["a@example.net"],
            }
        ],
    )
    found = ask("budgets", "describe_budget", AccountId=ACCOUNT, BudgetName="monthly")["Budget"]
    assert found["CostFilters"] == {"TagKeyValue": ["user:project$shop"]}
    told = ask("budgets", "describe_notifications_for_budget", AccountId=ACCOUNT, BudgetName="monthly")
    assert [each["Threshold"] for each in told["Notifications"]] == [80.0]
    read = reading(cloud, "budgets/budget:Budget", budget)
    assert {name: read.outputs[name] for name in ("costFilters", "notifications", "limitAmount")} == {
        name: budget.outputs[name] for name in ("costFilters", "notifications", "limitAmount")
    }
    assert [each.path for each in read.not_emulated] == ["notifications[0].subscriberEmailAddresses"]


@pytest.mark.parametrize(
    ("size", "endpoint"),
    [
        ({"numCacheClusters": 2}, "primaryEndpointAddress"),
        (
            {"numNodeGroups": 3, "replicasPerNodeGroup": 1, "automaticFailoverEnabled": True},
            "configurationEndpointAddress",
        ),
    ],
)
def test_a_cache_has_the_endpoint_of_its_mode(cloud, size, endpoint):
    name = f"cache-{len(endpoint)}"
    log = make(cloud, "cloudwatch/logGroup:LogGroup", name, name=f"/{name}/slow")
    made = make(
        cloud,
        "elasticache/replicationGroup:ReplicationGroup",
        replicationGroupId=name,
        description="c",
        engine="valkey",
        nodeType="cache.t4g.small",
        logDeliveryConfigurations=[
            {
                "destination": log.id,
                "destinationType": "cloudwatch-logs",
                "logFormat": "json",
                "logType": "slow-log",
            }
        ],
        **size,
    )
    endpoints = {"primaryEndpointAddress", "configurationEndpointAddress"}
    assert endpoints & made.outputs.keys() == {endpoint}
    found = ask("elasticache", "describe_replication_groups", ReplicationGroupId=name)["ReplicationGroups"][0]
    details = found["LogDeliveryConfigurations"][0]["DestinationDetails"]
    assert details["CloudWatchLogsDetails"]["LogGroup"] == log.id


def test_a_search_domain_gives_back_its_logs_as_a_list(cloud):
    kinds = ("AUDIT_LOGS", "ES_APPLICATION_LOGS")
    groups = {kind: make(cloud, "cloudwatch/logGroup:LogGroup", kind, name=f"/l/{kind}") for kind in kinds}
    arns = {kind: group.outputs["arn"] for kind, group in groups.items()}
    service = {"Effect": "Allow", "Principal": {"Service": "es.amazonaws.com"}, "Action": "logs:PutLogEvents"}
    statement = {**service, "Resource": [f"{arn}:*" for arn in arns.values()]}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    make(cloud, "cloudwatch/logResourcePolicy:LogResourcePolicy", policyName="p", policyDocument=document)
    made = make(
        cloud,
        "opensearch/domain:Domain",
        domainName="products",
        logPublishingOptions=[{"logType": kind, "cloudwatchLogGroupArn": arn} for kind, arn in arns.items()],
    )
    kept = ask("opensearch", "describe_domain", DomainName="products")["DomainStatus"]["LogPublishingOptions"]
    assert {kind: log["CloudWatchLogsLogGroupArn"] for kind, log in kept.items()} == arns
    read = reading(cloud, "opensearch/domain:Domain", made)
    assert "logPublishingOptions" in read.read
    assert [log["logType"] for log in read.outputs["logPublishingOptions"]] == list(kinds)


def test_the_role_of_a_service_exists_once_for_an_account(cloud):
    made = make(cloud, "iam/serviceLinkedRole:ServiceLinkedRole", awsServiceName="opensearchservice.amazonaws.com")
    assert made.outputs["path"].startswith("/aws-service-role/opensearchservice.amazonaws.com")
