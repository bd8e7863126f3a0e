"""The record of all traffic of a VPC."""

from __future__ import annotations

import pulumi
from pulumi_aws import ec2, iam

from components.aws.context import AwsContext
from components.aws.policy import document, trust
from components.logs import LogTarget
from components.options import extend


def flow_log(
    ctx: AwsContext, name: str, vpc: ec2.Vpc, log: LogTarget, opts: pulumi.ResourceOptions
) -> ec2.FlowLog:
    """Accepted and rejected traffic of the whole VPC, every minute, written by a role that can do nothing else."""
    role = iam.Role(
        f"{name}-flow-log",
        description="Writes the VPC flow log",
        assume_role_policy=trust(
            "vpc-flow-logs.amazonaws.com",
            {
                "StringEquals": {"aws:SourceAccount": ctx.account_id},
                "ArnLike": {"aws:SourceArn": ctx.arn("ec2", "vpc-flow-log/*")},
            },
        ),
        tags=ctx.label.tags(name),
        opts=opts,
    )
    # From the name, which is known before the first `up`; log.arn is not, and policies want to read this
    group = pulumi.Output.concat(ctx.arn("logs", "log-group:"), log.name)
    rights = iam.RolePolicy(
        f"{name}-flow-log",
        role=role.name,
        policy=document(
            [
                {
                    "Effect": "Allow",
                    "Action": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                    "Resource": [group, pulumi.Output.concat(group, ":*")],
                },
                {
                    "Effect": "Allow",
                    "Action": "logs:DescribeLogGroups",  # lists, so it knows no single group
                    "Resource": ctx.arn("logs", "log-group:*"),
                },
            ]
        ),
        opts=opts,
    )
    return ec2.FlowLog(
        f"{name}-flow-log",
        vpc_id=vpc.id,
        traffic_type="ALL",
        log_destination_type="cloud-watch-logs",
        log_destination=log.arn,
        iam_role_arn=role.arn,
        max_aggregation_interval=60,
        tags=ctx.label.named(name, f"{name}-flow-log"),
        opts=extend(opts, depends_on=[rights]),
    )
