"""The network: addresses for instances, and the way out."""

from __future__ import annotations

from ipaddress import ip_network

from infra.rehearsal.alicloud.edge import BALANCER
from infra.rehearsal.alicloud.pools import GROUP, SWITCH
from infra.rehearsal.graph import Graph, get
from infra.rehearsal.planned import PlannedEgress, PlannedSubnet

_NAT = "alicloud:vpc/natGateway:NatGateway"
_ADDRESS = "alicloud:ecs/eipAssociation:EipAssociation"
_KEPT = 4
"""Addresses of each vSwitch that the cloud keeps. Source: VPC documentation, "vSwitch", 2026-11."""
_BALANCER_ADDRESSES = 8
"""Taken as on AWS (assumption)."""


def egress(graph: Graph) -> PlannedEgress:
    """One gateway that runs in two zones; each of its addresses serves one vSwitch, or one serves all."""
    gateways = graph.of(_NAT)
    addresses = sum(len(graph.referring(gateway, _ADDRESS, "instanceId")) for gateway in gateways)
    return PlannedEgress(addresses=addresses, zones_served=max(1, addresses))


def subnets(graph: Graph) -> dict[str, PlannedSubnet]:
    """The vSwitches in which groups launch instances."""
    used = {
        switch.name: switch for group in graph.of(GROUP) for switch in graph.targets(group, "vswitchIds", SWITCH)
    }
    found = {}
    for name, switch in used.items():
        taken = _KEPT + _BALANCER_ADDRESSES * len(graph.referring(switch, BALANCER, "zoneMappings"))
        size = ip_network(get(switch, "cidrBlock")).num_addresses
        found[name] = PlannedSubnet(zone=str(get(switch, "zoneId", name)), free_addresses=size - taken)
    return found
