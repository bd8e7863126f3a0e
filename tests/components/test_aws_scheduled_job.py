"""What is specific to scheduled jobs on AWS."""

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pulumi
import pytest

from components.aws.scheduled_job_task import run_once
from components.encryption_key import EncryptionKey, KeyUser
from components.errors import InvalidArgument
from components.logs import LogTarget
from components.scheduled_job import DailyStart, ScheduledJob
from infra.preview.engine import run
from infra.preview.plan import Resource
from tests.components.cases import build_sample, resources_of
from tests.components.harness import known, of_type, only
from tests.components.samples import samples
from tests.facts.checker import errors_of

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
CLUSTER = "aws:ecs/cluster:Cluster"
MACHINE = "aws:sfn/stateMachine:StateMachine"
POLICY = "aws:iam/rolePolicy:RolePolicy"
ROLE = "aws:iam/role:Role"
SCHEDULE = "aws:scheduler/schedule:Schedule"
TASK = "aws:ecs/taskDefinition:TaskDefinition"


def job(**changes: Any) -> list[Resource]:
    resources = resources_of("aws", ScheduledJob, **changes)
    assert errors_of(resources) == []
    return resources


def container(resources: list[Resource]) -> dict[str, Any]:
    (found,) = json.loads(only(resources, TASK).inputs["containerDefinitions"])
    return dict(found)


def statements(resources: list[Resource], role: str) -> dict[str, dict[str, Any]]:
    (policy,) = (each for each in of_type(resources, POLICY) if each.name == f"segments-{role}")
    return {statement["Sid"]: statement for statement in json.loads(policy.inputs["policy"])["Statement"]}


def run_state(**changes: Any) -> dict[str, Any]:
    """The one state of the machine, as if everything that it names existed already."""

    def program() -> None:
        args = replace(samples("aws")[ScheduledJob][1](), **KNOWN, **changes)
        exist: Any = SimpleNamespace(arn=known("arn:cluster")), SimpleNamespace(arn=known("arn:task:3"))
        pulumi.export("definition", run_once(args, *exist))

    outputs = run(program, project="floodgate", stack="prod-test").outputs
    state: dict[str, Any] = json.loads(outputs["definition"])["States"]["Run"]
    return state


# What is not known in a preview would hide the documents: here everything is
KNOWN: dict[str, Any] = {
    "environment": {"REGION": "here"},
    "grants": (),
    "subnet_ids": ("subnet-1", "subnet-2"),
    "security_group_id": "sg-1",
}


def test_it_starts_every_day_by_the_clock_of_the_shop() -> None:
    schedule = only(job(start=DailyStart(hour=23, minute=5, time_zone="Asia/Shanghai")), SCHEDULE).inputs
    assert schedule["scheduleExpression"] == "cron(5 23 * * ? *)"
    assert schedule["scheduleExpressionTimezone"] == "Asia/Shanghai"
    assert schedule["flexibleTimeWindow"] == {"mode": "OFF"}


def test_a_run_that_cannot_be_started_is_kept_and_tells_people() -> None:
    resources = job()
    target = only(resources, SCHEDULE).inputs["target"]
    dead = "arn:aws:sqs:eu-central-1:123456789012:floodgate-prod-segments-dead"
    assert target["deadLetterConfig"] == {"arn": dead}
    assert target["retryPolicy"] == {"maximumRetryAttempts": 5, "maximumEventAgeInSeconds": 3600}
    alarms = {each.name: each.inputs for each in of_type(resources, ALARM)}
    assert alarms["segments-dead-letters"]["dimensions"] == {"QueueName": "floodgate-prod-segments-dead"}


def test_a_run_is_stopped_in_time_and_retried_so_often() -> None:
    state = run_state(timeout_minutes=90, retries=3)
    assert state["TimeoutSeconds"] == 90 * 60
    assert [(each["ErrorEquals"], each["MaxAttempts"]) for each in state["Retry"]] == [(["States.ALL"], 3)]
    assert state["Resource"].endswith(":ecs:runTask.sync")  # waits for the end


def test_a_run_that_is_retried_while_another_revision_comes_still_has_its_own() -> None:
    assert only(job(), "aws:ecs/taskDefinition:TaskDefinition").inputs["skipDestroy"] is True


def test_it_runs_in_private_subnets_behind_its_own_firewall() -> None:
    parameters = run_state()["Parameters"]
    assert (parameters["Cluster"], parameters["TaskDefinition"]) == ("arn:cluster", "arn:task:3")
    assert parameters["NetworkConfiguration"]["AwsvpcConfiguration"] == {
        "Subnets": ["subnet-1", "subnet-2"],
        "SecurityGroups": ["sg-1"],
        "AssignPublicIp": "DISABLED",
    }


def test_failed_runs_are_recorded_without_what_was_in_them() -> None:
    logging = only(job(), MACHINE).inputs["loggingConfiguration"]
    assert (logging["level"], logging["includeExecutionData"]) == ("ERROR", False)
    assert logging["logDestination"].endswith(":log-group:/aws/vendedlogs/states/floodgate-prod-segments:*")


