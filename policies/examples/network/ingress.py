"""What a security group lets in, in each of the forms it can be written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, skips, unknown

_GROUP = "aws:ec2/securityGroup:SecurityGroup"
_DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
_INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
_ECS_RULE = "alicloud:ecs/securityGroupRule:SecurityGroupRule"
_ANYWHERE = "0.0.0.0/0"
_NETWORK = "10.40.0.0/16"


def _forms(port: int, source: Any) -> Iterator[Res]:
    """The same permission in each form: one TCP port for one IPv4 block."""
    entry: dict[str, Any] = {"protocol": "tcp", "fromPort": port, "toPort": port, "cidrBlocks": [source]}
    yield res(
        _INGRESS_RULE, ipProtocol="tcp", fromPort=port, toPort=port, cidrIpv4=source, securityGroupId=UNKNOWN
    )
    yield res(_GROUP, ingress=[entry])
    yield res(_DEFAULT_GROUP, ingress=[entry])
    yield res(_RULE, type="ingress", securityGroupId=UNKNOWN, **entry)
    yield res(
        _ECS_RULE,
        type="ingress",
        ipProtocol="tcp",
        portRange=f"{port}/{port}",
        cidrIp=source,
        policy="accept",
        securityGroupId=UNKNOWN,
    )


def _about_a_port(rule: str, port: int) -> Iterator[Example]:
    for good, bad, nobody_knows in zip(
        _forms(port, _NETWORK), _forms(port, _ANYWHERE), _forms(port, UNKNOWN), strict=True
    ):
        yield passes(rule, good)
        yield fails(rule, bad, says=f"lets 0.0.0.0/0 in to port {port}")
        yield unknown(rule, nobody_knows)
    for harmless in _forms(443, _ANYWHERE):
        yield passes(rule, harmless)
    for way_out in (
        res(_GROUP, egress=[{"protocol": "tcp", "fromPort": port, "toPort": port, "cidrBlocks": [_ANYWHERE]}]),
        res(_DEFAULT_GROUP),
        res(_RULE, type="egress", protocol="tcp", fromPort=port, toPort=port, cidrBlocks=[_ANYWHERE]),
        res(_ECS_RULE, type="egress", ipProtocol="tcp", portRange=f"{port}/{port}", cidrIp=_ANYWHERE),
        # what Alibaba Cloud refuses, it does not let in
        res(_ECS_RULE, type="ingress", ipProtocol="all", portRange="-1/-1", cidrIp=_ANYWHERE, policy="drop"),
    ):
        yield skips(rule, way_out)


def _every_port(source: Any) -> Iterator[Res]:
    entry: dict[str, Any] = {"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": [source]}
    yield res(_INGRESS_RULE, ipProtocol="-1", cidrIpv4=source, securityGroupId=UNKNOWN)
    yield res(_GROUP, ingress=[entry])
    yield res(_DEFAULT_GROUP, ingress=[entry])
    yield res(_RULE, type="ingress", securityGroupId=UNKNOWN, **entry)
    yield res(_ECS_RULE, type="ingress", ipProtocol="all", cidrIp=source, securityGroupId=UNKNOWN)


def _about_every_port() -> Iterator[Example]:
    rule = "network-no-any-protocol-ingress"
    for good, bad, nobody_knows in zip(
        _every_port(_NETWORK), _every_port(_ANYWHERE), _every_port(UNKNOWN), strict=True
    ):
        yield passes(rule, good)
        yield fails(rule, bad, says="lets 0.0.0.0/0 in to every port")
        yield unknown(rule, nobody_knows)
    yield fails(rule, res(_INGRESS_RULE, ipProtocol="tcp", fromPort=0, toPort=65535, cidrIpv6="::/0"))
    yield fails(rule, res(_ECS_RULE, type="ingress", ipProtocol="udp", portRange="1/65535", ipv6CidrIp="::/0"))
    yield passes(rule, res(_INGRESS_RULE, ipProtocol="icmp", fromPort=-1, toPort=-1, cidrIpv4=_ANYWHERE))
    yield passes(rule, res(_INGRESS_RULE, ipProtocol="tcp", fromPort=443, toPort=443, cidrIpv4=_ANYWHERE))


_ADMIN, _DATA = "network-no-public-admin-ports", "network-no-public-data-ports"

EXAMPLES: tuple[Example, ...] = (
    *_about_a_port(_ADMIN, 22),
    fails(_ADMIN, res(_INGRESS_RULE, ipProtocol="tcp", fromPort=3000, toPort=4000, cidrIpv6="::/0"), says="RDP"),
    fails(_ADMIN, res(_INGRESS_RULE, ipProtocol="-1", cidrIpv4=_ANYWHERE), says="WinRM"),
    # two halves are the whole internet
    fails(_ADMIN, res(_INGRESS_RULE, ipProtocol="6", fromPort=22.0, toPort=22.0, cidrIpv4="128.0.0.0/1")),
    fails(_ADMIN, res(_ECS_RULE, type="ingress", ipProtocol="tcp", portRange="1/1024", ipv6CidrIp="2000::/3")),
    # type 8 of ICMP is no port 8
    passes(_ADMIN, res(_INGRESS_RULE, ipProtocol="icmp", fromPort=8, toPort=30, cidrIpv4=_ANYWHERE)),
    passes(
        _ADMIN, res(_INGRESS_RULE, ipProtocol="tcp", fromPort=22, toPort=22, prefixListId="pl-0123456789abcdef0")
    ),
    passes(
        _ADMIN, res(_INGRESS_RULE, ipProtocol="tcp", fromPort=22, toPort=22, referencedSecurityGroupId=UNKNOWN)
    ),
    passes(_ADMIN, res(_INGRESS_RULE, ipProtocol="tcp", fromPort=22, toPort=22, cidrIpv6="fd00::/8")),
    # a block that nobody knows yet hides nothing
    fails(
        _ADMIN,
        res(
            _GROUP,
            ingress=[
                {"protocol": "tcp", "fromPort": 22, "toPort": 22, "cidrBlocks": [UNKNOWN]},
                {"protocol": "tcp", "fromPort": 3389, "toPort": 3389, "cidrBlocks": [_ANYWHERE]},
            ],
        ),
        says="`ingress[1]`",
    ),
    *_about_a_port(_DATA, 3306),
    fails(_DATA, res(_RULE, type="ingress", protocol="tcp", fromPort=6000, toPort=7000, cidrBlocks=["::/0"])),
    fails(_DATA, res(_ECS_RULE, type="ingress", ipProtocol="tcp", portRange="6000/7000", cidrIp=_ANYWHERE)),
    fails(_DATA, res(_ECS_RULE, type="ingress", ipProtocol="all", cidrIp=_ANYWHERE), says="and 24 more"),
    fails(_DATA, res(_RULE, type="ingress", protocol="tcp", fromPort=5439, toPort=5439, cidrBlocks=[_ANYWHERE])),
    fails(_DATA, res(_INGRESS_RULE, ipProtocol="tcp", fromPort=9098, toPort=9098, cidrIpv4=_ANYWHERE)),
    fails(_ADMIN, res(_INGRESS_RULE, ipProtocol="tcp", fromPort=2375, toPort=2375, cidrIpv4=_ANYWHERE)),
    *_about_every_port(),
)
