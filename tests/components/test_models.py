"""What is specific to models on each cloud."""

import dataclasses
import json
from functools import partial
from typing import Any
from unittest import mock

import pytest

from components.alicloud.model_catalog import model_instance_types
from components.aws.model_catalog import model_instance_type
from components.errors import InvalidArgument, UnsupportedOnCloud
from components.model_endpoint import ModelEndpoint, ModelEndpointArgs
from infra.preview import engine
from infra.preview.plan import Resource
from tests.components.cases import build_sample, outputs_of, resources_of
from tests.components.harness import known, of_type, only
from tests.policies.deployed import DeployedMonitor

on_aws = partial(resources_of, "aws", ModelEndpoint)
ALARM = {"aws": "aws:cloudwatch/metricAlarm:MetricAlarm", "alicloud": "alicloud:cms/alarm:Alarm"}


def on_alicloud(**changes: Any) -> dict[str, Any]:
    """What EAS is told, with every id known."""

    def in_places(args: ModelEndpointArgs) -> ModelEndpointArgs:
        subnets = (known("vsw-1"), known("vsw-2"))
        places = {"network_id": known("vpc-1"), "subnet_ids": subnets, "security_group_id": known("sg-1")}
        return dataclasses.replace(args, **places, **changes)

    # As it is after `up`: before it the id of the workspace is not known, and with it the whole text
    monitor = DeployedMonitor("floodgate", "prod-alicloud")
    with mock.patch.object(engine, "PlanMonitor", return_value=monitor):
        resources, _ = build_sample("alicloud", ModelEndpoint, in_places)
    config = only(resources, "alicloud:pai/service:Service").inputs["serviceConfig"]
    found: dict[str, Any] = json.loads(config)
    return found


def in_subnet() -> list[Resource]:
    return build_sample(
        "aws",
        ModelEndpoint,
        lambda args: dataclasses.replace(args, subnet_ids=(known("subnet-1"),), security_group_id=known("sg-1")),
    )[0]


def statements(resources: list[Resource]) -> dict[str, Any]:
    policy = only(resources, "aws:iam/rolePolicy:RolePolicy").inputs["policy"]
    return {each["Sid"]: each for each in json.loads(policy)["Statement"]}


def test_container_on_aws_has_no_network_and_stands_in_private_subnets() -> None:
    model = only(in_subnet(), "aws:sagemaker/model:Model").inputs
    assert model["enableNetworkIsolation"] is True
    assert model["vpcConfig"]["subnets"] == ["subnet-1"]
    assert model["primaryContainer"]["environment"] == {"PORT": "8080"}


def test_role_on_aws_pulls_one_repository_and_writes_one_log() -> None:
    rights = statements(in_subnet())
    repository = "arn:aws:ecr:eu-central-1:123456789012:repository/shop/recommendation-model"
    assert rights["PullImage"]["Resource"] == repository
    log = "/aws/sagemaker/Endpoints/floodgate-prod-recommendation-model"
    assert rights["WriteLogs"]["Resource"] == f"arn:aws:logs:eu-central-1:123456789012:log-group:{log}:*"
    subnet = "arn:aws:ec2:eu-central-1:123456789012:subnet/subnet-1"
    assert rights["HandOverInterfaces"]["Condition"] == {"ArnEquals": {"ec2:Subnet": [subnet]}}
    assert subnet in rights["StandInSubnets"]["Resource"]


def test_log_on_aws_is_there_before_sagemaker_would_make_one() -> None:
    resources = on_aws()
    endpoint = only(resources, "aws:sagemaker/endpoint:Endpoint")
    log = only(resources, "aws:cloudwatch/logGroup:LogGroup")
    assert log.inputs["name"] == f"/aws/sagemaker/Endpoints/{endpoint.inputs['name']}"
    assert log.inputs["retentionInDays"] == 90
    assert log.urn in endpoint.depends_on


def test_scaling_on_aws_counts_invocations_of_a_minute() -> None:
    resources = on_aws(min_instances=3, max_instances=40, invocations_rps=250)
    target = only(resources, "aws:appautoscaling/target:Target").inputs
    assert (target["minCapacity"], target["maxCapacity"]) == (3, 40)
    tracking = only(resources, "aws:appautoscaling/policy:Policy").inputs[
        "targetTrackingScalingPolicyConfiguration"
    ]
    assert tracking["targetValue"] == 250 * 0.7 * 60


