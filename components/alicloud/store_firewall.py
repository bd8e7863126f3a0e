"""Who may reach a store: the instances of its clients, and nobody else."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_alicloud import ecs

from components.alicloud.context import AlicloudContext
from components.errors import UnsupportedOnCloud

ELASTICSEARCH_PORT = 9200
MYSQL_PORT = 3306
REDIS_PORT = 6379

_MOST_CLIENTS = 10
"""Groups on one allow list. Source, as of 2026-03: PolarDB documentation, "Configure a security group"."""
_PRIVATE_CIDRS = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
"""RFC 1918: wherever the network's isolated subnets are, and nothing on the internet."""


def store_firewall(
    ctx: AlicloudContext,
    component: str,
    opts: pulumi.ResourceOptions,
    *,
    clients: Mapping[str, pulumi.Input[str]],
    port: int,
) -> list[pulumi.Input[str]]:
    """Opens the clients' own groups towards the store on `port`; gives the groups for the store's allow list.

    PolarDB and Tair are not members of security groups. A group on their allow list admits the instances that are
    in the group; rules of the group count only on the instances' side. So the clients' groups themselves go on the
    list, and the way out leads to addresses. They stand in a prefix list of this store: two stores with the same
    client would otherwise write one and the same rule, and removing one store would cut off the other.

    Raises:
        UnsupportedOnCloud: more clients than an allow list takes.
    """
    if len(clients) > _MOST_CLIENTS:
        raise UnsupportedOnCloud(
            "alicloud", f"{len(clients)} clients", f"an allow list takes at most {_MOST_CLIENTS} security groups"
        )
    if not clients:
        return []
    addresses = ecs.EcsPrefixList(
        f"{component}-addresses",
        prefix_list_name=ctx.label.physical(f"{component}-addresses", 128),
        description=f"Where {component} is",
        address_family="IPv4",
        max_entries=len(_PRIVATE_CIDRS),
        entries=[{"cidr": cidr, "description": "Private addresses"} for cidr in _PRIVATE_CIDRS],
        opts=opts,
    )
    for client, group in clients.items():
        ecs.SecurityGroupRule(
            f"{component}-out-{client}",
            type="egress",
            security_group_id=group,
            description=f"To {component}",
            ip_protocol="tcp",
            port_range=f"{port}/{port}",
            prefix_list_id=addresses.id,
            policy="accept",
            priority=1,
            opts=opts,
        )
    return list(clients.values())
