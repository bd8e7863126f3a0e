"""Who does what for a job: Scheduler starts it, Step Functions runs it, ECS prepares it, the container works."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_aws import ecs, iam, sfn

from components.aws.access import grant_statements
from components.aws.context import AwsContext
from components.aws.identity import write_logs
from components.aws.image_registry import pull_statements
from components.aws.policy import Statement, document, trust
from components.scheduled_job import ScheduledJobArgs

_TASKS = "ecs-tasks.amazonaws.com"


def execution_role(
    ctx: AwsContext, name: str, args: ScheduledJobArgs, opts: pulumi.ResourceOptions
) -> tuple[iam.Role, iam.RolePolicy]:
    """ECS pulls the image and writes the log with it; the container never sees it."""
    return _role(
        ctx,
        name,
        "prepare",
        opts,
        description=f"ECS prepares the container of the job {name}",
        trusts=_tasks(ctx),
        statements=[*pull_statements(args.image), write_logs(args.log.arn)],
    )


def task_role(ctx: AwsContext, name: str, args: ScheduledJobArgs, opts: pulumi.ResourceOptions) -> iam.Role:
    """The container acts as it, with exactly the granted rights."""
    if not args.grants:
        return _plain_role(ctx, name, "work", opts, f"The job {name}", _tasks(ctx))
    role, _ = _role(
        ctx,
        name,
        "work",
        opts,
        description=f"The job {name}",
        trusts=_tasks(ctx),
        statements=grant_statements(ctx, args.grants),
    )
    return role


def runner_role(
    ctx: AwsContext,
    name: str,
    cluster: ecs.Cluster,
    definition: ecs.TaskDefinition,
    passed: Sequence[iam.Role],
    opts: pulumi.ResourceOptions,
) -> tuple[iam.Role, iam.RolePolicy]:
    """Step Functions runs this task in this cluster, hears when it ends, and stops it when it takes too long.

    Source: Step Functions Developer Guide, "IAM policies for calling Amazon ECS" and "Using CloudWatch Logs",
    2026-11."""
    tasks = cluster.name.apply(lambda physical: ctx.arn("ecs", f"task/{physical}/*"))
    in_cluster = {"ArnEquals": {"ecs:cluster": cluster.arn}}
    return _role(
        ctx,
        name,
        "run",
        opts,
        description=f"Step Functions runs the job {name}",
        trusts=trust(
            "states.amazonaws.com",
            {
                "StringEquals": {"aws:SourceAccount": ctx.account_id},
                "ArnLike": {"aws:SourceArn": ctx.arn("states", "stateMachine:*")},
            },
        ),
        statements=[
            {
                "Sid": "Run",
                "Effect": "Allow",
                "Action": "ecs:RunTask",
                # Every revision: a run that is retried while a new one is deployed takes the one that it began
                # with
                "Resource": definition.family.apply(lambda family: ctx.arn("ecs", f"task-definition/{family}:*")),
                "Condition": in_cluster,
            },
            {
                "Sid": "WatchAndStop",
                "Effect": "Allow",
                "Action": ["ecs:DescribeTasks", "ecs:StopTask"],
                "Resource": tasks,
                "Condition": in_cluster,
            },
            {
                "Sid": "TagWhatItRuns",
                "Effect": "Allow",
                "Action": "ecs:TagResource",
                "Resource": tasks,
                "Condition": {"StringEquals": {"ecs:CreateAction": "RunTask"}},
            },
            {
                "Sid": "HandOverRoles",
                "Effect": "Allow",
                "Action": "iam:PassRole",
                "Resource": [role.arn for role in passed],
                "Condition": {"StringEquals": {"iam:PassedToService": _TASKS}},
            },
            {
                "Sid": "HearTheEnd",
                "Effect": "Allow",
                "Action": ["events:DescribeRule", "events:PutRule", "events:PutTargets"],
                "Resource": ctx.arn("events", "rule/StepFunctionsGetEventsForECSTaskRule"),
            },
            {
                "Sid": "DeliverHistory",
                "Effect": "Allow",
                "Action": [
                    "logs:CreateLogDelivery",
                    "logs:DeleteLogDelivery",
                    "logs:DescribeLogGroups",
                    "logs:DescribeResourcePolicies",
                    "logs:GetLogDelivery",
                    "logs:ListLogDeliveries",
                    "logs:PutResourcePolicy",
                    "logs:UpdateLogDelivery",
                ],
                "Resource": "*",  # deliveries know no resources
            },
        ],
    )


def starter_role(
    ctx: AwsContext,
    name: str,
    machine: sfn.StateMachine,
    dead_letters_arn: pulumi.Input[str],
    message_key_arn: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> tuple[iam.Role, iam.RolePolicy]:
    """Scheduler starts this state machine, and keeps what it could not start."""
    return _role(
        ctx,
        name,
        "start",
        opts,
        description=f"EventBridge Scheduler starts the job {name}",
        trusts=trust("scheduler.amazonaws.com", {"StringEquals": {"aws:SourceAccount": ctx.account_id}}),
        statements=[
            {"Sid": "Start", "Effect": "Allow", "Action": "states:StartExecution", "Resource": machine.arn},
            {"Sid": "Keep", "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": dead_letters_arn},
            {
                "Sid": "Encrypt",
                "Effect": "Allow",
                "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
                "Resource": message_key_arn,
                "Condition": {"StringEquals": {"kms:ViaService": f"sqs.{ctx.region}.amazonaws.com"}},
            },
        ],
    )


def _tasks(ctx: AwsContext) -> pulumi.Output[str]:
    """Source: ECS Developer Guide, "Amazon ECS task IAM role", 2026-11: the condition against confused
    deputies."""
    return trust(
        _TASKS,
        {
            "StringEquals": {"aws:SourceAccount": ctx.account_id},
            "ArnLike": {"aws:SourceArn": ctx.arn("ecs", "*")},
        },
    )


def _role(
    ctx: AwsContext,
    name: str,
    role: str,
    opts: pulumi.ResourceOptions,
    *,
    description: str,
    trusts: pulumi.Output[str],
    statements: Sequence[Statement],
) -> tuple[iam.Role, iam.RolePolicy]:
    made = _plain_role(ctx, name, role, opts, description, trusts)
    rights = iam.RolePolicy(f"{name}-{role}", role=made.name, policy=document(statements), opts=opts)
    return made, rights


def _plain_role(
    ctx: AwsContext,
    name: str,
    role: str,
    opts: pulumi.ResourceOptions,
    description: str,
    trusts: pulumi.Output[str],
) -> iam.Role:
    return iam.Role(
        f"{name}-{role}",
        description=description,
        assume_role_policy=trusts,
        tags=ctx.label.tags(name),
        opts=opts,
    )
