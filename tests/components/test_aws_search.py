"""What is specific to search clusters on AWS."""

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pulumi
import pytest

from components.aws import search_access
from components.aws.search_catalog import SEARCH_NODES, manager_node, search_node
from components.errors import UnsupportedOnCloud
from components.search_cluster import SearchCluster
from infra.preview.engine import run
from tests.components.cases import build_sample, outputs_of, resources_of
from tests.components.harness import AWS, of_type, only
from tests.components.samples import samples

DOMAIN = "aws:opensearch/domain:Domain"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
LOG = "aws:cloudwatch/logGroup:LogGroup"
LOG_POLICY = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy"
ACCOUNT_ROLE = "aws:iam/serviceLinkedRole:ServiceLinkedRole"
NAME = "floodgate-prod-produc-ec6daa"
ARN = f"arn:aws:es:eu-central-1:123456789012:domain/{NAME}"

build = partial(resources_of, "aws", SearchCluster)
ONE_NODE = {"nodes": 1, "dedicated_managers": False, "vcpu": 2, "memory_gib": 4, "disk_gib": 20}


def domain(**changes: Any) -> dict[str, Any]:
    return only(build(**changes), DOMAIN).inputs


def alarms(**changes: Any) -> dict[str, dict[str, Any]]:
    return {alarm.name: alarm.inputs for alarm in of_type(build(**changes), ALARM)}


def test_production_outlives_a_zone() -> None:
    assert domain()["clusterConfig"] == {
        "instanceType": "r7g.xlarge.search",
        "instanceCount": 6,
        "zoneAwarenessEnabled": True,
        "zoneAwarenessConfig": {"availabilityZoneCount": 3},
        "dedicatedMasterEnabled": True,
        "dedicatedMasterType": "m7g.large.search",
        "dedicatedMasterCount": 3,
    }
    assert len(domain()["vpcOptions"]["subnetIds"]) == 3


def test_one_node_stands_in_one_zone() -> None:
    one = domain(**ONE_NODE)
    assert one["clusterConfig"] == {
        "instanceType": "t3.medium.search",
        "instanceCount": 1,
        "zoneAwarenessEnabled": False,
        "dedicatedMasterEnabled": False,
    }
    assert len(one["vpcOptions"]["subnetIds"]) == 1
    assert one["autoTuneOptions"] == {"desiredState": "DISABLED"}


def test_everything_is_encrypted_and_nobody_gets_in_without_a_name() -> None:
    inputs = domain()
    assert inputs["encryptAtRest"]["enabled"] is True
    assert "kmsKeyId" in inputs["encryptAtRest"]
    assert inputs["nodeToNodeEncryption"] == {"enabled": True}
    assert inputs["domainEndpointOptions"] == {
        "enforceHttps": True,
        "tlsSecurityPolicy": "Policy-Min-TLS-1-2-PFS-2023-10",
    }
    assert inputs["advancedSecurityOptions"]["enabled"] is True
    assert inputs["advancedSecurityOptions"]["internalUserDatabaseEnabled"] is False
    assert list(inputs["advancedSecurityOptions"]["masterUserOptions"]) == ["masterUserArn"]


def test_a_request_cannot_name_another_index_than_its_path() -> None:
    """Otherwise the rights on single indexes in IAM would hold for nobody."""
    assert domain()["advancedOptions"]["rest.action.multi.allow_explicit_index"] == "false"


def test_name_fits() -> None:
    assert domain()["domainName"] == NAME
    assert len(NAME) <= 28


def test_only_the_owners_role_becomes_master_user() -> None:
    trust = json.loads(only(build(), "aws:iam/role:Role").inputs["assumeRolePolicy"])
    (statement,) = trust["Statement"]
    assert statement["Condition"] == {
        "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/catalog-role-role-*"}
    }


def test_the_domain_only_forbids_and_lets_nobody_else_through() -> None:
    made = access_policy()
    assert {statement["Effect"] for statement in made.values()} == {"Deny"}
    allowed = made["NobodyElse"]["Condition"]["ArnNotLike"]["aws:PrincipalArn"]
    assert allowed[0] == "owner"
    assert allowed[1:] == [
        "arn:aws:iam::123456789012:role/catalog-role-role-*",
        "arn:aws:iam::123456789012:role/support-role-role-*",
    ]
    assert made["OwnerAdministers"]["Condition"]["ArnNotEquals"]["aws:PrincipalArn"] == allowed[0]
    assert f"{ARN}/_plugins/*" in made["OwnerAdministers"]["Resource"]


def access_policy() -> dict[str, dict[str, Any]]:
    """The domain's policy, as if the owner's role were known."""

    def program() -> None:
        args = samples("aws")[SearchCluster][1]()
        pulumi.export("policy", search_access.access_policy(AWS, args, ARN, "owner"))

    text = run(program, project="floodgate", stack="prod-test").outputs["policy"]
    return {statement["Sid"]: statement for statement in json.loads(text)["Statement"]}


