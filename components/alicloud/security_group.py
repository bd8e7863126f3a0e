"""The firewall of one workload on Alibaba Cloud."""

from __future__ import annotations

import pulumi

from components.alicloud.context import AlicloudContext
from components.alicloud.firewall import accept, drop_rest, security_group
from components.security_group import SecurityGroupArgs, SecurityGroupOutputs

_SERVICES = "100.64.0.0/10"
"""Where Alibaba Cloud's own services answer inside a VPC. Source: ECS documentation "Security group
guidelines", 2026-08."""
_NEEDED = {
    "dns-udp": ("udp", 53),
    "dns-tcp": ("tcp", 53),
    "time": ("udp", 123),
    "packages": ("tcp", 80),
}
"""What an instance cannot start without: name resolution, time, and the instance metadata and package mirrors,
which answer on port 80."""


def build_security_group(
    ctx: AlicloudContext, name: str, args: SecurityGroupArgs, opts: pulumi.ResourceOptions
) -> SecurityGroupOutputs:
    """A group that starts closed: Alibaba Cloud opens the way out of a new one, the last rule closes it again."""
    group = security_group(
        ctx, name, opts, logical_name=f"{name}-group", description=args.purpose, network_id=args.network_id
    )
    for role, (protocol, port) in _NEEDED.items():
        accept(
            f"{name}-{role}",
            group.id,
            opts,
            direction="egress",
            protocol=protocol,
            port=port,
            peer_cidr=_SERVICES,
            description=f"{role} of Alibaba Cloud",
        )
    if args.https_egress:
        accept(
            f"{name}-https",
            group.id,
            opts,
            direction="egress",
            port=443,
            peer_cidr="0.0.0.0/0",
            description="TLS to cloud APIs and partners",
        )
    drop_rest(f"{name}-rest", group.id, opts, direction="egress")
    return SecurityGroupOutputs(security_group_id=group.id)
