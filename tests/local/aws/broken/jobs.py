"""Jobs: tasks, state machines, schedules; and the sizes of pools over time."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.local.aws.broken.operations import NO_QUEUE
from tests.local.variation import GONE, Broken, Of

ACTION = "autoscaling/schedule:Schedule"
CLUSTER = "ecs/cluster:Cluster"
MACHINE = "sfn/stateMachine:StateMachine"
SCHEDULE = "scheduler/schedule:Schedule"
TASK = "ecs/taskDefinition:TaskDefinition"
_KEY = "configuration.managedStorageConfiguration.fargateEphemeralStorageKmsKeyId"


def run(**changes: Any) -> Callable[[str], str]:
    """The definition with other fields in its state `Run`; GONE takes one away."""

    def change(text: str) -> str:
        definition = json.loads(text)
        state = definition["States"]["Run"] | changes
        definition["States"]["Run"] = {name: value for name, value in state.items() if value is not GONE}
        return json.dumps(definition)

    return change


def beside(**states: Any) -> Callable[[str], str]:
    """The definition with other states in it."""
    return lambda text: json.dumps((found := json.loads(text)) | {"States": found["States"] | states})


JOBS = (
    Broken(type=TASK, name="segments-task", at="memory", value="3000"),
    Broken(type=TASK, name="segments-task", at="cpu", value="3072"),
    Broken(type=TASK, name="segments-task", at="networkMode", value="bridge"),
    Broken(type=TASK, name="segments-task", at="containerDefinitions", value="[]"),
    Broken(type=TASK, name="segments-task", at="volumes[0].name", value="scratch", blame="containerDefinitions"),
    Broken(type=TASK, name="segments-task", at="executionRoleArn", value="arn:aws:iam::111122223333:role/none"),
    Broken(
        type=MACHINE,
        name="segments-run",
        at="definition",
        value=lambda definition: definition.replace('"StartAt": "Run"', '"StartAt": "Ran"'),
    ),
    Broken(
        type=MACHINE,
        name="segments-run",
        at="definition",
        value=lambda definition: definition.replace('"End": true', '"Next": "Tidy"'),
    ),
    Broken(
        type=MACHINE,
        name="segments-run",
        at="loggingConfiguration.logDestination",
        value=lambda arn: arn.removesuffix(":*"),
    ),
    Broken(type=SCHEDULE, name="segments-start", at="scheduleExpression", value="cron(30 4 * * * *)"),
    Broken(type=SCHEDULE, name="segments-start", at="scheduleExpressionTimezone", value="Europe/Berlim"),
    Broken(type=SCHEDULE, name="segments-start", at="target.deadLetterConfig.arn", value=NO_QUEUE),
    Broken(
        type=SCHEDULE,
        name="segments-start",
        at="target.arn",
        value="arn:aws:states:eu-central-1:111122223333:stateMachine:none",
    ),
    Broken(type=SCHEDULE, name="segments-start", at="target.retryPolicy.maximumRetryAttempts", value=500),
    Broken(type=TASK, name="segments-task", at="family", value="segments of today"),
    Broken(type=TASK, name="segments-task", at="runtimePlatform.cpuArchitecture", value="AMD64"),
    Broken(
        type=TASK,
        name="segments-task",
        at="containerDefinitions",
        value=lambda text: text.replace('"name": "job", ', ""),
    ),
    Broken(type=CLUSTER, name="segments-cluster", at="name", value="segments of today"),
    Broken(type=CLUSTER, name="segments-cluster", at="settings[0].value", value="yes"),
    Broken(
        type=CLUSTER,
        name="segments-cluster",
        at="configuration.executeCommandConfiguration.logging",
        value="CLOUDWATCH",
    ),
    Broken(
        type=CLUSTER,
        name="segments-cluster",
        at=_KEY,
        value="arn:aws:kms:eu-central-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef",
    ),
    Broken(type=MACHINE, name="segments-run", at="definition", value=lambda text: text[:-1]),
    Broken(type=MACHINE, name="segments-run", at="definition", value=run(Resource=GONE)),
    Broken(
        type=MACHINE,
        name="segments-run",
        at="definition",
        value=run(Catch=[{"ErrorEquals": ["States.ALL"], "Next": "Tell"}]),
    ),
    Broken(type=MACHINE, name="segments-run", at="definition", value=run(Retry=[{"MaxAttempts": 2}])),
    Broken(type=MACHINE, name="segments-run", at="definition", value=run(Resource="run-task")),
    Broken(type=MACHINE, name="segments-run", at="definition", value=run(TimeoutSeconds=0)),
    Broken(type=MACHINE, name="segments-run", at="definition", value=beside(Tidy={"Type": "Pass", "End": True})),
    Broken(
        type=MACHINE,
        name="segments-run",
        at="definition",
        value=run(End=GONE, Type="Choice", Choices=[{"Variable": "$.n", "IsNull": True, "Next": "No"}]),
    ),
    Broken(type=MACHINE, name="segments-run", at="type", value="FAST"),
    Broken(type=MACHINE, name="segments-run", at="name", value="segments/run"),
    Broken(type=MACHINE, name="segments-run", at="roleArn", value=Of("iam/role:Role", "stranger", "arn")),
    Broken(type=MACHINE, name="segments-run", at="loggingConfiguration.level", value="WARN"),
    Broken(type=SCHEDULE, name="segments-start", at="scheduleExpression", value="30 4 * * *"),
    Broken(type=SCHEDULE, name="segments-start", at="scheduleExpression", value="rate(1 days)"),
    Broken(type=SCHEDULE, name="segments-start", at="scheduleExpression", value="cron(30 24 * * ? *)"),
    Broken(type=SCHEDULE, name="segments-start", at="name", value="start segments"),
    Broken(type=SCHEDULE, name="segments-start", at="groupName", value="jobs"),
    Broken(
        type=SCHEDULE,
        name="segments-start",
        at="flexibleTimeWindow.mode",
        value="FLEXIBLE",
        blame="flexibleTimeWindow.maximumWindowInMinutes",
    ),
    Broken(type=SCHEDULE, name="segments-start", at="flexibleTimeWindow.maximumWindowInMinutes", value=15),
    Broken(
        type=SCHEDULE, name="segments-start", at="target.roleArn", value=Of("iam/role:Role", "stranger", "arn")
    ),
    Broken(type=SCHEDULE, name="segments-start", at="target.input", value='{"job": '),
    Broken(type=SCHEDULE, name="segments-start", at="state", value="ON"),
    Broken(type=ACTION, name="carts-at-0308-1905", at="autoscalingGroupName", value="floodgate-none"),
    Broken(type=ACTION, name="carts-at-0308-1905", at="minSize", value=61),
    Broken(type=ACTION, name="carts-at-0308-1905", at="startTime", value="2027-03-08 19:05"),
    Broken(type=ACTION, name="carts-at-0308-1905", at="startTime", value=GONE),
    Broken(type=ACTION, name="carts-at-0308-1905", at="recurrence", value="5 19 8 3"),
    Broken(type=ACTION, name="carts-at-0308-1905", at="endTime", value="2027-03-08T18:00:00Z"),
    Broken(type=ACTION, name="carts-at-0308-1905", at="timeZone", value="CET+1"),
)
