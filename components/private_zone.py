"""Names for calls between services, resolvable inside the network only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.component import Component


@dataclass(frozen=True, kw_only=True)
class PrivateZoneArgs:
    """The zone and what its names point to."""

    domain: str
    """For example `svc.shop.example.com`."""
    network_id: pulumi.Input[str]
    aliases: Mapping[str, pulumi.Input[str]]
    """Relative name (`*` for all others) -> host name it stands for."""


@dataclass(frozen=True, kw_only=True)
class PrivateZoneOutputs:
    """The zone's id."""

    zone_id: pulumi.Output[str]


class PrivateZone(Component[PrivateZoneArgs, PrivateZoneOutputs]):
    """A private DNS zone."""

    token = "floodgate:index:PrivateZone"
