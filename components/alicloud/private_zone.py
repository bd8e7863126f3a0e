"""Names for calls between services, in PrivateZone."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import pvtz

from components.alicloud.context import AlicloudContext
from components.options import extend
from components.private_zone import PrivateZoneArgs, PrivateZoneOutputs

_TTL_SECONDS = 60


def build_private_zone(
    ctx: AlicloudContext, name: str, args: PrivateZoneArgs, opts: pulumi.ResourceOptions
) -> PrivateZoneOutputs:
    """The zone, attached to the network, with one CNAME an alias."""
    zone = pvtz.Zone(
        f"{name}-zone",
        zone_name=args.domain,
        proxy_pattern="ZONE",  # names that are missing here do not fall through to public DNS
        remark="Calls between services",
        tags=ctx.label.tags(name),
        opts=opts,
    )
    records = [
        pvtz.ZoneRecord(
            f"{name}-{'any' if alias == '*' else alias}",
            zone_id=zone.id,
            rr=alias,
            type="CNAME",
            value=target,
            ttl=_TTL_SECONDS,
            opts=opts,
        )
        for alias, target in sorted(args.aliases.items())
    ]
    pvtz.ZoneAttachment(
        f"{name}-network",
        zone_id=zone.id,
        vpcs=[{"vpc_id": args.network_id}],
        # An empty zone would answer "no such name", which resolvers remember
        opts=extend(opts, depends_on=records),
    )
    return PrivateZoneOutputs(zone_id=zone.id)
