"""Lead times: by hand, and against the trajectory of the same group."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.capacity.autoscaler import Group, Metric, Scheduled, TargetTracking, trajectory
from infra.capacity.lead_time import LATE_ACTION_SECONDS, launch_seconds, lead_seconds, reaction_seconds

GROUP = Group(
    minimum=1,
    maximum=1_000,
    desired=4,
    zones=3,
    boot_seconds=90,
    warm_up_seconds=60,
    launch_rate_per_second=20,
    launch_burst=100,
)


def test_lead_time_worked_out_by_hand():
    # 120 late + 90 boot + 60 warm-up + (150 - 100)/20 -> 3
    assert lead_seconds(GROUP, 150) == 273
    assert lead_seconds(GROUP, 100) == 270


def test_target_tracking_needs_three_periods_the_delay_and_the_boot():
    tracking = TargetTracking(metric=Metric.REQUESTS_PER_INSTANCE, target=6_000)
    assert reaction_seconds(tracking, boot_seconds=90) == 3 * 60 + 150 + 90
    group = replace(GROUP, tracking=(tracking,))
    played = trajectory(group, np.where(np.arange(1_500) < 600, 370.0, 900.0), 100)
    assert np.flatnonzero(played.in_service > 4)[0] == 600 + reaction_seconds(tracking, boot_seconds=90)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 120), st.integers(1, 60), st.sampled_from([0.7, 1.0, 3.0, 20.0]), st.integers(0, 100))
def test_an_action_so_early_is_in_time_and_not_a_second_too_early(launches, burst, rate, boot):
    group = replace(GROUP, launch_burst=burst, launch_rate_per_second=rate, boot_seconds=boot)
    peak = lead_seconds(group, launches) + 10
    action = Scheduled(at_second=10 + LATE_ACTION_SECONDS, desired=4 + launches)
    played = trajectory(replace(group, scheduled=(action,)), np.zeros(peak + 1), 100)
    ready = peak - group.warm_up_seconds
    assert played.in_service[ready] == 4 + launches
    assert played.in_service[ready - 1] < 4 + launches
    assert ready == action.at_second + boot + launch_seconds(group, launches)
