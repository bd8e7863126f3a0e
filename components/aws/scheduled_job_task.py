"""The container of a job, and how it is run once: until it ends, is stopped, or was retried often enough."""

from __future__ import annotations

import pulumi
from pulumi_aws import ecs

from components.aws.context import AwsContext
from components.errors import InvalidArgument
from components.scheduled_job import ScheduledJobArgs

_MIB_PER_GIB = 1024
_CPU_UNITS = 1024
_SIZES = {
    1: range(2, 8 + 1),
    2: range(4, 16 + 1),
    4: range(8, 30 + 1),
    8: range(16, 60 + 1, 4),
}
"""vCPU -> GiB that Fargate has. Source: ECS Developer Guide, "Task CPU and memory", 2026-11."""
_RETRY_AFTER_SECONDS = 300
_STOP_SECONDS = 120
"""From SIGTERM to SIGKILL, the longest that Fargate grants."""


def task_definition(
    ctx: AwsContext,
    name: str,
    args: ScheduledJobArgs,
    execution_role_arn: pulumi.Input[str],
    task_role_arn: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> ecs.TaskDefinition:
    """One container without a port, whose file system is read-only but for `/tmp`.

    Raises:
        InvalidArgument: Fargate has no such size.
    """
    if args.memory_gib not in _SIZES.get(args.vcpu, ()):
        raise InvalidArgument(
            f"memory_gib must be one that Fargate has with {args.vcpu} vCPU, got {args.memory_gib}; "
            f"vCPU: {', '.join(map(str, _SIZES))}, and 2 to 4 GiB for each fit"
        )
    container = {
        "name": "job",
        "image": args.image,
        "essential": True,
        "readonlyRootFilesystem": True,
        "privileged": False,
        "user": "10001:10001",  # nobody in particular, and not root
        "stopTimeout": _STOP_SECONDS,
        "linuxParameters": {"initProcessEnabled": True, "capabilities": {"drop": ["ALL"]}},
        "mountPoints": [{"sourceVolume": "tmp", "containerPath": "/tmp", "readOnly": False}],
        "environment": [{"name": key, "value": value} for key, value in sorted(args.environment.items())],
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": args.log.name,
                "awslogs-region": ctx.region,
                "awslogs-stream-prefix": "run",
                "mode": "non-blocking",  # a log that is slow must not hold up the work
                "max-buffer-size": "25m",
            },
        },
    }
    return ecs.TaskDefinition(
        f"{name}-task",
        family=ctx.label.physical(name, 255),
        requires_compatibilities=["FARGATE"],
        network_mode="awsvpc",
        cpu=str(args.vcpu * _CPU_UNITS),
        memory=str(args.memory_gib * _MIB_PER_GIB),
        runtime_platform={"operating_system_family": "LINUX", "cpu_architecture": "X86_64"},
        execution_role_arn=execution_role_arn,
        task_role_arn=task_role_arn,
        volumes=[{"name": "tmp"}],
        container_definitions=pulumi.Output.json_dumps([container]),
        # ECS runs no task of a revision that is taken back, and a run that is retried wants the one it began with
        skip_destroy=True,
        tags=ctx.label.tags(name),
        opts=opts,
    )


def run_once(args: ScheduledJobArgs, cluster: ecs.Cluster, definition: ecs.TaskDefinition) -> pulumi.Output[str]:
    """The state machine: one state that waits for the task, with its timeout and its retries.

    Source: Step Functions Developer Guide, "Run Amazon ECS or Fargate tasks with Step Functions", 2026-11.
    """
    return pulumi.Output.json_dumps(
        {
            "Comment": "Runs the job until it ends well, at most so often",
            "StartAt": "Run",
            "States": {
                "Run": {
                    "Type": "Task",
                    "Resource": "arn:aws:states:::ecs:runTask.sync",
                    "TimeoutSeconds": args.timeout_minutes * 60,
                    "Parameters": {
                        "Cluster": cluster.arn,
                        "TaskDefinition": definition.arn,
                        "LaunchType": "FARGATE",
                        "PropagateTags": "TASK_DEFINITION",
                        "NetworkConfiguration": {
                            "AwsvpcConfiguration": {
                                "Subnets": list(args.subnet_ids),
                                "SecurityGroups": [args.security_group_id],
                                "AssignPublicIp": "DISABLED",
                            }
                        },
                    },
                    "Retry": [
                        {
                            "ErrorEquals": ["States.ALL"],
                            "IntervalSeconds": _RETRY_AFTER_SECONDS,
                            "MaxAttempts": args.retries,
                        }
                    ],
                    "End": True,
                }
            },
        }
    )
