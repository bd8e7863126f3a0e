"""What is specific to load generators on each cloud."""

import base64
import dataclasses
import gzip
import json
import random
from functools import partial
from typing import Any

import pytest

from components.aws.load_generator import tasks_of_calls
from components.errors import InvalidArgument, UnsupportedOnCloud
from components.load_generator import LoadGenerator
from tests.components.cases import build_sample, resources_of
from tests.components.harness import known, of_type, only

on_aws = partial(resources_of, "aws", LoadGenerator)
on_alicloud = partial(resources_of, "alicloud", LoadGenerator)
ECI = "alicloud:ess/eciScalingConfiguration:EciScalingConfiguration"
SCRIPT = "import http from 'k6/http';\n"
LONG = "".join(random.Random(1).choices("abcdefghijklmnop0123456789", k=120_000))
"""Too much even when it is compressed."""


def container() -> dict[str, Any]:
    (found,) = json.loads(only(on_aws(), "aws:ecs/taskDefinition:TaskDefinition").inputs["containerDefinitions"])
    return found


def test_task_on_aws_is_locked_in() -> None:
    task = only(on_aws(), "aws:ecs/taskDefinition:TaskDefinition").inputs
    assert "taskRoleArn" not in task
    assert (container()["readonlyRootFilesystem"], container()["privileged"]) == (True, False)
    assert container()["linuxParameters"]["capabilities"] == {"drop": ["ALL"]}
    assert container()["logConfiguration"]["logDriver"] == "awslogs"


def test_task_on_aws_gets_the_script_in_a_variable() -> None:
    (variable,) = container()["environment"]
    assert gzip.decompress(base64.b64decode(variable["value"])).decode() == SCRIPT


def test_task_on_aws_starts_in_the_window_only() -> None:
    trust = json.loads(only(on_aws(), "aws:iam/role:Role").inputs["assumeRolePolicy"])
    (statement,) = trust["Statement"]
    assert statement["Condition"]["DateGreaterThan"] == {"aws:CurrentTime": "2026-12-01T08:00:00Z"}
    assert statement["Condition"]["DateLessThan"] == {"aws:CurrentTime": "2026-12-01T12:00:00Z"}


def test_disks_on_aws_have_the_key() -> None:
    resources, _ = build_sample(
        "aws", LoadGenerator, lambda args: dataclasses.replace(args, key_arn=known("arn:aws:kms:key"))
    )
    storage = only(resources, "aws:ecs/cluster:Cluster").inputs["configuration"]["managedStorageConfiguration"]
    assert storage["fargateEphemeralStorageKmsKeyId"] == "arn:aws:kms:key"


def test_group_on_alicloud_is_empty_and_closes_at_the_end() -> None:
    resources = on_alicloud()
    group = only(resources, "alicloud:ess/scalingGroup:ScalingGroup").inputs
    assert (group["groupType"], group["minSize"], group["maxSize"]) == ("ECI", 0, 4)
    over = only(resources, "alicloud:ess/scheduledTask:ScheduledTask").inputs
    assert (over["launchTime"], over["minValue"], over["maxValue"]) == ("2026-12-01T12:00Z", 0, 0)


def test_group_on_alicloud_has_no_expected_capacity_and_starts_by_its_least() -> None:
    """A task with an expected capacity needs a group that was made with one, and the provider sends no 0."""
    resources = on_alicloud()
    group = only(resources, "alicloud:ess/scalingGroup:ScalingGroup")
    over = only(resources, "alicloud:ess/scheduledTask:ScheduledTask")
    assert "desiredCapacity" not in {**group.inputs, **over.inputs}
    assert list(group.options["ignore_changes"]) == ["minSize"]


def test_container_on_alicloud_is_locked_in() -> None:
    configuration = only(on_alicloud(), ECI).inputs
    assert configuration["autoCreateEip"] is False
    assert "ramRoleName" not in configuration
    (found,) = configuration["containers"]
    assert found["securityContextReadOnlyRootFileSystem"] is True
    assert all(len(variable.get("value") or "") <= 256 for variable in found["environmentVars"])


def test_container_on_alicloud_gets_the_script_as_a_file() -> None:
    (volume,) = only(on_alicloud(), ECI).inputs["volumes"]
    (file,) = volume["configFileVolumeConfigFileToPaths"]
    assert gzip.decompress(base64.b64decode(file["content"])).decode() == SCRIPT


def test_registry_on_alicloud_is_the_one_of_the_image() -> None:
    (info,) = only(on_alicloud(), ECI).inputs["acrRegistryInfos"]
    assert (info["instanceId"], info["instanceName"]) == ("cri-0123456789abcdef", "shop-registry")
    assert "acrRegistryInfos" not in only(on_alicloud(image="ghcr.io/k6@sha256:0"), ECI).inputs
    with pytest.raises(InvalidArgument, match="registry_id"):
        on_alicloud(registry_id=None)


def test_somebody_is_told_when_it_runs() -> None:
    assert only(on_aws(), "aws:cloudwatch/metricAlarm:MetricAlarm").inputs["threshold"] == 0
    assert len(of_type(on_alicloud(), "alicloud:cms/eventRule:EventRule")) == 1


@pytest.mark.parametrize("cloud", ["aws", "alicloud"])
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"script": LONG}, "script must be at most"),
        ({"tasks": 0}, "tasks must be at least 1"),
        ({"window_end": "2026-12-01T08:00:00Z"}, "window_end must be after"),
    ],
)
def test_what_cannot_be_played_is_refused(cloud: str, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidArgument, match=words):
        resources_of(cloud, LoadGenerator, **changes)


@pytest.mark.parametrize(("tasks", "calls"), [(1, [1]), (10, [10]), (11, [10, 1]), (100, [10] * 10)])
def test_no_call_on_aws_starts_more_than_it_may(tasks: int, calls: list[int]) -> None:
    assert tasks_of_calls(tasks) == calls


def test_registry_instance_is_nothing_on_aws() -> None:
    with pytest.raises(UnsupportedOnCloud):
        on_aws(registry_id="cri-1")
