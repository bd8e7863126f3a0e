"""Containers that play a campaign against the shop from outside; none runs until somebody starts them."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from components.component import Component
from components.errors import InvalidArgument
from components.logs import LogTarget


@dataclass(frozen=True, kw_only=True)
class LoadGeneratorArgs:
    """The generator, its script, and when it may run."""

    image: str
    """Image of k6 with digest: `registry/repository@sha256:...`; it has a shell, as the official one."""
    registry_id: str | None = None
    """Alibaba Cloud: id of the enterprise registry instance; None on AWS."""
    script: str
    """What k6 plays."""
    tasks: int
    """Containers at the same time, at most; the script is one task's part of the load."""
    vcpu: int = 4
    """Of one task."""
    memory_gib: int = 8
    window_start: str
    """UTC, `YYYY-MM-DDThh:mm:ssZ`: before it nothing should be started."""
    window_end: str
    """UTC, likewise: after it nothing can be started. Alibaba Cloud: at most 90 days ahead."""
    subnet_ids: tuple[pulumi.Input[str], ...]
    """Private subnets of a network of its own."""
    security_group_id: pulumi.Input[str]
    log: LogTarget
    key_arn: pulumi.Input[str]
    """Encrypts the tasks' disks. Its users must include TASKS."""
    notify: pulumi.Input[str]
    """Told whenever a generator runs."""


@dataclass(frozen=True, kw_only=True)
class LoadGeneratorOutputs:
    """What whoever starts the test needs."""

    group_name: pulumi.Output[str]
    """AWS: name of the cluster. Alibaba Cloud: id of the scaling group."""
    start: pulumi.Output[str]
    """The command that starts all tasks, for the cloud's own command line."""


class LoadGenerator(Component[LoadGeneratorArgs, LoadGeneratorOutputs]):
    """The load test of one stack."""

    token = "floodgate:index:LoadGenerator"


def check_agreed(args: LoadGeneratorArgs) -> None:
    """Raises InvalidArgument for a load test without a window, or without generators."""
    if args.window_start >= args.window_end:
        raise InvalidArgument(f"window_end must be after {args.window_start}, got {args.window_end}")
    if args.tasks < 1:
        raise InvalidArgument(f"tasks must be at least 1, got {args.tasks}")
