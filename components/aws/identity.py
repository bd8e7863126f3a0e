"""Identities: one IAM role per service, for its instances."""

from __future__ import annotations

from collections.abc import Iterable

import pulumi
from pulumi_aws import iam

from components.aws.access import grant_statement
from components.aws.context import AwsContext
from components.aws.image_registry import ecr_repository
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
                *(grant_statement(ctx, index, grant) for index, grant in enumerate(args.grants)),
                _write_logs(args.log_arn),
                _finish_boot(ctx),
                *_pull_image(args.image_repository),
                _sessions(),
            ]
        ),
        opts=opts,
    )
    profile = iam.InstanceProfile(f"{name}-profile", role=role.name, tags=ctx.label.tags(name), opts=opts)
    return IdentityOutputs(role_arn=role.arn, instance_role=profile.arn)


def _write_logs(log_arn: pulumi.Input[str]) -> Statement:
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


def _pull_image(image_repository: str) -> Iterable[Statement]:
    repository = ecr_repository(image_repository)
    if repository is None:  # another registry does not ask IAM
        return
    yield {
        "Sid": "PullImage",
        "Effect": "Allow",
        "Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        "Resource": repository.arn,
    }
    yield {
        "Sid": "LogInToRegistry",
        "Effect": "Allow",
        "Action": "ecr:GetAuthorizationToken",
        "Resource": "*",  # the action knows no resources; the token opens only what the statement above allows
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
