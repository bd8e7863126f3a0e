"""What is specific to scheduled jobs on Alibaba Cloud."""

import json
from dataclasses import replace
from typing import Any

import pytest

from components.errors import InvalidArgument
from components.scheduled_job import DailyStart, ScheduledJob
from infra.preview.plan import Resource
from tests.components.cases import build_sample, resources_of
from tests.components.harness import known, of_type, only
from tests.facts.checker import errors_of

ALERT = "alicloud:sls/alert:Alert"
ASYNC = "alicloud:fc/v3AsyncInvokeConfig:V3AsyncInvokeConfig"
FUNCTION = "alicloud:fc/v3Function:V3Function"
POLICY = "alicloud:ram/policy:Policy"
TRIGGER = "alicloud:fc/v3Trigger:V3Trigger"
DEAD = "acs:mns:cn-hangzhou:1234567890123456:/queues/floodgate-prod-segments-dead/messages"


def job(**changes: Any) -> list[Resource]:
    resources = resources_of("alicloud", ScheduledJob, **changes)
    assert errors_of(resources) == []
    return resources


def start(hour: int, minute: int, time_zone: str = "Europe/Berlin") -> DailyStart:
    return DailyStart(hour=hour, minute=minute, time_zone=time_zone)


def test_it_starts_every_day_by_the_clock_of_the_shop() -> None:
    trigger = only(job(start=start(4, 30, "Asia/Shanghai")), TRIGGER).inputs
    assert trigger["triggerType"] == "timer"
    assert json.loads(trigger["triggerConfig"]) == {
        "cronExpression": "CRON_TZ=Asia/Shanghai 0 30 4 * * *",
        "enable": True,
        "payload": "",
    }


def test_a_run_is_stopped_in_time_retried_and_then_kept_where_it_tells_people() -> None:
    resources = job(timeout_minutes=90, retries=3)
    assert only(resources, FUNCTION).inputs["timeout"] == 90 * 60
    rules = only(resources, ASYNC).inputs
    assert (rules["maxAsyncRetryAttempts"], rules["asyncTask"]) == (3, True)
    assert rules["destinationConfig"] == {"onFailure": {"destination": DEAD}}
    alarm = only(resources, "alicloud:cms/alarm:Alarm").inputs
    assert alarm["escalationsCritical"]["threshold"] == "0"
    assert "floodgate-prod-segments-dead" in alarm["metricDimensions"]


@pytest.mark.parametrize(
    ("minutes", "retries", "hours"), [(60, 0, 6), (180, 2, 12), (300, 3, 21), (600, 1, 16), (720, 3, 24)]
)
def test_a_message_lives_long_enough_for_the_last_retry(minutes: int, retries: int, hours: int) -> None:
    rules = only(job(timeout_minutes=minutes, retries=retries), ASYNC).inputs
    assert rules["maxAsyncEventAgeInSeconds"] == hours * 3600


def test_no_run_before_it_is_known_what_becomes_of_one_that_fails() -> None:
    resources = job()
    assert only(resources, ASYNC).urn in only(resources, TRIGGER).depends_on


def test_it_runs_one_at_a_time_in_private_switches_without_a_way_around_the_firewall() -> None:
    made = only(job(), FUNCTION)
    assert made.inputs["internetAccess"] is False
    assert made.inputs["instanceConcurrency"] == 1
    assert {"vpcConfig.vpcId", "vpcConfig.securityGroupId", "vpcConfig.vswitchIds[0]"} <= {*made.unknown}
    assert (made.inputs["cpu"], made.inputs["memorySize"]) == (4, 16_384)
    assert made.inputs["environmentVariables"]["JOB_PORT"] == "9000"
    assert made.inputs["customContainerConfig"]["port"] == 9000


@pytest.mark.parametrize(("vcpu", "memory_gib"), [(1, 5), (4, 3), (8, 33)])
def test_sizes_that_function_compute_lacks_are_refused(vcpu: int, memory_gib: int) -> None:
    with pytest.raises(InvalidArgument, match="on Function Compute"):
        job(vcpu=vcpu, memory_gib=memory_gib)


