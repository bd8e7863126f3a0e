"""The way out of private vSwitches: one NAT gateway, and source addresses that never change."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_alicloud import ecs, vpc

from components.alicloud.context import AlicloudContext
from components.network import Nat, NetworkArgs
from components.options import extend

_ADDRESS_MBPS = "200"
"""The most that an address paid by traffic takes; the number itself costs nothing.
Source: EIP documentation "Billing overview / pay-by-data-transfer", 2026-08."""


def nat_gateway(
    ctx: AlicloudContext,
    name: str,
    args: NetworkArgs,
    network: vpc.Network,
    home: vpc.Switch,
    sources: Mapping[str, vpc.Switch],
    opts: pulumi.ResourceOptions,
) -> list[ecs.EipAddress]:
    """One gateway in vSwitch `home` for the `sources` (zone letter -> vSwitch); returns its addresses.

    A gateway of mode CrossAZ runs in two zones, changes over by itself and costs the same, so `Nat.SINGLE` gets it
    too. `Nat.PER_ZONE` gives every zone an address of its own, and with it a bandwidth and a range of ports of its
    own. The gateway adds the default route to the VPC's system table itself; a route entry would collide.
    """
    gateway = vpc.NatGateway(
        f"{name}-nat",
        vpc_id=network.id,
        vswitch_id=home.id,
        nat_gateway_name=ctx.label.physical(f"{name}-nat", 128),
        nat_type="Enhanced",
        network_type="internet",
        availability_mode="CrossAZ",
        payment_type="PayAsYouGo",
        internet_charge_type="PayByLcu",
        deletion_protection=args.deletion_protected,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    roles = [f"nat-{letter}" for letter in sources] if args.nat is Nat.PER_ZONE else ["nat"]
    addresses = [_address(ctx, name, role, args, gateway, opts) for role in roles]
    for index, (letter, source) in enumerate(sources.items()):
        address, association = addresses[index if args.nat is Nat.PER_ZONE else 0]
        vpc.SnatEntry(
            f"{name}-snat-{letter}",
            snat_table_id=gateway.snat_table_ids,
            source_vswitch_id=source.id,
            snat_ip=address.ip_address,
            snat_entry_name=ctx.label.physical(f"{name}-{letter}", 128),
            opts=extend(opts, depends_on=[association]),  # an entry takes only addresses the gateway has
        )
    return [address for address, _ in addresses]


def _address(
    ctx: AlicloudContext,
    name: str,
    role: str,
    args: NetworkArgs,
    gateway: vpc.NatGateway,
    opts: pulumi.ResourceOptions,
) -> tuple[ecs.EipAddress, ecs.EipAssociation]:
    address = ecs.EipAddress(
        f"{name}-{role}",
        address_name=ctx.label.physical(f"{name}-{role}", 128),
        payment_type="PayAsYouGo",
        internet_charge_type="PayByTraffic",
        bandwidth=_ADDRESS_MBPS,
        deletion_protection=args.deletion_protected,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    association = ecs.EipAssociation(
        f"{name}-{role}",
        allocation_id=address.id,
        instance_id=gateway.id,
        instance_type="Nat",
        opts=extend(opts, delete_before_replace=True),  # an address has one owner
    )
    return address, association
