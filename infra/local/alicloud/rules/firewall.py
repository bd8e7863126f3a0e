"""Rules of security groups, and the lists of addresses in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network

from infra.local.alicloud.case import Case
from infra.local.contract import Finding

ALL_PORTS = "-1/-1"
_WITH_PORTS = ("tcp", "udp")


def ports(case: Case) -> Iterator[Finding]:
    """TCP and UDP have ports, the other protocols have not. Source: resource_alicloud_security_group_rule.go."""
    protocol, span = case.value("ipProtocol"), case.value("portRange")
    if protocol not in _WITH_PORTS:
        if span not in (None, ALL_PORTS):
            yield case.refuse("portRange", f"must be {ALL_PORTS} for {protocol}, which has no ports", span)
        return
    found = re.fullmatch(r"(\d+)/(\d+)", str(span or ALL_PORTS))
    if not found or not 1 <= int(found[1]) <= int(found[2]) <= 65535:
        what = f"must be FROM/TO with ports between 1 and 65535 for {protocol}, such as 443/443"
        yield case.refuse("portRange", what, span or ALL_PORTS)


def one_peer(case: Case) -> Iterator[Finding]:
    """A rule is about one peer, and its address is of the right version."""
    peers = [
        name for name in ("cidrIp", "ipv6CidrIp", "sourceSecurityGroupId", "prefixListId") if case.value(name)
    ]
    if len(peers) > 1:
        yield case.refuse(peers[1], f"goes beside {peers[0]}: a rule is about one peer", case.value(peers[1]))
    for name, version in (("cidrIp", 4), ("ipv6CidrIp", 6)):
        block = _block(case.value(name))
        if case.value(name) and (block is None or block.version != version):
            yield case.refuse(name, f"must be an IPv{version} block or address", case.value(name))


def entries(case: Case) -> Iterator[Finding]:
    """A prefix list holds as many blocks as it says, all different, of its version."""
    version = 6 if case.value("addressFamily") == "IPv6" else 4
    most, given = case.number("maxEntries"), list(case.places("entries[].cidr"))
    if most is not None and len(given) > most:
        yield case.refuse("entries", f"must be at most {most:g}, as `maxEntries` says", len(given))
    seen: set[IPv4Network | IPv6Network] = set()
    for place in given:
        block = _block(place.value)
        if block is None or block.version != version:
            yield case.refuse(place.path, f"must be an IPv{version} block or address", place.value)
        elif block in seen:
            yield case.refuse(place.path, "stands in the list twice", place.value)
        else:
            seen.add(block)


def _block(text: object) -> IPv4Network | IPv6Network | None:
    """Host bits are allowed: 10.159.6.18/12 is an example of the documentation."""
    try:
        return ip_network(str(text), strict=False)
    except ValueError:
        return None
