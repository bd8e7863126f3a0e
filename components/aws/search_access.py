"""Who may do what in a search domain: its owner everything, its clients their indexes, others nothing.

Two locks stand behind each other. IAM judges the path of a signed request (identity policies grant paths below
single indexes, access.py; the domain's own policy shuts out everybody else). Fine-grained access control then asks
which roles the domain itself gives to the caller: at first none to anybody but the master user. That is a role of
its own, which only the owning service can assume; with it the service lets the others in (docs/image.md).
"""

from __future__ import annotations

import json

import pulumi
from pulumi_aws import iam

from components.aws.context import AwsContext
from components.aws.identity import role_pattern
from components.aws.policy import document
from components.search_cluster import SearchClusterArgs

_REQUESTS = (
    "es:ESHttpDelete",
    "es:ESHttpGet",
    "es:ESHttpHead",
    "es:ESHttpPatch",
    "es:ESHttpPost",
    "es:ESHttpPut",
)
_ADMINISTRATION = ("_plugins/*", "_opendistro/*", "_cluster/*", "_snapshot/*", "_dashboards/*")
"""Paths below which users, settings and snapshots are administered."""


def owner_role(
    ctx: AwsContext, name: str, args: SearchClusterArgs, domain_arn: str, opts: pulumi.ResourceOptions
) -> iam.Role:
    """The master user of the domain: a role that the instances of the owner assume, and nobody else."""
    role = iam.Role(
        f"{name}-owner",
        description=f"Master user of the search domain {name}",
        # The owner's role is made after the domain, and IAM refuses a principal that does not exist: hence the
        # account, under the condition that it is this role
        assume_role_policy=document(
            [
                {
                    "Effect": "Allow",
                    "Principal": {"AWS": f"arn:aws:iam::{ctx.account_id}:root"},
                    "Action": "sts:AssumeRole",
                    "Condition": {"ArnLike": {"aws:PrincipalArn": _role(ctx, args, args.owner)}},
                }
            ]
        ),
        tags=ctx.label.tags(name),
        opts=opts,
    )
    iam.RolePolicy(
        f"{name}-owner-policy",
        role=role.name,
        policy=document(
            [{"Sid": "Own", "Effect": "Allow", "Action": list(_REQUESTS), "Resource": f"{domain_arn}/*"}]
        ),
        opts=opts,
    )
    return role


def access_policy(
    ctx: AwsContext, args: SearchClusterArgs, domain_arn: str, owner_arn: pulumi.Input[str]
) -> pulumi.Output[str]:
    """The domain's own policy. It only forbids: what a client may do is granted to its role."""
    callers: list[pulumi.Input[str]] = [owner_arn, *(_role(ctx, args, client) for client in args.clients)]
    return document(
        [
            {
                "Sid": "NobodyElse",
                "Effect": "Deny",
                "Principal": {"AWS": "*"},
                "Action": "es:ESHttp*",
                "Resource": f"{domain_arn}/*",
                "Condition": {"ArnNotLike": {"aws:PrincipalArn": callers}},
            },
            {
                "Sid": "OwnerAdministers",
                "Effect": "Deny",
                "Principal": {"AWS": "*"},
                "Action": "es:ESHttp*",
                "Resource": [f"{domain_arn}/{path}" for path in _ADMINISTRATION],
                "Condition": {"ArnNotEquals": {"aws:PrincipalArn": owner_arn}},
            },
        ]
    )


def members(ctx: AwsContext, args: SearchClusterArgs) -> str:
    """Whom the owner must let in: for each client the backend role, its indexes, and whether it writes."""
    return json.dumps(
        [
            {
                "service": name,
                "role": _role(ctx, args, name),
                "indexes": list(client.indexes),
                "updates": client.updates,
            }
            for name, client in args.clients.items()
        ],
        separators=(",", ":"),
    )


def _role(ctx: AwsContext, args: SearchClusterArgs, client: str) -> str:
    return role_pattern(ctx, args.clients[client].identity)
