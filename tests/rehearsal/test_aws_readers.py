"""What the plan of prod-aws says is what is played."""

from __future__ import annotations

from datetime import datetime
from math import inf

import pytest

from infra.capacity.group import Metric
from infra.capacity.lines import Growth
from infra.capacity.scenario import CONNECTIONS
from infra.rehearsal.errors import RehearsalError
from infra.rehearsal.readers import read
from tests.rehearsal.plans import one, plan, settings, with_inputs, without

PLAN = plan("prod-aws")
READ = read(PLAN)
GROUP = "autoscaling/group:Group"
SHOP = settings("prod-aws").shop
CALLED = {name for service in SHOP.services.values() for name in service.calls}
ASKED = [name for name in READ.pools if SHOP.services[name].public or name in CALLED]
"""Pools that requests come to; the others only work off queues."""


def more(other):
    """What is not played of a changed plan, beyond what is not played anyway."""
    return set(other.unplayed) - set(READ.unplayed)


def group(name, **inputs):
    """The pool of one service after a change of its group."""
    return read(with_inputs(PLAN, GROUP, f"{name}-group", **inputs)).pools[name]


@pytest.mark.parametrize("name", READ.pools)
def test_limits_and_times_of_every_group(name):
    planned, pool = one(PLAN, GROUP, f"{name}-group").inputs, READ.pools[name]
    assert (pool.minimum, pool.maximum) == (planned["minSize"], planned["maxSize"])
    assert pool.warm_up_seconds == planned["defaultInstanceWarmup"]
    assert (pool.joins_after_seconds, pool.gives_up_after_seconds) == (0, 900)
    overrides = planned["mixedInstancesPolicy"]["launchTemplate"]["overrides"]
    assert pool.instance_type == overrides[0]["instanceType"]
    assert pool.zones == ("eu-central-1a", "eu-central-1b", "eu-central-1c")
    assert (pool.warm_pool, pool.step_down) == (0, None)


@pytest.mark.parametrize("name", ASKED)
def test_policies_of_every_group(name):
    of_load = [policy for policy in READ.pools[name].tracking if policy.route != CONNECTIONS]
    cpu, requests = sorted(of_load, key=lambda policy: policy.metric)
    given = one(PLAN, "autoscaling/policy:Policy", f"{name}-requests").inputs["targetTrackingConfiguration"]
    assert (cpu.metric, cpu.target, cpu.period_seconds) == (Metric.CPU, 0.6, 60)
    assert (requests.metric, requests.target) == (Metric.REQUESTS_PER_INSTANCE, given["targetValue"])
    assert (requests.period_seconds, requests.metric_delay_seconds, requests.route) == (60, 150, None)
    assert cpu.scale_in
    assert requests.scale_in


@pytest.mark.parametrize("name", READ.pools)
def test_schedules_of_every_group(name):
    planned = [
        each.inputs
        for each in PLAN.resources
        if each.type.endswith("autoscaling/schedule:Schedule") and each.component == name
    ]
    played = [(action.at, action.minimum, action.maximum, action.desired) for action in READ.pools[name].actions]
    assert played == sorted(
        (datetime.fromisoformat(each["startTime"]), each["minSize"], each["maxSize"], None) for each in planned
    )


def test_there_are_schedules_at_all():
    assert sum(len(pool.actions) for pool in READ.pools.values()) >= len(READ.pools)


def test_limits_changed_by_hand_are_played():
    assert group("web", minSize=4, maxSize=44).minimum == 4
    assert group("web", minSize=4, maxSize=44).maximum == 44


def test_processes_that_are_suspended_do_not_run():
    stopped = group("web", suspendedProcesses=["AlarmNotification", "ScheduledActions"])
    assert (stopped.tracking, stopped.actions) == ((), ())
    other = read(with_inputs(PLAN, GROUP, "web-group", suspendedProcesses=["AZRebalance"]))
    assert more(other) == {"web-group: AZRebalance is suspended"}


def test_without_a_hook_the_grace_period_is_all_the_patience_there_is():
    assert group("web", initialLifecycleHooks=[], healthCheckGracePeriod=40).gives_up_after_seconds == 40
    assert group("web", initialLifecycleHooks=[], healthCheckGracePeriod=None).gives_up_after_seconds == 300
    hook = {"lifecycleTransition": "autoscaling:EC2_INSTANCE_LAUNCHING", "heartbeatTimeout": 50}
    assert group("web", initialLifecycleHooks=[hook]).gives_up_after_seconds == 50
    going = [hook | {"defaultResult": "CONTINUE"}]
    assert group("web", initialLifecycleHooks=going, healthCheckGracePeriod=40).gives_up_after_seconds == 40


def test_a_warm_pool_is_played():
    warm = {"poolState": "Stopped", "minSize": 7, "maxGroupPreparedCapacity": 7}
    assert group("web", warmPool=warm).warm_pool == 7


def policy(**settings):
    """The policies of `fulfilment`, which has one route, after a change of the one that counts requests."""
    inputs = one(PLAN, "autoscaling/policy:Policy", "fulfilment-requests").inputs["targetTrackingConfiguration"]
    other = with_inputs(
        PLAN,
        "autoscaling/policy:Policy",
        "fulfilment-requests",
        targetTrackingConfiguration={**inputs, **settings},
    )
    return read(other)


def test_what_a_policy_says_is_played():
    (tracking,) = [
        each
        for each in policy(targetValue=123, disableScaleIn=True).pools["fulfilment"].tracking
        if each.metric is Metric.REQUESTS_PER_INSTANCE
    ]
    assert (tracking.target, tracking.scale_in) == (123, False)