@pytest.mark.parametrize(("instances", "policy"), [(1, "blueGreenUpdatePolicy"), (2, "rollingUpdatePolicy")])
def test_new_version_on_aws_comes_in_batches_where_there_are_any(instances: int, policy: str) -> None:
    change = only(on_aws(min_instances=instances), "aws:sagemaker/endpoint:Endpoint").inputs["deploymentConfig"]
    assert change.keys() == {policy, "autoRollbackConfiguration"}
    assert len(change["autoRollbackConfiguration"]["alarms"]) == 2


def test_alarms_on_aws_follow_the_arguments() -> None:
    alarms = {each.name.rpartition("model-")[2]: each.inputs for each in of_type(on_aws(), ALARM["aws"])}
    assert alarms["slow"]["threshold"] == 80 * 1000
    assert alarms["errors"]["threshold"] == round(3 * 250 * 60 * 0.001)
    assert alarms["at-limit"]["threshold"] == 40 * 250 * 60 * 0.9


def test_service_on_alicloud_has_no_address_on_the_internet() -> None:
    told = on_alicloud()
    assert told["networking"] == {"disable_internet_endpoint": True}
    assert told["cloud"]["networking"] == {
        "vpc_id": "vpc-1",
        "vswitch_id": "vsw-1,vsw-2",
        "security_group_id": "sg-1",
    }
    assert told["cloud"]["container_registry"] == {"instance_id": "cri-0123456789abcdef"}
    assert told["containers"][0]["port"] not in {8080, 9090}
    assert "token" not in told


def test_workspace_on_alicloud_is_told_where_eas_adds_it() -> None:
    told = on_alicloud()
    assert told["workspace_id"]
    assert told["workspace_id"] == told["metadata"]["workspace_id"]


def test_scaling_on_alicloud_is_part_of_the_service() -> None:
    scaler = on_alicloud()["autoscaler"]
    assert (scaler["min"], scaler["max"]) == (3, 40)
    assert scaler["scaleStrategies"] == [{"metricName": "qps", "threshold": 250 * 0.7}]


def test_range_without_room_has_no_scaling_on_alicloud() -> None:
    assert "autoscaler" not in on_alicloud(min_instances=3, max_instances=3)


def test_alarms_on_alicloud_are_in_the_units_of_eas() -> None:
    alarms = {
        each.inputs["metric"]: float(each.inputs["escalationsCritical"]["threshold"])
        for each in of_type(resources_of("alicloud", ModelEndpoint), ALARM["alicloud"])
    }
    assert alarms.keys() == {"rt", "rps_status_5xx_ratio", "qps_total"}
    assert alarms["rt"] == pytest.approx(80_000 / 4.605, rel=1e-3)
    assert alarms["qps_total"] == 40 * 250 * 0.9


@pytest.mark.parametrize("cloud", ["aws", "alicloud"])
def test_limits_in_the_wrong_order_are_refused(cloud: str) -> None:
    with pytest.raises(InvalidArgument, match="min_instances must be in"):
        resources_of(cloud, ModelEndpoint, min_instances=5, max_instances=4)


@pytest.mark.parametrize(
    ("cloud", "changes"),
    [
        ("aws", {"registry_id": "cri-1"}),
        ("aws", {"image": "ghcr.io/shop/m@sha256:0"}),
        ("alicloud", {"registry_id": None}),
    ],
)
def test_image_that_the_cloud_cannot_pull_is_refused(cloud: str, changes: dict[str, Any]) -> None:
    with pytest.raises(UnsupportedOnCloud):
        resources_of(cloud, ModelEndpoint, **changes)


def test_sizes_become_instance_types() -> None:
    assert model_instance_type(4, 16) == "ml.m5.xlarge"
    assert model_instance_type(36, 72) == "ml.c5.9xlarge"
    assert model_instance_types(4, 8) == ("ecs.c7.xlarge", "ecs.c6.xlarge")
    with pytest.raises(InvalidArgument, match=r"model_catalog\.py"):
        model_instance_type(3, 16)


def test_types_on_aws_are_those_that_every_region_hosts_models_on() -> None:
    # The seventh generation is in the API's list of types, but eu-central-1 and ap-southeast-1 do not have it
    sizes = {(4, 16): "m5", (4, 8): "c5", (4, 32): "r5"}
    assert {size: model_instance_type(*size).split(".")[1] for size in sizes} == sizes


def test_url_is_inside_the_network() -> None:
    assert outputs_of("aws", ModelEndpoint)["url"] == (
        "https://runtime.sagemaker.eu-central-1.amazonaws.com/endpoints/floodgate-prod-recommendation-model/invocations"
    )
