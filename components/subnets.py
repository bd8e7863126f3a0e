"""Address arithmetic of the network; pure."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from components.errors import InvalidArgument


@dataclass(frozen=True, kw_only=True)
class SubnetPlan:
    """CIDR blocks per tier, one per zone and in the order of the zones."""

    public: tuple[str, ...]
    private: tuple[str, ...]
    isolated: tuple[str, ...]


def plan(cidr: str, zones: int) -> SubnetPlan:
    """Cut `cidr` into three tiers for `zones` zones (1..4).

    Private subnets take a sixteenth of the block each (instances need addresses, /20 of a /16), isolated and
    public ones a 256th (/24 of a /16). A quarter of the block stays free for a later zone.

    Raises:
        InvalidArgument: the block is too small to give every public subnet a /27 (the least a load balancer
            takes on AWS), or there are not 1..4 zones.
    """
    block = ipaddress.IPv4Network(cidr)
    if not 1 <= zones <= 4:
        raise InvalidArgument(f"zones must be 1..4, got {zones}")
    if block.prefixlen > 19:
        raise InvalidArgument(
            f"a /{block.prefixlen} is too small, a /19 is the least that leaves room for every subnet"
        )
    large = list(block.subnets(prefixlen_diff=4))
    small = list(large[15].subnets(prefixlen_diff=4))
    return SubnetPlan(
        private=tuple(str(subnet) for subnet in large[:zones]),
        public=tuple(str(subnet) for subnet in small[:zones]),
        isolated=tuple(str(subnet) for subnet in small[8 : 8 + zones]),
    )
