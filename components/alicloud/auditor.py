"""Auditors: a RAM role that users assume with a second factor."""

from __future__ import annotations

import pulumi

from components.alicloud.context import AlicloudContext
from components.alicloud.identity import granted
from components.alicloud.policy import document
from components.alicloud.ram_role import ram_role
from components.auditor import AuditorArgs, AuditorOutputs
from components.errors import InvalidArgument
from components.identity import Access, Grant


def build_auditor(
    ctx: AlicloudContext, name: str, args: AuditorArgs, opts: pulumi.ResourceOptions
) -> AuditorOutputs:
    """A role with rights to read and no others.

    Raises:
        InvalidArgument: nobody may assume it.
    """
    if not args.people:
        raise InvalidArgument("people must name at least one user")
    role = ram_role(
        ctx,
        name,
        "read",
        opts,
        trusts=document(
            [
                {
                    "Effect": "Allow",
                    "Principal": {"RAM": sorted(args.people)},
                    "Action": "sts:AssumeRole",
                    "Condition": {"Bool": {"acs:MFAPresent": "true"}},
                }
            ]
        ),
        description="Auditors read what is locked and the audit trail",
        session_seconds=args.session_hours * 3600,
        statements=list(
            granted(
                (
                    *(Grant(access=Access.BUCKET_AUDIT, arn=arn) for arn in args.bucket_arns),
                    *(Grant(access=Access.KEY_READ, arn=arn) for arn in args.key_arns),
                )
            )
        ),
    )
    return AuditorOutputs(role_arn=role.arn)
