"""Work that starts by the clock, every day, in a container of its own that ends by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.component import Component
from components.identity import Grant
from components.logs import LogTarget


@dataclass(frozen=True, kw_only=True)
class DailyStart:
    """When a job starts, every day."""

    hour: int
    """0..23, as clocks show it in the time zone."""
    minute: int
    """0..59."""
    time_zone: str
    """A name of the time zone database, `Europe/Berlin`: the job moves with summer time."""


@dataclass(frozen=True, kw_only=True)
class ScheduledJobArgs:
    """What runs when, with which rights, and who is told if it does not."""

    image: str
    """Pinned by digest. What it must do is in docs/image.md."""
    registry_id: str | None = None
    """Alibaba Cloud: the enterprise registry instance that holds the image."""
    start: DailyStart
    vcpu: int
    """1, 2, 4 or 8."""
    memory_gib: int
    """2 to 4 for each vCPU."""
    timeout_minutes: int
    """A run that takes longer is stopped and has failed, 1..720."""
    retries: int
    """Runs after a failed one, 0..3; runs and retries together take at most 20 hours."""
    environment: Mapping[str, pulumi.Input[str]]
    """Never a secret."""
    grants: tuple[Grant, ...]
    """All that the job may do, besides writing its log."""
    network_id: pulumi.Input[str]
    subnet_ids: tuple[pulumi.Input[str], ...]
    """Private subnets."""
    security_group_id: pulumi.Input[str]
    """Of this job alone."""
    log: LogTarget
    """Of this job alone: whether it ran is seen there."""
    log_retention_days: int
    """How long the record of failed runs is kept."""
    log_key_arn: pulumi.Input[str]
    disk_key_arn: pulumi.Input[str]
    """Its users must include TASKS."""
    message_key_arn: pulumi.Input[str]
    """Encrypts the queue of runs that could not be started or failed for good."""
    notify: pulumi.Input[str]
    """Told when a run failed, when none ended well in time, and when one could not even be started."""


@dataclass(frozen=True, kw_only=True)
class ScheduledJobOutputs:
    """The job as others see it."""

    role_arn: pulumi.Output[str]
    """What its container acts as."""
    dead_letters_name: pulumi.Output[str]
    """The queue of runs that never came about."""


class ScheduledJob(Component[ScheduledJobArgs, ScheduledJobOutputs]):
    """One scheduled job."""

    token = "floodgate:index:ScheduledJob"
