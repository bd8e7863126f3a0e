"""What is specific to search clusters on Alibaba Cloud."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from components.alicloud.search_catalog import SEARCH_NODES, search_node
from components.errors import UnsupportedOnCloud
from components.identity import Access, Grant, Identity
from components.search_cluster import SearchCluster
from tests.components.cases import build_sample, outputs_of, resources_of
from tests.components.harness import of_type, only

INSTANCE = "alicloud:elasticsearch/instance:Instance"
SECRET = "alicloud:kms/secret:Secret"
ALARM = "alicloud:cms/alarm:Alarm"
RULE = "alicloud:ecs/securityGroupRule:SecurityGroupRule"

build = partial(resources_of, "alicloud", SearchCluster)
SMALL = {"nodes": 2, "dedicated_managers": False, "vcpu": 2, "memory_gib": 4, "disk_gib": 20}


def instance(**changes: Any) -> dict[str, Any]:
    return only(build(**changes), INSTANCE).inputs


def test_production_outlives_a_zone() -> None:
    made = instance()
    assert made["zoneCount"] == 3
    assert made["dataNodeConfiguration"] == {
        "spec": "elasticsearch.sn2ne.2xlarge",
        "amount": 6,
        "disk": 200,
        "diskType": "cloud_essd",
        "performanceLevel": "PL1",
        "diskEncryption": True,
    }
    assert made["masterConfiguration"]["amount"] == 3


def test_without_managers_it_stands_in_one_zone() -> None:
    small = instance(**SMALL)
    assert small["zoneCount"] == 1
    assert "masterConfiguration" not in small


def test_it_speaks_tls_and_is_on_no_public_network() -> None:
    expected = {
        "protocol": "HTTPS",
        "enablePublic": False,
        "enableKibanaPublicNetwork": False,
        "enableKibanaPrivateNetwork": False,
        "privateWhitelists": ["10.40.0.0/20", "10.40.16.0/20", "10.40.32.0/20"],
    }
    made = instance()
    assert {key: made[key] for key in expected} == expected
    assert "publicWhitelists" not in made
    assert "kibanaWhitelists" not in made


def test_every_client_may_go_out_to_it() -> None:
    rules = of_type(build(), RULE)
    assert {rule.inputs["portRange"] for rule in rules} == {"9200/9200"}
    assert {rule.name for rule in rules} == {"products-search-out-catalog", "products-search-out-support"}


def test_its_password_stays_and_is_handed_out_as_a_secret() -> None:
    resources = build()
    made, secret = only(resources, INSTANCE), only(resources, SECRET)
    assert "password" in made.secret
    assert set(made.options["ignore_changes"]) == {"password", "settingConfig"}
    assert "secretData" in secret.secret
    assert made.urn in secret.property_dependencies["secretData"]


def test_nothing_is_granted_on_indexes() -> None:
    assert set(outputs_of("alicloud", SearchCluster)) == {"clusterId", "endpoint", "secretArn"}


@pytest.mark.parametrize("access", [Access.SEARCH_QUERY, Access.SEARCH_UPDATE, Access.SEARCH_OWN])
def test_ram_refuses_what_it_cannot_grant(access: Access) -> None:
    with pytest.raises(UnsupportedOnCloud, match=access.value):
        build_sample("alicloud", Identity, lambda args: replace(args, grants=(Grant(access=access, arn="acs:x"),)))


def test_only_the_owner_makes_indexes_and_requests_are_recorded() -> None:
    settings = instance()["settingConfig"]
    assert settings["action.auto_create_index"] == "+.*,-*"
    assert settings["xpack.security.audit.enabled"] == "true"


@pytest.mark.parametrize(
    ("role", "metric", "threshold"),
    [
        ("red", "ClusterStatus", "2"),
        ("yellow", "ClusterStatus", "1"),
        ("cpu", "NodeCPUUtilization", "80"),
        ("disk", "NodeDiskUtilization", "75"),
        ("memory", "NodeHeapMemoryUtilization", "85"),
        ("snapshot", "ClusterAutoSnapshotLatestStatus", "2"),
    ],
)
def test_alarms(role: str, metric: str, threshold: str) -> None:
    made = {alarm.name: alarm.inputs for alarm in of_type(build(), ALARM)}[f"products-search-{role}"]
    assert (made["project"], made["metric"]) == ("acs_elasticsearch", metric)
    escalation = made["escalationsCritical"]
    assert (escalation["statistics"], escalation["comparisonOperator"]) == ("Maximum", ">=")
    assert escalation["threshold"] == threshold


def test_a_permanent_cluster_is_protected() -> None:
    assert only(build(), INSTANCE).options["protect"] is True
    assert not only(build(deletion_protected=False), INSTANCE).options.get("protect")


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"nodes": 1, "dedicated_managers": False}, "2 to 50"),
        ({"nodes": 51}, "2 to 50"),
        ({"nodes": 4}, "a multiple"),
        ({"disk_gib": 7_000}, "at most"),
        ({"memory_gib": 128}, "the largest node"),
        ({"zones": ("cn-hangzhou-h", "cn-hangzhou-i")}, "three zones"),
    ],
)
def test_refused(changes: dict[str, Any], match: str) -> None:
    with pytest.raises(UnsupportedOnCloud, match=match):
        build(**changes)


@pytest.mark.parametrize(
    ("vcpu", "memory_gib", "expected"),
    [
        (2, 4, "elasticsearch.sn1ne.large"),
        (2, 8, "elasticsearch.sn2ne.large"),
        (4, 32, "elasticsearch.sn2ne.2xlarge"),
        (9, 8, "elasticsearch.sn2ne.4xlarge"),
    ],
)
def test_smallest_node(vcpu: int, memory_gib: int, expected: str) -> None:
    assert search_node(vcpu, memory_gib).name == expected


def test_catalog_is_ordered_by_size() -> None:
    sizes = [(node.memory_gib, node.vcpu) for node in SEARCH_NODES]
    assert sizes == sorted(sizes)


def test_alarms_watch_the_cluster() -> None:
    resources = build()
    urn = only(resources, INSTANCE).urn
    assert all(urn in alarm.property_dependencies["metricDimensions"] for alarm in of_type(resources, ALARM))
