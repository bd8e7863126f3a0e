"""What there is in an account, by kind, as the services themselves list it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

GLOBAL = "us-east-1"
"""Where AWS keeps what belongs to no region: CloudFront, its firewall and its certificates."""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One question, as an operator could type it: `aws ec2 describe-subnets --query ...`."""

    service: str
    operation: str
    """As botocore writes it: `DescribeSubnets`."""
    query: str
    """What of the answer counts, in JMESPath."""
    each: tuple[str, str] | None = None
    """Ask once for each thing of a kind: the parameter that takes it, and the kind, a key of THINGS."""
    region: str | None = None
    """None: the stack's."""
    parameters: dict[str, Any] = field(default_factory=dict)


def ask(
    service: str,
    operation: str,
    query: str,
    *,
    each: tuple[str, str] | None = None,
    region: str | None = None,
    **parameters: Any,
) -> Ask:
    """A question on one line."""
    return Ask(service=service, operation=operation, query=query, each=each, region=region, parameters=parameters)


def everywhere(service: str, operation: str, query: str) -> tuple[Ask, ...]:
    """The same question in the stack's region and in the one that stands for none."""
    return ask(service, operation, query), ask(service, operation, query, region=GLOBAL)


LOAD_BALANCER = ("LoadBalancerArn", "load balancer")
LISTENER = ("ListenerArn", "listener")
LAUNCH_TEMPLATE = ("LaunchTemplateId", "launch template")
QUEUE_URL = ("QueueUrl", "queue URL")
SEARCH_DOMAIN = ("DomainName", "search domain")
DELIVERY = ("DeliveryStreamName", "delivery stream")
ALL_ATTRIBUTES: dict[str, Any] = {"AttributeNames": ["All"]}

THINGS: dict[str, tuple[Ask, ...]] = {
    "vpc": (ask("ec2", "DescribeVpcs", "Vpcs[].VpcId"),),
    "subnet": (ask("ec2", "DescribeSubnets", "Subnets[].SubnetId"),),
    "security group": (ask("ec2", "DescribeSecurityGroups", "SecurityGroups[].GroupId"),),
    "internet gateway": (ask("ec2", "DescribeInternetGateways", "InternetGateways[].InternetGatewayId"),),
    "NAT gateway": (ask("ec2", "DescribeNatGateways", "NatGateways[?State=='available'].NatGatewayId"),),
    "VPC endpoint": (ask("ec2", "DescribeVpcEndpoints", "VpcEndpoints[?State=='available'].VpcEndpointId"),),
    "launch template": (ask("ec2", "DescribeLaunchTemplates", "LaunchTemplates[].LaunchTemplateId"),),
    "instance profile": (ask("iam", "ListInstanceProfiles", "InstanceProfiles[].Arn", region=GLOBAL),),
    "load balancer": (ask("elbv2", "DescribeLoadBalancers", "LoadBalancers[].LoadBalancerArn"),),
    "listener": (ask("elbv2", "DescribeListeners", "Listeners[].ListenerArn", each=LOAD_BALANCER),),
    "target group": (ask("elbv2", "DescribeTargetGroups", "TargetGroups[].TargetGroupArn"),),
    "scaling policy": (ask("autoscaling", "DescribePolicies", "ScalingPolicies[].PolicyARN"),),
    "certificate": everywhere("acm", "ListCertificates", "CertificateSummaryList[].CertificateArn"),
    "topic": everywhere("sns", "ListTopics", "Topics[].TopicArn"),
    "log group": everywhere("logs", "DescribeLogGroups", "logGroups[].logGroupName"),
    "queue URL": (ask("sqs", "ListQueues", "QueueUrls"),),
    "state machine": (ask("stepfunctions", "ListStateMachines", "stateMachines[].stateMachineArn"),),
    "queue": (ask("sqs", "GetQueueAttributes", "[Attributes.QueueArn]", each=QUEUE_URL, **ALL_ATTRIBUTES),),
    "search domain": (ask("opensearch", "ListDomainNames", "DomainNames[].DomainName"),),
    "bucket": (ask("s3", "ListBuckets", "Buckets[].join('', ['arn:aws:s3:::', Name])"),),
    "stream": (ask("kinesis", "ListStreams", "StreamSummaries[].StreamARN"),),
    "delivery stream": (ask("firehose", "ListDeliveryStreams", "DeliveryStreamNames"),),
    "web ACL": (ask("wafv2", "ListWebACLs", "WebACLs[].ARN", region=GLOBAL, Scope="CLOUDFRONT"),),
}
