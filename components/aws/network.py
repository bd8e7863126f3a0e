"""The VPC: three tiers of subnets in every zone, and the ways out of each tier."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_aws import ec2

from components.aws.context import AwsContext
from components.aws.flow_log import flow_log
from components.aws.network_endpoint import gateway_endpoints, interface_endpoints
from components.errors import InvalidArgument
from components.network import Nat, NetworkArgs, NetworkOutputs
from components.options import extend
from components.subnets import plan

_ANYWHERE = "0.0.0.0/0"


def build_network(ctx: AwsContext, name: str, args: NetworkArgs, opts: pulumi.ResourceOptions) -> NetworkOutputs:
    """Public subnets route to the internet gateway, private ones to NAT, isolated ones nowhere.

    Raises:
        ValueError: a zone is not of the stack's region, or the address block is too small.
    """
    letters = _letters(ctx.region, args.zones)
    cidrs = plan(args.cidr, len(args.zones))
    vpc = ec2.Vpc(
        f"{name}-vpc",
        cidr_block=args.cidr,
        enable_dns_hostnames=True,  # private DNS of interface endpoints needs both
        enable_dns_support=True,
        tags=ctx.label.named(name, name),
        opts=extend(opts, protect=args.deletion_protected),
    )
    # Every VPC comes with a group that lets its members talk to each other; adopting it without rules empties it
    ec2.DefaultSecurityGroup(
        f"{name}-default-sg", vpc_id=vpc.id, tags=ctx.label.named(name, f"{name}-default"), opts=opts
    )
    internet = ec2.InternetGateway(
        f"{name}-igw", vpc_id=vpc.id, tags=ctx.label.named(name, f"{name}-igw"), opts=opts
    )
    # A public load balancer is refused while its network has no internet gateway, and it only names the subnets
    behind_it = extend(opts, depends_on=[internet])
    tiers = {
        tier: _subnets(ctx, name, vpc, dict(zip(letters, blocks, strict=True)), tier, options)
        for tier, blocks, options in (
            ("public", cidrs.public, behind_it),
            ("private", cidrs.private, opts),
            ("isolated", cidrs.isolated, opts),
        )
    }
    gateways, addresses = _ways_out(ctx, name, args, vpc, internet, tiers["public"], opts)
    private_tables = [
        _route_table(ctx, name, vpc, f"private-{letter}", {f"private-{letter}": subnet}, opts)
        for letter, subnet in tiers["private"].items()
    ]
    for index, (letter, table) in enumerate(zip(letters, private_tables, strict=True)):
        ec2.Route(
            f"{name}-private-{letter}",
            route_table_id=table.id,
            destination_cidr_block=_ANYWHERE,
            nat_gateway_id=gateways[index if args.nat is Nat.PER_ZONE else 0].id,
            opts=opts,
        )
    isolated_table = _route_table(
        ctx, name, vpc, "isolated", {f"isolated-{key}": subnet for key, subnet in tiers["isolated"].items()}, opts
    )
    private_subnets = tuple(subnet.id for subnet in tiers["private"].values())
    gateway_endpoints(ctx, name, vpc, [table.id for table in (*private_tables, isolated_table)], opts)
    interface_endpoints(ctx, name, args, vpc, private_subnets, opts)
    flow_log(ctx, name, vpc, args.flow_log, opts)
    return NetworkOutputs(
        network_id=vpc.id,
        public_subnet_ids=tuple(subnet.id for subnet in tiers["public"].values()),
        private_subnet_ids=private_subnets,
        isolated_subnet_ids=tuple(subnet.id for subnet in tiers["isolated"].values()),
        egress_ips=tuple(address.public_ip for address in addresses),
    )


def _letters(region: str, zones: tuple[str, ...]) -> tuple[str, ...]:
    """`eu-central-1a` -> `a`: what of a zone may be part of a logical name."""
    foreign = [zone for zone in zones if not zone.startswith(region) or zone == region]
    if foreign:
        raise InvalidArgument(f"zones must be zones of {region} such as {region}a, got {', '.join(foreign)}")
    return tuple(zone.removeprefix(region) for zone in zones)


def _subnets(
    ctx: AwsContext,
    name: str,
    vpc: ec2.Vpc,
    blocks: Mapping[str, str],
    tier: str,
    opts: pulumi.ResourceOptions,
) -> dict[str, ec2.Subnet]:
    return {
        letter: ec2.Subnet(
            f"{name}-{tier}-{letter}",
            vpc_id=vpc.id,
            availability_zone=f"{ctx.region}{letter}",
            cidr_block=cidr,
            map_public_ip_on_launch=False,  # load balancers and NAT bring their own addresses
            tags=ctx.label.named(name, f"{name}-{tier}-{letter}"),
            opts=opts,
        )
        for letter, cidr in blocks.items()
    }


def _ways_out(
    ctx: AwsContext,
    name: str,
    args: NetworkArgs,
    vpc: ec2.Vpc,
    internet: ec2.InternetGateway,
    public: Mapping[str, ec2.Subnet],
    opts: pulumi.ResourceOptions,
) -> tuple[list[ec2.NatGateway], list[ec2.Eip]]:
    """The public route to the internet gateway, and NAT: one in every zone or one in the first."""
    table = _route_table(
        ctx, name, vpc, "public", {f"public-{letter}": subnet for letter, subnet in public.items()}, opts
    )
    ec2.Route(
        f"{name}-public",
        route_table_id=table.id,
        destination_cidr_block=_ANYWHERE,
        gateway_id=internet.id,
        opts=opts,
    )
    # AWS refuses public addresses and NAT in a VPC whose internet gateway is not attached yet
    attached = extend(opts, depends_on=[internet])
    gateways, addresses = [], []
    for letter, subnet in list(public.items())[: None if args.nat is Nat.PER_ZONE else 1]:
        tags = ctx.label.named(name, f"{name}-nat-{letter}")
        address = ec2.Eip(
            f"{name}-nat-{letter}",
            domain="vpc",
            tags=tags,
            # Partners have the address on their allow-lists: it must not get lost by mistake
            opts=extend(attached, protect=args.deletion_protected),
        )
        gateways.append(
            ec2.NatGateway(
                f"{name}-nat-{letter}",
                subnet_id=subnet.id,
                allocation_id=address.allocation_id,
                tags=tags,
                opts=extend(attached, delete_before_replace=True),  # an address has one gateway
            )
        )
        addresses.append(address)
    return gateways, addresses


def _route_table(
    ctx: AwsContext,
    name: str,
    vpc: ec2.Vpc,
    role: str,
    subnets: Mapping[str, ec2.Subnet],
    opts: pulumi.ResourceOptions,
) -> ec2.RouteTable:
    """A table without inline routes (they and `ec2.Route` overwrite each other), used by these subnets."""
    table = ec2.RouteTable(
        f"{name}-{role}", vpc_id=vpc.id, tags=ctx.label.named(name, f"{name}-{role}"), opts=opts
    )
    for subnet_role, subnet in subnets.items():
        ec2.RouteTableAssociation(f"{name}-{subnet_role}", subnet_id=subnet.id, route_table_id=table.id, opts=opts)
    return table