def test_members_are_told_to_the_owner() -> None:
    assert json.loads(outputs_of("aws", SearchCluster)["members"]) == [
        {
            "service": "catalog",
            "role": "arn:aws:iam::123456789012:role/catalog-role-role-*",
            "indexes": ["products"],
            "updates": True,
        },
        {
            "service": "support",
            "role": "arn:aws:iam::123456789012:role/support-role-role-*",
            "indexes": ["answers"],
            "updates": False,
        },
    ]


def test_four_logs_that_the_service_may_write_before_the_domain_is_made() -> None:
    resources = build()
    options = only(resources, DOMAIN).inputs["logPublishingOptions"]
    assert {option["logType"] for option in options} == {
        "AUDIT_LOGS",
        "ES_APPLICATION_LOGS",
        "SEARCH_SLOW_LOGS",
        "INDEX_SLOW_LOGS",
    }
    policy = only(resources, LOG_POLICY)
    (statement,) = json.loads(policy.inputs["policyDocument"])["Statement"]
    assert statement["Principal"] == {"Service": "es.amazonaws.com"}
    assert sorted(statement["Resource"]) == sorted(f"{option['cloudwatchLogGroupArn']}:*" for option in options)
    assert statement["Condition"]["StringEquals"] == {"aws:SourceAccount": "123456789012"}
    assert statement["Condition"]["ArnLike"] == {"aws:SourceArn": ARN}
    assert policy.urn in only(resources, DOMAIN).depends_on
    assert {log.inputs["retentionInDays"] for log in of_type(resources, LOG)} == {400}


@pytest.mark.parametrize(
    ("role", "metric", "threshold"),
    [
        ("red", "ClusterStatus.red", 1),
        ("yellow", "ClusterStatus.yellow", 1),
        ("disk", "FreeStorageSpace", 0.25 * 200 * 1024),
        ("write-blocked", "ClusterIndexWritesBlocked", 1),
        ("snapshot", "AutomatedSnapshotFailure", 1),
        ("cpu", "CPUUtilization", 80),
        ("memory", "JVMMemoryPressure", 95),
        ("key-error", "KMSKeyError", 1),
        ("key-access", "KMSKeyInaccessible", 1),
        ("nodes", "Nodes", 9),
        ("manager-cpu", "MasterCPUUtilization", 50),
        ("manager-memory", "MasterJVMMemoryPressure", 95),
    ],
)
def test_alarms(role: str, metric: str, threshold: float) -> None:
    made = alarms()[f"products-search-{role}"]
    assert (made["metricName"], made["threshold"]) == (metric, threshold)
    assert made["dimensions"]["ClientId"] == "123456789012"


def test_a_single_node_is_never_green_and_has_no_managers() -> None:
    roles = {name.removeprefix("products-search-") for name in alarms(**ONE_NODE)}
    assert not roles & {"yellow", "nodes", "manager-cpu", "manager-memory"}
    assert {"red", "disk"} <= roles


def test_the_role_of_the_account_is_made_only_on_demand_and_first() -> None:
    assert of_type(build(), ACCOUNT_ROLE) == []
    resources = build(account_role=True)
    role = only(resources, ACCOUNT_ROLE)
    assert role.inputs["awsServiceName"] == "opensearchservice.amazonaws.com"
    assert role.urn in only(resources, DOMAIN).depends_on


def test_a_permanent_cluster_is_protected() -> None:
    assert only(build(), DOMAIN).options["protect"] is True
    assert not only(build(deletion_protected=False), DOMAIN).options.get("protect")


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"nodes": 4}, "a multiple"),
        ({"nodes": 78}, "at most"),
        ({"disk_gib": 40_000}, "the largest node"),
    ],
)
def test_refused(changes: dict[str, Any], match: str) -> None:
    with pytest.raises(UnsupportedOnCloud, match=match):
        build(**changes)


def test_managers_need_three_zones() -> None:
    with pytest.raises(UnsupportedOnCloud, match="three zones"):
        build_sample("aws", SearchCluster, lambda args: replace(args, subnet_ids=args.subnet_ids[:2]))


@pytest.mark.parametrize(
    ("vcpu", "memory_gib", "disk_gib", "expected"),
    [
        (2, 4, 20, "t3.medium.search"),
        (2, 4, 300, "m7g.large.search"),
        (4, 32, 200, "r7g.xlarge.search"),
        (5, 8, 200, "m7g.2xlarge.search"),
    ],
)
def test_smallest_node(vcpu: int, memory_gib: int, disk_gib: int, expected: str) -> None:
    assert search_node(vcpu, memory_gib, disk_gib).name == expected


def test_catalog_is_ordered_by_size() -> None:
    sizes = [(node.memory_gib, node.vcpu) for node in SEARCH_NODES]
    assert sizes == sorted(sizes)


@pytest.mark.parametrize(
    ("nodes", "expected"), [(10, "m7g.large.search"), (12, "m7g.xlarge.search"), (60, "r7g.xlarge.search")]
)
def test_managers_grow_with_the_cluster(nodes: int, expected: str) -> None:
    assert manager_node(nodes) == expected
