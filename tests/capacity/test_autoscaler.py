"""Trajectories of scaling groups against tables worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from infra.capacity.autoscaler import (
    Group,
    Metric,
    Scheduled,
    StepDown,
    TargetTracking,
    What,
    ZoneLoss,
    trajectory,
)

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


def load(*levels, seconds=3_000):
    """A load that keeps each (second, rate) until the next."""
    rates = np.zeros(seconds)
    for second, rate in levels:
        rates[second:] = rate
    return rates


def changes(each):
    """(second, value) of the start and of every change."""
    return [(0, each[0])] + [(int(t) + 1, each[t + 1]) for t in np.flatnonzero(np.diff(each))]


def decisions(played):
    return [(event.second, event.after) for event in played.events]


def test_request_count_finds_the_size_in_one_round():
    # periods 10..12 are high; the last ends at 780 and can be used at 930: ceil(4 x 15,000/6,000) = 10
    played = trajectory(replace(GROUP, tracking=(REQUESTS,)), load((0, 200), (600, 1_000)), 100)
    assert changes(played.desired) == [(0, 4), (930, 10)]
    assert changes(played.in_service) == [(0, 4), (1_020, 10)]
    assert [event.what for event in played.events] == [What.SCALED_OUT]
    assert played.events[0].because == (
        "3 datapoints above 6000, the last 1.5e+04 over 4 warmed up instances, so 10 are wanted"
    )


def test_cpu_saturates_and_doubles_round_by_round():
    # 2,000 rps need 40 instances at 50 %. A round is boot and warm-up (930 + 330), and then the next datapoint
    # (1,290); the last one starts from 2,000/(32 x 100) = 0.625
    played = trajectory(replace(GROUP, tracking=(CPU,)), load((0, 200), (600, 2_000)), 100)
    assert changes(played.desired) == [(0, 4), (930, 8), (1_290, 16), (1_650, 32), (2_010, 40)]
    assert changes(played.in_service) == [(0, 4), (1_020, 8), (1_380, 16), (1_740, 32), (2_100, 40)]


def test_a_warm_up_shorter_than_the_delay_of_the_metric_scales_too_far():
    # warmed up at 1,080, but the datapoint of 900..960, of 4 instances, arrives at 1,110: ceil(10 x 15,000/6,000)
    group = replace(GROUP, tracking=(REQUESTS,), warm_up_seconds=60)
    played = trajectory(group, load((0, 200), (600, 1_000)), 100)
    assert changes(played.desired)[:3] == [(0, 4), (930, 10), (1_110, 25)]


@pytest.mark.parametrize(("period", "delay", "benchmark"), [(60, 150, 363), (20, 16, 86)])
def test_detection_takes_as_long_as_in_the_benchmark_of_aws(period, delay, benchmark):
    # a step in the middle of a period, too small to lift that period's datapoint above the target
    tracking = replace(REQUESTS, period_seconds=period, metric_delay_seconds=delay)
    played = trajectory(replace(GROUP, tracking=(tracking,)), load((0, 370), (600 + period // 2, 420)), 100)
    assert played.events[0].second - (600 + period // 2) == pytest.approx(benchmark, rel=0.01)


def test_a_spike_shorter_than_the_alarm_never_scales():
    played = trajectory(replace(GROUP, tracking=(REQUESTS,)), load((0, 370), (600, 9_000), (720, 370)), 100)
    assert played.events == ()


def test_a_load_exactly_at_the_target_never_scales():
    played = trajectory(replace(GROUP, tracking=(replace(REQUESTS, target=0.7 * 60),)), load((0, 2.8)), 100)
    assert played.events == ()


def test_scale_in_needs_15_low_datapoints_and_forgets_them():
    # 15 low datapoints until 1,050: ceil(10 x 3,000/6,000) = 5. Those of before, which arrive until 1,230, are
    # the first of the next 15: at 1,950 ceil(5 x 1,200/6,000) = 1
    group = replace(GROUP, tracking=(REQUESTS,), desired=10)
    played = trajectory(group, load((0, 500), (1_100, 100)), 100)
    assert changes(played.desired) == [(0, 10), (1_050, 5), (1_950, 1)]
    assert changes(played.in_service) == [(0, 10), (1_050, 5), (1_950, 1)]
    assert [event.what for event in played.events] == [What.SCALED_IN, What.SCALED_IN]


def test_scale_in_stops_at_the_minimum_and_can_be_switched_off():
    quiet = load((0, 100))
    group = replace(GROUP, tracking=(REQUESTS,), desired=10, minimum=7)
    assert changes(trajectory(group, quiet, 100).desired) == [(0, 10), (1_050, 7)]
    group = replace(group, tracking=(replace(REQUESTS, scale_in=False),))
    assert trajectory(group, quiet, 100).events == ()


def test_scale_in_waits_until_nothing_warms_up():
    # launched at 1,000, warmed up at 1,330; the next datapoint arrives at 1,350: ceil(12 x 100 x 60/12/6,000) = 1
    group = replace(GROUP, tracking=(REQUESTS,), scheduled=(Scheduled(at_second=1_000, desired=12),))
    played = trajectory(group, load((0, 100)), 100)
    assert decisions(played) == [(1_000, 12), (1_350, 1)]


def test_the_maximum_is_told_once():
    group = replace(GROUP, tracking=(REQUESTS,), maximum=6)
    played = trajectory(group, load((0, 200), (600, 1_000)), 100)
    assert [(event.second, event.what, event.before, event.after) for event in played.events] == [
        (930, What.SCALED_OUT, 4, 6),
        (930, What.AT_MAXIMUM, 6, 6),
    ]


def test_a_scheduled_action_moves_desired_into_the_limits():
    group = replace(
        GROUP,
        scheduled=(
            Scheduled(at_second=500, maximum=8),
            Scheduled(at_second=100, minimum=10),
            Scheduled(at_second=500, minimum=2, desired=30),
            Scheduled(at_second=600, minimum=2, desired=1),
        ),
    )
    with pytest.raises(ValueError, match="at second 500 must keep the minimum within the maximum 8, got 10"):
        trajectory(group, load(), 100)
    group = replace(group, scheduled=(*group.scheduled[1:], Scheduled(at_second=700, maximum=8, desired=30)))
    played = trajectory(group, load(), 100)
    assert changes(played.desired) == [(0, 4), (100, 10), (500, 30), (600, 2), (700, 8)]
    assert changes(played.in_service) == [(0, 4), (190, 10), (590, 30), (600, 2), (790, 8)]


def test_launches_beyond_the_burst_follow_the_rate():
    group = replace(GROUP, maximum=200, scheduled=(Scheduled(at_second=100, desired=154),))
    played = trajectory(group, load(), 100)
    assert changes(played.in_service) == [(0, 4), (190, 104), (191, 124), (192, 144), (193, 154)]
    slow = replace(
        GROUP, launch_burst=1, launch_rate_per_second=0.1, scheduled=(Scheduled(at_second=0, desired=7),)
    )
    assert changes(trajectory(slow, load(), 100).in_service) == [(0, 4), (90, 5), (100, 6), (110, 7)]
    # at 0, 1.4, 2.9 and 4.3
    uneven = replace(slow, launch_rate_per_second=0.7, scheduled=(Scheduled(at_second=0, desired=8),))
    assert changes(trajectory(uneven, load(), 100).in_service) == [(0, 4), (90, 5), (92, 6), (93, 7), (95, 8)]


def test_without_boot_and_warm_up_a_launch_serves_at_once():
    group = replace(GROUP, boot_seconds=0, warm_up_seconds=0, scheduled=(Scheduled(at_second=10, desired=5),))
    assert changes(trajectory(group, load(), 100).in_service) == [(0, 4), (10, 5)]


def test_the_warm_pool_starts_first_and_is_filled_again_after_a_scale_in():
    # 2 + 3 are prepared: at 10 three of six start warm. At 200 the group shrinks and the pool boots until 290, so
    # at 250 there is none yet; at 350 it shrinks again, and at 450 there is
    def at(second, desired):
        return Scheduled(at_second=second, desired=desired)

    group = replace(
        GROUP, desired=2, warm_pool=3, scheduled=(at(10, 8), at(200, 2), at(250, 5), at(350, 2), at(450, 4))
    )
    played = trajectory(group, load(), 100)
    assert changes(played.in_service) == [
        (0, 2), (40, 5), (100, 8), (200, 2), (340, 5), (350, 2), (480, 4),
    ]  # fmt: skip


def test_a_lost_zone_takes_a_third_and_is_replaced_once_noticed():
    group = replace(GROUP, desired=10)
    played = trajectory(group, load(), 100, (ZoneLoss(at_second=200, detect_seconds=60),))
    assert changes(played.in_service) == [(0, 10), (200, 6), (350, 10)]
    assert changes(played.desired) == [(0, 10)]
    assert [(event.second, event.what, event.before, event.after) for event in played.events] == [
        (200, What.ZONE_LOST, 10, 6),
        (260, What.ZONE_LOSS_NOTICED, 10, 6),
    ]


def test_a_lost_zone_takes_its_share_of_what_boots_too():
    # 4 serve and 4 boot, so 3 are lost: 2 of those that serve, 1 of those that boot
    group = replace(GROUP, scheduled=(Scheduled(at_second=100, desired=8),))
    played = trajectory(group, load(), 100, (ZoneLoss(at_second=150, detect_seconds=60),))
    assert changes(played.in_service) == [(0, 4), (150, 2), (190, 5), (300, 8)]


def test_a_second_zone_takes_half_of_the_rest_and_the_last_all():
    group = replace(GROUP, desired=10)
    losses = [ZoneLoss(at_second=at, detect_seconds=10) for at in (100, 300, 500, 700)]
    played = trajectory(group, load(), 100, losses)
    assert changes(played.in_service) == [(0, 10), (100, 6), (200, 10), (300, 5), (400, 10), (500, 0)]


def test_target_tracking_alone_does_not_make_up_for_a_lost_zone():
    # six were at the target; the four left show 7,500, and ceil(4 x 7,500/5,000) is what the group believes in
    group = replace(GROUP, desired=6, tracking=(replace(REQUESTS, target=5_000),))
    played = trajectory(group, load((0, 500)), 100, (ZoneLoss(at_second=600, detect_seconds=1_000),))
    assert changes(played.in_service) == [(0, 6), (600, 4), (1_690, 6)]
    assert changes(played.desired) == [(0, 6)]


@pytest.mark.parametrize(
    ("arrivals", "capacity", "message"),
    [
        (np.array([1.0, -1.0]), 100, "at least 0"),
        (np.array([1.0, np.nan]), 100, "finite"),
        (np.ones((2, 2)), 100, "one row"),
        (np.ones(2), 0, "served_capacity_rps_per_instance must be finite and above 0, got 0"),
    ],
)
def test_numbers_out_of_range_are_refused(arrivals, capacity, message):
    with pytest.raises(ValueError, match=message):
        trajectory(GROUP, arrivals, capacity)


def test_of_several_policies_the_one_that_wants_most_decides():
    # the CPU, of 20 s, doubles at 676 and serves at 766; at 930 the requests of 720..780 met 46 x 4 + 14 x 8
    # instances a minute: 60,000 / 4.93 = 12,162, and ceil(4 warmed up ones x 12,162/6,000) = 9
    cpu = replace(CPU, period_seconds=20, metric_delay_seconds=16)
    played = trajectory(replace(GROUP, tracking=(REQUESTS, cpu)), load((0, 200), (600, 1_000)), 100)
    assert decisions(played)[:2] == [(676, 8), (930, 9)]
    assert decisions(trajectory(replace(GROUP, tracking=(REQUESTS,)), load((0, 200), (600, 1_000)), 100)) == [
        (930, 10)
    ]


def test_the_group_shrinks_only_if_all_that_may_shrink_it_agree():
    # 10 instances at 350 rps: 2,100 requests a minute each, far below 5,400; the CPU at 0.35, of 0.45 the 0.9
    group = replace(GROUP, desired=10, tracking=(REQUESTS, CPU))
    assert decisions(trajectory(group, load((0, 350)), 100)) == [(1_050, 7)]  # CPU: ceil(10 x 0.35/0.5)
    busy = replace(group, tracking=(REQUESTS, replace(CPU, target=0.38)))
    assert decisions(trajectory(busy, load((0, 350)), 100)) == []
    silent = replace(group, tracking=(REQUESTS, replace(CPU, target=0.38, scale_in=False)))
    short = load((0, 350), seconds=1_100)
    assert decisions(trajectory(silent, short, 100)) == [(1_050, 4)]  # requests: ceil(10 x 2,100/6,000)


def test_a_policy_of_one_route_sees_only_that():
    outside, inside = load((0, 200), (600, 1_000)), load((0, 3_000))
    group = replace(GROUP, tracking=(replace(REQUESTS, route="outside"),))
    played = trajectory(group, outside + inside, 100, routes={"outside": outside, "inside": inside})
    assert decisions(played) == [(930, 10)]
    with pytest.raises(ValueError, match="routes must hold outside"):
        trajectory(group, outside, 100)


def test_idle_cpus_take_a_share_away_again_and_again():
    # datapoints of 300 s, usable 150 s later: three of them at 1,050, the next three at 1,950, then 2,850
    group = replace(GROUP, desired=30, minimum=5, step_down=StepDown(cpu_ratio=0.45, share_ratio=0.1))
    played = trajectory(group, load((0, 100)), 100)
    assert decisions(played) == [(1_050, 27), (1_950, 24), (2_850, 22)]
    assert played.events[0].because == "3 datapoints below 0.45: a step of idle CPUs"


def test_a_step_takes_one_at_least_and_stops_at_the_minimum():
    group = replace(GROUP, desired=3, minimum=2, step_down=StepDown(cpu_ratio=0.45, share_ratio=0.1))
    assert decisions(trajectory(group, load((0, 1)), 100)) == [(1_050, 2)]


def test_no_step_while_a_policy_wants_more():
    group = replace(
        GROUP, desired=10, maximum=10, tracking=(REQUESTS,), step_down=StepDown(cpu_ratio=0.45, share_ratio=0.1)
    )
    assert [event.what for event in trajectory(group, load((0, 2_000)), 10_000).events] == [What.AT_MAXIMUM]


def test_a_step_waits_until_nothing_boots_or_warms_up():
    group = replace(
        GROUP,
        desired=10,
        scheduled=(Scheduled(at_second=1_000, desired=12),),
        step_down=StepDown(cpu_ratio=0.45, share_ratio=0.1),
    )
    # launched at 1,000, warmed up at 1,330; the next datapoint of the CPU arrives at 1,350
    assert decisions(trajectory(group, load((0, 100)), 100))[:2] == [(1_000, 12), (1_350, 11)]
