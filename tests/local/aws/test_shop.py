"""The production shop as an operator finds it: asked with boto3, not taken from anything of ours."""

from __future__ import annotations

import json

import boto3
import pytest

from infra.clouds import emulate
from infra.local.faults import Faults
from infra.local.up import create_and_verify
from infra.program import ROOT
from infra.settings import load
from tests.stacks import capacity, of_cloud

REGION = "eu-central-1"
SETTINGS = load("prod-aws", ROOT)


@pytest.fixture(scope="module", autouse=True)
def shop():
    """The account after `floodgate up prod-aws`."""
    faults = Faults()
    with emulate(SETTINGS, faults) as emulation:
        made = create_and_verify(SETTINGS, capacity(SETTINGS.name), emulation, faults, lambda *_: None)
        assert made.creation.complete
        yield made


def asked_for(type_):
    """How many of a type the program asks for; the account has no more and no fewer."""
    return sum(resource.type == f"aws:{type_}" for resource in of_cloud(SETTINGS.name))


def ask(service, operation, region=REGION, **parameters):
    """One answer of a service."""
    client = boto3.client(service, region_name=region, aws_access_key_id="a", aws_secret_access_key="b")
    return getattr(client, operation)(**parameters)


@pytest.fixture(scope="module")
def subnets():
    found = ask("ec2", "describe_subnets", Filters=[{"Name": "tag:project", "Values": ["floodgate"]}])["Subnets"]
    return {subnet["SubnetId"]: subnet for subnet in found}


def test_the_account_is_the_one_of_the_stack():
    assert ask("sts", "get_caller_identity")["Account"] == SETTINGS.config.account.id


def test_three_kinds_of_subnets_stand_in_three_zones(subnets):
    zones = SETTINGS.config.network.zones
    assert sorted(subnet["AvailabilityZone"] for subnet in subnets.values()) == sorted(zones * 3)
    assert {subnet["VpcId"] for subnet in subnets.values()} == {
        vpc["VpcId"] for vpc in ask("ec2", "describe_vpcs")["Vpcs"] if not vpc["IsDefault"]
    }


def test_every_group_has_the_size_of_its_service_and_runs_in_private_subnets(subnets):
    groups = ask("autoscaling", "describe_auto_scaling_groups")["AutoScalingGroups"]
    scales = {service: settings.scale for service, settings in SETTINGS.shop.services.items()}
    assert len(groups) == len(scales) == 17
    for group in groups:
        tags = {tag["Key"]: tag["Value"] for tag in group["Tags"]}
        scale = scales[tags["component"]]
        assert (group["MinSize"], group["MaxSize"]) == (scale.min_instances, scale.max_instances)
        assert len(group["Instances"]) == scale.min_instances
        placed = group["VPCZoneIdentifier"].split(",")
        assert {subnets[subnet]["MapPublicIpOnLaunch"] for subnet in placed} == {False}
        assert len({subnets[subnet]["AvailabilityZone"] for subnet in placed}) == 3
        zones = {subnets[subnet]["AvailabilityZone"] for subnet in placed}
        assert {instance["AvailabilityZone"] for instance in group["Instances"]} <= zones


def test_every_instance_runs_with_a_profile_and_a_group_of_its_own(subnets):
    found = ask("ec2", "describe_instances")["Reservations"]
    instances = [instance for reservation in found for instance in reservation["Instances"]]
    assert len(instances) == sum(settings.scale.min_instances for settings in SETTINGS.shop.services.values())
    assert {instance["State"]["Name"] for instance in instances} == {"running"}
    assert {instance["SubnetId"] for instance in instances} <= set(subnets)


def test_private_subnets_leave_through_the_gateway_of_their_zone(subnets):
    gateways = {
        gateway["NatGatewayId"]: subnets[gateway["SubnetId"]]["AvailabilityZone"]
        for gateway in ask("ec2", "describe_nat_gateways")["NatGateways"]
    }
    assert sorted(gateways.values()) == sorted(SETTINGS.config.network.zones)
    followed = 0
    for table in ask("ec2", "describe_route_tables")["RouteTables"]:
        for route in table["Routes"]:
            if "NatGatewayId" in route:
                placed = [place["SubnetId"] for place in table["Associations"] if "SubnetId" in place]
                assert {subnets[subnet]["AvailabilityZone"] for subnet in placed} == {
                    gateways[route["NatGatewayId"]]
                }
                followed += 1
    assert followed == 3


def test_databases_are_encrypted_protected_and_kept(subnets):
    clusters = {
        cluster["DBClusterIdentifier"]: cluster for cluster in ask("rds", "describe_db_clusters")["DBClusters"]
    }
    assert set(clusters) == {"floodgate-prod-core-db", "floodgate-prod-orders-db"}
    aliases = {
        alias["AliasName"]: alias["TargetKeyId"]
        for alias in ask("kms", "list_aliases")["Aliases"]
        if "TargetKeyId" in alias
    }
    groups = {
        group["DBSubnetGroupName"]: group for group in ask("rds", "describe_db_subnet_groups")["DBSubnetGroups"]
    }
    for cluster in clusters.values():
        assert (cluster["StorageEncrypted"], cluster["DeletionProtection"], cluster["BackupRetentionPeriod"]) == (
            True,
            True,
            35,
        )
        assert cluster["KmsKeyId"].rpartition("/")[2] in aliases.values()
        assert len(cluster["DBClusterMembers"]) == 2
        placed = [subnet["SubnetIdentifier"] for subnet in groups[cluster["DBSubnetGroup"]]["Subnets"]]
        assert len({subnets[subnet]["AvailabilityZone"] for subnet in placed}) == 3


