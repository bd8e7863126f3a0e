"""On the eve of the largest sale: what stands ready is what the rules ask for, and less of anything is noticed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from infra.audit.planned import judged
from policies.evaluate import Verdict, evaluate
from policies.rules import RULES
from policies.stack import Stack
from tests.policies.mutation import REMOVED, Mutation, changed
from tests.stacks import EVE, facts_of, planned

_SCHEDULES = {"aws": "aws:autoscaling/schedule:Schedule", "alicloud": "alicloud:ess/scheduledTask:ScheduledTask"}
_RULES = [rule for rule in RULES if rule.id.startswith(("capacity-", "stack-peak", "stack-asg", "resilience-asg"))]


def _failures(name: str, resources) -> dict[tuple[str, str], str]:
    stack = Stack(facts_of(name, EVE), resources)
    return {
        (result.rule.id, result.resource.name): result.message
        for result in evaluate(stack, _RULES)
        if result.verdict is Verdict.FAIL
    }


def _resources(name: str):
    return [judged(resource) for resource in planned(name, EVE).resources]


@pytest.mark.parametrize("cloud", ["aws", "alicloud"])
def test_without_the_scheduled_actions_every_pool_is_too_small(cloud):
    name = f"prod-{cloud}"
    resources = [resource for resource in _resources(name) if resource.type != _SCHEDULES[cloud]]
    raised = {floor.service for sale in facts_of(name, EVE).sales for floor in sale.floors or ()}
    assert len(raised) >= 6
    found = _failures(name, resources)
    assert {resource for _, resource in found} == {f"{service}-group" for service in raised}
    assert {rule for rule, _ in found} == {"stack-peak-event-schedule"}
    sales = facts_of(name, EVE).sales
    [needed] = [sale.needs.instances["catalog"] for sale in sales if sale.name == "double-eleven"]
    message = found["stack-peak-event-schedule", "catalog-group"]
    assert f"double-eleven needs {needed} from 2027-11-10" in message


@pytest.mark.parametrize(
    "lowered",
    [
        Mutation(
            rule="capacity-lb-prewarm",
            cloud="aws",
            type="aws:lb/loadBalancer:LoadBalancer",
            name="public-lb-alb",
            set={"minimumLoadBalancerCapacity.capacityUnits": 1_900},
        ),
        Mutation(
            rule="capacity-lb-prewarm",
            cloud="aws",
            type="aws:lb/loadBalancer:LoadBalancer",
            name="service-lb-alb",
            set={"minimumLoadBalancerCapacity": REMOVED},
        ),
        Mutation(
            rule="capacity-lb-prewarm",
            cloud="alicloud",
            type="alicloud:vpc/commonBandwithPackage:CommonBandwithPackage",
            set={"bandwidth": "1000"},
        ),
        Mutation(
            rule="capacity-database-scales",
            cloud="aws",
            type="aws:rds/clusterInstance:ClusterInstance",
            name="core-db-node-4",
            remove=True,
        ),
        Mutation(
            rule="capacity-database-scales",
            cloud="alicloud",
            type="alicloud:polardb/cluster:Cluster",
            name="core-db-cluster",
            set={"dbNodeCount": 3},
        ),
        Mutation(
            rule="capacity-cache-scales",
            cloud="aws",
            type="aws:elasticache/replicationGroup:ReplicationGroup",
            set={"numNodeGroups": 2},
        ),
        Mutation(
            rule="capacity-cache-scales",
            cloud="alicloud",
            type="alicloud:redis/tairInstance:TairInstance",
            set={"shardCount": 2},
        ),
        Mutation(
            rule="capacity-stream-scales",
            cloud="aws",
            type="aws:kinesis/stream:Stream",
            name="behaviour-stream-stream",
            set={"shardCount": 24},
        ),
        Mutation(
            rule="capacity-model-scales",
            cloud="aws",
            type="aws:appautoscaling/target:Target",
            name="recommendation-model-instances",
            set={"minCapacity": 3},
        ),
        Mutation(
            rule="capacity-table-scales",
            cloud="aws",
            type="aws:dynamodb/table:Table",
            name="sessions-table-table",
            set={"warmThroughput.readUnitsPerSecond": 15_000},
        ),
    ],
    ids=str,
)
def test_less_than_is_prepared_is_noticed(lowered):
    name = f"prod-{lowered.cloud}"
    resources = [replace(resource) for resource in _resources(name)]
    assert _failures(name, resources) == {}
    found = _failures(name, changed(resources, lowered))
    assert {rule for rule, _ in found} == {lowered.rule}
    assert all("at double-eleven" in message for message in found.values())
