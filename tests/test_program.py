"""What holds for every stack as a whole."""

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import pulumi
import pytest

from infra.preview.diff import Action, diff
from infra.preview.plan import SECRET
from infra.preview.run import preview
from infra.program import ROOT
from tests.components.contract import plain_secrets, silent_alarms
from tests.stacks import CLOCK, EVE, MOMENTS, STACKS, at_every_moment, every_stack, planned
from tests.uses import ACTS_BY_ITSELF, ONE_AT_A_TIME, unheard, unused, watched

LAYERS = {
    *("infrastructure", "stores", "platform", "front-end", "intelligence", "promotion", "data"),
    *("campaigns", "jobs", "edge", "operations"),
}
CRITICAL = {
    "aws": {
        "aws:autoscaling/group:Group",
        "aws:cloudfront/distribution:Distribution",
        "aws:dynamodb/table:Table",
        "aws:elasticache/replicationGroup:ReplicationGroup",
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        "aws:kinesis/stream:Stream",
        "aws:lb/loadBalancer:LoadBalancer",
        "aws:lb/targetGroup:TargetGroup",
        "aws:opensearch/domain:Domain",
        "aws:rds/cluster:Cluster",
        "aws:rds/clusterInstance:ClusterInstance",
        "aws:sqs/queue:Queue",
    },
    "alicloud": {
        "alicloud:alb/loadBalancer:LoadBalancer",
        "alicloud:alb/serverGroup:ServerGroup",
        "alicloud:elasticsearch/instance:Instance",
        "alicloud:ess/scalingGroup:ScalingGroup",
        "alicloud:message/serviceQueue:ServiceQueue",
        "alicloud:ots/instance:Instance",  # its tables have no metrics of their own
        "alicloud:polardb/cluster:Cluster",
        "alicloud:redis/tairInstance:TairInstance",
    },
}
"""What customers or their orders are lost without."""
NO_SERVERS = {"public-lb-nobody", "service-lb-nobody"}
"""Server groups that answer what is for nobody."""


def test_both_clouds_have_development_staging_and_production() -> None:
    assert sorted(STACKS) == sorted(f"{env}-{cloud}" for env in ("dev", "staging", "prod") for cloud in CRITICAL)


@pytest.mark.parametrize("stack", ["prod-aws", "prod-alicloud"])
def test_production_has_at_least_150_resources(stack: str) -> None:
    assert len(planned(stack).custom) >= 150


@at_every_moment
def test_everything_used_for_something(stack: str, at: datetime) -> None:
    assert [f"{resource.type} {resource.name}" for resource in unused(planned(stack, at))] == []


def test_no_type_is_excused_that_is_always_referred_to() -> None:
    """So the table of types that act by themselves stays as short as it can be."""
    alone = set()
    for plan in (planned(stack, at) for stack, at in MOMENTS):
        referred = {urn for resource in plan.custom for urn in resource.depends_on}
        alone |= {resource.type for resource in plan.custom if resource.urn not in referred}
    assert set(ACTS_BY_ITSELF) - alone == set()


@every_stack
def test_every_resource_has_a_layer_and_a_component(stack: str) -> None:
    plan = planned(stack)
    components = {resource.urn: resource for resource in plan.resources if not resource.custom}
    assert {resource.name for resource in components.values() if resource.parent is None} == LAYERS
    for resource in plan.custom:
        assert resource.layer in LAYERS, resource.urn
        assert resource.parent in components, resource.urn
        component = components[resource.parent]
        assert (component.name, component.layer) == (resource.component, resource.layer)


@every_stack
def test_a_component_that_makes_nothing_does_not_exist(stack: str) -> None:
    plan = planned(stack)
    sizes = Counter(resource.component for resource in plan.custom)
    assert [item.name for item in plan.resources if item.component == item.name and not sizes[item.name]] == []


@at_every_moment
def test_names_are_the_same_in_every_stack(stack: str, at: datetime) -> None:
    place = re.compile(r"(?<![a-z0-9])(aws|alicloud|aliyun|dev|staging|prod|(eu|us|ap|cn)-[a-z]+)(?![a-z])")
    assert [resource.name for resource in planned(stack, at).resources if place.search(resource.name)] == []


@at_every_moment
def test_what_cannot_exist_twice_is_deleted_before_it_is_replaced(stack: str, at: datetime) -> None:
    assert [
        resource.name
        for resource in planned(stack, at).custom
        if (resource.type in ONE_AT_A_TIME) != resource.options.get("delete_before_replace", False)
    ] == []


