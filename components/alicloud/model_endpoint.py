"""Models: services of PAI-EAS."""

from __future__ import annotations

import math
from typing import Any

import pulumi
from pulumi_alicloud import pai

from components.alicloud.alarm import alarm
from components.alicloud.context import AlicloudContext
from components.alicloud.model_catalog import model_instance_types
from components.errors import UnsupportedOnCloud
from components.model_endpoint import ModelEndpointArgs, ModelEndpointOutputs, check_limits
from components.options import extend

_PORT = 8000
"""Not 8080 and 9090, where the engine of EAS listens. Source: PAI documentation "Custom images", 2026-04."""
_SCALE_IN_SECONDS = 300
_GRACE_SECONDS = 30
_NAMESPACE = "acs_learn"
_METRIC_SECONDS = 60
"""Source of the names: CloudMonitor documentation "PAI-EAS inference service", as of 2026-11."""
_P99_OVER_MEAN = math.log(100)
"""EAS reports mean answer times only. With exponential times 99 of 100 stay below 4.6 times the mean."""
_ERRORS_PERCENT = 0.1
_FULL_RATIO = 0.9
"""Share of what all instances can do at most, from which on people should know."""


def build_model_endpoint(
    ctx: AlicloudContext, name: str, args: ModelEndpointArgs, opts: pulumi.ResourceOptions
) -> ModelEndpointOutputs:
    """A workspace with one service in it, its scaling and its alarms.

    `disk_key_arn`, `log_retention_days` and `log_key_arn` change nothing: the disks of EAS take no customer key,
    and EAS keeps what containers print itself, for as long as it says. The provider gives no address, so the url
    is put together as EAS documents it for its shared gateway inside VPCs. The internet gets no address.

    An invocation carries the service's token; whoever may describe the service (Access.MODEL_INVOKE) reads it
    there. No token of our own: EAS does not give it back, so every preview would show a change.
    """
    check_limits(args)
    registry = args.image.partition("/")[0]
    if args.registry_id is None and registry.endswith(".cr.aliyuncs.com"):
        raise UnsupportedOnCloud(
            "alicloud", "registry_id=None", "EAS pulls from a registry that it knows by its id"
        )
    # Both names allow letters, digits and `_` only
    workspace = pai.WorkspaceWorkspace(
        f"{name}-workspace",
        workspace_name=_underscored(ctx, name, 23),
        description=f"The model {name}",
        env_types=["prod"],  # the simple mode
        opts=opts,
    )
    service_name = _underscored(ctx, name, 63)
    service = pai.Service(
        f"{name}-service",
        service_config=pulumi.Output.json_dumps(_configuration(args, service_name, workspace.id), sort_keys=True),
        workspace_id=workspace.id,
        tags=ctx.label.tags(name),
        opts=extend(opts, protect=args.deletion_protected or None),
    )
    _watch(ctx, name, args, service, opts)
    host = f"http://{ctx.account_id}.vpc.{ctx.region}.pai-eas.aliyuncs.com/api/predict/"
    return ModelEndpointOutputs(
        endpoint_name=service.id,  # EAS names services by their name
        endpoint_arn=service.id.apply(lambda given: ctx.arn("eas", f"service/{given}")),
        url=service.id.apply(lambda given: f"{host}{given}/invocations"),
        min_instances=args.min_instances,
        max_instances=args.max_instances,
        invocations_rps=args.invocations_rps,
    )


def _underscored(ctx: AlicloudContext, name: str, length: int) -> str:
    return ctx.label.physical(name, length).replace("-", "_")


def _configuration(args: ModelEndpointArgs, service_name: str, workspace_id: pulumi.Input[str]) -> dict[str, Any]:
    """What EAS is told. Source of the keys: PAI documentation "Service deployment via JSON", 2026-04."""
    told: dict[str, Any] = {
        # Told twice, as EAS gives it back: what it adds, the provider would take out again in every `up`, and the
        # instances would be replaced. Source: terraform-provider-alicloud, resource_alicloud_pai_service_test.go,
        # 2026-08
        "workspace_id": workspace_id,
        "metadata": {
            "name": service_name,
            "workspace_id": workspace_id,
            "instance": args.min_instances,
            "rolling_strategy": {"max_surge": 1, "max_unavailable": 0},
            "eas": {"termination_grace_period": _GRACE_SECONDS},
        },
        "cloud": {
            "computing": {
                "instances": [{"type": kind} for kind in model_instance_types(args.vcpu, args.memory_gib)]
            },
            "networking": {
                "vpc_id": args.network_id,
                "vswitch_id": pulumi.Output.all(*args.subnet_ids).apply(",".join),
                "security_group_id": args.security_group_id,
            },
        },
        "networking": {"disable_internet_endpoint": True},
        "containers": [
            {
                "image": args.image,
                "command": "serve",  # as SageMaker starts it
                "port": _PORT,
                "env": [{"name": "PORT", "value": str(_PORT)}],
            }
        ],
    }
    if args.registry_id is not None:
        told["cloud"]["container_registry"] = {"instance_id": args.registry_id}
    if args.max_instances > args.min_instances:  # EAS refuses a range without room
        told["autoscaler"] = {
            "min": args.min_instances,
            "max": args.max_instances,
            "scaleStrategies": [
                {"metricName": "qps", "threshold": args.invocations_rps * args.target_utilisation_ratio}
            ],
            "behavior": {"scaleDown": {"stabilizationWindowSeconds": _SCALE_IN_SECONDS}},
        }
    return told


def _watch(
    ctx: AlicloudContext, name: str, args: ModelEndpointArgs, service: pai.Service, opts: pulumi.ResourceOptions
) -> None:
    """EAS counts no instances for CloudMonitor, so the load says whether there may be too few."""
    slow_mean_microseconds = args.latency_objective_ms * 1000 / _P99_OVER_MEAN
    most_rps = args.max_instances * args.invocations_rps
    for role, metric, threshold in (
        ("slow", "rt", slow_mean_microseconds),
        ("errors", "rps_status_5xx_ratio", _ERRORS_PERCENT),
        ("at-limit", "qps_total", most_rps * _FULL_RATIO),
    ):
        alarm(
            ctx,
            name,
            role,
            opts,
            namespace=_NAMESPACE,
            metric=metric,
            dimensions=[{"serviceName": service.id}],
            statistics="Average",
            threshold=threshold,
            period_seconds=_METRIC_SECONDS,
            notify=args.notify,
        )
