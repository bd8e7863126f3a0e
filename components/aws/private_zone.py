"""Names for calls between services, in a Route 53 private zone."""

from __future__ import annotations

import pulumi
from pulumi_aws import route53

from components.aws.context import AwsContext
from components.private_zone import PrivateZoneArgs, PrivateZoneOutputs

_TTL_SECONDS = 60


def build_private_zone(
    ctx: AwsContext, name: str, args: PrivateZoneArgs, opts: pulumi.ResourceOptions
) -> PrivateZoneOutputs:
    """The zone, attached to the network, with one CNAME an alias."""
    zone = route53.Zone(
        f"{name}-zone",
        name=args.domain,
        comment="Calls between services",
        vpcs=[{"vpc_id": args.network_id}],
        force_destroy=False,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    for alias, target in sorted(args.aliases.items()):
        route53.Record(
            f"{name}-{'any' if alias == '*' else alias}",
            zone_id=zone.zone_id,
            name=f"{alias}.{args.domain}",
            type="CNAME",
            ttl=_TTL_SECONDS,
            records=[target],
            opts=opts,
        )
    return PrivateZoneOutputs(zone_id=zone.zone_id)
