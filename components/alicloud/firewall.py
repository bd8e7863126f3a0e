"""Security groups and their rules."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import ecs

from components.alicloud.context import AlicloudContext

_ACCEPT_PRIORITY = 1
_DROP_PRIORITY = 100
"""1 is asked first and 100 last."""


def security_group(
    ctx: AlicloudContext,
    component: str,
    opts: pulumi.ResourceOptions,
    *,
    logical_name: str,
    description: str,
    network_id: pulumi.Input[str],
) -> ecs.SecurityGroup:
    """A group whose members do not reach each other. A new one accepts nothing from outside, and lets its members
    out to everywhere."""
    return ecs.SecurityGroup(
        logical_name,
        security_group_name=ctx.label.physical(logical_name, 128),
        security_group_type="normal",
        inner_access_policy="Drop",
        vpc_id=network_id,
        description=description,
        tags=ctx.label.tags(component),
        opts=opts,
    )


def accept(
    logical_name: str,
    group_id: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
    *,
    direction: str,
    port: int,
    description: str,
    peer_cidr: str | None = None,
    peer_group: pulumi.Input[str] | None = None,
    protocol: str = "tcp",
) -> ecs.SecurityGroupRule:
    """Let one port through; the peer (source of `ingress`, destination of `egress`) is a block or a group."""
    return ecs.SecurityGroupRule(
        logical_name,
        security_group_id=group_id,
        type=direction,
        ip_protocol=protocol,
        port_range=f"{port}/{port}",
        nic_type="intranet",  # the only legal one in a VPC
        policy="accept",
        priority=_ACCEPT_PRIORITY,
        cidr_ip=peer_cidr,
        source_security_group_id=peer_group,
        description=description,
        opts=opts,
    )


def drop_rest(
    logical_name: str, group_id: pulumi.Input[str], opts: pulumi.ResourceOptions, *, direction: str
) -> ecs.SecurityGroupRule:
    """Refuse what no other rule of the direction accepts."""
    return ecs.SecurityGroupRule(
        logical_name,
        security_group_id=group_id,
        type=direction,
        ip_protocol="all",
        port_range="-1/-1",
        nic_type="intranet",
        policy="drop",
        priority=_DROP_PRIORITY,
        cidr_ip="0.0.0.0/0",
        description="Everything else",
        opts=opts,
    )
