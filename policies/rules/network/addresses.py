"""The addresses that partners know the shop by."""

from __future__ import annotations

from policies.rule import PRODUCTION, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_EIP, _NAT = "aws:ec2/eip:Eip", "aws:ec2/natGateway:NatGateway"
_USES = ("allocationId", "secondaryAllocationIds", "availabilityZoneAddresses")
_ECS_EIP = "alicloud:ecs/eipAddress:EipAddress"
_ECS_NAT = "alicloud:vpc/natGateway:NatGateway"
_ASSOCIATION = "alicloud:ecs/eipAssociation:EipAssociation"
_NOT_OF_NAT = NotApplicable("no NAT gateway uses it")


def _aws_kept(address: View) -> Outcome:
    if not any(address.referring(_NAT, path) for path in _USES):
        return _NOT_OF_NAT
    options = address.resource.options
    if options.get("protect") or options.get("retain_on_delete"):
        return None
    return "the resource option `protect` is not set: a wrong change gives it back to AWS"


def _alicloud_kept(address: View) -> Outcome:
    of_nat = [
        each
        for each in address.referring(_ASSOCIATION, "allocationId")
        # The provider tells by the id where nothing is said
        if each.get("instanceType") == "Nat" or each.stack.targets(each.resource, "instanceId", (_ECS_NAT,))
    ]
    if not of_nat:
        return _NOT_OF_NAT
    if address.get("deletionProtection", False) is True:
        return None
    return "`deletionProtection` is not true: a wrong change gives it back to the cloud"


RULES = (
    Rule(
        id="network-egress-addresses-kept",
        title="The addresses that the shop calls from cannot get lost",
        area=Area.NETWORK,
        severity=Severity.MEDIUM,
        why="Marketplaces and payment providers let in only addresses that they were told; a new one stops every "
        "call until somebody on their side has changed a list.",
        remediation="leave the addresses to Network with `deletion_protected=True` (stack file: `lifetime: "
        "permanent`)",
        source="https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html",
        checks={_EIP: _aws_kept, _ECS_EIP: _alicloud_kept},
        scope=Scope.STACK,
        environments=PRODUCTION,
    ),
)
