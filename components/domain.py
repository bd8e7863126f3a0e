"""The shop's domain: public DNS zone and the certificates of everything that answers for it."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from components.component import Component


@dataclass(frozen=True, kw_only=True)
class DomainArgs:
    """The names the shop answers for."""

    domain: str
    """For example `shop.example.com`; certificates cover it, `*.` it and `*.svc.` it (internal calls)."""
    zone_id: str | None
    """Existing public zone to use (AWS: hosted zone id; Alibaba Cloud: the domain name as registered with
    Alidns). None creates one, which must be delegated before certificates can be validated."""
    certificate_id: str | None
    """Existing certificate in the cloud's certificate service, for clouds that cannot issue one for free
    (Alibaba Cloud: CAS certificate id, required there). None issues one (AWS)."""
    notify: pulumi.Input[str]
    deletion_protected: bool = True
    """Protects a zone that this stack creates: with it go the name servers the domain is delegated to."""


@dataclass(frozen=True, kw_only=True)
class DomainOutputs:
    """What load balancers, the CDN and records need."""

    zone_id: pulumi.Output[str]
    name_servers: pulumi.Output[list[str]]
    """Servers to delegate the domain to, if the zone was created."""
    certificate_id: pulumi.Output[str]
    """For load balancers of the stack's region. Known only once it is issued."""
    edge_certificate_id: pulumi.Output[str]
    """For the CDN."""


class Domain(Component[DomainArgs, DomainOutputs]):
    """The shop's domain."""

    token = "floodgate:index:Domain"
