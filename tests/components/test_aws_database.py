"""What is specific to databases on AWS."""

from functools import partial
from typing import Any

import pytest

from components.database import Database
from components.errors import UnsupportedOnCloud
from components.label import DataClass
from infra.preview.plan import Resource
from tests.components.cases import resources_of
from tests.components.harness import of_type, only
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


def test_cluster_is_encrypted_backed_up_and_hard_to_lose() -> None:
    cluster = only(build(Database), CLUSTER)
    expected = {
        "storageEncrypted": True,
        "manageMasterUserPassword": True,
        "iamDatabaseAuthenticationEnabled": True,
        "backupRetentionPeriod": 35,
        "copyTagsToSnapshot": True,
        "deletionProtection": True,
        "skipFinalSnapshot": False,
        "deleteAutomatedBackups": False,
        "applyImmediately": False,
        "databaseName": "orders",
    }
    assert {key: cluster.inputs[key] for key in expected} == expected
    assert cluster.options["protect"] is True
    assert "masterPassword" not in cluster.inputs
    assert cluster.inputs["tags"]["data-classification"] == "confidential"


def test_disposable_cluster_leaves_nothing_behind() -> None:
    cluster = only(build(Database, deletion_protected=False), CLUSTER)
    assert cluster.inputs["skipFinalSnapshot"] is True
    assert cluster.inputs["deleteAutomatedBackups"] is True
    assert cluster.inputs["deletionProtection"] is False
    assert "finalSnapshotIdentifier" not in cluster.inputs
    assert "protect" not in cluster.options


def test_log_groups_are_there_before_the_cluster_writes_to_them() -> None:
    resources = build(Database)
    cluster = only(resources, CLUSTER)
    logs = {log.inputs["name"]: log.urn for log in of_type(resources, "aws:cloudwatch/logGroup:LogGroup")}
    for export in cluster.inputs["enabledCloudwatchLogsExports"]:
        assert logs[f"/aws/rds/cluster/{cluster.inputs['clusterIdentifier']}/{export}"] in cluster.depends_on
    proxy = only(resources, PROXY)
    assert logs[f"/aws/rds/proxy/{proxy.inputs['name']}"] in proxy.depends_on


def parameters(resources: list[Resource]) -> dict[str, dict[str, str]]:
    group = only(resources, "aws:rds/clusterParameterGroup:ClusterParameterGroup")
    return {parameter["name"]: parameter for parameter in group.inputs["parameters"]}


def test_only_encrypted_connections_and_audited_log_ins() -> None:
    found = parameters(build(Database))
    assert found["require_secure_transport"]["value"] == "ON"
    assert found["tls_version"]["applyMethod"] == "pending-reboot"  # AWS refuses `immediate` for a static one
    assert found["server_audit_logging"]["value"] == "1"
    assert found["server_audit_events"]["value"] == "CONNECT,QUERY_DCL,QUERY_DDL"


def test_access_to_card_data_is_audited_by_table() -> None:
    found = parameters(build(Database, data=DataClass.CARDHOLDER))
    assert "TABLE" in found["server_audit_events"]["value"].split(",")


def test_nodes_are_private_and_over_the_zones() -> None:
    nodes = of_type(build(Database, readers=3, max_readers=3), NODE)
    zones = [node.inputs["availabilityZone"][-1] for node in nodes]
    assert zones == ["a", "b", "c", "a"]
    assert [node.inputs["promotionTier"] for node in nodes] == [0, 1, 2, 3]
    for node in nodes:
        assert node.inputs["publiclyAccessible"] is False
        assert node.inputs["caCertIdentifier"] == "rds-ca-rsa2048-g1"
        assert node.inputs["performanceInsightsEnabled"] is True
        assert node.inputs["monitoringInterval"] == 60


def test_first_node_becomes_the_writer() -> None:
    """Made at the same time, chance would decide which one, and in which zone."""
    writer, *readers = of_type(build(Database, readers=2), NODE)
    assert readers
    assert all(writer.urn in reader.depends_on for reader in readers)


def test_clients_of_a_pooled_database_reach_the_pool_only() -> None:
    resources = build(Database)
    assert names(resources, INGRESS) == {
        "orders-db-pool-in-orders",
        "orders-db-pool-in-payments",
        "orders-db-in-pool",
    }
    assert {rule.inputs["fromPort"] for rule in of_type(resources, INGRESS)} == {3306}


