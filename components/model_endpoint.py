"""A model that answers over HTTP, on instances of its own that follow its load. Who asks it never waits for it."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from components.component import Component
from components.errors import InvalidArgument


@dataclass(frozen=True, kw_only=True)
class ModelEndpointArgs:
    """The model, the size of its instances and the limits of their number."""

    image: str
    """Container image with digest, the weights in it: `registry/repository@sha256:...` (docs/image.md)."""
    registry_id: str | None = None
    """Alibaba Cloud: id of the enterprise registry instance; None on AWS."""
    vcpu: int
    memory_gib: int
    invocations_rps: float
    """Invocations per second of one instance within the latency objective."""
    latency_objective_ms: float
    """What 99 of 100 invocations stay below."""
    min_instances: int
    """Always running."""
    max_instances: int
    """Never more, whatever the load."""
    target_utilisation_ratio: float = 0.7
    """Share of `invocations_rps` that scaling aims at: an instance of a model needs minutes to start."""
    network_id: pulumi.Input[str]
    subnet_ids: tuple[pulumi.Input[str], ...]
    """Private subnets in the order of the zones."""
    security_group_id: pulumi.Input[str]
    disk_key_arn: pulumi.Input[str]
    log_retention_days: int
    log_key_arn: pulumi.Input[str]
    notify: pulumi.Input[str]
    deletion_protected: bool = True


@dataclass(frozen=True, kw_only=True)
class ModelEndpointOutputs:
    """How to ask the model, and the facts that policies judge it by."""

    endpoint_name: pulumi.Output[str]
    """AWS: name of the endpoint. Alibaba Cloud: name of the service."""
    endpoint_arn: pulumi.Output[str]
    url: pulumi.Output[str]
    """Where an invocation is posted to, inside the network."""
    min_instances: int
    max_instances: int
    invocations_rps: float


class ModelEndpoint(Component[ModelEndpointArgs, ModelEndpointOutputs]):
    """One model."""

    token = "floodgate:index:ModelEndpoint"


def check_limits(args: ModelEndpointArgs) -> None:
    """Raises InvalidArgument for limits that no cloud can scale between."""
    if not 1 <= args.min_instances <= args.max_instances:
        raise InvalidArgument(
            "min_instances must be in 1..max_instances, got "
            f"{args.min_instances} with max_instances={args.max_instances}"
        )
