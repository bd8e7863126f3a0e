"""The load test: a Fargate task of k6 that people start by hand."""

from __future__ import annotations

import json

import pulumi
from pulumi_aws import ecs, iam

from components.aws.alarm import alarm
from components.aws.context import AwsContext
from components.aws.image_registry import pull_statements
from components.aws.policy import document, trust
from components.errors import UnsupportedOnCloud
from components.load_generator import LoadGeneratorArgs, LoadGeneratorOutputs, check_agreed
from components.options import extend
from components.packed_script import packed

_SCRIPT_BYTES = 48 * 1024
"""A task definition holds at most 64 KiB. Source: ECS developer guide, "Service quotas", 2026-11."""
_NOBODY = "12345"
"""The user of k6's own image."""
_TASKS_PER_CALL = 10
"""The most that one call starts. Source: ECS API reference, RunTask, `count`, 2026-11."""
_PLAY = 'echo "$SCRIPT" | base64 -d | gunzip | k6 run -'


def build_load_generator(
    ctx: AwsContext, name: str, args: LoadGeneratorArgs, opts: pulumi.ResourceOptions
) -> LoadGeneratorOutputs:
    """A cluster, a task definition and its execution role, which can be assumed in the agreed window only.

    There is no service: a task runs when somebody starts it, and ends with its script. It has no task role, so
    there is nothing that it could do in the account.
    """
    check_agreed(args)
    if args.registry_id is not None:
        raise UnsupportedOnCloud("aws", "registry_id", "the image names its registry; ECR has no instances")
    # A fixed name: the key's policy names it
    cluster = ecs.Cluster(
        f"{name}-cluster",
        name=ctx.label.physical(name, 255),
        settings=[{"name": "containerInsights", "value": "enabled"}],
        configuration={"managed_storage_configuration": {"fargate_ephemeral_storage_kms_key_id": args.key_arn}},
        tags=ctx.label.tags(name),
        opts=opts,
    )
    role, rights = _execution_role(ctx, name, args, opts)
    script = packed(args.script, _SCRIPT_BYTES)
    task = ecs.TaskDefinition(
        f"{name}-task",
        family=ctx.label.physical(name, 255),
        requires_compatibilities=["FARGATE"],
        network_mode="awsvpc",
        cpu=str(args.vcpu * 1024),
        memory=str(args.memory_gib * 1024),
        runtime_platform={"cpu_architecture": "X86_64", "operating_system_family": "LINUX"},
        execution_role_arn=role.arn,
        container_definitions=args.log.name.apply(
            lambda group: json.dumps([_container(ctx, args, script, group)])
        ),
        tags=ctx.label.tags(name),
        opts=extend(opts, depends_on=[rights]),
    )
    alarm(
        ctx,
        name,
        "running",
        opts,
        description="A load test runs: the load that other alarms report may be its own",
        namespace="ECS/ContainerInsights",
        metric="TaskCount",
        dimensions={"ClusterName": cluster.name},
        statistic="Maximum",
        threshold=0,
        periods=1,
        notify=args.notify,
    )
    return LoadGeneratorOutputs(group_name=cluster.name, start=_start(args, cluster, task))


def _execution_role(
    ctx: AwsContext, name: str, args: LoadGeneratorArgs, opts: pulumi.ResourceOptions
) -> tuple[iam.Role, iam.RolePolicy]:
    role = iam.Role(
        f"{name}-execution",
        description="Starts the load test in its window",
        assume_role_policy=trust(
            "ecs-tasks.amazonaws.com",
            {
                "StringEquals": {"aws:SourceAccount": ctx.account_id},
                "ArnLike": {"aws:SourceArn": ctx.arn("ecs", "*")},
                "DateGreaterThan": {"aws:CurrentTime": args.window_start},
                "DateLessThan": {"aws:CurrentTime": args.window_end},
            },
        ),
        tags=ctx.label.tags(name),
        opts=opts,
    )
    # From the name, which is known before the first `up`; log.arn is not, and policies want to read this
    group = pulumi.Output.concat(ctx.arn("logs", "log-group:"), args.log.name)
    rights = iam.RolePolicy(
        f"{name}-execution",
        role=role.name,
        policy=document(
            [
                *pull_statements(args.image),
                {
                    "Sid": "WriteLogs",
                    "Effect": "Allow",
                    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                    "Resource": pulumi.Output.concat(group, ":*"),
                },
            ]
        ),
        opts=opts,
    )
    return role, rights


def _container(ctx: AwsContext, args: LoadGeneratorArgs, script: str, log_group: str) -> dict[str, object]:
    return {
        "name": "k6",
        "image": args.image,
        "essential": True,
        "entryPoint": ["sh", "-c"],
        "command": [_PLAY],
        "environment": [{"name": "SCRIPT", "value": script}],
        "user": _NOBODY,
        "privileged": False,
        "readonlyRootFilesystem": True,
        "linuxParameters": {"capabilities": {"drop": ["ALL"]}, "initProcessEnabled": True},
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": log_group,
                "awslogs-region": ctx.region,
                "awslogs-stream-prefix": "k6",
                "mode": "non-blocking",
            },
        },
        "ulimits": [{"name": "nofile", "softLimit": 65536, "hardLimit": 65536}],  # a connection is a file
    }


def _start(args: LoadGeneratorArgs, cluster: ecs.Cluster, task: ecs.TaskDefinition) -> pulumi.Output[str]:
    """One call, or for a shell as many as all tasks need."""
    subnets = pulumi.Output.all(*args.subnet_ids).apply(",".join)
    counts = tasks_of_calls(args.tasks)
    several = len(counts) > 1
    return pulumi.Output.concat(
        f"for count in {' '.join(map(str, counts))}; do " if several else "",
        "aws ecs run-task --launch-type FARGATE --cluster ",
        cluster.name,
        " --task-definition ",
        task.arn,
        f" --count {'$count' if several else counts[0]} --network-configuration 'awsvpcConfiguration={{subnets=[",
        subnets,
        "],securityGroups=[",
        args.security_group_id,
        "],assignPublicIp=DISABLED}'",
        "; done" if several else "",
    )


def tasks_of_calls(tasks: int) -> list[int]:
    """How many tasks each call starts."""
    return [min(_TASKS_PER_CALL, tasks - before) for before in range(0, tasks, _TASKS_PER_CALL)]
