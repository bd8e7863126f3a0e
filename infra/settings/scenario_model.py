"""A scenario file of `floodgate simulate`: every key, typed.

Services have the same words as in stacks/shop.yaml. Defaults marked [A] are assumptions: put in what you measured.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from infra.settings.model import Model, Name
from infra.settings.scenario_load import LONGEST_SECONDS, Duration, LoadSettings, Second, Share


class Routing(StrEnum):
    """How requests find an instance."""

    ROUND_ROBIN = "round-robin"
    """In turn: every instance has a queue of its own. The careful choice."""
    LEAST_OUTSTANDING = "least-outstanding"
    """To the least busy: one queue for all instances."""


class TargetTrackingSettings(Model):
    """Scales on a metric; exactly one of the two targets."""

    requests_per_minute: float | None = Field(default=None, gt=0, le=10_000_000)
    """Of one instance, as ALBRequestCountPerTarget counts."""
    cpu_ratio: float | None = Field(default=None, ge=0.01, le=1)
    """Utilisation of all instances."""
    period_seconds: int = Field(default=60, ge=10, le=300)
    """Length of one datapoint."""
    high_datapoints: int = Field(default=3, ge=1, le=60)
    """Above the target in a row before it scales out. AWS: 3 [S]; Alibaba Cloud: 3, configurable [V]."""
    low_datapoints: int = Field(default=15, ge=1, le=120)
    """Well below the target in a row before it scales in. Both clouds: 15 [S, V]."""
    metric_delay_seconds: int = Field(default=150, ge=0, le=900)
    """From the end of a datapoint until it is seen [A]. From a step to the scale-out AWS measured 363 s with
    datapoints of 60 s, which 150 fits, and 86 s with datapoints of 20 s, which 16 fits [S]."""
    scale_in: bool = True
    """May make the group smaller."""


class ScheduledSettings(Model):
    """An action at a given second; at least one of the three sizes."""

    at_second: Second
    """When the action runs. Plan for clouds that run it up to 120 s late."""
    min_instances: int | None = Field(default=None, ge=0, le=10_000)
    """New lower limit."""
    max_instances: int | None = Field(default=None, ge=0, le=10_000)
    """New upper limit."""
    desired_instances: int | None = Field(default=None, ge=0, le=10_000)
    """New size."""


class WarmPoolSettings(Model):
    """Instances that have booted once and wait, stopped."""

    instances: int = Field(ge=0, le=10_000)
    """How many."""
    start_seconds: int = Field(default=30, ge=1, le=900)
    """From the decision until one serves [A]."""


class GroupSettings(Model):
    """Instances of a service and how their number changes."""

    min_instances: int = Field(ge=1, le=10_000)
    """Never fewer."""
    max_instances: int = Field(ge=1, le=10_000)
    """Never more."""
    desired_instances: int | None = Field(default=None, ge=1, le=10_000)
    """In service at the start; without it `min_instances`."""
    zones: int = Field(default=3, ge=1, le=10)
    """Zones that they are spread over."""
    boot_seconds: int = Field(ge=1, le=1800)
    """From launch to the first passed health check."""
    warm_up_seconds: int = Field(default=0, ge=0, le=1800)
    """From there until the autoscaler counts it."""
    warm_pool: WarmPoolSettings = WarmPoolSettings(instances=0)
    """Without it every launch boots."""
    launches_per_second: float = Field(default=20, gt=0, le=1000)
    """Quota of the account. 20 with a burst of 100 is what AWS Fargate has [V]; of EC2 and ESS ask for yours."""
    launch_burst: int = Field(default=100, ge=1, le=10_000)
    """Launches at once."""
    scheduled: list[ScheduledSettings] = Field(default=[], max_length=125)
    """Actions, in any order."""


class ServiceGroupSettings(GroupSettings):
    """The same for a service that answers requests."""

    target_tracking: TargetTrackingSettings | None = None
    """Without it only scheduled actions change the size."""


class Work(Model):
    """What one piece of work takes."""

    service_time_ms: float = Field(gt=0, le=600_000)
    """Mean time that one request keeps a worker slot busy, without what it waits for other services: those are
    hops of their own and hold no slot here."""
    worker_slots: int = Field(ge=1, le=10_000)
    """Requests that one instance works on at the same time at full speed. With the service time it says what an
    instance can do: 8 slots of 20 ms are 400 requests per second. Choose it to fit the throughput you measured."""
    arrival_scv: float = Field(default=1, ge=0, le=100)
    """Squared coefficient of variation of the time between arrivals; 1: they come independently."""
    service_scv: float = Field(default=1, ge=0, le=100)
    """Squared coefficient of variation of the service time; 1: exponential [A]."""


class ScenarioService(Work):
    """A service: requests that wait too long fail."""

    scale: ServiceGroupSettings
    """How many instances work."""

    timeout_seconds: float = Field(default=10, gt=0, le=3600)
    """A request that would wait longer for a worker slot fails."""
    routing: Routing = Routing.ROUND_ROBIN
    """How requests find an instance."""
    latency_objective_ms: float | None = Field(default=None, gt=0, le=3_600_000)
    """What 99 of 100 requests must stay below in every minute, without what it calls. Without it, no objective."""
    calls: dict[Name, Annotated[float, Field(gt=0, le=1000)]] = {}
    """Service -> calls for each request served."""
    sends: dict[Name, Annotated[float, Field(gt=0, le=1000)]] = {}
    """Queue -> messages for each request served."""


class ScenarioQueue(Work):
    """A message queue and the workers behind it: nothing fails, it waits."""

    scale: GroupSettings
    """How many instances work. That their number follows the backlog is not modelled."""
    age_objective_seconds: float | None = Field(default=None, gt=0, le=LONGEST_SECONDS)
    """What the oldest message must stay below. Without it, no objective."""


class ZoneLossSettings(Model):
    """A zone is gone, for every group at once."""

    at_second: Second
    """When. The instances of one zone are gone at once; what they worked on is done again by the others."""
    detect_seconds: int = Field(default=60, ge=0, le=3600)
    """Until the groups launch replacements in the other zones [A]."""


class PurgeSettings(Model):
    """The CDN forgets what it holds, for every load."""

    at_second: Second
    """When."""
    left_ratio: Share = 0
    """Of the hits, those that stay hits at once."""
    refill_seconds: Duration = 60
    """The rest comes back with this time constant [A]."""


class OutageSettings(Model):
    """A service answers nothing, because something that it needs is away: a database that fails over, say."""

    service: Name
    """Which."""
    at_second: Second
    """When."""
    duration_seconds: Duration
    """For how long every request to it fails at once."""


class SlowDownSettings(Model):
    """A service takes longer, because something that it waits for does."""

    service: Name
    """Which."""
    at_second: Second
    """When."""
    duration_seconds: Duration
    """For how long."""
    slowness: float = Field(gt=1, le=1000)
    """Times the service time; a worker is busy as long."""


class FaultSettings(Model):
    """What goes wrong."""

    zone_losses: list[ZoneLossSettings] = Field(default=[], max_length=5)
    """Zones lost."""
    cdn_purges: list[PurgeSettings] = Field(default=[], max_length=20)
    """Caches emptied."""
    outages: list[OutageSettings] = Field(default=[], max_length=20)
    """Services that answer nothing for a time."""
    slow_downs: list[SlowDownSettings] = Field(default=[], max_length=20)
    """Services that take longer for a time."""


class ScenarioFile(Model):
    """A scenario."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    """What it is about."""
    duration_seconds: int = Field(ge=60, le=LONGEST_SECONDS, multiple_of=60)
    """Whole minutes."""
    failed_ratio_objective: Share = 0.001
    """Share of the requests that may fail: of each service, and of those from outside with all that they cause."""
    services: dict[Name, ScenarioService] = Field(min_length=1, max_length=100)
    """What answers requests."""
    queues: dict[Name, ScenarioQueue] = Field(default={}, max_length=100)
    """What works off messages."""
    loads: list[LoadSettings] = Field(min_length=1, max_length=100)
    """Requests from outside. Loads on one service add up."""
    faults: FaultSettings = FaultSettings()
    """What goes wrong."""
