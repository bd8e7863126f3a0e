"""Subnets and the addresses that a peak needs."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, unknown

_ADDRESSES = "capacity-subnet-addresses"
_GROUP = "aws:autoscaling/group:Group"
_SUBNET = "aws:ec2/subnet:Subnet"
_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
_ESS_GROUP = "alicloud:ess/scalingGroup:ScalingGroup"
_SWITCH = "alicloud:vpc/switch:Switch"
_ALB = "alicloud:alb/loadBalancer:LoadBalancer"


def _subnets(*blocks: str) -> tuple[Res, ...]:
    zones = "abc"
    return tuple(
        res(_SUBNET, zone, availabilityZone=f"eu-central-1{zone}", cidrBlock=block)
        for zone, block in zip(zones, blocks, strict=False)
    )


def _switches(*blocks: str) -> tuple[Res, ...]:
    zones = "lmn"
    return tuple(
        res(_SWITCH, zone, zoneId=f"cn-shanghai-{zone}", cidrBlock=block)
        for zone, block in zip(zones, blocks, strict=False)
    )


def _group(most: int, *zones: str, name: str = "orders") -> Res:
    return res(_GROUP, name, maxSize=most, vpcZoneIdentifiers=[ref(zone) for zone in zones])


def _ess_group(most: int, *zones: str, name: str = "orders") -> Res:
    return res(_ESS_GROUP, name, maxSize=most, vswitchIds=[ref(zone) for zone in zones])


EXAMPLES: tuple[Example, ...] = (
    passes(_ADDRESSES, _group(456, "a", "b", "c"), *_subnets("10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24")),
    # facts/policies.md section 7, case 8: whether a subnet is small depends on the peak
    fails(
        _ADDRESSES,
        _group(600, "a", "b", "c"),
        *_subnets("10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"),
        says="have 502 addresses; at their `maxSize` all groups in them need 660",
    ),
    # Neighbours and load balancers need addresses of the same subnets
    fails(
        _ADDRESSES,
        _group(300, "a", "b"),
        _group(300, "a", "b", name="catalog"),
        *_subnets("10.0.0.0/23", "10.0.2.0/23"),
        says="need 660",
    ),
    fails(
        _ADDRESSES,
        _group(459, "a", "b"),
        *_subnets("10.0.0.0/23", "10.0.2.0/23"),
        res(_BALANCER, "shop", subnets=[ref("a"), ref("b")]),
        says="need 513",
    ),
    passes(_ADDRESSES, _group(20, "a"), *_subnets("10.0.0.0/27")),
    fails(_ADDRESSES, _group(30, "a"), *_subnets("10.0.0.0/27"), says="its subnets have 27 addresses"),
    unknown(
        _ADDRESSES,
        res(_GROUP, "orders", maxSize=20, vpcZoneIdentifiers=["subnet-0123456789abcdef0"]),
        says="not in this stack",
    ),
    unknown(_ADDRESSES, _group(20, "a"), res(_SUBNET, "a", availabilityZone="eu-central-1a", cidrBlock=UNKNOWN)),
    unknown(
        _ADDRESSES, _group(20, "a"), res(_SUBNET, "a", availabilityZone="eu-central-1a", ipv4NetmaskLength=24)
    ),
    unknown(_ADDRESSES, _group(20, "a"), res(_SUBNET, "a", availabilityZone="eu-central-1a", cidrBlock="any")),
    passes(_ADDRESSES, _ess_group(400, "l", "m", "n"), *_switches("10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24")),
    fails(
        _ADDRESSES,
        _ess_group(600, "l", "m", "n"),
        *_switches("10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"),
        says="have 504 addresses",
    ),
    fails(
        _ADDRESSES,
        _ess_group(459, "l", "m"),
        *_switches("10.0.0.0/23", "10.0.2.0/23"),
        res(_ALB, "shop", zoneMappings=[{"vswitchId": ref("l")}, {"vswitchId": ref("m")}]),
        says="need 513",
    ),
    unknown(_ADDRESSES, _ess_group(20, "l"), res(_SWITCH, "l", zoneId="cn-shanghai-l", cidrBlock=UNKNOWN)),
)
