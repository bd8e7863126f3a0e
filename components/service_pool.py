"""A pool of identical instances that runs one service and follows its load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi

from components.component import Component
from components.load_balancer import LoadBalancerTarget
from components.logs import LogTarget
from components.queue import QueueTarget
from components.request_class import Refusal


@dataclass(frozen=True, kw_only=True)
class Signature:
    """What a request must carry to be let through; whether it is right, the service says. Exactly one."""

    header: str | None = None
    query: str | None = None
    """Parameter of the query."""


@dataclass(frozen=True, kw_only=True)
class Route:
    """Requests of a load balancer that go to the pool."""

    load_balancer: LoadBalancerTarget
    name: str
    """Short name, part of logical names: `public` or `internal`."""
    hosts: tuple[str, ...]
    paths: tuple[str, ...]
    """Path patterns, for example `/orders/*`; at most 3 together with 1 host (5 values a rule on AWS)."""
    priority: int
    """Unique per load balancer; lower is asked first, 1..9,999."""
    signature: Signature | None = None
    """Requests without it do not match; nothing else may cover the paths."""
    refusal: Refusal | None = None
    """Answered instead, while the route's class is shed. The route stays, so that the load balancer goes on
    checking the instances."""


@dataclass(frozen=True, kw_only=True)
class ScheduledAction:
    """A change of the pool's limits at a known time, for a sale."""

    name: str
    start: str
    """UTC, `YYYY-MM-DDThh:mm:ssZ`. Alibaba Cloud accepts at most 90 days ahead."""
    min_instances: int
    max_instances: int


@dataclass(frozen=True, kw_only=True)
class CampaignForecast:
    """What one campaign is expected to ask of the pool."""

    campaign: str
    peak_rps: float
    """Requests per second, without headroom."""
    peak_at: str
    """UTC, `YYYY-MM-DDThh:mm:ssZ`."""
    instances: int
    """In service when the peak begins."""
    why: str
    """The arithmetic behind the number."""
    prepared: bool
    """Schedules for it exist."""


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """Why the pool has its limits and schedule. It changes nothing by itself: people and policies read it."""

    campaigns: tuple[CampaignForecast, ...]
    """All that have not ended, in the order in which they come."""
    floor_why: str
    """Why `min_instances` is what it is now."""
    warm_pool_why: str
    """Why there is no warm pool, or one of this size."""


@dataclass(frozen=True, kw_only=True)
class WarmPool:
    """Instances that are booted already and stopped, ready to join in seconds."""

    instances: int


@dataclass(frozen=True, kw_only=True)
class Performance:
    """What one instance was measured to do."""

    latency_objective_ms: float
    """What 99 of 100 requests must stay below."""
    throughput_rps: float
    """Requests per second within the latency objective."""
    service_time_ms: float
    """Mean time one request occupies a worker."""
    worker_slots: int
    """Requests one instance works on at the same time."""
    connections: int | None = None
    """Connections that stay open which one instance holds; None: there are none."""
    boot_seconds: int
    """From launch to the first passed health check."""
    warm_up_seconds: int
    """From the first passed health check to full throughput."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """A queue that the pool works off."""

    queue: QueueTarget
    messages_per_second: float
    """That one instance works off."""


@dataclass(frozen=True, kw_only=True)
class ServicePoolArgs:
    """The service and the limits of its pool."""

    image: str
    """Container image with digest: `registry/repository@sha256:...`. It listens with TLS on `port`."""
    registry_id: str | None
    """Alibaba Cloud: id of the enterprise registry instance; None on AWS."""
    port: int
    health_path: str
    environment: Mapping[str, pulumi.Input[str]]
    """Plain settings of the container: endpoints, names, secret ARNs. Never secret values."""
    secrets: Mapping[str, pulumi.Input[str]]
    """Variable name -> ARN of the secret that is read at start, by the instance's own role."""
    vcpu: int
    memory_gib: int
    disk_gib: int = 30
    performance: Performance
    min_instances: int
    max_instances: int
    target_utilisation_ratio: float = 0.9
    """Share of the measured throughput that target tracking aims at."""
    cpu_target_ratio: float = 0.6
    """Second, independent target: mean CPU."""
    work: Mapping[str, Work] = field(default_factory=dict)
    """Queues whose backlog the pool grows with, by name; at most 8 (AWS: metrics of a policy)."""
    backlog_seconds: float = 30
    """Work that may wait for each instance before the pool grows."""
    scheduled_actions: tuple[ScheduledAction, ...] = ()
    warm_pool: WarmPool | None = None
    forecast: Forecast | None = None
    network_id: pulumi.Input[str]
    zones: tuple[str, ...]
    subnet_ids: tuple[pulumi.Input[str], ...]
    """Private subnets in the order of the zones."""
    security_group_id: pulumi.Input[str]
    routes: tuple[Route, ...]
    instance_role: pulumi.Input[str]
    disk_key_arn: pulumi.Input[str]
    """Its users must include AUTOSCALING."""
    log: LogTarget
    notify: pulumi.Input[str]
    deletion_protected: bool = True


@dataclass(frozen=True, kw_only=True)
class ServicePoolOutputs:
    """Names of the pool, and the facts that stack policies judge it by."""

    group_name: pulumi.Output[str]
    """AWS: name of the Auto Scaling group. Alibaba Cloud: id of the scaling group."""
    min_instances: int
    max_instances: int
    throughput_rps: float
    forecast: Forecast | None


class ServicePool(Component[ServicePoolArgs, ServicePoolOutputs]):
    """The pool of one service."""

    token = "floodgate:index:ServicePool"