@pytest.mark.parametrize(
    ("begins", "minutes", "retries", "cron", "back"),
    [
        (start(4, 30), 180, 2, "30 15 * * *", "-720m"),  # 04:30 and 9 hours and 2
        (start(20, 0), 60, 0, "0 23 * * *", "-240m"),
        (start(23, 15), 60, 1, "15 3 * * *", "-300m"),  # on the next day
    ],
)
def test_after_the_last_retry_should_have_ended_somebody_looks_for_a_trace_of_it(
    begins: DailyStart, minutes: int, retries: int, cron: str, back: str
) -> None:
    alert = only(job(start=begins, timeout_minutes=minutes, retries=retries), ALERT).inputs
    assert alert["schedule"] == {"type": "Cron", "cronExpression": cron, "timeZone": "+0100"}
    (query,) = alert["configuration"]["queryLists"]
    assert query["start"] == back
    (severity,) = alert["configuration"]["severityConfigurations"]
    assert severity["evalCondition"] == {"condition": "lines == 0"}


def test_an_alert_looks_back_a_day_at_most() -> None:
    alert = only(job(timeout_minutes=400, retries=2), ALERT).inputs
    assert alert["configuration"]["queryLists"][0]["start"] == "-1380m"


def test_its_role_may_do_what_is_granted_and_what_function_compute_needs_for_it() -> None:
    def grants(args: Any) -> Any:
        return replace(
            args, grants=(), message_key_arn=known("acs:kms:x"), log=replace(args.log, arn=known("acs:log:x"))
        )

    resources, _ = build_sample("alicloud", ScheduledJob, grants)
    statements = json.loads(only(resources, POLICY).inputs["policyDocument"])["Statement"]
    wild = [each for each in statements if each["Resource"] == ["*"]]
    assert {action for each in wild for action in each["Action"] if ":Describe" not in action} == {
        "cr:GetAuthorizationToken"
    }
    assert {action for each in statements for action in each["Action"] if "*" in action} == set()
    assert {"Effect": "Allow", "Action": ["mns:SendMessage"], "Resource": [DEAD]} in statements
    (cards,) = (each for each in statements if each["Resource"] == ["acs:ecs:cn-hangzhou:1234567890123456:eni/*"])
    assert {"ecs:CreateNetworkInterfacePermission", "ecs:DeleteNetworkInterfacePermission"} <= {*cards["Action"]}
    trust = json.loads(only(resources, "alicloud:ram/role:Role").inputs["assumeRolePolicyDocument"])
    assert trust["Statement"][0]["Principal"] == {"Service": ["fc.aliyuncs.com"]}


def test_function_compute_may_look_up_the_image_before_it_pulls() -> None:
    """It calls the registry's API as the function's role."""
    registry = "acs:cr:cn-hangzhou:1234567890123456:{}/cri-0123456789abcdef"
    resources, _ = build_sample(
        "alicloud",
        ScheduledJob,
        lambda args: replace(
            args, grants=(), message_key_arn=known("acs:kms:x"), log=replace(args.log, arn=known("acs:log:x"))
        ),
    )
    statements = json.loads(only(resources, POLICY).inputs["policyDocument"])["Statement"]
    allowed = {(action, arn) for each in statements for action in each["Action"] for arn in each["Resource"]}
    image = registry.format("repository") + "/shop/segments"
    assert {("cr:PullRepository", image), ("cr:GetRepositoryTag", image), ("cr:GetArtifactTag", image)} <= allowed
    assert ("cr:GetInstanceVpcEndpoint", registry.format("instance")) in allowed
    assert ("cr:GetNamespace", registry.format("repository") + "/shop") in allowed


def test_a_job_of_another_registry_looks_nothing_up() -> None:
    resources, _ = build_sample(
        "alicloud",
        ScheduledJob,
        lambda args: replace(
            args,
            grants=(),
            image="registry.example.net/shop/segments@sha256:0",
            message_key_arn=known("acs:kms:x"),
            log=replace(args.log, arn=known("acs:log:x")),
        ),
    )
    assert "cr:" not in only(resources, POLICY).inputs["policyDocument"]


def test_the_function_waits_for_its_rights() -> None:
    resources = job()
    (attached,) = of_type(resources, "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment")
    assert attached.urn in only(resources, FUNCTION).depends_on
