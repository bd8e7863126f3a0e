"""An HTTPS load balancer: behind the CDN for the public, or inside the network for calls between services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import pulumi

from components.component import Component
from components.request_class import RequestClass


class Exposure(StrEnum):
    """Who may open a connection."""

    EDGE = "edge"
    """Only the CDN: by its addresses, and by a token it adds to every request."""
    INTERNAL = "internal"
    """Only the named workloads of the network."""


@dataclass(frozen=True, kw_only=True)
class Reservation:
    """What it must carry from one second to the next: by itself it grows over minutes."""

    capacity_units: int
    """AWS: LCU, at least 100. 0: nothing to reserve."""
    megabits_per_second: int
    """EDGE: what it sends to the internet at the peak."""


@dataclass(frozen=True, kw_only=True)
class LoadBalancerArgs:
    """Where it stands and who may reach it."""

    exposure: Exposure
    network_id: pulumi.Input[str]
    zones: tuple[str, ...]
    subnet_ids: tuple[pulumi.Input[str], ...]
    """Public subnets for EDGE, private ones for INTERNAL, in the order of the zones."""
    certificate_id: pulumi.Input[str]
    origin_token: pulumi.Input[str] | None = None
    """EDGE only: requests without this header value are refused. Marked secret."""
    clients: Mapping[str, pulumi.Input[str]]
    """INTERNAL only: workload name -> security group that may connect."""
    requests_per_ip: int = 2000
    """EDGE only: requests one address may send in five minutes before it is blocked. Behind the CDN the
    address is the one the CDN reports."""
    classes: tuple[RequestClass, ...] = ()
    """EDGE only: limits of their own for single addresses, and what is refused; the first goes first."""
    idle_seconds: int = 60
    """How long a connection may say nothing before it is closed, 60..600; more than the CDN keeps one open."""
    reserve: Reservation | None = None
    """For a campaign; it costs from the moment that it is there."""
    log_retention_days: int = 400
    log_key_arn: pulumi.Input[str]
    """Encrypts the firewall's log."""
    notify: pulumi.Input[str]
    deletion_protected: bool = True


@dataclass(frozen=True, kw_only=True)
class LoadBalancerTarget:
    """What a service pool needs to be reached through the load balancer."""

    listener_id: pulumi.Output[str]
    """HTTPS listener that takes the routing rules."""
    security_group_id: pulumi.Output[str]
    """Group that may connect to the instances."""
    metric_id: pulumi.Output[str]
    """AWS: ARN suffix; Alibaba Cloud: load balancer id. Names it in metrics."""
    origin_token: pulumi.Input[str] | None
    """Token that every routing rule must ask for, if any."""


@dataclass(frozen=True, kw_only=True)
class LoadBalancerOutputs:
    """How to reach it and how to hang services onto it."""

    dns_name: pulumi.Output[str]
    target: LoadBalancerTarget


class LoadBalancer(Component[LoadBalancerArgs, LoadBalancerOutputs]):
    """One load balancer."""

    token = "floodgate:index:LoadBalancer"
