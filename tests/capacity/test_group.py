"""What a scaling group may not be told."""

from dataclasses import replace

import pytest

from infra.capacity.group import Group, Metric, Scheduled, StepDown, TargetTracking, ZoneLoss

REQUESTS = TargetTracking(metric=Metric.REQUESTS_PER_INSTANCE, target=6_000)
CPU = TargetTracking(metric=Metric.CPU, target=0.5)
GROUP = Group(
    minimum=1,
    maximum=100,
    desired=4,
    zones=3,
    boot_seconds=90,
    warm_up_seconds=240,
    launch_rate_per_second=20,
    launch_burst=100,
)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: replace(GROUP, desired=0), "desired must be within minimum 1 and maximum 100, got 0"),
        (lambda: replace(GROUP, zones=0), "zones must be at least 1, got 0"),
        (lambda: replace(GROUP, boot_seconds=-1), "boot_seconds must be at least 0, got -1"),
        (
            lambda: replace(GROUP, warm_pool=1, boot_seconds=20),
            "warm_start_seconds must be at most boot_seconds 20, got",
        ),
        (lambda: replace(GROUP, launch_rate_per_second=0), "launch_rate_per_second must be above 0, got 0"),
        (lambda: replace(GROUP, launch_burst=0), "launch_burst must be at least 1, got 0"),
        (lambda: replace(CPU, target=70), "target must be a ratio up to 1 for the metric cpu, got 70"),
        (lambda: replace(REQUESTS, target=0), "target must be above 0, got 0"),
        (lambda: replace(REQUESTS, period_seconds=0), "period_seconds must be at least 1, got 0"),
        (
            lambda: replace(REQUESTS, scale_in_threshold_ratio=1.1),
            "scale_in_threshold_ratio must be in 0..1, got 1.1",
        ),
        (lambda: StepDown(cpu_ratio=0.4, share_ratio=0), "share_ratio must be in 0..1, got 0"),
        (lambda: Scheduled(at_second=-1), "at_second must be at least 0, got -1"),
        (lambda: ZoneLoss(at_second=0, detect_seconds=-1), "detect_seconds must be at least 0, got -1"),
    ],
)
def test_settings_out_of_range_are_refused(build, message):
    with pytest.raises(ValueError, match=message):
        build()
