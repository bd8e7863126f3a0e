"""Addresses of the way out, and connections that need them."""

from __future__ import annotations

from typing import Any

from policies.examples.declared import sale
from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown
from policies.facts import Environment

_ADDRESSES = "capacity-nat-addresses"
_NAT = "aws:ec2/natGateway:NatGateway"
_ALI_NAT = "alicloud:vpc/natGateway:NatGateway"
_ASSOCIATION = "alicloud:ecs/eipAssociation:EipAssociation"
_TWO: dict[str, Any] = {"sales": sale(prepared=False, nat_addresses=2)}


def _gateways(count: int, **inputs: Any) -> tuple[Res, ...]:
    return tuple(res(_NAT, f"zone-{number}", subnetId=UNKNOWN, **inputs) for number in range(count))


def _associated(count: int, **inputs: Any) -> tuple[Res, ...]:
    return (
        res(_ALI_NAT, "nat", **inputs),
        *(
            res(_ASSOCIATION, f"address-{number}", instanceId=ref("nat"), instanceType="Nat")
            for number in range(count)
        ),
    )


EXAMPLES: tuple[Example, ...] = (
    passes(_ADDRESSES, *_gateways(3), **_TWO),
    passes(_ADDRESSES, *_gateways(1, secondaryAllocationIds=[UNKNOWN]), **_TWO),
    fails(
        _ADDRESSES,
        *_gateways(1),
        says="the way out has 1 address and singles-day needs 2 for its connections to one third party",
        **_TWO,
    ),
    # the gateway of a lost zone takes its addresses with it, where the loss of a zone must be borne
    passes(_ADDRESSES, *_gateways(2, secondaryAllocationIds=[UNKNOWN]), **_TWO),
    skips(_ADDRESSES, *_gateways(1)),
    skips(_ADDRESSES, *_gateways(1, connectivityType="private"), **_TWO),
    skips(_ADDRESSES, *_gateways(1), environment=Environment.DEV, **_TWO),
    unknown(_ADDRESSES, *_gateways(1, connectivityType=UNKNOWN), **_TWO),
    passes(_ADDRESSES, *_associated(3), **_TWO),
    fails(
        _ADDRESSES, *_associated(2), says="has 2 addresses, 1 without one zone, and singles-day needs 2", **_TWO
    ),
    skips(_ADDRESSES, *_associated(1)),
    skips(_ADDRESSES, *_associated(1, networkType="intranet"), **_TWO),
    unknown(_ADDRESSES, *_associated(1, networkType=UNKNOWN), **_TWO),
)
