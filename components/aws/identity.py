"""Identities: one IAM role per service, for its instances."""

from __future__ import annotations

import pulumi
from pulumi_aws import iam

from components.aws.access import grant_statements
from components.aws.connections import CONNECTIONS_NAMESPACE
from components.aws.context import AwsContext
from components.aws.image_registry import pull_statements
from components.aws.policy import Statement, document, trust
from components.identity import IdentityArgs, IdentityOutputs


def build_identity(
    ctx: AwsContext, name: str, args: IdentityArgs, opts: pulumi.ResourceOptions
) -> IdentityOutputs:
    """A role that only EC2 can hand to an instance, with exactly the granted rights."""
    role = iam.Role(
        f"{name}-role",
        description=f"Instances of {name}",
        # No condition on the source: EC2 hands out only what a caller with iam:PassRole on this role launched
        assume_role_policy=trust("ec2.amazonaws.com"),
        tags=ctx.label.tags(name),
        opts=opts,
    )
    iam.RolePolicy(
        f"{name}-policy",
        role=role.name,
        policy=document(
            [
                *grant_statements(ctx, args.grants),
                write_logs(args.log_arn),
                _finish_boot(ctx),
                *pull_statements(args.image_repository),
                _sessions(),
                *([_report_connections()] if args.reports_connections else []),
            ]
        ),
        opts=opts,
    )
    profile = iam.InstanceProfile(f"{name}-profile", role=role.name, tags=ctx.label.tags(name), opts=opts)
    return IdentityOutputs(role_arn=role.arn, instance_role=profile.arn)


def role_pattern(ctx: AwsContext, identity: str) -> str:
    """What the ARN of an identity's role looks like, for policies of things that exist before the role does."""
    return ctx.arn("iam", f"role/{identity}-role-*", region="")


def write_logs(log_arn: pulumi.Input[str]) -> Statement:
    """Into one stream."""
    return {
        "Sid": "WriteLogs",
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": pulumi.Output.concat(log_arn, ":*"),
    }


def _finish_boot(ctx: AwsContext) -> Statement:
    # An instance says itself that it serves (user_data.sh.j2). The groups' names are not known here, so the tags
    # of this stack select them.
    return {
        "Sid": "FinishBoot",
        "Effect": "Allow",
        "Action": "autoscaling:CompleteLifecycleAction",
        "Resource": ctx.arn("autoscaling", "autoScalingGroup:*:autoScalingGroupName/*"),
        "Condition": {
            "StringEquals": {f"aws:ResourceTag/{key}": value for key, value in ctx.label.filter().items()}
        },
    }


def _report_connections() -> Statement:
    return {
        "Sid": "ReportConnections",
        "Effect": "Allow",
        "Action": "cloudwatch:PutMetricData",
        "Resource": "*",  # metrics are no resources; the namespace is all there is to restrict
        "Condition": {"StringEquals": {"cloudwatch:namespace": CONNECTIONS_NAMESPACE}},
    }


def _sessions() -> Statement:
    # People open a session instead of SSH. Not AmazonSSMManagedInstanceCore: the container has this role, too, and
    # that policy lets it read every parameter of the account. Source: Systems Manager user guide, "Create a custom
    # IAM role for Session Manager", 2026-11.
    return {
        "Sid": "OpenSessions",
        "Effect": "Allow",
        "Action": [
            "ssm:UpdateInstanceInformation",
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
        ],
        "Resource": "*",  # the channels know no resources
    }
