"""What breaks the rules about models, containers and load tests in the project's own stacks."""

from __future__ import annotations

import json

from policies.examples.example import ref, res
from tests.policies.mutation import REMOVED, Mutation

_TASK = "aws:ecs/taskDefinition:TaskDefinition"
_ROLE = "aws:iam/role:Role"
_ECI = "alicloud:ess/eciScalingConfiguration:EciScalingConfiguration"
_GROUP = "alicloud:ess/scalingGroup:ScalingGroup"
_OVER = "alicloud:ess/scheduledTask:ScheduledTask"
_TAGS = {
    "project": "floodgate",
    "environment": "prod",
    "owner": "platform@example.net",
    "cost-center": "shop-prod",
    "component": "load-test",
    "managed-by": "pulumi",
}
_ONE_INSTANCE = json.dumps(
    {
        "metadata": {"instance": 1},
        "cloud": {"networking": {"vpc_id": "vpc-1"}},
        "networking": {"disable_internet_endpoint": True},
        "autoscaler": {"min": 1, "max": 40},
    }
)
_CONTAINER = {
    "name": "k6",
    "readonlyRootFilesystem": True,
    "user": "12345",
    "logConfiguration": {"logDriver": "awslogs"},
}
_WINDOW = {
    "DateGreaterThan": {"aws:CurrentTime": "2027-01-01T08:00:00Z"},
    "DateLessThan": {"aws:CurrentTime": "2027-01-01T12:00:00Z"},
    "StringEquals": {"aws:SourceAccount": "111122223333"},
}


def _trust(**conditions: object) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "ecs-tasks.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": conditions,
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


_FARGATE = (
    res(
        _TASK,
        "load-test-task",
        networkMode="awsvpc",
        containerDefinitions=json.dumps([_CONTAINER]),
        executionRoleArn=ref("load-test-execution"),
        tags=_TAGS,
    ),
    res(_ROLE, "load-test-execution", assumeRolePolicy=_trust(**_WINDOW), tags=_TAGS),
)
_ON_ECI = (
    res(
        _GROUP,
        "load-test-group",
        groupType="ECI",
        minSize=0,
        maxSize=4,
        vswitchIds=["vsw-1"],
        healthCheckType="NONE",
        tags=_TAGS,
    ),
    res(
        _ECI,
        "load-test-task",
        scalingGroupId=ref("load-test-group"),
        enableSls=True,
        containers=[{"securityContextReadOnlyRootFileSystem": True, "securityContextRunAsUser": 12345}],
        tags=_TAGS,
    ),
    res(_OVER, "load-test-over", scalingGroupId=ref("load-test-group"), maxValue=0),
)

MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        rule="network-model-endpoint-private",
        cloud="aws",
        type="aws:sagemaker/model:Model",
        set={"enableNetworkIsolation": False},
    ),
    Mutation(
        rule="network-model-endpoint-private",
        cloud="alicloud",
        type="alicloud:pai/service:Service",
        set={"serviceConfig": '{"metadata": {"instance": 40}, "cloud": {"networking": {"vpc_id": "vpc-1"}}}'},
    ),
    Mutation(
        rule="resilience-model-several-instances",
        cloud="aws",
        type="aws:sagemaker/endpointConfiguration:EndpointConfiguration",
        set={"productionVariants[0].initialInstanceCount": 1},
    ),
    Mutation(
        rule="resilience-model-several-instances",
        cloud="alicloud",
        type="alicloud:pai/service:Service",
        set={"serviceConfig": _ONE_INSTANCE},
    ),
    Mutation(
        rule="log-query-workspace",
        cloud="aws",
        type="aws:athena/workgroup:Workgroup",
        set={"configuration.publishCloudwatchMetricsEnabled": False},
    ),
    Mutation(
        rule="encryption-model-endpoint",
        cloud="aws",
        type="aws:sagemaker/endpointConfiguration:EndpointConfiguration",
        set={"kmsKeyArn": REMOVED},
    ),
    Mutation(
        rule="network-container-locked",
        cloud="aws",
        add=_FARGATE,
        type=_TASK,
        set={"containerDefinitions": json.dumps([{**_CONTAINER, "privileged": True}])},
    ),
    Mutation(
        rule="network-container-locked", cloud="alicloud", add=_ON_ECI, type=_ECI, set={"autoCreateEip": True}
    ),
    Mutation(
        rule="log-container-output",
        cloud="aws",
        add=_FARGATE,
        type=_TASK,
        set={"containerDefinitions": json.dumps([{**_CONTAINER, "logConfiguration": {}}])},
    ),
    Mutation(rule="log-container-output", cloud="alicloud", add=_ON_ECI, type=_ECI, set={"enableSls": False}),
    Mutation(
        rule="stack-load-test-has-end",
        cloud="aws",
        add=_FARGATE,
        type=_ROLE,
        name="load-test-execution",
        set={"assumeRolePolicy": _trust(StringEquals=_WINDOW["StringEquals"])},
    ),
    Mutation(
        rule="stack-load-test-has-end",
        cloud="alicloud",
        add=_ON_ECI,
        type=_OVER,
        name="load-test-over",
        set={"maxValue": 4},
    ),
)
