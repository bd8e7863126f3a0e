"""What breaks the rules about jobs, ledgers and the roles of people in the project's own stacks."""

from __future__ import annotations

import json

from tests.policies.mutation import REMOVED, Mutation

_SCHEDULE = "aws:scheduler/schedule:Schedule"
_MACHINE = "aws:sfn/stateMachine:StateMachine"
_FUNCTION = "alicloud:fc/v3Function:V3Function"
_TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": ["arn:aws:iam::111122223333:user/auditor"]},
                "Action": "sts:AssumeRole",
            }
        ],
    }
)


def _definition(**run: object) -> str:
    """Of a machine that runs one task, good but for what is given."""
    network = {
        "Subnets": ["subnet-1"],
        "SecurityGroups": ["sg-1"],
        "AssignPublicIp": run.pop("public", "DISABLED"),
    }
    state = {
        "Type": "Task",
        "Resource": "arn:aws:states:::ecs:runTask.sync",
        "Parameters": {"NetworkConfiguration": {"AwsvpcConfiguration": network}},
        "End": True,
        **run,
    }
    return json.dumps({"StartAt": "Run", "States": {"Run": state}})


MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        rule="resilience-job-dead-letters",
        cloud="aws",
        type=_SCHEDULE,
        name="settlement-start",
        set={"target.deadLetterConfig": REMOVED},
        # Nothing says any more that the queue holds dead letters
        also=frozenset({"stack-queue-has-dlq", "stack-queue-has-alarm"}),
    ),
    Mutation(
        rule="resilience-job-dead-letters",
        cloud="alicloud",
        type="alicloud:fc/v3AsyncInvokeConfig:V3AsyncInvokeConfig",
        name="settlement-runs",
        set={"destinationConfig": REMOVED},
        also=frozenset({"stack-queue-has-dlq"}),
    ),
    Mutation(
        rule="resilience-job-has-end",
        cloud="aws",
        type=_MACHINE,
        name="settlement-run",
        set={"definition": _definition()},
    ),
    Mutation(
        rule="resilience-job-has-end",
        cloud="alicloud",
        type=_FUNCTION,
        name="settlement-function",
        set={"timeout": 86_400},
    ),
    Mutation(
        rule="alarm-job-missed",
        cloud="aws",
        type="aws:cloudwatch/metricAlarm:MetricAlarm",
        name="settlement-missed",
        set={"treatMissingData": "notBreaching"},
    ),
    Mutation(
        rule="alarm-job-missed",
        cloud="alicloud",
        type="alicloud:sls/alert:Alert",
        name="settlement-missed",
        remove=True,
    ),
    Mutation(
        rule="network-job-private",
        cloud="aws",
        type=_MACHINE,
        name="settlement-run",
        set={"definition": _definition(TimeoutSeconds=3600, public="ENABLED")},
    ),
    Mutation(
        rule="network-job-private",
        cloud="alicloud",
        type=_FUNCTION,
        name="settlement-function",
        set={"internetAccess": True},
    ),
    Mutation(
        rule="log-job-runs",
        cloud="aws",
        type=_MACHINE,
        name="settlement-run",
        set={"loggingConfiguration.level": "OFF"},
    ),
    Mutation(
        rule="log-job-runs",
        cloud="alicloud",
        type=_FUNCTION,
        name="settlement-function",
        set={"logConfig": REMOVED},
        also=frozenset({"alarm-job-missed"}),
    ),
    Mutation(
        rule="data-ledger-locked",
        cloud="aws",
        type="aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
        name="click-ledger-bucket",
        set={"rule.defaultRetention.days": 30},
    ),
    Mutation(
        rule="data-ledger-locked",
        cloud="alicloud",
        type="alicloud:oss/bucketWorm:BucketWorm",
        name="click-ledger-data",
        remove=True,
    ),
    Mutation(
        rule="identity-people-read-only",
        cloud="aws",
        type="aws:iam/role:Role",
        name="auditor-role",
        set={"assumeRolePolicy": _TRUST},
    ),
    Mutation(
        rule="identity-people-read-only",
        cloud="alicloud",
        type="alicloud:ram/policy:Policy",
        name="auditor-read",
        set={
            "policyDocument": json.dumps(
                {
                    "Version": "1",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Action": ["oss:GetObject", "oss:PutObject"],
                            "Resource": ["acs:oss:*:1111222233334444:floodgate-prod-click-ledger/*"],
                        }
                    ],
                }
            )
        },
    ),
)
