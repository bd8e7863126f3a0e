"""What security groups let through, in whichever of its forms it is written: entries of the group itself, separate
rules of two kinds, and the rules of Alibaba Cloud."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from policies.reading.faults import first_fault
from policies.view import View

GROUP = "aws:ec2/securityGroup:SecurityGroup"
DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
ECS_GROUP = "alicloud:ecs/securityGroup:SecurityGroup"
ECS_RULE = "alicloud:ecs/securityGroupRule:SecurityGroupRule"
_PREFIX_LIST_ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"
_PREFIX_LISTS = ("aws:ec2/managedPrefixList:ManagedPrefixList", "alicloud:ecs/ecsPrefixList:EcsPrefixList")


class Direction(StrEnum):
    """Whose connections are let through."""

    IN = "ingress"
    OUT = "egress"


@dataclass(frozen=True)
class _Form:
    """Which properties say what."""

    protocol: str
    ports: tuple[str, ...]
    """First and last, or one text with both."""
    blocks: tuple[str, ...]
    """Address blocks, IPv4 and IPv6."""
    prefix_lists: str


_INLINE = _Form("protocol", ("fromPort", "toPort"), ("cidrBlocks", "ipv6CidrBlocks"), "prefixListIds")
_SEPARATE = _Form("ipProtocol", ("fromPort", "toPort"), ("cidrIpv4", "cidrIpv6"), "prefixListId")
_ECS = _Form("ipProtocol", ("portRange",), ("cidrIp", "ipv6CidrIp"), "prefixListId")
_ONE_WAY = {INGRESS_RULE: Direction.IN, EGRESS_RULE: Direction.OUT}

_EVERY_PORT = range(65_536)
_EVERY_PROTOCOL = {"-1", "all"}
_WITH_PORTS = {"tcp", "udp", "6", "17"}
"""By name, or by IANA's number as AWS also takes it."""
_WIDEST = {4: 8, 6: 16}
"""IP version -> shortest prefix of a block that is less than everybody: two blocks of half the internet are
all of it. No registry gives away more than a /8 (IPv4) or a /16 (IPv6)."""


@dataclass(frozen=True)
class Permission:
    """Who may connect to which ports."""

    entry: View
    form: _Form

    @property
    def place(self) -> str:
        """Where the resource says it, for messages: ``"`ingress[0]` "``, empty where it is the resource itself."""
        return f"`{self.entry.path}` " if self.entry.path else ""

    def ports(self) -> range:
        """The TCP and UDP ports; none for protocols without ports."""
        protocol = str(self.entry.get(self.form.protocol)).lower()
        if protocol in _EVERY_PROTOCOL:
            return _EVERY_PORT
        if protocol not in _WITH_PORTS:
            return range(0)
        return _span([self.entry.get(path, -1) for path in self.form.ports])

    def unrestricted(self) -> bool:
        """Whether it is about every port."""
        ports = self.ports()
        return 1 in ports and _EVERY_PORT[-1] in ports

    def everybody(self) -> str | None:
        """The address block that stands for the whole internet, if there is one."""
        for path in self.form.blocks:
            for block in self.entry.values(path):
                if is_everybody(block):
                    return str(block)
        return None

    def listed_everybody(self) -> str | None:
        """The same, also by a prefix list of the stack."""
        block = self.everybody()
        if block is not None:
            return block
        for prefix_list in self.entry.targets(self.form.prefix_lists, *_PREFIX_LISTS):
            separate = prefix_list.referring(_PREFIX_LIST_ENTRY, "prefixListId")
            for entry in (*prefix_list.each("entries"), *separate):
                if is_everybody(entry.get("cidr")):
                    return f"{entry.get('cidr')} ({prefix_list.name})"
        return None


def permissions(resource: View, direction: Direction) -> Iterator[Permission]:
    """What one resource lets through: a group by its own entries, or a rule."""
    if resource.type in (GROUP, DEFAULT_GROUP):
        for entry in resource.each(direction):
            yield Permission(entry, _INLINE)
    elif resource.type in _ONE_WAY:
        if _ONE_WAY[resource.type] is direction:
            yield Permission(resource, _SEPARATE)
    elif resource.get("type") == direction:
        if resource.type == RULE:
            yield Permission(resource, _INLINE)
        elif resource.get("policy", "accept") == "accept":
            yield Permission(resource, _ECS)


def granted(group: View, direction: Direction) -> Iterator[Permission]:
    """What a group lets through altogether."""
    rules: tuple[str, ...] = (ECS_RULE,)
    if group.type != ECS_GROUP:
        rules = (RULE, INGRESS_RULE if direction is Direction.IN else EGRESS_RULE)
        yield from permissions(group, direction)
    for type_ in rules:
        for rule in group.referring(type_, "securityGroupId"):
            yield from permissions(rule, direction)


def admits_everybody(group: View) -> str | None:
    """The block through which a group lets the whole internet in, if there is one."""
    return first_fault(granted(group, Direction.IN), Permission.listed_everybody)


def drops_the_rest(group: View, direction: Direction) -> bool:
    """Whether a group of Alibaba Cloud refuses what no rule accepts. By itself it lets everything out, and an ALB
    lets everything in."""
    return any(
        rule.get("type") == direction
        and rule.get("policy", "accept") == "drop"
        and rule.get("cidrIp") == "0.0.0.0/0"
        and Permission(rule, _ECS).unrestricted()
        and (direction is Direction.IN or rule.get("ipProtocol") in _EVERY_PROTOCOL)  # an ALB speaks TCP only
        for rule in group.referring(ECS_RULE, "securityGroupId")
    )


def is_everybody(block: object) -> bool:
    """Whether an address block is the whole internet, or so much of it that there is no difference."""
    try:
        network = ipaddress.ip_network(str(block), strict=False)
    except ValueError:
        return False
    if network.prefixlen == 0:
        return True
    return network.prefixlen < _WIDEST[network.version] and not network.is_private


def _span(ports: list[object]) -> range:
    """First and last port, given as two numbers or as `1/65535`; -1 is every port."""
    texts = str(ports[0]).split("/") if len(ports) == 1 else ports
    first, last = (int(float(str(port))) for port in (texts[0], texts[-1]))
    return _EVERY_PORT if first == -1 else range(first, last + 1)
