"""What is specific to caches and tables on AWS."""

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from components.aws.table import build_table
from components.cache import Cache
from components.table import KeyAttribute, KeyType, Table
from infra.preview.plan import Resource
from tests.components.cases import resources_of
from tests.components.harness import AWS, known, of_type, only, provision
from tests.components.samples import samples
from tests.facts.checker import errors_of

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
CLUSTER = "aws:rds/cluster:Cluster"
NODE = "aws:rds/clusterInstance:ClusterInstance"
PROXY = "aws:rds/proxy:Proxy"
GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
TABLE = "aws:dynamodb/table:Table"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"


build = partial(resources_of, "aws")


def alarms(resources: list[Resource]) -> dict[str, dict[str, Any]]:
    return {alarm.name: alarm.inputs for alarm in of_type(resources, ALARM)}


def names(resources: list[Resource], type_: str) -> set[str]:
    return {resource.name for resource in of_type(resources, type_)}


CHEAP = {"readers": 0, "max_readers": 0, "pooled": False, "vcpu": 2, "memory_gib": 4}


def test_sharded_cache_survives_a_zone() -> None:
    group = only(build(Cache), GROUP)
    expected = {
        "engine": "valkey",
        "numNodeGroups": 2,
        "replicasPerNodeGroup": 1,
        "automaticFailoverEnabled": True,
        "multiAzEnabled": True,
        "atRestEncryptionEnabled": True,
        "transitEncryptionEnabled": True,
        "transitEncryptionMode": "required",
        "applyImmediately": False,
        "snapshotRetentionLimit": 7,
    }
    assert {key: group.inputs[key] for key in expected} == expected
    assert "numCacheClusters" not in group.inputs
    assert "authToken" in group.secret
    # A version below the one AWS has installed would replace the cache
    assert "engineVersion" in group.options["ignore_changes"]


def cache_parameters(resources: list[Resource]) -> dict[str, str]:
    group = only(resources, "aws:elasticache/parameterGroup:ParameterGroup")
    return {parameter["name"]: parameter["value"] for parameter in group.inputs["parameters"]}


def test_cluster_mode_only_with_several_shards() -> None:
    assert cache_parameters(build(Cache))["cluster-enabled"] == "yes"
    assert "cluster-enabled" not in cache_parameters(build(Cache, shards=1))


def test_unsharded_cache_counts_its_nodes() -> None:
    group = only(build(Cache, shards=1, replicas=2), GROUP).inputs
    assert group["numCacheClusters"] == 3
    assert not {"numNodeGroups", "replicasPerNodeGroup"} & set(group)


def test_cheap_cache_is_one_node_without_fail_over() -> None:
    resources = build(Cache, shards=1, replicas=0, memory_gib=0.5, snapshot_retention_days=0)
    group = only(resources, GROUP).inputs
    assert (group["numCacheClusters"], group["automaticFailoverEnabled"], group["multiAzEnabled"]) == (
        1,
        False,
        False,
    )
    assert "finalSnapshotIdentifier" not in group
    assert errors_of(resources) == []


def test_cluster_mode_without_replicas_still_demands_fail_over() -> None:
    group = only(build(Cache, replicas=0), GROUP).inputs
    assert (group["automaticFailoverEnabled"], group["multiAzEnabled"]) == (True, False)


@pytest.mark.parametrize(
    ("shards", "replicas", "expected"),
    [
        (1, 0, {"-001"}),
        (1, 1, {"-001", "-002"}),
        (2, 1, {"-0001-001", "-0001-002", "-0002-001", "-0002-002"}),
    ],
)
def test_every_node_has_alarms(shards: int, replicas: int, expected: set[str]) -> None:
    found = alarms(build(Cache, shards=shards, replicas=replicas)).values()
    nodes = {inputs["dimensions"]["CacheClusterId"].removeprefix("floodgate-prod-shop-cache") for inputs in found}
    assert nodes == expected
    lag = {inputs["metricName"] for inputs in found} & {"ReplicationLag"}
    assert bool(lag) == (replicas > 0)


def test_table_scales_by_itself_and_can_be_restored() -> None:
    table = only(build(Table), TABLE)
    assert table.inputs["billingMode"] == "PAY_PER_REQUEST"
    assert table.inputs["pointInTimeRecovery"] == {"enabled": True, "recoveryPeriodInDays": 35}
    assert table.inputs["serverSideEncryption"]["enabled"] is True
    assert table.inputs["ttl"] == {"attributeName": "expires_at", "enabled": True}
    assert table.inputs["deletionProtectionEnabled"] is True
    assert table.options["protect"] is True


def test_a_table_is_warmed_only_if_asked() -> None:
    """Without the block DynamoDB keeps what it has; it refuses to lower it."""
    warm = only(build(Table), TABLE).inputs["warmThroughput"]
    assert warm == {"readUnitsPerSecond": 20_000, "writeUnitsPerSecond": 8_000}
    assert "warmThroughput" not in only(build(Table, warm=None), TABLE).inputs


def test_disposable_table_can_be_destroyed() -> None:
    table = only(build(Table, deletion_protected=False, recoverable=False, expire_days=None), TABLE)
    assert table.inputs["deletionProtectionEnabled"] is False
    assert table.inputs["pointInTimeRecovery"] == {"enabled": False}
    assert "ttl" not in table.inputs
    assert "protect" not in table.options


def test_every_attribute_is_a_key() -> None:
    """DynamoDB refuses others."""
    sort = KeyAttribute(name="placed_at", type=KeyType.NUMBER)
    table = only(build(Table, sort_key=sort), TABLE).inputs
    assert (table["hashKey"], table["rangeKey"]) == ("cart_id", "placed_at")
    assert table["attributes"] == [{"name": "cart_id", "type": "S"}, {"name": "placed_at", "type": "N"}]


def test_items_stay_inside_the_network() -> None:
    name, make = samples("aws")[Table]
    resources, _ = provision(
        Table, name, lambda: replace(make(), network_id=known("vpc-1")), partial(build_table, AWS)
    )
    policy = json.loads(only(resources, "aws:dynamodb/resourcePolicy:ResourcePolicy").inputs["policy"])
    (statement,) = policy["Statement"]
    assert statement["Effect"] == "Deny"
    assert statement["Condition"]["StringNotEquals"] == {"aws:SourceVpc": "vpc-1"}
    # Pulumi, operators and AWS Backup manage the table from outside
    assert not {"dynamodb:*", "dynamodb:DescribeTable", "dynamodb:PutResourcePolicy"} & set(statement["Action"])
    assert {"dynamodb:GetItem", "dynamodb:Scan", "dynamodb:PutItem"} <= set(statement["Action"])
