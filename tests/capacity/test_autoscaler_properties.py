"""Any scaling group under any load: as a plain model plays it, causal, and no better without a zone."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from infra.capacity.autoscaler import Group, Metric, Scheduled, TargetTracking, ZoneLoss, trajectory
from tests.capacity import naive_group
from tests.capacity.test_autoscaler import load

SECONDS = 240
trackings = st.builds(
    TargetTracking,
    metric=st.just(Metric.REQUESTS_PER_INSTANCE),
    target=st.sampled_from([300.0, 600.0, 1_000.0]),
    period_seconds=st.sampled_from([10, 30]),
    high_datapoints=st.integers(1, 3),
    low_datapoints=st.integers(1, 4),
    metric_delay_seconds=st.integers(0, 40),
    scale_in=st.booleans(),
) | st.builds(
    TargetTracking,
    metric=st.just(Metric.CPU),
    target=st.sampled_from([0.3, 0.5, 0.7]),
    period_seconds=st.sampled_from([10, 30]),
    high_datapoints=st.integers(1, 3),
    low_datapoints=st.integers(1, 4),
    metric_delay_seconds=st.integers(0, 40),
)
groups = st.builds(
    Group,
    minimum=st.integers(0, 2),
    maximum=st.integers(20, 60),
    desired=st.integers(2, 12),
    zones=st.integers(1, 4),
    boot_seconds=st.integers(0, 60),
    warm_up_seconds=st.integers(0, 60),
    launch_rate_per_second=st.sampled_from([0.1, 0.5, 3.0]),
    launch_burst=st.integers(1, 10),
    tracking=st.tuples(trackings),
    scheduled=st.lists(
        st.builds(
            Scheduled, at_second=st.integers(0, SECONDS), minimum=st.integers(0, 15), desired=st.integers(0, 70)
        ),
        max_size=3,
    ).map(tuple),
)
loads = st.lists(st.tuples(st.integers(0, SECONDS - 1), st.integers(0, 200)), max_size=6).map(
    lambda levels: load(*sorted(levels), seconds=SECONDS)
)
lost_zones = st.lists(
    st.builds(ZoneLoss, at_second=st.integers(0, SECONDS), detect_seconds=st.integers(0, 90)), max_size=2
).map(lambda losses: sorted(losses, key=lambda loss: loss.at_second))


@settings(max_examples=80, deadline=None)
@given(groups, loads, lost_zones)
def test_it_is_the_plain_model_only_faster(group, arrivals, losses):
    played = trajectory(group, arrivals, 10.0, losses)
    in_service, desired = naive_group.play(group, arrivals.tolist(), 10.0, losses)
    assert played.desired.tolist() == desired
    assert played.in_service.tolist() == in_service


@settings(max_examples=60, deadline=None)
@given(groups, loads, lost_zones, st.integers(1, SECONDS - 1))
def test_the_same_input_gives_the_same_and_the_future_changes_nothing(group, arrivals, losses, until):
    played = trajectory(group, arrivals, 10.0, losses)
    again = trajectory(group, arrivals[:until], 10.0, losses)
    assert (again.in_service == played.in_service[:until]).all()
    assert again.events == tuple(event for event in played.events if event.second < until)


@settings(max_examples=60, deadline=None)
@given(groups, st.integers(0, SECONDS), st.integers(0, 90))
def test_losing_a_zone_never_helps_a_group_that_only_follows_its_schedule(group, second, detect):
    group = replace(group, tracking=())
    calm = trajectory(group, load(seconds=SECONDS), 10.0)
    hit = trajectory(group, load(seconds=SECONDS), 10.0, [ZoneLoss(at_second=second, detect_seconds=detect)])
    assert (hit.in_service <= calm.in_service).all()
    assert (hit.desired == calm.desired).all()
    assert (calm.in_service <= group.maximum).all()


@settings(max_examples=40, deadline=None)
@given(groups, loads, lost_zones)
def test_a_policy_twice_is_a_policy_once(group, arrivals, losses):
    once = trajectory(group, arrivals, 10.0, losses)
    twice = trajectory(replace(group, tracking=group.tracking * 2), arrivals, 10.0, losses)
    assert twice.events == once.events
    assert (twice.in_service == once.in_service).all()
