"""The VPC: three tiers of vSwitches in every zone, the ways out of each tier, and the record of all traffic."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_alicloud import cr, vpc

from components.alicloud.context import AlicloudContext
from components.alicloud.logs import split
from components.alicloud.nat_gateway import nat_gateway
from components.alicloud.oss_endpoint import oss_endpoint
from components.errors import InvalidArgument
from components.logs import LogTarget
from components.network import NetworkArgs, NetworkOutputs
from components.options import extend
from components.subnets import plan


def build_network(
    ctx: AlicloudContext, name: str, args: NetworkArgs, opts: pulumi.ResourceOptions
) -> NetworkOutputs:
    """Private vSwitches leave through NAT, isolated ones not at all, public ones with addresses of their own.

    There is no default security group to close: Alibaba Cloud makes none. KMS, SLS, OSS and the other services
    answer inside every VPC at 100.64.0.0/10 without a gateway or an endpoint, to isolated vSwitches too.

    Before the first `up` the account must have flow logs turned on (once, in the VPC console).

    Raises:
        ValueError: a zone is not of the stack's region, or the address block is too small.
    """
    zones = _zones(ctx.region, args.zones)
    cidrs = plan(args.cidr, len(zones))
    network = vpc.Network(
        f"{name}-vpc",
        vpc_name=ctx.label.physical(name, 128),
        cidr_block=args.cidr,
        tags=ctx.label.tags(name),
        opts=extend(opts, protect=args.deletion_protected),
    )
    public, private, isolated = (
        {
            letter: _switch(ctx, name, f"{tier}-{letter}", network, zone, cidr, opts)
            for (letter, zone), cidr in zip(zones.items(), blocks, strict=True)
        }
        for tier, blocks in (
            ("public", cidrs.public),
            ("private", cidrs.private),
            ("isolated", cidrs.isolated),
        )
    )
    addresses = nat_gateway(ctx, name, args, network, next(iter(public.values())), private, opts)
    _isolate(ctx, name, network, isolated, opts)
    oss_endpoint(ctx, name, network, opts)
    _flow_log(ctx, name, network, args.flow_log, opts)
    if args.registry_id is not None:
        cr.VpcEndpointLinkedVpc(
            f"{name}-registry",
            instance_id=args.registry_id,
            module_name="Registry",
            vpc_id=network.id,
            vswitch_id=next(iter(private.values())).id,
            enable_create_dns_record_in_pvzt=True,  # the registry's host name leads into this network
            opts=extend(opts, delete_before_replace=True),  # a registry is linked to a network once
        )
    return NetworkOutputs(
        network_id=network.id,
        public_subnet_ids=tuple(switch.id for switch in public.values()),
        private_subnet_ids=tuple(switch.id for switch in private.values()),
        isolated_subnet_ids=tuple(switch.id for switch in isolated.values()),
        egress_ips=tuple(address.ip_address for address in addresses),
    )


def _zones(region: str, zones: tuple[str, ...]) -> dict[str, str]:
    """The part of a zone that logical names use (`h` of `cn-hangzhou-h`, `a` of `eu-central-1a`) -> the zone."""
    foreign = [zone for zone in zones if not zone.startswith(region) or zone == region]
    if foreign:
        raise InvalidArgument(f"zones must be zones of {region} such as {region}-a, got {', '.join(foreign)}")
    return {zone.removeprefix(region).lstrip("-"): zone for zone in zones}


def _switch(
    ctx: AlicloudContext,
    name: str,
    role: str,
    network: vpc.Network,
    zone: str,
    cidr: str,
    opts: pulumi.ResourceOptions,
) -> vpc.Switch:
    return vpc.Switch(
        f"{name}-{role}",
        vpc_id=network.id,
        zone_id=zone,
        cidr_block=cidr,
        vswitch_name=ctx.label.physical(f"{name}-{role}", 128),
        tags=ctx.label.tags(name),
        opts=opts,
    )


def _isolate(
    ctx: AlicloudContext,
    name: str,
    network: vpc.Network,
    switches: Mapping[str, vpc.Switch],
    opts: pulumi.ResourceOptions,
) -> None:
    """A route table without a default route: the NAT gateway puts one into the VPC's system table, which every
    vSwitch uses that has no table of its own."""
    table = vpc.RouteTable(
        f"{name}-isolated",
        vpc_id=network.id,
        route_table_name=ctx.label.physical(f"{name}-isolated", 128),
        associate_type="VSwitch",
        tags=ctx.label.tags(name),
        opts=opts,
    )
    for letter, switch in switches.items():
        vpc.RouteTableAttachment(
            f"{name}-isolated-{letter}",
            route_table_id=table.id,
            vswitch_id=switch.id,
            opts=extend(opts, delete_before_replace=True),  # a switch has one table
        )


def _flow_log(
    ctx: AlicloudContext, name: str, network: vpc.Network, target: LogTarget, opts: pulumi.ResourceOptions
) -> None:
    project, store = split(target)
    vpc.FlowLog(
        f"{name}-flow-log",
        flow_log_name=ctx.label.physical(name, 128),
        resource_type="VPC",
        resource_id=network.id,
        traffic_type="All",
        traffic_paths=["all"],
        aggregation_interval="1",  # the shortest; the default of 10 merges what belongs to different moments
        project_name=project,
        log_store_name=store,
        status="Active",
        tags=ctx.label.tags(name),
        opts=opts,
    )
