"""The private network: three tiers of subnets in every zone, controlled ways out, and a record of all traffic."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pulumi

from components.component import Component
from components.logs import LogTarget


class Nat(StrEnum):
    """How private subnets reach the internet."""

    PER_ZONE = "per-zone"
    """One gateway in every zone: losing a zone cuts off that zone only."""
    SINGLE = "single"
    """One gateway for all zones: cheaper, and one zone's loss cuts off everything."""


@dataclass(frozen=True, kw_only=True)
class NetworkArgs:
    """What the network must offer."""

    cidr: str
    """IPv4 block of the whole network; a /16 gives every private subnet 4,096 addresses."""
    zones: tuple[str, ...]
    """Zones in the cloud's own names; every tier gets one subnet in each."""
    nat: Nat
    flow_log: LogTarget
    """Where the record of accepted and rejected traffic goes."""
    registry_id: str | None = None
    """Alibaba Cloud: enterprise registry that instances pull images from; it answers in linked networks only."""
    deletion_protected: bool = True


@dataclass(frozen=True, kw_only=True)
class NetworkOutputs:
    """Ids that everything inside the network needs; subnets are in the order of the zones."""

    network_id: pulumi.Output[str]
    public_subnet_ids: tuple[pulumi.Output[str], ...]
    """Load balancers and NAT gateways only."""
    private_subnet_ids: tuple[pulumi.Output[str], ...]
    """Instances: no public address, way out through NAT and endpoints."""
    isolated_subnet_ids: tuple[pulumi.Output[str], ...]
    """Databases and caches: no way out at all."""
    egress_ips: tuple[pulumi.Output[str], ...]
    """Fixed public addresses that partners can put on their allow-lists."""


class Network(Component[NetworkArgs, NetworkOutputs]):
    """The private network of one stack."""

    token = "floodgate:index:Network"
