"""Who may open a connection to a load balancer."""

from __future__ import annotations

import re

import pulumi
from pulumi_alicloud import ecs

from components.alicloud.context import AlicloudContext
from components.alicloud.firewall import accept, drop_rest, security_group
from components.load_balancer import Exposure, LoadBalancerArgs


def load_balancer_firewall(
    ctx: AlicloudContext, name: str, args: LoadBalancerArgs, opts: pulumi.ResourceOptions
) -> tuple[ecs.SecurityGroup, list[ecs.SecurityGroupRule]]:
    """The group and its rules: the CDN's addresses for EDGE, the clients' groups for INTERNAL, nobody else.

    ALB accepts everybody unless a rule drops them, and never looks at rules for its own way out. Ways to the
    instances are added by the service pools.
    """
    group = security_group(
        ctx,
        name,
        opts,
        logical_name=f"{name}-sg",
        description="Load balancer",
        network_id=args.network_id,
    )
    rules = [drop_rest(f"{name}-rest", group.id, opts, direction="ingress")]
    if args.exposure is Exposure.EDGE:
        rules += [
            accept(
                f"{name}-from-{re.sub('[^0-9a-f]+', '-', block)}",
                group.id,
                opts,
                direction="ingress",
                port=443,
                peer_cidr=block,
                description="TLS from the CDN",
            )
            for block in ctx.cdn_origin_cidrs
        ]
    for client, client_group in sorted(args.clients.items()):
        rules.append(
            accept(
                f"{name}-from-{client}",
                group.id,
                opts,
                direction="ingress",
                port=443,
                peer_group=client_group,
                description=f"TLS from {client}",
            )
        )
        accept(
            f"{name}-{client}-out",
            client_group,
            opts,
            direction="egress",
            port=443,
            peer_group=group.id,
            description=f"TLS to {name}",
        )
    return group, rules
