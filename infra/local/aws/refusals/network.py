"""The network: blocks, routes, gateways."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from infra.local.aws.refusals.subject import SUBNET, VPC, Rules, Subject
from infra.local.contract import Finding

_ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation"
_GATEWAY = "aws:ec2/internetGateway:InternetGateway"
_NAT = "aws:ec2/natGateway:NatGateway"
_ROUTE = "aws:ec2/route:Route"
_TABLE = "aws:ec2/routeTable:RouteTable"
_DESTINATIONS = ("destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId")


def block(subject: Subject) -> Iterator[Finding]:
    """A block of addresses, of 16 to 65,536 of them; that of a subnet inside its VPC's and apart from others'."""
    own = _network(subject.text("cidrBlock"))
    if own is None:
        if subject.get("cidrBlock"):
            yield subject.finding("cidrBlock", "must be a block such as 10.0.0.0/16, without bits of a host")
        return
    if not 16 <= own.prefixlen <= 28:
        yield subject.finding("cidrBlock", "must be a block between /16 and /28")
    vpc = subject.target(subject.get("vpcId"), VPC)
    if vpc is None:
        return
    outer = _network(str(vpc.get("cidrBlock")))
    if outer and not own.subnet_of(outer):
        yield subject.finding("cidrBlock", f"must be inside the VPC's block, {outer}")
    for other in subject.others(SUBNET):
        taken = _network(str(other.get("cidrBlock")))
        if taken and other.get("vpcId") == vpc.id and own.overlaps(taken):
            yield subject.finding("cidrBlock", f"overlaps the subnet {other.name}, {taken}")


def _network(text: str) -> ipaddress.IPv4Network | None:
    try:
        return ipaddress.IPv4Network(text)
    except ValueError:
        return None


def zone(subject: Subject) -> Iterator[Finding]:
    """A zone of the resource's own region."""
    name = subject.text("availabilityZone")
    if name and subject.region and not re.fullmatch(rf"{subject.region}(-[a-z0-9-]+)?[a-z]", name):
        yield subject.finding("availabilityZone", f"must be a zone of {subject.region}")


def one_gateway(subject: Subject) -> Iterator[Finding]:
    """A VPC has one internet gateway."""
    for other in subject.others(_GATEWAY):
        if other.get("vpcId") == subject.get("vpcId"):
            yield subject.finding("vpcId", f"has an internet gateway already, {other.name}")


def route(subject: Subject) -> Iterator[Finding]:
    """The gateway belongs to the VPC of the table, and the table has no other route to the same destination."""
    table = subject.target(subject.get("routeTableId"), _TABLE)
    vpc = table.get("vpcId") if table else None
    gateway = subject.target(subject.get("gatewayId"), _GATEWAY)
    if vpc and gateway and gateway.get("vpcId") not in (None, vpc):
        yield subject.finding("gatewayId", f"is attached to {gateway.get('vpcId')}, the table is of {vpc}")
    nat = subject.target(subject.get("natGatewayId"), _NAT)
    subnet = subject.target(nat.get("subnetId"), SUBNET) if nat else None
    if vpc and subnet and subnet.get("vpcId") != vpc:
        yield subject.finding("natGatewayId", f"is in {subnet.get('vpcId')}, the table is of {vpc}")
    for destination in _DESTINATIONS:
        for other in subject.others(_ROUTE):
            same_table = other.get("routeTableId") == subject.get("routeTableId")
            if same_table and subject.get(destination) and other.get(destination) == subject.get(destination):
                yield subject.finding(destination, f"is a route of this table already, {other.name}")


def association(subject: Subject) -> Iterator[Finding]:
    """A subnet has one route table, of its own VPC."""
    table = subject.target(subject.get("routeTableId"), _TABLE)
    subnet = subject.target(subject.get("subnetId"), SUBNET)
    if table and subnet and table.get("vpcId") != subnet.get("vpcId"):
        what = f"is a table of {table.get('vpcId')}, the subnet is of {subnet.get('vpcId')}"
        yield subject.finding("routeTableId", what)
    for other in subject.others(_ASSOCIATION):
        if subnet and other.get("subnetId") == subnet.id:
            yield subject.finding("subnetId", f"has a route table already, by {other.name}")


def nat_gateway(subject: Subject) -> Iterator[Finding]:
    """A public NAT gateway has an address of its own."""
    public = subject.text("connectivityType") != "private"
    if public and not subject.get("allocationId"):
        yield subject.finding(
            "allocationId", "must be given for a public NAT gateway", "pass an Eip's allocationId"
        )
    for other in subject.others(_NAT):
        if subject.get("allocationId") and other.get("allocationId") == subject.get("allocationId"):
            yield subject.finding("allocationId", f"is in use by the NAT gateway {other.name}")


RULES: Rules = {
    VPC: (block,),
    SUBNET: (block, zone),
    _GATEWAY: (one_gateway,),
    _ROUTE: (route,),
    _ASSOCIATION: (association,),
    _NAT: (nat_gateway,),
}
