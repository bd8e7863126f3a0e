"""What the plan of prod-alicloud says is what is played."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from math import inf

import pytest

from infra.capacity.group import Metric, StepDown
from infra.rehearsal.errors import RehearsalError
from infra.rehearsal.readers import read
from tests.rehearsal.plans import one, plan, settings, with_inputs, without

PLAN = plan("prod-alicloud")
READ = read(PLAN)
SHOP = settings("prod-alicloud").shop
CALLED = {name for service in SHOP.services.values() for name in service.calls}
ASKED = [name for name in READ.pools if SHOP.services[name].public or name in CALLED]
"""Pools that requests come to; the others only work off queues."""
GROUP, RULE, TASK = (
    "ess/scalingGroup:ScalingGroup",
    "ess/scalingRule:ScalingRule",
    "ess/scheduledTask:ScheduledTask",
)


def more(other):
    """What is not played of a changed plan, beyond what is not played anyway."""
    return set(other.unplayed) - set(READ.unplayed)


@pytest.mark.parametrize("name", READ.pools)
def test_limits_and_times_of_every_group(name):
    planned, pool = one(PLAN, GROUP, f"{name}-group").inputs, READ.pools[name]
    hook = one(PLAN, "ess/lifecycleHook:LifecycleHook", f"{name}-boot").inputs["heartbeatTimeout"]
    warm_up = one(PLAN, RULE, f"{name}-cpu").inputs["estimatedInstanceWarmup"]
    assert (pool.minimum, pool.maximum) == (planned["minSize"], planned["maxSize"])
    # nobody looks whether one serves to which no requests come
    assert (pool.joins_after_seconds, pool.gives_up_after_seconds) == (hook, hook if name in ASKED else 10**9)
    assert pool.warm_up_seconds == warm_up
    assert pool.instance_type == planned["launchTemplateOverrides"][0]["instanceType"]
    assert pool.zones == ("cn-shanghai-l", "cn-shanghai-m", "cn-shanghai-n")
    idle = StepDown(cpu_ratio=0.45, share_ratio=0.1, period_seconds=300, datapoints=3)
    # what grows with its connections also shrinks with them
    by_connections = any(each.name == f"{name}-connections" for each in PLAN.resources)
    assert pool.step_down == (None if by_connections else idle)


def test_every_rule_sees_its_own_route():
    catalog = {(policy.metric, policy.route): policy for policy in READ.pools["catalog"].tracking}
    target = one(PLAN, RULE, "catalog-api-requests").inputs["targetValue"] * 60
    assert {route for metric, route in catalog if metric is Metric.REQUESTS_PER_INSTANCE} == {"outside", "inside"}
    for route in ("outside", "inside"):
        policy = catalog[Metric.REQUESTS_PER_INSTANCE, route]
        assert (policy.target, policy.high_datapoints, policy.scale_in) == (target, 2, False)
    assert catalog[Metric.CPU, None].target == 0.6
    # a service with one route: its rule sees everything
    fulfilment = [policy.route for policy in READ.pools["fulfilment"].tracking]
    assert fulfilment == [None, None]


@pytest.mark.parametrize("name", READ.pools)
def test_schedules_of_every_group(name):
    planned = [each.inputs for each in PLAN.resources if each.type.endswith(TASK) and each.component == name]
    played = [(action.at, action.minimum, action.maximum, action.desired) for action in READ.pools[name].actions]
    assert played == sorted(
        (datetime.fromisoformat(each["launchTime"]), each["minValue"], each["maxValue"], None) for each in planned
    )


def test_there_are_schedules_at_all():
    assert sum(len(pool.actions) for pool in READ.pools.values()) >= len(READ.pools)


def test_a_task_that_is_off_or_repeats_is_not_played():
    name = next(each.name for each in PLAN.resources if each.type.endswith(TASK))
    before = sum(len(pool.actions) for pool in READ.pools.values())
    off = read(with_inputs(PLAN, TASK, name, taskEnabled=False))
    assert sum(len(pool.actions) for pool in off.pools.values()) == before - 1
    assert off.unplayed == READ.unplayed
    daily = read(with_inputs(PLAN, TASK, name, recurrenceType="Daily"))
    assert more(daily) == {f"{name}: a task that repeats is not played"}


def test_what_a_rule_says_is_played():
    changed = with_inputs(
        PLAN,
        RULE,
        "web-cpu",
        targetValue=50,
        scaleOutEvaluationCount=None,
        disableScaleIn=None,
        estimatedInstanceWarmup=400,
    )
    pool = read(changed).pools["web"]
    (cpu,) = [policy for policy in pool.tracking if policy.metric is Metric.CPU]
    assert (cpu.target, cpu.high_datapoints, cpu.low_datapoints, cpu.scale_in) == (0.5, 3, 15, True)
    assert pool.warm_up_seconds == 400


def test_rules_that_are_not_played_are_told():
    other = read(with_inputs(PLAN, RULE, "web-cpu", metricName="MemoryUtilization"))
    assert more(other) == {"web-cpu: a rule that follows MemoryUtilization is not played"}
    alone = read(with_inputs(PLAN, "ess/alarm:Alarm", "web-idle", comparisonOperator=">"))
    assert alone.pools["web"].step_down is None
    assert more(alone) == {"web-shrink: nothing that is played calls this rule"}
    assert {name.partition(":")[0] for name in READ.unplayed} == {
        "chat-connections", "chat-shrink", "connectors-backlog", "marketing-backlog"
    }  # fmt: skip


def test_without_hook_or_check_nobody_waits_or_looks():
    found = read(without(PLAN, "LifecycleHook")).pools["web"]
    assert (found.joins_after_seconds, found.gives_up_after_seconds) == (0, 0)
    blind = read(with_inputs(PLAN, GROUP, "web-group", healthCheckTypes=["ECS"])).pools["web"]
    assert blind.gives_up_after_seconds > 10**8


def test_databases_and_caches():
    planned = one(PLAN, "polardb/cluster:Cluster", "core-db-cluster").inputs
    core = READ.databases["core-db"]
    assert (core.nodes, core.node_class) == (planned["dbNodeCount"], planned["dbNodeClass"])
    assert (core.elastic_readers, core.pooled_ratio, core.zones) == (planned["scaleRoNumMax"], 1.0, ())
    alone = read(
        with_inputs(PLAN, "polardb/cluster:Cluster", "core-db-cluster", hotStandbyCluster="OFF", dbNodeCount=3)
    )
    assert alone.databases["core-db"].zones == ("cn-shanghai-l",) * 3
    tair = one(PLAN, "redis/tairInstance:TairInstance", "shop-cache-instance").inputs
    shop = READ.caches["shop-cache"]
    assert (shop.shards, shop.replicas, shop.nodes) == (tair["shardCount"], 1, tair["shardCount"])
    assert (shop.node_type, shop.gib) == (tair["instanceClass"], 16)


def test_stores_without_a_stated_limit():
    assert {each.reads_per_second for each in READ.tables.values()} == {inf}
    assert set(READ.tables) == {f"{name}-table" for name in SHOP.tables}
    assert {each.messages_per_second for each in READ.queues.values()} == {inf}
    assert set(READ.queues) == {f"{name}-queue" for name in SHOP.queues} | {f"{name}-mail" for name in SHOP.mails}
    assert READ.messages_per_second == 20_000


def test_balancers_edge_and_the_way_out():
    public, inside = READ.balancers["public-lb"], READ.balancers["service-lb"]
    package = one(PLAN, "CommonBandwithPackage", "public-lb-bandwidth").inputs["bandwidth"]
    assert (public.internal, public.mbps, public.grows) == (False, float(package), False)
    assert (inside.internal, inside.mbps) == (True, inf)
    narrow = without(PLAN, "LoadBalancerCommonBandwidthPackageAttachment")
    assert read(narrow).balancers["public-lb"].mbps == 3 * 200
    assert READ.edge.requests_per_second == inf
    assert (READ.egress.addresses, READ.egress.zones_served) == (3, 3)
    assert {subnet.free_addresses for subnet in READ.subnets.values()} == {4096 - 4 - 8}


def test_a_plan_of_another_cloud_is_refused():
    with pytest.raises(RehearsalError, match="is of moon; allowed: aws, alicloud"):
        read(replace(PLAN, cloud="moon"))
