"""The connections between AWS resources that can be seen from outside, and where each must lead."""

from __future__ import annotations

from dataclasses import dataclass

from infra.local.aws.things import (
    DELIVERY,
    GLOBAL,
    LAUNCH_TEMPLATE,
    LISTENER,
    LOAD_BALANCER,
    SEARCH_DOMAIN,
    Ask,
    ask,
)


@dataclass(frozen=True, kw_only=True)
class Lead:
    """All connections of one sort."""

    what: str
    """What an owner does: `forwards to target groups`."""
    ask: Ask
    """Its query gives pairs: the owner, and what it names (one or a list, nothing is allowed)."""
    to: tuple[str, ...]
    """Kinds, keys of THINGS: what is named must be one of these."""


def _lead(what: str, question: Ask, *to: str) -> Lead:
    return Lead(what=what, ask=question, to=to)


_ALARMS = "MetricAlarms[].[AlarmName, [AlarmActions, OKActions, InsufficientDataActions][]]"
_DISTRIBUTIONS = "DistributionList.Items[].[Id, {}]"
_BALANCERS = "LoadBalancers[].[LoadBalancerArn, {}]"
_DOMAIN = "[DomainStatus.[DomainName, VPCOptions.{}]]"
_LISTENERS = "Listeners[].[ListenerArn, {}]"
_DELIVERIES = "[DeliveryStreamDescription.[DeliveryStreamName, {}]]"
_TEMPLATES = "LaunchTemplateVersions[].[LaunchTemplateId, LaunchTemplateData.{}]"

LEADS = (
    _lead("is in a VPC", ask("ec2", "DescribeSubnets", "Subnets[].[SubnetId, VpcId]"), "vpc"),
    _lead(
        "leads to gateways",
        ask(
            "ec2",
            "DescribeRouteTables",
            "RouteTables[].[RouteTableId, Routes[].[NatGatewayId, GatewayId][] | [?@ != 'local']]",
        ),
        "internet gateway",
        "NAT gateway",
        "VPC endpoint",
    ),
    _lead(
        "belongs to a security group and refers to others",
        ask(
            "ec2",
            "DescribeSecurityGroupRules",
            "SecurityGroupRules[].[SecurityGroupRuleId, [GroupId, ReferencedGroupInfo.GroupId]]",
        ),
        "security group",
    ),
    _lead(
        "puts instances into security groups",
        ask(
            "ec2",
            "DescribeLaunchTemplateVersions",
            _TEMPLATES.format("SecurityGroupIds"),
            each=LAUNCH_TEMPLATE,
        ),
        "security group",
    ),
    _lead(
        "gives instances a profile",
        ask(
            "ec2",
            "DescribeLaunchTemplateVersions",
            _TEMPLATES.format("IamInstanceProfile.Arn"),
            each=LAUNCH_TEMPLATE,
        ),
        "instance profile",
    ),
    _lead(
        "stands in subnets",
        ask("elbv2", "DescribeLoadBalancers", _BALANCERS.format("AvailabilityZones[].SubnetId")),
        "subnet",
    ),
    _lead(
        "is behind security groups",
        ask("elbv2", "DescribeLoadBalancers", _BALANCERS.format("SecurityGroups")),
        "security group",
    ),
    _lead(
        "forwards to target groups",
        ask(
            "elbv2",
            "DescribeListeners",
            _LISTENERS.format("DefaultActions[].TargetGroupArn"),
            each=LOAD_BALANCER,
        ),
        "target group",
    ),
    _lead(
        "shows certificates",
        ask("elbv2", "DescribeListeners", _LISTENERS.format("Certificates[].CertificateArn"), each=LOAD_BALANCER),
        "certificate",
    ),
    _lead(
        "forwards to target groups",
        ask("elbv2", "DescribeRules", "Rules[].[RuleArn, Actions[].TargetGroupArn]", each=LISTENER),
        "target group",
    ),
    _lead(
        "registers instances in target groups",
        ask(
            "autoscaling",
            "DescribeAutoScalingGroups",
            "AutoScalingGroups[].[AutoScalingGroupName, TargetGroupARNs]",
        ),
        "target group",
    ),
    _lead(
        "tells topics or scaling policies",
        ask("cloudwatch", "DescribeAlarms", _ALARMS),
        "topic",
        "scaling policy",
    ),
    _lead("tells topics", ask("cloudwatch", "DescribeAlarms", _ALARMS, region=GLOBAL), "topic"),
    _lead(
        "delivers to queues",
        ask(
            "sns",
            "ListSubscriptions",
            "Subscriptions[?Protocol=='sqs'].[SubscriptionArn, Endpoint]",
        ),
        "queue",
    ),
    _lead(
        "starts a state machine",
        ask("scheduler", "ListSchedules", "Schedules[?contains(Target.Arn, ':states:')].[Name, Target.Arn]"),
        "state machine",
    ),
    _lead(
        "tells topics",
        ask("scheduler", "ListSchedules", "Schedules[?contains(Target.Arn, ':sns:')].[Name, Target.Arn]"),
        "topic",
    ),
    _lead(
        "is in subnets",
        ask(
            "rds",
            "DescribeDBSubnetGroups",
            "DBSubnetGroups[].[DBSubnetGroupName, Subnets[].SubnetIdentifier]",
        ),
        "subnet",
    ),
    _lead(
        "is behind security groups",
        ask(
            "rds",
            "DescribeDBClusters",
            "DBClusters[].[DBClusterIdentifier, VpcSecurityGroups[].VpcSecurityGroupId]",
        ),
        "security group",
    ),
    _lead(
        "stands in subnets",
        ask("opensearch", "DescribeDomain", _DOMAIN.format("SubnetIds"), each=SEARCH_DOMAIN),
        "subnet",
    ),
    _lead(
        "is behind security groups",
        ask("opensearch", "DescribeDomain", _DOMAIN.format("SecurityGroupIds"), each=SEARCH_DOMAIN),
        "security group",
    ),
    _lead(
        "counts the lines of a log group",
        ask("logs", "DescribeMetricFilters", "metricFilters[].[filterName, logGroupName]"),
        "log group",
    ),
    _lead(
        "reads a stream",
        ask(
            "firehose",
            "DescribeDeliveryStream",
            _DELIVERIES.format("Source.KinesisStreamSourceDescription.KinesisStreamARN"),
            each=DELIVERY,
        ),
        "stream",
    ),
    _lead(
        "writes into a bucket",
        ask(
            "firehose",
            "DescribeDeliveryStream",
            _DELIVERIES.format("Destinations[].ExtendedS3DestinationDescription.BucketARN"),
            each=DELIVERY,
        ),
        "bucket",
    ),
    _lead(
        "is behind a web ACL",
        ask("cloudfront", "ListDistributions", _DISTRIBUTIONS.format("WebACLId"), region=GLOBAL),
        "web ACL",
    ),
    _lead(
        "shows a certificate",
        ask(
            "cloudfront",
            "ListDistributions",
            _DISTRIBUTIONS.format("ViewerCertificate.ACMCertificateArn"),
            region=GLOBAL,
        ),
        "certificate",
    ),
)
