"""The load test: a scaling group of container instances (ECI) that is empty until people raise it."""

from __future__ import annotations

from datetime import datetime

import pulumi
from pulumi_alicloud import cms, ess

from components.alicloud.context import AlicloudContext
from components.alicloud.logs import split
from components.errors import InvalidArgument
from components.load_generator import LoadGeneratorArgs, LoadGeneratorOutputs, check_agreed
from components.options import extend
from components.packed_script import packed

_SCRIPT_BYTES = 32 * 1024
"""What a configuration file of ECI holds; a variable holds 256 characters. Source: terraform-provider-alicloud,
docs/ess_eci_scaling_configuration, 2026-04."""
_FOLDER = "/script"
_FILE = "script.js.gz"
_NOBODY = 12345
"""The user of k6's own image."""
_STARTED = ("AUTOSCALING:SCALE_OUT_SUCCESS", "AUTOSCALING:SCALE_OUT_ERROR")
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_REGISTRY_DOMAIN = ".cr.aliyuncs.com"


def build_load_generator(
    ctx: AlicloudContext, name: str, args: LoadGeneratorArgs, opts: pulumi.ResourceOptions
) -> LoadGeneratorOutputs:
    """A group with no instance and what one would be; at the end of the window a task closes it for good.

    ECI has no task definition: the group stands for it. Function Compute was no choice, it wants an HTTP server in
    the image. Who starts it raises `MinSize`: a group takes an expected capacity only if it was made with one, and
    the provider does not send 0. Source: terraform-provider-alicloud, docs/ess_scheduled_task, ess_scaling_group,
    2026-08.

    `key_arn` changes nothing: the temporary disks of ECI take no customer key. The container has no RAM role, so
    there is nothing that it could do in the account. Before `window_start` nothing keeps people from starting it.
    """
    check_agreed(args)
    group = ess.ScalingGroup(
        f"{name}-group",
        scaling_group_name=ctx.label.physical(name, 64),
        group_type="ECI",
        min_size=0,
        max_size=args.tasks,
        vswitch_ids=list(args.subnet_ids),
        multi_az_policy="BALANCE",
        health_check_type="NONE",  # a task that has ended is not replaced
        removal_policies=["OldestInstance"],
        tags=ctx.label.tags(name),
        opts=extend(opts, ignore_changes=["minSize"]),
    )
    _configuration(ctx, name, args, group, opts)
    ess.ScheduledTask(
        f"{name}-over",
        scheduled_task_name=ctx.label.physical(f"{name}-over", 40),
        scaling_group_id=group.id,
        launch_time=datetime.strptime(args.window_end, _TIME).strftime("%Y-%m-%dT%H:%MZ"),  # ESS knows no seconds
        min_value=0,
        max_value=0,
        opts=opts,
    )
    _tell(ctx, name, args, group, opts)
    return LoadGeneratorOutputs(
        group_name=group.id,
        start=pulumi.Output.concat(
            f"aliyun ess ModifyScalingGroup --RegionId {ctx.region} --MinSize {args.tasks}",
            " --ScalingGroupId ",
            group.id,
        ),
    )


def _configuration(
    ctx: AlicloudContext,
    name: str,
    args: LoadGeneratorArgs,
    group: ess.ScalingGroup,
    opts: pulumi.ResourceOptions,
) -> None:
    project, store = split(args.log)
    ess.EciScalingConfiguration(
        f"{name}-task",
        scaling_group_id=group.id,
        scaling_configuration_name=ctx.label.physical(name, 64),
        container_group_name=ctx.label.physical(name, 64),
        active=True,
        force_delete=True,
        cpu=args.vcpu,
        memory=args.memory_gib,
        security_group_id=args.security_group_id,
        auto_create_eip=False,
        spot_strategy="NoSpot",
        restart_policy="Never",
        enable_sls=True,
        acr_registry_infos=_registry(ctx, args),
        containers=[
            {
                "name": "k6",
                "image": args.image,
                "cpu": args.vcpu,
                "memory": args.memory_gib,
                "commands": ["sh", "-c"],
                "args": [f"gunzip -c {_FOLDER}/{_FILE} | k6 run -"],
                "environment_vars": [
                    {"key": "aliyun_logs_k6", "value": "stdout"},
                    {"key": "aliyun_logs_k6_project", "value": project},
                    {"key": "aliyun_logs_k6_logstore", "value": store},
                ],
                "security_context_read_only_root_file_system": True,
                "security_context_run_as_user": _NOBODY,
                "volume_mounts": [{"name": "script", "mount_path": _FOLDER, "read_only": True}],
            }
        ],
        volumes=[
            {
                "name": "script",
                "type": "ConfigFileVolume",
                "config_file_volume_config_file_to_paths": [
                    {"path": _FILE, "content": packed(args.script, _SCRIPT_BYTES)}
                ],
            }
        ],
        tags=ctx.label.tags(name),
        opts=opts,
    )


def _registry(
    ctx: AlicloudContext, args: LoadGeneratorArgs
) -> list[ess.EciScalingConfigurationAcrRegistryInfoArgsDict] | None:
    """ECI logs in to the registry by itself if it knows the instance."""
    host = args.image.partition("/")[0]
    if not host.endswith(_REGISTRY_DOMAIN):
        return None
    if args.registry_id is None:
        raise InvalidArgument(f"registry_id must be given for an image of {host}, got None")
    return [
        {
            "instance_id": args.registry_id,
            # `shop-registry-vpc.cn-shanghai.cr.aliyuncs.com` is the instance `shop-registry`
            "instance_name": host.partition(".")[0].removesuffix("-vpc"),
            "region_id": ctx.region,
            "domains": [host],
        }
    ]


def _tell(
    ctx: AlicloudContext,
    name: str,
    args: LoadGeneratorArgs,
    group: ess.ScalingGroup,
    opts: pulumi.ResourceOptions,
) -> None:
    """ESS reports to CloudMonitor only, and a rule there tells the contact group."""
    ess.Notification(
        f"{name}-started",
        scaling_group_id=group.id,
        notification_arn=ctx.arn("ess", "cloudmonitor"),
        notification_types=list(_STARTED),
        opts=opts,
    )
    cms.EventRule(
        f"{name}-started",
        rule_name=ctx.label.physical(f"{name}-started", 64),
        description="A load test runs: the load that other alarms report may be its own",
        status="ENABLED",
        event_pattern={
            "product": "ess",
            "name_lists": list(_STARTED),
            "level_lists": ["*"],
            "event_type_lists": ["*"],
            "sql_filter": group.id,
        },
        contact_parameters=[
            {"contact_parameters_id": "1", "contact_group_name": args.notify, "level": "4"},  # 4: mail
        ],
        opts=opts,
    )
