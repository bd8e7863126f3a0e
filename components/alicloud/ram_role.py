"""A RAM role that one service assumes, with exactly one policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_alicloud import ram

from components.alicloud.context import AlicloudContext
from components.alicloud.policy import Statement, document, trust


@dataclass(frozen=True, kw_only=True)
class RamRole:
    """The role, and when it has its rights."""

    name: pulumi.Output[str]
    arn: pulumi.Output[str]
    ready: ram.RolePolicyAttachment
    """What uses the role at creation depends on this: a role without its policy is refused by the service."""


def ram_role(
    ctx: AlicloudContext,
    component: str,
    role: str,
    opts: pulumi.ResourceOptions,
    *,
    service: str,
    description: str,
    statements: Sequence[Statement],
) -> RamRole:
    """Role, policy and attachment, all named `{component}-{role}`; `service` is the one that assumes the role,
    for example `ecs.aliyuncs.com`."""
    name = ctx.label.physical(f"{component}-{role}", 64)
    resource = ram.Role(
        f"{component}-{role}",
        role_name=name,
        description=description,
        assume_role_policy_document=trust(service),
        tags=ctx.label.tags(component),
        opts=opts,
    )
    policy = ram.Policy(
        f"{component}-{role}",
        policy_name=name,
        description=description,
        policy_document=document(statements),
        # RAM keeps 5 versions of a policy; without rotation the fifth change of a grant fails
        rotate_strategy="DeleteOldestNonDefaultVersionWhenLimitExceeded",
        tags=ctx.label.tags(component),
        opts=opts,
    )
    attachment = ram.RolePolicyAttachment(
        f"{component}-{role}",
        role_name=resource.role_name,
        policy_name=policy.policy_name,
        policy_type="Custom",
        opts=opts,
    )
    return RamRole(
        name=resource.role_name,
        arn=resource.role_name.apply(lambda role_name: ctx.arn("ram", f"role/{role_name}", region="")),
        ready=attachment,
    )
