"""Auditors: an IAM role that users assume with a second factor."""

from __future__ import annotations

import pulumi
from pulumi_aws import iam

from components.auditor import AuditorArgs, AuditorOutputs
from components.aws.access import grant_statements
from components.aws.context import AwsContext
from components.aws.policy import document
from components.errors import InvalidArgument
from components.identity import Access, Grant


def build_auditor(ctx: AwsContext, name: str, args: AuditorArgs, opts: pulumi.ResourceOptions) -> AuditorOutputs:
    """A role with rights to read and no others.

    Raises:
        InvalidArgument: nobody may assume it.
    """
    if not args.people:
        raise InvalidArgument("people must name at least one user")
    role = iam.Role(
        f"{name}-role",
        # People type it when they switch to it
        name=ctx.label.physical(name, 64),
        description="Auditors read what is locked and the audit trail",
        max_session_duration=args.session_hours * 3600,
        assume_role_policy=document(
            [
                {
                    "Effect": "Allow",
                    "Principal": {"AWS": sorted(args.people)},
                    "Action": "sts:AssumeRole",
                    "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
                }
            ]
        ),
        tags=ctx.label.tags(name),
        opts=opts,
    )
    grants = (
        *(Grant(access=Access.BUCKET_AUDIT, arn=arn) for arn in args.bucket_arns),
        *(Grant(access=Access.KEY_READ, arn=arn) for arn in args.key_arns),
    )
    iam.RolePolicy(
        f"{name}-policy",
        role=role.name,
        policy=document(grant_statements(ctx, grants)),
        opts=opts,
    )
    return AuditorOutputs(role_arn=role.arn)
