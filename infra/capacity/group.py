"""What a scaling group is told: its limits, how long an instance takes, its target tracking and its schedule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Metric(StrEnum):
    """What target tracking holds at its target."""

    REQUESTS_PER_INSTANCE = "requests_per_instance"
    """Requests of a minute per instance in service. It does not saturate: one round finds the size."""
    CPU = "cpu"
    """Mean CPU utilisation. It saturates at 1, so a target of 0.5 can at most double the group per round."""


@dataclass(frozen=True, kw_only=True)
class TargetTracking:
    """A target-tracking policy: alarms over whole periods, and a size in proportion to the metric.

    The defaults are those of EC2 Auto Scaling. AWS does not state the datapoint counts: 3 and 15 are what the
    alarms it creates show (aws/copilot-cli#4233, aws/aws-cdk#34472); 3 and 3 (hashicorp/terraform-provider-aws
    #42553) and 9 of 15 were seen too. On Alibaba Cloud they are settings, with the same defaults.
    """

    metric: Metric
    target: float
    """Requests per instance per minute, or CPU utilisation as a ratio 0..1."""
    period_seconds: int = 60
    """How long one datapoint covers."""
    high_datapoints: int = 3
    """So many datapoints in a row strictly above the target scale out."""
    low_datapoints: int = 15
    """So many datapoints in a row strictly below `scale_in_threshold_ratio` x target scale in."""
    scale_in_threshold_ratio: float = 0.9
    """AWS: "usually more than 10 % lower" than the target (Application Auto Scaling user guide)."""
    metric_delay_seconds: int = 150
    """From the end of a period until its datapoint can be acted on. An assumption: 150 for metrics of 60 s
    and 16 for those of 20 s reproduce AWS's benchmark, 363 s and 86 s from a step to the scale-out."""
    scale_in: bool = True
    """Without it the policy only ever scales out."""
    route: str | None = None
    """For requests: only those that come this way count, as a load balancer's rule sees them. None: all."""

    def __post_init__(self) -> None:
        """Raises ValueError for a value outside its range."""
        _require(self.target > 0, "target", "above 0", self.target)
        _require(
            self.metric is not Metric.CPU or self.target <= 1,
            "target",
            "a ratio up to 1 for the metric cpu",
            self.target,
        )
        for name in ("period_seconds", "high_datapoints", "low_datapoints"):
            _require(getattr(self, name) >= 1, name, "at least 1", getattr(self, name))
        _require(
            0 < self.scale_in_threshold_ratio <= 1,
            "scale_in_threshold_ratio",
            "in 0..1",
            self.scale_in_threshold_ratio,
        )
        _require(self.metric_delay_seconds >= 0, "metric_delay_seconds", "at least 0", self.metric_delay_seconds)

    @property
    def detection_seconds(self) -> int:
        """From a step to the scale-out when the step falls on the start of a period, the earliest possible."""
        return self.high_datapoints * self.period_seconds + self.metric_delay_seconds


@dataclass(frozen=True, kw_only=True)
class StepDown:
    """Takes a share of the group away while its CPUs are idle: an alarm with a simple scaling rule (ESS)."""

    cpu_ratio: float
    """Below this utilisation, 0..1, the CPUs are idle."""
    share_ratio: float
    """Of the group, taken away at once; rounded, and at least one instance."""
    period_seconds: int = 300
    """How long one datapoint covers."""
    datapoints: int = 3
    """So many in a row; counted anew after each step (assumption)."""
    metric_delay_seconds: int = 150
    """As in `TargetTracking`."""

    def __post_init__(self) -> None:
        """Raises ValueError for a value outside its range."""
        _require(0 < self.share_ratio <= 1, "share_ratio", "in 0..1", self.share_ratio)

    @property
    def alarm(self) -> TargetTracking:
        """The alarm, as that of a policy that would scale in."""
        return TargetTracking(
            metric=Metric.CPU,
            target=self.cpu_ratio,
            period_seconds=self.period_seconds,
            low_datapoints=self.datapoints,
            scale_in_threshold_ratio=1.0,
            metric_delay_seconds=self.metric_delay_seconds,
        )

    def after(self, instances: int) -> int:
        """What is left of so many instances."""
        return max(0, instances - max(1, round(instances * self.share_ratio)))


@dataclass(frozen=True, kw_only=True)
class Scheduled:
    """A scheduled action; what is None stays as it is. Desired is moved into the new limits."""

    at_second: int
    """When it takes effect. AWS may be up to 120 s late (Auto Scaling user guide): give the late second."""
    minimum: int | None = None
    maximum: int | None = None
    desired: int | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for a negative value."""
        for name in ("at_second", "minimum", "maximum", "desired"):
            value = getattr(self, name)
            _require(value is None or value >= 0, name, "at least 0", value)


@dataclass(frozen=True, kw_only=True)
class Group:
    """A scaling group over some zones."""

    minimum: int
    maximum: int
    desired: int
    """At second 0; that many instances are then in service and warmed up."""
    zones: int
    boot_seconds: int
    """From the launch until in service: boot, start of the service, health checks. Measure it for your image."""
    warm_up_seconds: int
    """After that the instance counts in the metrics and in the base of scaling; it serves from the start."""
    warm_pool: int = 0
    """Prepared instances at second 0. As on AWS the pool shrinks as the group grows and is filled again when the
    group shrinks: desired plus pool stay the same."""
    warm_start_seconds: int = 30
    """From the launch until in service, for an instance of the warm pool. An assumption: measure it."""
    launch_rate_per_second: float
    """Launches per second beyond the burst (Fargate: 20, ECS user guide)."""
    launch_burst: int
    """Launches at once (Fargate: 100)."""
    tracking: tuple[TargetTracking, ...] = ()
    """It grows if any of them wants to, to the largest size; it shrinks only if all that may shrink it want to."""
    step_down: StepDown | None = None
    scheduled: tuple[Scheduled, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError for a value outside its range."""
        _require(
            0 <= self.minimum <= self.desired <= self.maximum,
            "desired",
            f"within minimum {self.minimum} and maximum {self.maximum}",
            self.desired,
        )
        _require(self.zones >= 1, "zones", "at least 1", self.zones)
        for name in ("boot_seconds", "warm_up_seconds", "warm_pool", "warm_start_seconds"):
            _require(getattr(self, name) >= 0, name, "at least 0", getattr(self, name))
        if self.warm_pool:
            allowed = f"at most boot_seconds {self.boot_seconds}"
            _require(
                self.warm_start_seconds <= self.boot_seconds,
                "warm_start_seconds",
                allowed,
                self.warm_start_seconds,
            )
        _require(self.launch_rate_per_second > 0, "launch_rate_per_second", "above 0", self.launch_rate_per_second)
        _require(self.launch_burst >= 1, "launch_burst", "at least 1", self.launch_burst)


@dataclass(frozen=True, kw_only=True)
class ZoneLoss:
    """One zone fails for the rest of the time, with its share of every group."""

    at_second: int
    detect_seconds: int
    """Until the group notices, and launches replacements in the other zones."""

    def __post_init__(self) -> None:
        """Raises ValueError for a negative time."""
        _require(self.at_second >= 0, "at_second", "at least 0", self.at_second)
        _require(self.detect_seconds >= 0, "detect_seconds", "at least 0", self.detect_seconds)


def _require(holds: bool, name: str, allowed: str, got: float | None) -> None:
    if not holds:
        raise ValueError(f"{name} must be {allowed}, got {got}")
