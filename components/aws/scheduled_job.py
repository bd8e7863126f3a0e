"""Scheduled jobs: EventBridge Scheduler starts a state machine, which runs a task on Fargate."""

from __future__ import annotations

import math

import pulumi
from pulumi_aws import cloudwatch, ecs, scheduler, sfn

from components.aws.alarm import Above, Missing, alarm
from components.aws.context import AwsContext
from components.aws.queue import dead_letter_queue, queue_arn
from components.aws.scheduled_job_roles import execution_role, runner_role, starter_role, task_role
from components.aws.scheduled_job_task import run_once, task_definition
from components.options import extend
from components.queue import QueueArgs
from components.scheduled_job import ScheduledJobArgs, ScheduledJobOutputs

_START_ATTEMPTS = 5
_START_WITHIN_SECONDS = 3600
"""How long Scheduler tries to start a run; one that cannot be started lies in the dead-letter queue afterwards."""
_DAY_MINUTES = 24 * 60
_HOUR_MINUTES = 60


def build_scheduled_job(
    ctx: AwsContext, name: str, args: ScheduledJobArgs, opts: pulumi.ResourceOptions
) -> ScheduledJobOutputs:
    """A schedule, a state machine, and a cluster with the task definition.

    The state machine is there because a task of ECS has neither a timeout nor a retry, and because a failed one
    shows in no metric: it has all three. A cluster of its own costs nothing, Fargate's is only a name, and so the
    rights to run and to stop tasks end at this job.
    """
    cluster = _cluster(ctx, name, args, opts)
    dead = dead_letter_queue(ctx, name, QueueArgs(key_arn=args.message_key_arn, notify=args.notify), opts)
    execution, permission = execution_role(ctx, name, args, opts)
    task = task_role(ctx, name, args, opts)
    definition = task_definition(ctx, name, args, execution.arn, task.arn, extend(opts, depends_on=[permission]))
    runner, rights = runner_role(ctx, name, cluster, definition, (execution, task), opts)
    machine = sfn.StateMachine(
        f"{name}-run",
        name=ctx.label.physical(f"{name}-run", 80),
        type="STANDARD",  # an execution may last as long as a run; EXPRESS ends after 5 minutes
        role_arn=runner.arn,
        definition=run_once(args, cluster, definition),
        logging_configuration={
            "level": "ERROR",
            "include_execution_data": False,
            "log_destination": pulumi.Output.concat(_history(ctx, name, args, opts), ":*"),
        },
        tags=ctx.label.tags(name),
        # It proves its rights while it is made
        opts=extend(opts, depends_on=[rights]),
    )
    starter, may_start = starter_role(ctx, name, machine, queue_arn(ctx, dead), args.message_key_arn, opts)
    start = args.start
    scheduler.Schedule(
        f"{name}-start",
        name=ctx.label.physical(f"{name}-start", 64),
        description=f"Starts the job {name} every day",
        schedule_expression=f"cron({start.minute} {start.hour} * * ? *)",
        schedule_expression_timezone=start.time_zone,
        flexible_time_window={"mode": "OFF"},
        target={
            "arn": machine.arn,
            "role_arn": starter.arn,
            "input": "{}",
            "dead_letter_config": {"arn": queue_arn(ctx, dead)},
            "retry_policy": {
                "maximum_retry_attempts": _START_ATTEMPTS,
                "maximum_event_age_in_seconds": _START_WITHIN_SECONDS,
            },
        },
        opts=extend(opts, depends_on=[may_start]),
    )
    _alarms(ctx, name, args, machine, opts)
    return ScheduledJobOutputs(role_arn=task.arn, dead_letters_name=dead.name)


def _cluster(ctx: AwsContext, name: str, args: ScheduledJobArgs, opts: pulumi.ResourceOptions) -> ecs.Cluster:
    return ecs.Cluster(
        f"{name}-cluster",
        name=ctx.label.physical(name, 255),
        settings=[{"name": "containerInsights", "value": "enabled"}],
        configuration={
            # Nobody opens a shell in a running job
            "execute_command_configuration": {"logging": "NONE"},
            "managed_storage_configuration": {"fargate_ephemeral_storage_kms_key_id": args.disk_key_arn},
        },
        tags=ctx.label.tags(name),
        opts=opts,
    )


def _history(
    ctx: AwsContext, name: str, args: ScheduledJobArgs, opts: pulumi.ResourceOptions
) -> pulumi.Output[str]:
    """Why runs failed. Under the prefix for deliveries of AWS services, so that the account's policies of log
    groups, which have a limit, do not grow with every job. Source: Step Functions Developer Guide, "Using
    CloudWatch Logs"."""
    group = cloudwatch.LogGroup(
        f"{name}-runs",
        name=f"/aws/vendedlogs/states/{ctx.label.physical(name, 80)}",
        retention_in_days=args.log_retention_days,
        kms_key_id=args.log_key_arn,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    return pulumi.Output.concat(ctx.arn("logs", "log-group:"), group.name)


def _alarms(
    ctx: AwsContext,
    name: str,
    args: ScheduledJobArgs,
    machine: sfn.StateMachine,
    opts: pulumi.ResourceOptions,
) -> None:
    alarm(
        ctx,
        name,
        "failed",
        opts,
        description=f"The job {name} failed, its {args.retries} retries too",
        namespace="AWS/States",
        metric="ExecutionsFailed",
        dimensions={"StateMachineArn": machine.arn},
        statistic="Sum",
        threshold=0,
        periods=1,
        notify=args.notify,
    )
    # So long after a run that ended well, the next one must have: a day, and all that retries may take
    hours = math.ceil((_DAY_MINUTES + (1 + args.retries) * args.timeout_minutes) / _HOUR_MINUTES) + 1
    alarm(
        ctx,
        name,
        "missed",
        opts,
        description=f"No run of the job {name} ended well in {hours} hours: it failed, hangs or was not started",
        namespace="AWS/States",
        metric="ExecutionsSucceeded",
        dimensions={"StateMachineArn": machine.arn},
        statistic="Sum",
        when=Above.LESS,
        threshold=1,
        period_seconds=3600,
        periods=hours,
        periods_breaching=hours,
        missing=Missing.BAD,
        notify=args.notify,
    )
