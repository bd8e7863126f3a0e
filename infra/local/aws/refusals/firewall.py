"""Security groups: protocols, ports, sources and duplicates of their rules."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from infra.local.aws.refusals.subject import Rules, Subject, number
from infra.local.contract import Finding

_EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
_INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
_NAMES = ("tcp", "udp", "icmp", "icmpv6", "all")
_WITH_PORTS = ("tcp", "udp", "6", "17")
_WITH_TYPES = ("icmp", "icmpv6", "1", "58")
_ENDS = ("cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId")
_SAME = ("securityGroupId", "ipProtocol", "fromPort", "toPort", *_ENDS)
"""Two rules that agree in these are the same to AWS."""


def rule(subject: Subject) -> Iterator[Finding]:
    """One rule as a resource of its own."""
    yield from _traffic(subject, "ipProtocol")
    for path, class_ in (("cidrIpv4", ipaddress.IPv4Network), ("cidrIpv6", ipaddress.IPv6Network)):
        try:
            class_(subject.text(path) or class_(0), strict=False)
        except ValueError:
            yield subject.finding(path, "must be a block such as 10.0.0.0/16 or 2001:db8::/32")
    ends = [path for path in _ENDS if subject.get(path)]
    if len(ends) != 1:
        what = f"exactly one of {', '.join(_ENDS)} must be given, got {', '.join(ends) or 'none'}"
        yield subject.finding(ends[-1] if ends else _ENDS[0], what)
    for other in subject.others(subject.type):
        if all(other.get(path) == subject.get(path) for path in _SAME):
            yield subject.finding(
                "securityGroupId", f"has this rule already, {other.name}", "leave one of them out"
            )


def inline_rules(subject: Subject) -> Iterator[Finding]:
    """The rules inside a group."""
    for path in ("ingress[]", "egress[]"):
        for part in subject.parts(path):
            yield from _traffic(part, "protocol")


def _traffic(subject: Subject, protocol_path: str) -> Iterator[Finding]:
    protocol = subject.text(protocol_path).lower()
    low, high = subject.number("fromPort"), subject.number("toPort")
    if protocol != "-1" and protocol not in _NAMES and not _is_protocol_number(protocol):
        yield subject.finding(protocol_path, "must be tcp, udp, icmp, icmpv6, -1 (all) or a number from 0 to 255")
    if protocol in _WITH_PORTS:
        for path, port in (("fromPort", low), ("toPort", high)):
            if port is None or not 0 <= port <= 65535:
                yield subject.finding(path, f"must be a port from 0 to 65535 for {protocol}")
        if low is not None and high is not None and low > high:
            yield subject.finding("toPort", f"must not be below fromPort, {low:g}")
    if protocol in _WITH_TYPES and (low is None or high is None or not (-1 <= low <= 255 and -1 <= high <= 255)):
        yield subject.finding("fromPort", "must be the type, and toPort the code, from -1 (all) to 255")


def _is_protocol_number(text: str) -> bool:
    value = number(text) if re.fullmatch(r"\d+", text) else None
    return value is not None and value <= 255


RULES: Rules = {
    "aws:ec2/securityGroup:SecurityGroup": (inline_rules,),
    _EGRESS: (rule,),
    _INGRESS: (rule,),
}