def test_production_has_all_that_cannot_exist_twice() -> None:
    moments = [(stack, at) for stack, at in MOMENTS if stack.startswith("prod-")]
    used = {resource.type for stack, at in moments for resource in planned(stack, at).custom}
    assert set(ONE_AT_A_TIME) <= used


@pytest.mark.parametrize("stack", ["prod-aws", "prod-alicloud"])
def test_a_campaign_replaces_and_deletes_nothing(stack: str) -> None:
    """Its preparation adds and enlarges; after it, nothing but what was added goes."""
    before, after = planned(stack), planned(stack, EVE)
    prepared, over = diff(before, after), diff(after, before)
    assert {step.action for step in prepared.steps} == {Action.CREATE, Action.UPDATE}
    assert {step.action for step in over.steps} == {Action.DELETE, Action.UPDATE}
    added = {step.resource.urn for step in prepared.steps if step.action is Action.CREATE}
    assert added == {step.resource.urn for step in over.steps if step.action is Action.DELETE}
    assert [step.resource.name for step in over.steps if step.warnings] == []


@pytest.mark.parametrize("stack", ["prod-aws", "prod-alicloud"])
def test_a_campaign_makes_no_instance_start_anew(stack: str) -> None:
    """What instances are told, and made of, is the same with more readers, shards or a wider balancer."""
    changed = {step.resource.type for step in diff(planned(stack), planned(stack, EVE)).steps}
    assert not changed & {
        "aws:ec2/launchTemplate:LaunchTemplate",
        "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate",
    }


@pytest.mark.parametrize("stack", ["prod-aws", "prod-alicloud"])
def test_the_forecast_stands_beside_the_pool(stack: str) -> None:
    pools = [item for item in planned(stack, EVE).resources if item.type == "floodgate:index:ServicePool"]
    web = next(item for item in pools if item.name == "web")
    first = web.inputs["forecast"]["campaigns"][0]
    assert (first["campaign"], first["prepared"]) == ("double-eleven", True)
    assert " requests/s x 1.3 / (180 x 0.85) = " in first["why"]
    assert max(action["minInstances"] for action in web.inputs["scheduledActions"]) == first["instances"]
    assert web.inputs["forecast"]["floorWhy"].startswith("the everyday floor")


@every_stack
def test_whatever_is_critical_is_watched(stack: str) -> None:
    plan = planned(stack)
    seen = watched(plan)
    critical = [resource for resource in plan.custom if resource.type in CRITICAL[plan.cloud]]
    assert {resource.type for resource in critical} == CRITICAL[plan.cloud]
    assert [item.name for item in critical if item.urn not in seen and item.name not in NO_SERVERS] == []


@every_stack
def test_every_alarm_reaches_people(stack: str) -> None:
    assert silent_alarms(planned(stack).resources) == []
    assert list(unheard(planned(stack))) == []


@every_stack
def test_no_input_that_is_called_a_secret_is_plain(stack: str) -> None:
    assert plain_secrets(planned(stack).custom, ()) == []


@pytest.mark.parametrize("stack", ["dev-aws", "dev-alicloud"])
def test_a_second_run_says_the_same_and_never_a_secret(stack: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every value that the program marks as secret is looked for in everything that the plan shows, its outputs
    too: however it got there."""
    kept: list[str] = []
    original = pulumi.Output.secret

    def secret(value):
        if isinstance(value, str):
            kept.append(value)
        return original(value)

    monkeypatch.setattr(pulumi.Output, "secret", staticmethod(secret))
    text = preview(stack, at=CLOCK).to_json()

    assert len(kept) >= 4
    assert [value for value in kept if value in text] == []
    assert SECRET in text
    assert text == planned(stack).to_json()


def test_another_process_says_the_same() -> None:
    """The order of sets, which differs from process to process, shows nowhere."""
    command = Path(sys.executable).with_name("floodgate")
    ran = subprocess.run(
        [command, "preview", "prod-aws", "--format", "json", "--at", CLOCK.isoformat()],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={"PYTHONHASHSEED": "1", "PATH": ""},
    )
    assert ran.stdout.decode() == planned("prod-aws").to_json()


@every_stack
def test_the_outputs_tell_what_people_need(stack: str) -> None:
    outputs = planned(stack).outputs
    assert set(outputs) == {
        "buckets",
        "cdn_ids",
        "channels",
        "dashboard",
        "database_endpoints",
        "database_secrets",
        "egress_ips",
        "event_tables",
        "name_servers",
        "query_workspace",
        "urls",
        # what a person runs once, as no resource of the provider makes tables
        *(("event_table_statements",) if stack.endswith("alicloud") else ()),
    }
    assert all(url.startswith("https://") for url in [*outputs["urls"].values(), outputs["dashboard"]])
    assert SECRET not in json.dumps(outputs)
