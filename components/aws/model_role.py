"""What SageMaker may do for a model: pull its one image, stand in its subnets, write its log and its metrics."""

from __future__ import annotations

from collections.abc import Iterable

import pulumi
from pulumi_aws import iam

from components.aws.context import AwsContext
from components.aws.image_registry import pull_statements
from components.aws.policy import Statement, document, trust
from components.model_endpoint import ModelEndpointArgs

_DESCRIBE = (
    "ec2:DescribeDhcpOptions",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcs",
)


def model_role(
    ctx: AwsContext,
    name: str,
    args: ModelEndpointArgs,
    log_arn: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> tuple[iam.Role, iam.RolePolicy]:
    """The role and its rights; who uses the role waits for the rights.

    Source of the actions: SageMaker developer guide, "How to use SageMaker execution roles", CreateModel API with
    a VPC, 2026-11.
    """
    role = iam.Role(
        f"{name}-execution",
        description=f"SageMaker runs the model {name}",
        assume_role_policy=trust(
            "sagemaker.amazonaws.com", {"StringEquals": {"aws:SourceAccount": ctx.account_id}}
        ),
        tags=ctx.label.tags(name),
        opts=opts,
    )
    rights = iam.RolePolicy(
        f"{name}-execution",
        role=role.name,
        policy=document(
            [
                *pull_statements(args.image),
                {
                    "Sid": "WriteLogs",
                    "Effect": "Allow",
                    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                    "Resource": pulumi.Output.concat(log_arn, ":*"),
                },
                {
                    "Sid": "WriteMetrics",
                    "Effect": "Allow",
                    "Action": "cloudwatch:PutMetricData",
                    "Resource": "*",  # metrics are no resources; the namespace says whose they are
                    "Condition": {"StringLike": {"cloudwatch:namespace": ["/aws/sagemaker/*", "AWS/SageMaker"]}},
                },
                *_network(ctx, args),
            ]
        ),
        opts=opts,
    )
    return role, rights


def _network(ctx: AwsContext, args: ModelEndpointArgs) -> Iterable[Statement]:
    """Network interfaces in the model's subnets and nowhere else."""
    subnets = [pulumi.Output.concat(ctx.arn("ec2", "subnet/"), subnet) for subnet in args.subnet_ids]
    interfaces = ctx.arn("ec2", "network-interface/*")
    yield {
        "Sid": "StandInSubnets",
        "Effect": "Allow",
        "Action": "ec2:CreateNetworkInterface",
        "Resource": [
            *subnets,
            pulumi.Output.concat(ctx.arn("ec2", "security-group/"), args.security_group_id),
            interfaces,
        ],
    }
    yield {
        "Sid": "HandOverInterfaces",
        "Effect": "Allow",
        "Action": [
            "ec2:CreateNetworkInterfacePermission",
            "ec2:DeleteNetworkInterface",
            "ec2:DeleteNetworkInterfacePermission",
        ],
        "Resource": interfaces,
        "Condition": {"ArnEquals": {"ec2:Subnet": subnets}},
    }
    yield {
        "Sid": "LookAtNetwork",
        "Effect": "Allow",
        "Action": list(_DESCRIBE),
        "Resource": "*",  # these lists know no resources
    }
