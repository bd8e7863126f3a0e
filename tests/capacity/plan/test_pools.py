"""How many instances a service needs, and when they must stand there."""

from datetime import timedelta

import pytest

from infra.capacity.plan.floors import UPDATE
from infra.capacity.plan.plan import capacity_plan
from tests.capacity.plan.samples import (
    EVE,
    SECONDS,
    SHOP,
    START,
    calendar,
    demand,
    flat,
    planned,
    stack,
    with_service,
)

WAVE = (3600, 3660, 7800.0)
"""7,800 requests a second for a minute, one hour after the start."""


def web(plan):
    return plan.pools["web"]


@pytest.mark.parametrize(
    ("peak", "instances", "reason"),
    [
        # 7,800 x 1.3 / (200 x 0.85) = 59.6: 60 must be left of three zones, so 90
        (7800, 90, "7,800 requests/s x 1.3 / (200 x 0.85) = 60, survives one of 3 zones with 30 more"),
        # 100 x 1.3 / (200 x 0.85) = 0.76: 1 must be left
        (100, 2, "100 requests/s x 1.3 / (200 x 0.85) = 1, survives one of 3 zones with 1 more"),
    ],
)
def test_instances_at_the_peak_carry_their_reason(peak, instances, reason):
    need = web(planned({"web": flat(10, (3600, 3660, peak))})).most
    assert (need.instances.value, need.instances.reason) == (instances, reason)
    assert (need.peak.value, need.peak.at) == (peak, START + timedelta(hours=1))


def test_without_a_zone_to_lose_the_ceiling_is_lower():
    limits = stack(survives_zone_loss=False, zones=2)
    need = web(planned({"web": flat(10, WAVE)}, limits=limits)).most
    # 7,800 x 1.3 / (200 x 0.65) = 78
    assert (need.instances.value, need.instances.reason) == (78, "7,800 requests/s x 1.3 / (200 x 0.65)")


def test_messages_may_wait_as_long_as_their_queue_allows():
    """600 messages within one minute, each done within two: 300 a minute, 5 a second; 39 over 120 s with 1.3."""
    plan = planned({}, jobs=flat(0, (3600, 3660, 600.0)))
    need = plan.pools["pay"].most
    # 36,000 messages / 120 s = 300/s x 1.3 / (10 x 0.85) = 45.9: 46 left, 23 more
    assert need.instances.value == 69
    assert need.instances.reason.startswith("300 messages/s of jobs, each within 120 s, x 1.3 / (10 x 0.85) = 46")


def test_a_floor_is_raised_before_the_wave_and_lowered_when_the_campaign_ends():
    pool = web(planned({"web": flat(10, WAVE)}))
    # 120 s late + 70 s boot + 45 s warm-up before 19:00, at a time that people read
    assert [(step.at, step.instances) for step in pool.steps] == [
        (START + timedelta(minutes=55), 90),
        (START + timedelta(seconds=SECONDS), 6),
    ]
    assert pool.floor.value == 6
    assert pool.floor.reason.startswith("the everyday floor")


def test_a_smaller_wave_before_the_peak_raises_half_of_the_way():
    # 2,600 x 1.3 / 170 = 19.9: 20 left, 30; the half of 90 is enough
    pool = web(planned({"web": flat(10, (1800, 1860, 2600.0), (7200, 7260, 7800.0))}))
    assert [step.instances for step in pool.steps] == [45, 90, 6]
    assert pool.steps[0].at == START + timedelta(minutes=25)


def test_the_cap_is_never_exceeded_but_the_need_stays_visible():
    plan = planned({"web": flat(10, WAVE)}, limits=with_service("web", max_instances=80))
    assert max(step.instances for step in web(plan).steps) == 80
    (short,) = plan.shortfalls
    assert (short.where, short.need.value, short.limit.value, short.firm) == ("service web", 90, 80, False)
    assert "`scale.max_instances` of web" in short.fix
    assert plan.refused == ()


def test_before_its_preparation_a_campaign_changes_nothing_but_is_judged():
    early = START - timedelta(days=31)
    plan = planned({"web": flat(10, WAVE)}, clock=early, limits=with_service("web", max_instances=80))
    assert web(plan).steps == ()
    assert web(plan).floor.value == 6
    assert len(plan.shortfalls) == 1


def test_after_the_campaign_it_is_gone():
    plan = planned({"web": flat(10, WAVE)}, clock=START + timedelta(seconds=SECONDS))
    assert (plan.ahead, web(plan).steps, web(plan).most) == ((), (), None)


def test_an_update_shortly_before_the_wave_leaves_nothing_to_a_schedule_that_may_be_past():
    clock = START + timedelta(minutes=10)
    pool = web(planned({"web": flat(10, WAVE)}, clock=clock))
    assert pool.floor.value == 90
    assert pool.floor.reason == "sale begins before this update is over and needs them until 2027-11-10 21:00 UTC"
    assert [(step.at, step.instances) for step in pool.steps] == [(START + timedelta(seconds=SECONDS), 6)]
    assert min(step.at for step in pool.steps) > clock + UPDATE


def test_a_cloud_that_schedules_90_days_ahead_gets_no_later_task():
    plan = planned({"web": flat(10, WAVE)}, limits=stack("alicloud"), clock=EVE)
    assert len(web(plan).steps) == 2
    far = capacity_plan(
        calendar(prepare_days=90),
        {"sale": demand({"web": flat(10, WAVE)})},
        SHOP,
        stack("alicloud"),
        START - timedelta(days=90) + timedelta(hours=1, minutes=30),
    )
    assert [step.instances for step in far.pools["web"].steps] == [90]


def test_an_instance_of_alibaba_cloud_waits_for_its_hook():
    """One and a half boots: 120 + 105 + 45 s before 19:00."""
    pool = web(planned({"web": flat(10, WAVE)}, limits=stack("alicloud")))
    assert pool.most.holds[0].lead_seconds == 120 + 105 + 45


@pytest.mark.parametrize(
    ("series", "follows"),
    [
        (flat(10, WAVE), False),
        (flat(1000), True),
        # the everyday floor of 6 carries 1,200 a second, headroom included
        (flat(10, (3600, 3660, 900.0)), True),
        (flat(10, (3600, 3660, 940.0)), False),
    ],
)
def test_whether_target_tracking_alone_would_follow(series, follows):
    found = web(planned({"web": series})).most.reaction
    assert found.follows is follows
    # 3 x 60 s above the target, 150 s until the metric is there, 70 s to boot
    assert found.seconds == 400
    assert ("comes too late" in found.reason) is not follows


def test_a_warm_pool_is_not_planned_and_the_plan_says_why():
    aws, other = web(planned({"web": flat(10)})), web(planned({"web": flat(10)}, limits=stack("alicloud")))
    assert aws.warm_pool.value == other.warm_pool.value == 0
    assert "from 400 s to 360 s" in aws.warm_pool.reason
    assert "prepares no instances" in other.warm_pool.reason


def test_an_estimated_throughput_says_so():
    limits = with_service("web", estimated=True)
    assert "is estimated to serve" in web(planned({"web": flat(10)}, limits=limits)).target.reason
