"""The network: addresses for instances, and the way out."""

from __future__ import annotations

from ipaddress import ip_network

from infra.rehearsal.aws.edge import BALANCER
from infra.rehearsal.aws.pools import GROUP, SUBNET
from infra.rehearsal.graph import Graph, get
from infra.rehearsal.planned import PlannedEgress, PlannedSubnet

_NAT = "aws:ec2/natGateway:NatGateway"
_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
_KEPT = 5
"""Addresses of each subnet that AWS keeps. Source: Amazon VPC User Guide, "Subnet sizing", 2026-11."""
_BALANCER_ADDRESSES = 8
"""Source: Elastic Load Balancing, "Subnets for your load balancer": at least so many must be free, 2026-11."""


def egress(graph: Graph) -> PlannedEgress:
    """NAT gateways: each has one address of its own and those that are added to it."""
    gateways = graph.of(_NAT)
    more = sum(len(get(gateway, "secondaryAllocationIds", [])) for gateway in gateways)
    return PlannedEgress(addresses=len(gateways) + more, zones_served=max(1, len(gateways)))


def subnets(graph: Graph) -> dict[str, PlannedSubnet]:
    """The subnets in which groups launch instances."""
    used = {
        subnet.name: subnet
        for group in graph.of(GROUP)
        for subnet in graph.targets(group, "vpcZoneIdentifiers", SUBNET)
    }
    found = {}
    for name, subnet in used.items():
        taken = _KEPT
        taken += _BALANCER_ADDRESSES * len(graph.referring(subnet, BALANCER, "subnets"))
        taken += len(graph.referring(subnet, _ENDPOINT, "subnetIds"))
        size = ip_network(get(subnet, "cidrBlock")).num_addresses
        found[name] = PlannedSubnet(zone=str(get(subnet, "availabilityZone", name)), free_addresses=size - taken)
    return found
