"""A RAM role that one service, or certain people, assume, with policies of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_alicloud import ram

from components.alicloud.context import AlicloudContext
from components.alicloud.policy import Statement, cut, document, trust
from components.options import extend


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
    description: str,
    statements: Sequence[Statement],
    service: str | None = None,
    trusts: pulumi.Input[str] | None = None,
    session_seconds: int | None = None,
) -> RamRole:
    """Role, policy and attachment, all named `{component}-{role}`, and more policies (`-2`, ...) where one cannot
    hold all statements; `service` is the one that assumes the role, for example `ecs.aliyuncs.com`, `trusts` the
    trust policy of a role that others assume."""
    name = ctx.label.physical(f"{component}-{role}", 64)
    resource = ram.Role(
        f"{component}-{role}",
        role_name=name,
        description=description,
        assume_role_policy_document=trust(service) if service else trusts,
        max_session_duration=session_seconds,
        tags=ctx.label.tags(component),
        opts=opts,
    )
    attachments: list[ram.RolePolicyAttachment] = []
    for index, part in enumerate(cut(statements)):
        place = f"{component}-{role}" if index == 0 else f"{component}-{role}-{index + 1}"
        policy = ram.Policy(
            place,
            policy_name=ctx.label.physical(place, 64),
            description=description,
            policy_document=document(part),
            # RAM keeps 5 versions of a policy; without rotation the fifth change of a grant fails
            rotate_strategy="DeleteOldestNonDefaultVersionWhenLimitExceeded",
            tags=ctx.label.tags(component),
            opts=opts,
        )
        attachments.append(
            ram.RolePolicyAttachment(
                place,
                role_name=resource.role_name,
                policy_name=policy.policy_name,
                policy_type="Custom",
                opts=extend(opts, depends_on=attachments[-1:]),
            )
        )
    return RamRole(
        name=resource.role_name,
        arn=resource.role_name.apply(lambda role_name: ctx.arn("ram", f"role/{role_name}", region="")),
        ready=attachments[-1],  # each waits for the one before it
    )
