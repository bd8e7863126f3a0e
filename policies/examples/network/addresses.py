"""Addresses that partners know."""

from __future__ import annotations

from collections.abc import Iterator

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, skips, unknown

_RULE = "network-egress-addresses-kept"
_EIP = "aws:ec2/eip:Eip"
_ECS_EIP = "alicloud:ecs/eipAddress:EipAddress"


def _examples() -> Iterator[Example]:
    nat = res("aws:ec2/natGateway:NatGateway", "nat", allocationId=ref("address"))
    yield passes(_RULE, res(_EIP, "address", {"protect": True}, domain="vpc"), nat)
    yield passes(_RULE, res(_EIP, "address", {"retain_on_delete": True}, domain="vpc"), nat)
    yield fails(_RULE, res(_EIP, "address", domain="vpc"), nat, says="`protect` is not set")
    second = res("aws:ec2/natGateway:NatGateway", "nat", secondaryAllocationIds=[ref("address")])
    yield fails(_RULE, res(_EIP, "address", domain="vpc"), second, says="`protect` is not set")
    each_zone = [{"allocationIds": [ref("address")], "availabilityZone": "eu-central-1a"}]
    regional = res("aws:ec2/natGateway:NatGateway", "nat", availabilityZoneAddresses=each_zone)
    yield fails(_RULE, res(_EIP, "address", domain="vpc"), regional, says="`protect` is not set")
    yield skips(_RULE, res(_EIP, "address", domain="vpc"))
    type_ = "alicloud:ecs/eipAssociation:EipAssociation"
    bound = res(type_, "bound", allocationId=ref("address"), instanceType="Nat")
    yield passes(_RULE, res(_ECS_EIP, "address", deletionProtection=True), bound)
    yield fails(_RULE, res(_ECS_EIP, "address"), bound, says="`deletionProtection` is not true")
    yield unknown(_RULE, res(_ECS_EIP, "address", deletionProtection=UNKNOWN), bound)
    gateway = res("alicloud:vpc/natGateway:NatGateway", "nat")
    by_id = res(type_, "bound", allocationId=ref("address"), instanceId=ref("nat"))
    yield fails(_RULE, res(_ECS_EIP, "address"), by_id, gateway, says="`deletionProtection` is not true")
    yield skips(_RULE, res(_ECS_EIP, "address"), res(type_, "bound", allocationId=ref("address")))


EXAMPLES: tuple[Example, ...] = tuple(_examples())
