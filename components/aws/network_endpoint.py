"""Private ways from the VPC to AWS services, past NAT and the internet."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_aws import ec2, vpc

from components.aws.context import AwsContext
from components.network import Nat, NetworkArgs

_GATEWAY = ("s3", "dynamodb")
"""Free, so always there."""

_SENSITIVE = ("kms", "logs", "secretsmanager")
"""Carry keys, secrets and evidence, so they stay private in every network."""

_EVERY = (
    *_SENSITIVE,
    "autoscaling",  # an instance says itself that it is ready (service_pool.py)
    "ecr.api",  # container images; their layers come from S3
    "ecr.dkr",
    "kinesis-streams",
    "ec2messages",  # the three of Systems Manager: a shell on an instance without SSH
    "ssm",
    "ssmmessages",
    "monitoring",
    "sagemaker.runtime",  # models
    "sns",
    "sqs",
    "sts",
)
"""What instances talk to. An endpoint costs about 9 USD a month and zone, so the cheap network (one NAT gateway)
has only the sensitive ones and reaches the rest through NAT.
Source: https://aws.amazon.com/privatelink/pricing/ (0.012 USD an hour in eu-central-1), 2026-11."""


def gateway_endpoints(
    ctx: AwsContext,
    name: str,
    network: ec2.Vpc,
    route_table_ids: Sequence[pulumi.Input[str]],
    opts: pulumi.ResourceOptions,
) -> None:
    """S3 and DynamoDB by route, also from isolated subnets."""
    for service in _GATEWAY:
        ec2.VpcEndpoint(
            f"{name}-{service}",
            vpc_id=network.id,
            vpc_endpoint_type="Gateway",
            service_name=f"com.amazonaws.{ctx.region}.{service}",
            route_table_ids=route_table_ids,
            tags=ctx.label.named(name, f"{name}-{service}"),
            opts=opts,
        )


def interface_endpoints(
    ctx: AwsContext,
    name: str,
    args: NetworkArgs,
    network: ec2.Vpc,
    subnet_ids: Sequence[pulumi.Input[str]],
    opts: pulumi.ResourceOptions,
) -> None:
    """Addresses of AWS services inside the private subnets, under the services' usual host names."""
    group = ec2.SecurityGroup(
        f"{name}-endpoint-sg",
        vpc_id=network.id,
        description="AWS services inside the network",
        tags=ctx.label.named(name, f"{name}-endpoint"),
        opts=opts,
    )
    vpc.SecurityGroupIngressRule(
        f"{name}-endpoint-https",
        security_group_id=group.id,
        description="TLS from the whole network",
        ip_protocol="tcp",
        from_port=443,
        to_port=443,
        cidr_ipv4=args.cidr,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    for service in _EVERY if args.nat is Nat.PER_ZONE else _SENSITIVE:
        role = service.replace(".", "-")
        ec2.VpcEndpoint(
            f"{name}-{role}",
            vpc_id=network.id,
            vpc_endpoint_type="Interface",
            service_name=f"com.amazonaws.{ctx.region}.{service}",
            subnet_ids=subnet_ids,
            security_group_ids=[group.id],
            private_dns_enabled=True,
            tags=ctx.label.named(name, f"{name}-{role}"),
            opts=opts,
        )
