"""The firewall of one workload; stores and load balancers add the rules between themselves and it."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from components.component import Component


@dataclass(frozen=True, kw_only=True)
class SecurityGroupArgs:
    """A workload of the network. It starts closed."""

    network_id: pulumi.Input[str]
    purpose: str
    https_egress: bool = True
    """May open TLS connections (443) to anywhere: cloud APIs, payment providers, carriers."""


@dataclass(frozen=True, kw_only=True)
class SecurityGroupOutputs:
    """The group's id."""

    security_group_id: pulumi.Output[str]


class SecurityGroup(Component[SecurityGroupArgs, SecurityGroupOutputs]):
    """The firewall of one workload."""

    token = "floodgate:index:SecurityGroup"
