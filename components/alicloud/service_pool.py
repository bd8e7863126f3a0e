"""A service pool: a scaling group (ESS) behind the load balancers of its routes."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_alicloud import ecs, ess

from components.alicloud.catalog import instance_types
from components.alicloud.context import AlicloudContext
from components.alicloud.service_pool_alarm import watch
from components.alicloud.service_pool_launch import launch_template
from components.alicloud.service_pool_log import ship_logs
from components.alicloud.service_pool_route import Target, check_routes, open_routes
from components.alicloud.service_pool_scaling import scale
from components.alicloud.user_data import OWN_VARIABLES
from components.boot_script import check_variables
from components.errors import UnsupportedOnCloud
from components.instance_sizes import InstanceType
from components.options import extend
from components.service_pool import ServicePoolArgs, ServicePoolOutputs

_COOLDOWN_SECONDS = 60
"""Between two steps of a simple rule; target tracking has its warm-up instead."""


def build_service_pool(
    ctx: AlicloudContext, name: str, args: ServicePoolArgs, opts: pulumi.ResourceOptions
) -> ServicePoolOutputs:
    """The pool, its routes, its scaling, its logs and its alarms.

    A new image or setting makes a new version of the launch template, which only new instances get. Running ones
    are replaced by an instance refresh, started after the update by whoever deploys (`aliyun ess
    StartInstanceRefresh --MinHealthyPercentage 100 --MaxHealthyPercentage 110`). It is no resource here because it
    is an act and not a state: one that skips instances of the right version fails on a pool that has no others.

    Raises:
        ValueError: no instance type has the size, a route has too many conditions, a variable has no proper name,
            or a scheduled action starts at no proper time.
        UnsupportedOnCloud: a warm pool is asked for.
    """
    _check(name, args)
    types = instance_types(args.vcpu, args.memory_gib)
    template = launch_template(ctx, name, args, types, opts)
    targets = open_routes(ctx, name, args, opts)
    group = _group(ctx, name, args, types, template, targets, opts)
    scale(ctx, name, args, group, targets, opts)
    ship_logs(ctx, name, args, opts)
    watch(ctx, name, args, group, targets, opts)
    return ServicePoolOutputs(
        group_name=group.id,
        min_instances=args.min_instances,
        max_instances=args.max_instances,
        throughput_rps=args.performance.throughput_rps,
        forecast=args.forecast,
    )


def _check(name: str, args: ServicePoolArgs) -> None:
    if args.warm_pool is not None:
        raise UnsupportedOnCloud(
            "alicloud",
            "warm_pool",
            "a scaling group keeps only those instances stopped that it has used before and scaled in (mode "
            "`recycle`), it makes none in advance; raise min_instances with a scheduled action instead",
        )
    check_variables(args, OWN_VARIABLES)
    check_routes(name, args.routes)


def _group(
    ctx: AlicloudContext,
    name: str,
    args: ServicePoolArgs,
    types: Sequence[InstanceType],
    template: ecs.EcsLaunchTemplate,
    targets: Sequence[Target],
    opts: pulumi.ResourceOptions,
) -> ess.ScalingGroup:
    """With a launch template the provider enables the group itself; with a scaling configuration it would stay
    inactive and empty.

    No `max_instance_lifetime`: whether ESS starts the new instance before it ends the old one is not documented.
    """
    return ess.ScalingGroup(
        f"{name}-group",
        scaling_group_name=ctx.label.physical(name, 64),
        group_type="ECS",
        min_size=args.min_instances,
        max_size=args.max_instances,
        desired_capacity=args.min_instances,
        vswitch_ids=list(args.subnet_ids),
        multi_az_policy="BALANCE",
        launch_template_id=template.id,
        # A number: with `Latest` a change of the template shows no difference
        launch_template_version=template.latest_version_number.apply(str),
        # ESS takes any of them that the zone still has: all have the size that the throughput was measured on
        launch_template_overrides=[{"instance_type": kind.name} for kind in types],
        # Here and not as attachments: those come after the first instances, which then are in no server group
        alb_server_groups=[
            {"alb_server_group_id": target.group.id, "port": args.port, "weight": 100} for target in targets
        ],
        health_check_types=["ECS", "LOAD_BALANCER"] if targets else ["ECS"],
        removal_policies=["OldestInstance"],  # the oldest version with it: ESS does not compare template versions
        scaling_policy="release",
        default_cooldown=_COOLDOWN_SECONDS,
        group_deletion_protection=args.deletion_protected,
        tags=ctx.label.tags(name),
        opts=extend(
            opts,
            # The size belongs to the rules and schedules: an update must not reset it in the middle of a sale
            ignore_changes=["desiredCapacity"],
            # A server group that no listener uses is not checked, and ESS cannot track its requests
            depends_on=[target.rule for target in targets],
            protect=args.deletion_protected or None,
        ),
    )
