"""Subnets: an address for every instance of the peak, with a zone lost."""

from __future__ import annotations

import ipaddress
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping

from policies.reading.zones import SUBNET, SWITCH, zone_of
from policies.rule import LIVE, Area, Outcome, Rule, Scope, Severity
from policies.rules.capacity.groups import ESS_GROUP, GROUP
from policies.view import NotEvaluated, View

_BALANCER_ADDRESSES = 8
"""What a load balancer takes in each of its subnets. Source: AWS, "Subnets for your load balancer": at least 8
free addresses; ALB of Alibaba Cloud is assumed to take as many."""
_REBALANCING = 1.1
"""A group may exceed its maximum by a tenth while it moves instances between zones. Source: EC2 Auto Scaling User
Guide, "Rebalancing"; of ESS it is assumed."""
_SUBNETS: Mapping[str, tuple[str, str, int]] = {
    GROUP: ("vpcZoneIdentifiers", SUBNET, 5),
    ESS_GROUP: ("vswitchIds", SWITCH, 4),
}
"""Type of group -> property that names its subnets, their type, and the addresses that the cloud keeps of each."""
_BALANCERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    SUBNET: (
        ("aws:lb/loadBalancer:LoadBalancer", "subnets"),
        ("aws:lb/loadBalancer:LoadBalancer", "subnetMappings"),
    ),
    SWITCH: (("alicloud:alb/loadBalancer:LoadBalancer", "zoneMappings"),),
}


def _enough_addresses(group: View) -> Outcome:
    """All groups that share the subnets may be at their maximum at once."""
    path, type_, reserved = _SUBNETS[group.type]
    subnets = group.targets(path, type_)
    if len(subnets) < group.count(path) or not subnets:
        raise NotEvaluated(f"`{path}` names subnets that are not in this stack")
    sizes: defaultdict[str, int] = defaultdict(int)
    for subnet in subnets:
        sizes[zone_of(subnet)] += _size(subnet) - reserved
    lost = max(sizes, key=lambda zone: sizes[zone]) if len(sizes) > 1 else ""
    left = sum(size for zone, size in sizes.items() if zone != lost)
    most = group.stack.once(
        ("at most", group.type, *sorted(subnet.resource.urn for subnet in subnets)),
        lambda: sum(float(neighbour.get("maxSize", 0)) for neighbour in _neighbours(group.apart(), subnets)),
    )
    group.note("maxSize of all groups in its subnets", most)
    need = math.ceil(most * _REBALANCING)
    need += _BALANCER_ADDRESSES * sum(len(_balancers(subnet)) for subnet in subnets if zone_of(subnet) != lost)
    if left >= need:
        return None
    where = f"without zone {lost} its subnets have" if lost else "its subnets have"
    return f"{where} {left} addresses; at their `maxSize` all groups in them need {need:,}"


def _size(subnet: View) -> int:
    if not subnet.has("cidrBlock"):
        raise NotEvaluated(f"{subnet.name} has no `cidrBlock`: its addresses are chosen later")
    try:
        return ipaddress.ip_network(subnet.get("cidrBlock"), strict=False).num_addresses
    except ValueError:
        raise NotEvaluated(f"`cidrBlock` of {subnet.name} is no block of addresses") from None


def _neighbours(group: View, subnets: list[View]) -> Iterator[View]:
    """The groups with a subnet in common, itself among them."""
    path = _SUBNETS[group.type][0]
    urns = {
        other.urn: group.of(other)
        for subnet in subnets
        for other in group.stack.referring(subnet.resource, group.type, path)
    }
    yield from urns.values()


def _balancers(subnet: View) -> set[str]:
    """The load balancers that stand in a subnet."""
    return {
        balancer.resource.urn
        for type_, path in _BALANCERS[subnet.type]
        for balancer in subnet.referring(type_, path)
    }


RULES = (
    Rule(
        id="capacity-subnet-addresses",
        title="Subnets have an address for every instance of the peak, also with a zone lost",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why=(
            "Without a free address an instance does not start, however high the maximum of its group is, and a "
            "subnet cannot be enlarged: the network has to be built again."
        ),
        remediation=(
            "give Network a larger `cidr` (`floodgate:network` of the stack file), a /16 gives 4,096 addresses a "
            "zone, or lower `scale.max_instances` of the services"
        ),
        source="https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
        checks={GROUP: _enough_addresses, ESS_GROUP: _enough_addresses},
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
