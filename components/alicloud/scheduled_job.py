"""Scheduled jobs: a container in Function Compute, started by a timer."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pulumi
from pulumi_alicloud import fc

from components.alicloud.context import AlicloudContext
from components.alicloud.identity import granted, pull_image
from components.alicloud.logs import split
from components.alicloud.policy import Statement
from components.alicloud.queue import dead_letter_queue
from components.alicloud.ram_role import RamRole, ram_role
from components.alicloud.scheduled_job_alert import missed_alert
from components.errors import InvalidArgument
from components.options import extend
from components.queue import QueueArgs
from components.scheduled_job import ScheduledJobArgs, ScheduledJobOutputs

_LATEST = "LATEST"
_PORT = 9000
_MIB_PER_GIB = 1024
_GIB_PER_VCPU = (1, 4)
_MOST_GIB = 32
"""Source: terraform-provider-alicloud docs/fcv3_function, `memory_size`, 2026-08."""
_DISK_MIB = 10_240
"""512 or 10,240. Source: as above, `disk_size`."""
_START_SECONDS = 6 * 3600
"""How long Function Compute tries to start a run."""
_MOST_EVENT_AGE_SECONDS = 86_400
"""Source: terraform-provider-alicloud, resource_alicloud_fcv3_async_invoke_config.go, 2026-08."""
_CARD_RIGHTS = (
    "ecs:CreateNetworkInterfacePermission",
    "ecs:DeleteNetworkInterface",
    "ecs:DeleteNetworkInterfacePermission",
)
"""Source: system policy AliyunServiceRolePolicyForFC, 2026-06."""
_IMAGE_LOOKS = (
    "cr:GetArtifactTag",
    "cr:GetRepoTagManifest",
    "cr:GetRepository",
    "cr:GetRepositoryManifest",
    "cr:GetRepositoryTag",
)
_REGISTRY_LOOKS = ("cr:GetInstance", "cr:GetInstanceVpcEndpoint")
"""What Function Compute asks the registry before it pulls. Source: system policy AliyunServiceRolePolicyForFC,
2025-10; of the ARNs: Container Registry, "RAM authorization", 2026-04."""
_NETWORK_LOOKS = (
    "ecs:DescribeNetworkInterfacePermissions",
    "ecs:DescribeNetworkInterfaces",
    "ecs:DescribeSecurityGroupAttribute",
    "vpc:DescribeVSwitchAttributes",
    "vpc:DescribeVpcAttribute",
)
"""To find its way in the network. Source: system policy AliyunServiceRolePolicyForFC, 2026-06."""


def build_scheduled_job(
    ctx: AlicloudContext, name: str, args: ScheduledJobArgs, opts: pulumi.ResourceOptions
) -> ScheduledJobOutputs:
    """A function that is the container, its timer, and the queue of runs that failed for good.

    Function Compute calls the container (docs/image.md): it answers when the run is over. A run that fails is
    tried again, and then, or when it could not be started at all, its message lies in the queue and tells people.

    `disk_key_arn`, `log_key_arn` and `log_retention_days` have no use: the disk lives as long as the instance and
    Function Compute encrypts it with its own key; what it says of a run stands in the job's own log.

    Raises:
        InvalidArgument: Function Compute has no such size.
    """
    least, most = (args.vcpu * ratio for ratio in _GIB_PER_VCPU)
    if not least <= args.memory_gib <= min(most, _MOST_GIB):
        raise InvalidArgument(
            f"memory_gib must be {least} to {min(most, _MOST_GIB)} with {args.vcpu} vCPU on Function Compute, "
            f"got {args.memory_gib}"
        )
    dead = dead_letter_queue(ctx, name, QueueArgs(key_arn=args.message_key_arn, notify=args.notify), opts)
    dead_arn = dead.queue_name.apply(lambda queue: ctx.arn("mns", f"/queues/{queue}/messages"))
    role = _role(ctx, name, args, dead_arn, opts)
    function = _function(ctx, name, args, role, opts)
    asynchronous = fc.V3AsyncInvokeConfig(
        f"{name}-runs",
        function_name=function.function_name,
        qualifier=_LATEST,
        async_task=True,  # every run has a state of its own that can be looked up, and be stopped
        max_async_retry_attempts=args.retries,
        max_async_event_age_in_seconds=_event_age(args),
        destination_config={"on_failure": {"destination": dead_arn}},
        opts=extend(opts, depends_on=[role.ready]),
    )
    fc.V3Trigger(
        f"{name}-start",
        function_name=function.function_name,
        qualifier=_LATEST,
        trigger_type="timer",
        trigger_name=ctx.label.physical(f"{name}-start", 128),
        description=f"Starts the job {name} every day",
        trigger_config=json.dumps(
            {
                # Seconds first. Source: Function Compute, "Time triggers", 2026-03
                "cronExpression": f"CRON_TZ={args.start.time_zone} 0 {args.start.minute} {args.start.hour} * * *",
                "enable": True,
                "payload": "",
            }
        ),
        # No run before it is known what becomes of one that fails
        opts=extend(opts, depends_on=[asynchronous]),
    )
    missed_alert(ctx, name, args, opts)
    return ScheduledJobOutputs(role_arn=role.arn, dead_letters_name=dead.queue_name)


def _event_age(args: ScheduledJobArgs) -> int:
    """The message of a run that failed grows older while it is tried again: it must outlive all runs but the last.

    Source: Function Compute API, PutAsyncInvokeConfigInput, `maxAsyncEventAgeInSeconds`, 2024-08: "the maximum
    validity period of a message".
    """
    return min(_START_SECONDS + args.retries * args.timeout_minutes * 60, _MOST_EVENT_AGE_SECONDS)


def _function(
    ctx: AlicloudContext, name: str, args: ScheduledJobArgs, role: RamRole, opts: pulumi.ResourceOptions
) -> fc.V3Function:
    project, store = split(args.log)
    return fc.V3Function(
        f"{name}-function",
        function_name=ctx.label.physical(name, 64),
        description=f"The job {name}",
        runtime="custom-container",
        handler="index.handler",  # must be there, and is not looked at
        custom_container_config={"image": args.image, "port": _PORT},
        cpu=args.vcpu,
        memory_size=args.memory_gib * _MIB_PER_GIB,
        disk_size=_DISK_MIB,
        timeout=args.timeout_minutes * 60,
        instance_concurrency=1,
        role=role.arn,
        internet_access=False,  # only through the network, its firewall and its gateway
        vpc_config={
            "vpc_id": args.network_id,
            "vswitch_ids": list(args.subnet_ids),
            "security_group_id": args.security_group_id,
        },
        log_config={
            "project": project,
            "logstore": store,
            "log_begin_rule": "None",
            "enable_request_metrics": True,
            "enable_instance_metrics": True,
        },
        environment_variables={**args.environment, "JOB_PORT": str(_PORT)},
        tags=ctx.label.tags(name),
        opts=extend(opts, depends_on=[role.ready]),
    )


def _role(
    ctx: AlicloudContext,
    name: str,
    args: ScheduledJobArgs,
    dead_letters_arn: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> RamRole:
    """What the container acts as; Function Compute works with the same role for it: one role is all it knows."""
    return ram_role(
        ctx,
        name,
        "work",
        opts,
        service="fc.aliyuncs.com",
        description=f"The job {name}",
        statements=[
            *granted(args.grants),
            *_image(ctx, args),
            *_own(args, dead_letters_arn),
            *_network_card(ctx, args),
        ],
    )


def _image(ctx: AlicloudContext, args: ScheduledJobArgs) -> Iterator[Statement]:
    """Pull it, and look it up first: ECS logs in to a registry as anybody does, Function Compute asks its API."""
    repository = args.image.partition("@")[0]
    pull = list(pull_image(ctx, repository, args.registry_id))
    if not pull:
        return
    yield from pull
    path = repository.partition("/")[2]
    namespace = path.partition("/")[0]
    for actions, below in (
        (_IMAGE_LOOKS, f"repository/{args.registry_id}/{path}"),
        (("cr:GetNamespace",), f"repository/{args.registry_id}/{namespace}"),
        (_REGISTRY_LOOKS, f"instance/{args.registry_id}"),
    ):
        yield {"Effect": "Allow", "Action": list(actions), "Resource": [ctx.arn("cr", below)]}


def _own(args: ScheduledJobArgs, dead_letters_arn: pulumi.Input[str]) -> Iterator[Statement]:
    yield {"Effect": "Allow", "Action": ["log:PostLogStoreLogs"], "Resource": [args.log.arn]}
    yield {"Effect": "Allow", "Action": ["mns:SendMessage"], "Resource": [dead_letters_arn]}
    yield {
        "Effect": "Allow",
        "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
        "Resource": [args.message_key_arn],
    }


def _network_card(ctx: AlicloudContext, args: ScheduledJobArgs) -> Iterator[Statement]:
    """Cards in the job's subnets and group only; they are made before anybody knows their names.

    Source of what each action can be limited to: ECS, "RAM authorization", 2026-06; of the actions: system policy
    AliyunServiceRolePolicyForFC, 2026-06.
    """
    cards = ctx.arn("ecs", "eni/*")
    yield {
        "Effect": "Allow",
        "Action": ["ecs:CreateNetworkInterface"],
        "Resource": [
            cards,
            pulumi.Output.concat(ctx.arn("ecs", "securitygroup/"), args.security_group_id),
            *(pulumi.Output.concat(ctx.arn("vpc", "vswitch/"), subnet) for subnet in args.subnet_ids),
        ],
    }
    yield {
        "Effect": "Allow",
        "Action": list(_CARD_RIGHTS),
        "Resource": [cards],
    }
    yield {"Effect": "Allow", "Action": list(_NETWORK_LOOKS), "Resource": ["*"]}