def test_clients_without_a_pool_reach_the_cluster() -> None:
    resources = build(Database, pooled=False)
    assert names(resources, INGRESS) == {"orders-db-in-orders", "orders-db-in-payments"}
    assert names(resources, EGRESS) == {"orders-db-out-orders", "orders-db-out-payments"}
    assert of_type(resources, PROXY) == []


def test_firewalls_have_no_inline_rules() -> None:
    """Inline rules and rule resources undo each other."""
    for group in of_type(build(Database), "aws:ec2/securityGroup:SecurityGroup"):
        assert not {"ingress", "egress"} & set(group.inputs)


def test_pool_takes_tls_only_and_waits_for_its_rights() -> None:
    resources = build(Database)
    proxy = only(resources, PROXY)
    assert proxy.inputs["requireTls"] is True
    assert only(resources, "aws:iam/rolePolicy:RolePolicy").urn in proxy.depends_on
    target = only(resources, "aws:rds/proxyTarget:ProxyTarget")
    assert {node.urn for node in of_type(resources, NODE)} <= set(target.depends_on)


def test_pool_has_a_readers_endpoint_only_with_readers() -> None:
    endpoint = "aws:rds/proxyEndpoint:ProxyEndpoint"
    assert only(build(Database), endpoint).inputs["targetRole"] == "READ_ONLY"
    assert of_type(build(Database, readers=0, max_readers=0), endpoint) == []


def test_readers_follow_their_cpu() -> None:
    resources = build(Database)
    target = only(resources, "aws:appautoscaling/target:Target")
    assert (target.inputs["minCapacity"], target.inputs["maxCapacity"]) == (1, 4)
    assert target.inputs["resourceId"] == "cluster:floodgate-prod-orders-db"
    policy = only(resources, "aws:appautoscaling/policy:Policy").inputs
    tracking = policy["targetTrackingScalingPolicyConfiguration"]
    assert tracking["predefinedMetricSpecification"]["predefinedMetricType"] == "RDSReaderAverageCPUUtilization"


def test_fixed_readers_do_not_scale() -> None:
    assert of_type(build(Database, readers=2, max_readers=2), "aws:appautoscaling/target:Target") == []


@pytest.mark.parametrize(("readers", "max_readers"), [(0, 2), (1, 16), (16, 0)])
def test_impossible_readers_are_refused(readers: int, max_readers: int) -> None:
    with pytest.raises(UnsupportedOnCloud, match="readers"):
        build(Database, readers=readers, max_readers=max_readers)


def test_credentials_change_at_night_and_not_every_week() -> None:
    rotation = only(build(Database), "aws:secretsmanager/secretRotation:SecretRotation").inputs
    assert rotation["rotateImmediately"] is False
    assert rotation["rotationRules"]["scheduleExpression"] == "cron(0 2 1 * ? *)"


def test_cheap_database_is_one_small_server() -> None:
    resources = build(Database, **CHEAP)
    assert only(resources, NODE).inputs["instanceClass"] == "db.t4g.medium"
    assert "orders-db-lag" not in alarms(resources)
    assert errors_of(resources) == []


def test_connections_alarm_follows_what_the_class_allows() -> None:
    assert alarms(build(Database))["orders-db-connections"]["threshold"] == 2400
    assert alarms(build(Database, max_connections=1000))["orders-db-connections"]["threshold"] == 800
    # The smallest class allows 90, whatever the shop asks for
    assert alarms(build(Database, **CHEAP))["orders-db-connections"]["threshold"] == 72


def test_database_alarms_watch_the_whole_cluster() -> None:
    """Also readers that autoscaling adds."""
    found = {name: inputs for name, inputs in alarms(build(Database)).items() if "pool" not in name}
    assert {inputs["metricName"] for inputs in found.values()} == {
        "CPUUtilization",
        "DatabaseConnections",
        "FreeableMemory",
        "FreeLocalStorage",
        "AuroraReplicaLag",
    }
    for inputs in found.values():
        assert inputs["dimensions"] == {"DBClusterIdentifier": "floodgate-prod-orders-db"}