def test_the_public_load_balancer_speaks_tls_and_only_redirects_otherwise():
    balancers = ask("elbv2", "describe_load_balancers")["LoadBalancers"]
    (public,) = [balancer for balancer in balancers if balancer["Scheme"] == "internet-facing"]
    listeners = ask("elbv2", "describe_listeners", LoadBalancerArn=public["LoadBalancerArn"])["Listeners"]
    by_port = {listener["Port"]: listener for listener in listeners}
    assert by_port[80]["DefaultActions"][0]["RedirectConfig"]["Protocol"] == "HTTPS"
    certificates = [found["CertificateArn"] for found in ask("acm", "list_certificates")["CertificateSummaryList"]]
    assert by_port[443]["Certificates"][0]["CertificateArn"] in certificates
    assert "TLS13" in by_port[443]["SslPolicy"]


def test_every_main_queue_has_a_dead_letter_queue_and_a_key():
    urls = ask("sqs", "list_queues")["QueueUrls"]
    assert len(urls) == asked_for("sqs/queue:Queue")
    found = [
        ask("sqs", "get_queue_attributes", QueueUrl=url, AttributeNames=["All"])["Attributes"] for url in urls
    ]
    arns = {queue["QueueArn"] for queue in found}
    main = [queue for queue in found if "RedrivePolicy" in queue]
    assert len(main) == len(SETTINGS.shop.queues) + len(SETTINGS.shop.mails)  # of events of mails
    assert {json.loads(queue["RedrivePolicy"])["deadLetterTargetArn"] for queue in main} < arns
    assert all(queue["KmsMasterKeyId"].startswith("arn:aws:kms:") for queue in found)


def test_no_bucket_is_public_and_all_keep_versions():
    buckets = [bucket["Name"] for bucket in ask("s3", "list_buckets")["Buckets"]]
    assert len(buckets) == asked_for("s3/bucket:Bucket")
    for bucket in buckets:
        block = ask("s3", "get_public_access_block", Bucket=bucket)["PublicAccessBlockConfiguration"]
        assert set(block.values()) == {True}
        assert ask("s3", "get_bucket_versioning", Bucket=bucket)["Status"] == "Enabled"
        policy = json.loads(ask("s3", "get_bucket_policy", Bucket=bucket)["Policy"])
        assert {"Bool": {"aws:SecureTransport": "false"}} in [
            statement.get("Condition") for statement in policy["Statement"] if statement["Effect"] == "Deny"
        ]


def test_every_alarm_tells_a_topic_that_somebody_reads():
    topics = {
        subscription["TopicArn"]
        for region in (REGION, "us-east-1")
        for subscription in ask("sns", "list_subscriptions", region)["Subscriptions"]
    }
    alarms = [
        alarm
        for region in (REGION, "us-east-1")
        for page in boto3.client(
            "cloudwatch", region_name=region, aws_access_key_id="a", aws_secret_access_key="b"
        )
        .get_paginator("describe_alarms")
        .paginate()
        for alarm in page["MetricAlarms"]
    ]
    assert len(alarms) == asked_for("cloudwatch/metricAlarm:MetricAlarm") > 300
    assert {action for alarm in alarms for action in alarm["AlarmActions"]} <= topics


def test_tables_can_be_restored_and_the_trail_is_written():
    for table in ask("dynamodb", "list_tables")["TableNames"]:
        backups = ask("dynamodb", "describe_continuous_backups", TableName=table)
        restore = backups["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
        assert restore["PointInTimeRecoveryStatus"] == "ENABLED"
    (trail,) = ask("cloudtrail", "describe_trails")["trailList"]
    assert ask("cloudtrail", "get_trail_status", Name=trail["Name"])["IsLogging"]
    assert trail["IsMultiRegionTrail"]


def test_sites_are_served_behind_their_firewall_with_their_certificate():
    found = ask("cloudfront", "list_distributions", "us-east-1")["DistributionList"]["Items"]
    assert sorted(alias for site in found for alias in site["Aliases"].get("Items", [])) == [
        "api.shop.example.net",
        "chat.shop.example.net",
        "events.shop.example.net",
        "go.shop.example.net",
        "live.shop.example.net",
        "mini.shop.example.net",
        "partners.shop.example.net",
        "promo.shop.example.net",
        "shop.example.net",
        "www.shop.example.net",
    ]
    acls = ask("wafv2", "list_web_acls", "us-east-1", Scope="CLOUDFRONT")["WebACLs"]
    assert {site["WebACLId"] for site in found} <= {acl["ARN"] for acl in acls}