def test_people_are_told_of_a_failed_run_and_of_one_that_never_ended_well() -> None:
    alarms = {each.name: each.inputs for each in of_type(job(timeout_minutes=180, retries=2), ALARM)}
    failed, missed = alarms["segments-failed"], alarms["segments-missed"]
    assert (failed["metricName"], failed["threshold"], failed["treatMissingData"]) == (
        "ExecutionsFailed",
        0,
        "notBreaching",
    )
    # a day, three runs of three hours, an hour for the start
    assert (missed["period"], missed["evaluationPeriods"], missed["datapointsToAlarm"]) == (3600, 34, 34)
    assert (missed["metricName"], missed["comparisonOperator"]) == ("ExecutionsSucceeded", "LessThanThreshold")
    assert (missed["threshold"], missed["treatMissingData"]) == (1, "breaching")


@pytest.mark.parametrize(("minutes", "retries"), [(1, 0), (720, 0), (300, 3), (400, 2)])
def test_no_alarm_looks_back_further_than_cloudwatch_can(minutes: int, retries: int) -> None:
    """A week, for periods of an hour."""
    alarms = {each.name: each.inputs for each in of_type(job(timeout_minutes=minutes, retries=retries), ALARM)}
    missed = alarms["segments-missed"]
    assert missed["period"] * missed["evaluationPeriods"] <= 7 * 86_400
    assert missed["evaluationPeriods"] * 60 > 24 * 60 + minutes * (1 + retries)


def test_the_container_can_do_nothing_but_its_work() -> None:
    resources = job(**KNOWN)
    found = container(resources)
    assert found["readonlyRootFilesystem"] is True
    assert found["privileged"] is False
    assert found["user"] == "10001:10001"
    assert found["linuxParameters"]["capabilities"] == {"drop": ["ALL"]}
    assert [mount["containerPath"] for mount in found["mountPoints"]] == ["/tmp"]
    assert "portMappings" not in found
    task = only(resources, TASK).inputs
    assert (task["networkMode"], task["requiresCompatibilities"]) == ("awsvpc", ["FARGATE"])
    assert (task["cpu"], task["memory"]) == ("4096", "16384")
    assert found["logConfiguration"]["options"]["awslogs-group"] == "floodgate-prod-logs:orders"


@pytest.mark.parametrize(("vcpu", "memory_gib"), [(4, 31), (3, 8), (8, 18), (16, 32), (1, 1)])
def test_sizes_that_fargate_lacks_are_refused(vcpu: int, memory_gib: int) -> None:
    with pytest.raises(InvalidArgument, match="memory_gib must be one that Fargate has"):
        job(vcpu=vcpu, memory_gib=memory_gib)


def test_its_disk_is_encrypted_with_the_key_and_nobody_opens_a_shell() -> None:
    cluster = only(job(), CLUSTER)
    assert cluster.inputs["configuration"]["executeCommandConfiguration"] == {"logging": "NONE"}
    key = "configuration.managedStorageConfiguration.fargateEphemeralStorageKmsKeyId"
    assert key in cluster.unknown


def test_fargate_uses_the_key_for_this_account_only() -> None:
    resources = resources_of("aws", EncryptionKey, users=(KeyUser.TASKS,))
    document = json.loads(only(resources, "aws:kms/key:Key").inputs["policy"])
    found = {each["Sid"]: each for each in document["Statement"]}
    for sid, action in (("Tasks", "kms:GenerateDataKeyWithoutPlaintext"), ("TaskDisks", "kms:CreateGrant")):
        assert (found[sid]["Principal"], found[sid]["Action"]) == ({"Service": "fargate.amazonaws.com"}, [action])
        condition = found[sid]["Condition"]["StringEquals"]
        assert condition == {"kms:EncryptionContext:aws:ecs:clusterAccount": "123456789012"}


def test_four_roles_each_for_one_service_of_this_account() -> None:
    trusted = {}
    for role in of_type(job(), ROLE):
        (statement,) = json.loads(role.inputs["assumeRolePolicy"])["Statement"]
        trusted[role.name] = statement["Principal"]["Service"]
        assert statement["Condition"]["StringEquals"] == {"aws:SourceAccount": "123456789012"}
    assert trusted == {
        "segments-prepare": "ecs-tasks.amazonaws.com",
        "segments-work": "ecs-tasks.amazonaws.com",
        "segments-run": "states.amazonaws.com",
        "segments-start": "scheduler.amazonaws.com",
    }


def test_what_prepares_the_container_pulls_one_image_and_writes_one_log() -> None:
    def log() -> LogTarget:
        return LogTarget(name=known("x"), arn=known("arn:aws:logs:eu-central-1:123456789012:log-group:x"))

    resources, _ = build_sample("aws", ScheduledJob, lambda args: replace(args, log=log()))
    found = statements(resources, "prepare")
    assert found["PullImage"]["Resource"] == "arn:aws:ecr:eu-central-1:123456789012:repository/shop/segments"
    assert found["WriteLogs"]["Resource"] == "arn:aws:logs:eu-central-1:123456789012:log-group:x:*"
    assert {*found} == {"PullImage", "LogInToRegistry", "WriteLogs"}


def test_without_grants_the_container_has_no_rights_at_all() -> None:
    assert "segments-work" not in {each.name for each in of_type(job(grants=()), POLICY)}
    assert "segments-work" in {each.name for each in of_type(job(), POLICY)}


def test_the_state_machine_waits_for_its_rights_and_the_schedule_for_its_own() -> None:
    resources = job()
    urns = {each.name: each.urn for each in of_type(resources, POLICY)}
    assert urns["segments-run"] in only(resources, MACHINE).depends_on
    assert urns["segments-start"] in only(resources, SCHEDULE).depends_on
