"""The firewall of a store: its clients may connect to one port, and nothing else may."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_aws import ec2, vpc

from components.aws.context import AwsContext

HTTPS_PORT = 443
MYSQL_PORT = 3306
REDIS_PORT = 6379


def store_firewall(
    ctx: AwsContext,
    component: str,
    opts: pulumi.ResourceOptions,
    *,
    prefix: str,
    description: str,
    network_id: pulumi.Input[str],
    clients: Mapping[str, pulumi.Input[str]],
    port: int,
) -> ec2.SecurityGroup:
    """A security group that lets `clients` in on `port`, and opens their own groups towards it.

    Rules are resources of their own: inline rules and separate ones reset each other. The group has no way out, a
    store never opens a connection. `description` can never change (a new one replaces the group).
    """
    group = ec2.SecurityGroup(
        f"{prefix}-sg",
        description=description,
        vpc_id=network_id,
        tags=ctx.label.named(component, f"{prefix}-sg"),
        opts=opts,
    )
    for client, client_group in clients.items():
        vpc.SecurityGroupIngressRule(
            f"{prefix}-in-{client}",
            security_group_id=group.id,
            description=f"From {client}",
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
            referenced_security_group_id=client_group,
            tags=ctx.label.tags(component),
            opts=opts,
        )
        vpc.SecurityGroupEgressRule(
            f"{prefix}-out-{client}",
            security_group_id=client_group,
            description=f"To {component}",
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
            referenced_security_group_id=group.id,
            tags=ctx.label.tags(component),
            opts=opts,
        )
    return group
