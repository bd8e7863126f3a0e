"""A service pool: an Auto Scaling group behind the load balancers of its routes."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_aws import autoscaling, ec2

from components.aws.catalog import instance_types
from components.aws.context import AwsContext
from components.aws.service_pool_alarm import watch
from components.aws.service_pool_launch import launch_template
from components.aws.service_pool_route import Target, check_routes, open_routes
from components.aws.service_pool_scaling import scale
from components.aws.user_data import BOOT_TIMEOUT_SECONDS, OWN_VARIABLES, READY_HOOK
from components.boot_script import check_variables
from components.errors import InvalidArgument, UnsupportedOnCloud
from components.instance_sizes import InstanceType
from components.options import extend
from components.service_pool import ServicePoolArgs, ServicePoolOutputs, WarmPool

_DAY_SECONDS = 86_400
_INSTANCE_LIFETIME_DAYS = 21
"""Each instance is replaced by then and so gets the patched image; PCI DSS 4.0, 6.3.3 gives critical patches one
month."""
_LEAST_HEALTHY_PERCENT = 100
_MOST_HEALTHY_PERCENT = 110
"""A tenth of the pool is replaced at a time, the new instance first: no capacity is missing during a roll-out."""
_MOST_QUEUES = 8
"""Beside the instances and the formula: a policy takes ten in all.
Source: EC2 Auto Scaling API reference, CustomizedMetricSpecification, `Metrics`, 2026-11."""
_METRICS = [
    autoscaling.Metric.GROUP_MIN_SIZE,
    autoscaling.Metric.GROUP_MAX_SIZE,
    autoscaling.Metric.GROUP_DESIRED_CAPACITY,
    autoscaling.Metric.GROUP_IN_SERVICE_INSTANCES,
    autoscaling.Metric.GROUP_PENDING_INSTANCES,
    autoscaling.Metric.GROUP_TERMINATING_INSTANCES,
    autoscaling.Metric.GROUP_TOTAL_INSTANCES,
    autoscaling.Metric.WARM_POOL_WARMED_CAPACITY,
]


def build_service_pool(
    ctx: AwsContext, name: str, args: ServicePoolArgs, opts: pulumi.ResourceOptions
) -> ServicePoolOutputs:
    """The pool, its routes, its scaling and its alarms.

    Raises:
        ValueError: no instance type has the size, a route has too many conditions, a variable has no proper name,
            or instances boot too slowly.
        UnsupportedOnCloud: a registry id is given.
    """
    _check(name, args)
    types = instance_types(args.vcpu, args.memory_gib)
    template = launch_template(ctx, name, args, types, opts)
    targets = open_routes(ctx, name, args, opts)
    group = _group(ctx, name, args, types, template, targets, opts)
    scale(name, args, group, targets, opts)
    watch(ctx, name, args, group, targets, opts)
    return ServicePoolOutputs(
        group_name=group.name,
        min_instances=args.min_instances,
        max_instances=args.max_instances,
        throughput_rps=args.performance.throughput_rps,
        forecast=args.forecast,
    )


def _check(name: str, args: ServicePoolArgs) -> None:
    if args.registry_id is not None:
        raise UnsupportedOnCloud("aws", "registry_id", "the image names its registry, leave it None")
    if args.performance.boot_seconds >= BOOT_TIMEOUT_SECONDS:
        raise InvalidArgument(
            f"boot_seconds of {name} must be less than {BOOT_TIMEOUT_SECONDS}, got "
            f"{args.performance.boot_seconds}; slower instances are given up (components/aws/user_data.py)"
        )
    if len(args.work) > _MOST_QUEUES:
        raise InvalidArgument(f"work of {name} must name at most {_MOST_QUEUES} queues, got {len(args.work)}")
    check_variables(args, OWN_VARIABLES)
    check_routes(name, args.routes)


def _group(
    ctx: AwsContext,
    name: str,
    args: ServicePoolArgs,
    types: Sequence[InstanceType],
    template: ec2.LaunchTemplate,
    targets: Sequence[Target],
    opts: pulumi.ResourceOptions,
) -> autoscaling.Group:
    return autoscaling.Group(
        f"{name}-group",
        min_size=args.min_instances,
        max_size=args.max_instances,
        desired_capacity=args.min_instances,
        vpc_zone_identifiers=list(args.subnet_ids),
        mixed_instances_policy=_instances(args, types, template),
        target_group_arns=[target.group.arn for target in targets],
        health_check_type="ELB" if targets else "EC2",
        health_check_grace_period=args.performance.boot_seconds + args.performance.warm_up_seconds,
        # The hook below lets an instance into service when it serves, so only the warm-up is left
        default_instance_warmup=args.performance.warm_up_seconds,
        initial_lifecycle_hooks=[_ready_hook()],
        warm_pool=_warm_pool(args.warm_pool),
        instance_maintenance_policy={
            "min_healthy_percentage": _LEAST_HEALTHY_PERCENT,
            "max_healthy_percentage": _MOST_HEALTHY_PERCENT,
        },
        instance_refresh={
            "strategy": "Rolling",
            # No auto_rollback: AWS refuses it for templates that take their image from a parameter
            "preferences": {
                "min_healthy_percentage": _LEAST_HEALTHY_PERCENT,
                "max_healthy_percentage": _MOST_HEALTHY_PERCENT,
            },
        },
        max_instance_lifetime=_INSTANCE_LIFETIME_DAYS * _DAY_SECONDS,
        termination_policies=["OldestLaunchTemplate", "OldestInstance"],
        enabled_metrics=_METRICS,
        metrics_granularity=autoscaling.MetricsGranularity.ONE_MINUTE,
        wait_for_capacity_timeout=f"{BOOT_TIMEOUT_SECONDS // 60 + 5}m",
        force_delete_warm_pool=not args.deletion_protected,
        tags=[
            {"key": key, "value": value, "propagate_at_launch": True}
            for key, value in ctx.label.named(name, name).items()
        ],
        opts=extend(
            opts,
            # The size belongs to the policies and schedules: an update must not reset it in the middle of a sale
            ignore_changes=["desiredCapacity"],
            # A target group that no listener uses cannot be scaled by, and reports no health
            depends_on=[target.rule for target in targets],
            protect=args.deletion_protected or None,
        ),
    )


def _instances(
    args: ServicePoolArgs, types: Sequence[InstanceType], template: ec2.LaunchTemplate
) -> autoscaling.GroupMixedInstancesPolicyArgsDict:
    return {
        "instances_distribution": {
            # All on demand: spot instances are taken away when everybody has a sale
            "on_demand_base_capacity": args.min_instances,
            "on_demand_percentage_above_base_capacity": 100,
            # The first type that a zone still has. The throughput was measured on the first of the list
            "on_demand_allocation_strategy": "prioritized",
        },
        "launch_template": {
            "launch_template_specification": {
                "launch_template_id": template.id,
                # A number: with `$Latest` a change of the template shows no difference and is never rolled out
                "version": template.latest_version.apply(str),
            },
            "overrides": [{"instance_type": kind.name} for kind in types],
        },
    }


def _ready_hook() -> autoscaling.GroupInitialLifecycleHookArgsDict:
    # Always, not only with a warm pool: without it an instance counts as in service from the second it runs, and
    # one of a warm pool would be stopped in the middle of its boot. All values are constants, because any change
    # of a hook replaces the whole group.
    return {
        "name": READY_HOOK,
        "lifecycle_transition": "autoscaling:EC2_INSTANCE_LAUNCHING",
        "heartbeat_timeout": BOOT_TIMEOUT_SECONDS,
        "default_result": "ABANDON",
    }


def _warm_pool(warm_pool: WarmPool | None) -> autoscaling.GroupWarmPoolArgsDict | None:
    if warm_pool is None:
        return None
    # Beside a mixed instances policy since November 2025, unless it asks for spot instances (AWS news, "EC2 Auto
    # Scaling announces warm pool support for mixed instances policies")
    return {
        "pool_state": "Stopped",
        # Both the same: then the warm pool has this size, whatever size the group has
        "min_size": warm_pool.instances,
        "max_group_prepared_capacity": warm_pool.instances,
        "instance_reuse_policy": {"reuse_on_scale_in": False},  # a used instance is not a fresh one
    }