def test_a_policy_that_follows_something_else_is_told_and_not_played():
    other = {"customizedMetricSpecification": {"metrics": []}, "predefinedMetricSpecification": None}
    found = policy(**other)
    assert [each.metric for each in found.pools["fulfilment"].tracking] == [Metric.CPU]
    assert more(found) == {"fulfilment-requests: a policy that is off or follows another metric is not played"}


def test_connections_that_are_open_are_followed_as_a_level():
    given = {"namespace": "Floodgate", "metricName": "Connections", "statistic": "Average"}
    found = policy(
        customizedMetricSpecification=given, predefinedMetricSpecification=None, targetValue=7_200
    ).pools["fulfilment"]
    (tracking,) = [each for each in found.tracking if each.metric is Metric.REQUESTS_PER_INSTANCE]
    assert (tracking.target, tracking.route) == (7_200 * 60, CONNECTIONS)


def test_fast_metrics_are_seen_sooner():
    metrics = one(PLAN, "autoscaling/policy:Policy", "web-requests").inputs["targetTrackingConfiguration"]
    specification = {
        "metrics": [{"metricStat": {"metric": {"metricName": "RequestCount"}, "period": 10}, "id": "r0"}]
    }
    changed = {**metrics, "customizedMetricSpecification": specification, "predefinedMetricSpecification": None}
    found = read(
        with_inputs(PLAN, "autoscaling/policy:Policy", "web-requests", targetTrackingConfiguration=changed)
    )
    tracking = next(each for each in found.pools["web"].tracking if each.metric is Metric.REQUESTS_PER_INSTANCE)
    assert (tracking.period_seconds, tracking.metric_delay_seconds) == (10, 16)
    assert tracking.target == metrics["targetValue"] * 6  # of ten seconds, counted by the minute


def test_an_action_that_repeats_is_told_and_not_played():
    name = next(each.name for each in PLAN.resources if each.type == "aws:autoscaling/schedule:Schedule")
    found = read(with_inputs(PLAN, "autoscaling/schedule:Schedule", name, recurrence="0 20 * * *"))
    assert more(found) == {f"{name}: an action that repeats is not played"}


def test_databases_and_caches():
    core = READ.databases["core-db"]
    nodes = [
        each for each in PLAN.resources if each.type.endswith("ClusterInstance") and each.component == "core-db"
    ]
    assert (core.nodes, core.node_class) == (len(nodes), nodes[0].inputs["instanceClass"])
    assert sorted(core.zones) == sorted(node.inputs["availabilityZone"] for node in nodes)
    assert (core.max_connections, core.pooled_ratio) == (3000, 0.9)
    cache = one(PLAN, "elasticache/replicationGroup:ReplicationGroup", "shop-cache-group").inputs
    shop = READ.caches["shop-cache"]
    assert (shop.shards, shop.replicas) == (cache["numNodeGroups"], cache["replicasPerNodeGroup"])
    assert (shop.node_type, shop.vcpu, shop.nodes) == ("cache.r7g.large", 2, shop.shards * 2)
    less = without(PLAN, "ClusterInstance")
    assert read(less).databases["core-db"].nodes == 0


def test_tables_are_as_warm_as_the_plan_makes_them():
    warm = one(PLAN, "dynamodb/table:Table", "sessions-table-table").inputs["warmThroughput"]
    sessions = READ.tables["sessions-table"]
    assert sessions.reads_per_second == max(12_000, warm["readUnitsPerSecond"])
    assert sessions.writes_per_second == max(4_000, warm["writeUnitsPerSecond"])
    assert sessions.growth == Growth(factor=2, after_seconds=1800)
    cold = read(with_inputs(PLAN, "dynamodb/table:Table", "sessions-table-table", warmThroughput=None))
    assert cold.tables["sessions-table"].reads_per_second == 12_000
    fixed = with_inputs(
        PLAN,
        "dynamodb/table:Table",
        "sessions-table-table",
        billingMode="PROVISIONED",
        readCapacity=500,
        writeCapacity=300,
    )
    table = read(fixed).tables["sessions-table"]
    assert (table.reads_per_second, table.writes_per_second, table.growth) == (500, 300, None)


def test_queues_balancers_edge_and_the_way_out():
    assert {each.messages_per_second for each in READ.queues.values()} == {inf}
    assert set(READ.queues) == {f"{name}-queue" for name in SHOP.queues} | {f"{name}-mail" for name in SHOP.mails}
    public, inside = READ.balancers["public-lb"], READ.balancers["service-lb"]
    reserved = one(PLAN, "lb/loadBalancer:LoadBalancer", "public-lb-alb").inputs["minimumLoadBalancerCapacity"]
    assert (public.internal, public.reserved_units) == (False, reserved["capacityUnits"])
    assert (public.firewall_rps, inside.firewall_rps, inside.internal) == (100_000, inf, True)
    assert (READ.edge.distributions, READ.edge.requests_per_second, READ.edge.gbps) == (
        len(SHOP.sites), 250_000, 150
    )  # fmt: skip
    assert (READ.egress.addresses, READ.egress.zones_served) == (3, 3)


def test_subnets_lack_what_the_cloud_the_balancer_and_the_endpoints_take():
    endpoints = sum(
        each.type.endswith("vpcEndpoint:VpcEndpoint") and "subnetIds" in each.inputs for each in PLAN.resources
    )
    assert {name: subnet.free_addresses for name, subnet in READ.subnets.items()} == {
        f"network-private-{zone}": 4096 - 5 - 8 - endpoints for zone in "abc"
    }


def test_a_size_that_only_the_cloud_will_know_is_refused():
    with pytest.raises(RehearsalError, match="the plan of web-group cannot be played: `maxSize` must be a number"):
        group("web", maxSize=None)
