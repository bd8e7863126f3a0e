"""The way out: ports of its addresses for the connections to those who are called outside."""

from __future__ import annotations

from policies.reading.upcoming import NO_NEED, ahead, largest
from policies.rule import LIVE, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_NAT = "aws:ec2/natGateway:NatGateway"
_ALI_NAT = "alicloud:vpc/natGateway:NatGateway"
_ASSOCIATION = "alicloud:ecs/eipAssociation:EipAssociation"


def _aws_addresses(gateway: View) -> Outcome:
    if gateway.get("connectivityType", "public") != "public":
        return NotApplicable("it leads to other networks, not to the internet")
    gateways = [each for each in gateway.all(_NAT) if each.get("connectivityType", "public") == "public"]
    each = [1 + each.count("secondaryAllocationIds") for each in gateways]
    # Each stands in one zone, and its addresses are lost with it
    return _enough(gateway, sum(each), max(each) if len(each) > 1 else 0)


def _alicloud_addresses(gateway: View) -> Outcome:
    if gateway.get("networkType", "internet") != "internet":
        return NotApplicable("it leads to other networks, not to the internet")
    addresses = len(gateway.referring(_ASSOCIATION, "instanceId"))
    # A zone's instances leave by the address of their zone; without the zone nobody uses it
    return _enough(gateway, addresses, 1 if addresses > 1 else 0)


def _enough(gateway: View, addresses: int, lost: int) -> Outcome:
    facts = gateway.stack.facts
    need = largest(ahead(facts), lambda needs: needs.nat_addresses)
    if need is None:
        return NO_NEED
    left = addresses - lost if facts.demands.zone_headroom else addresses
    if left >= need.value:
        return None
    has = f"{addresses} address" if addresses == 1 else f"{addresses} addresses"
    without = f", {left} without one zone," if left < addresses else ""
    return (
        f"the way out has {has}{without} and {need.sale} needs {need.value} for its connections to one third party"
    )


RULES = (
    Rule(
        id="capacity-nat-addresses",
        title="The way out has addresses enough for the connections to each third party",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why=(
            "An address of a NAT gateway holds 55,000 connections to one destination. Beyond, calls to the "
            "payment provider fail while everything inside looks well."
        ),
        remediation=(
            "keep connections alive (`third_parties.*.keep_alive` and `connection_seconds` in shop.yaml say "
            "whether the services do), or take the profile highly-available, which gives each zone an address"
        ),
        source="https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
        checks={_NAT: _aws_addresses, _ALI_NAT: _alicloud_addresses},
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
