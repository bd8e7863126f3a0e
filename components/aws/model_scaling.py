"""What changes the number of a model's instances, and what is told to people."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_aws import appautoscaling, cloudwatch, sagemaker

from components.aws.alarm import alarm
from components.aws.context import AwsContext
from components.model_endpoint import ModelEndpointArgs
from components.options import extend

VARIANT = "main"
"""The endpoint's one variant."""
_NAMESPACE = "AWS/SageMaker"
_PERIOD_SECONDS = 60
"""Length of one data point of an endpoint's metrics: invocations are counted per minute."""
_SCALE_OUT_SECONDS = 60
_SCALE_IN_SECONDS = 300
_ERRORS_RATIO = 0.001
"""Answers with 5xx, as a share of what the smallest number of instances can answer."""
_FULL_RATIO = 0.9
"""Share of what all instances can do at most, from which on people should know."""


def scale(
    ctx: AwsContext,
    name: str,
    args: ModelEndpointArgs,
    endpoint: sagemaker.Endpoint,
    opts: pulumi.ResourceOptions,
) -> None:
    """Follow invocations per instance. Source: Application Auto Scaling user guide, "SageMaker AI", 2026-11."""
    target = appautoscaling.Target(
        f"{name}-instances",
        service_namespace="sagemaker",
        scalable_dimension="sagemaker:variant:DesiredInstanceCount",
        resource_id=pulumi.Output.concat("endpoint/", endpoint.name, f"/variant/{VARIANT}"),
        min_capacity=args.min_instances,
        max_capacity=args.max_instances,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    appautoscaling.Policy(
        f"{name}-invocations",
        service_namespace=target.service_namespace,
        scalable_dimension=target.scalable_dimension,
        resource_id=target.resource_id,
        policy_type="TargetTrackingScaling",
        target_tracking_scaling_policy_configuration={
            "predefined_metric_specification": {
                "predefined_metric_type": "SageMakerVariantInvocationsPerInstance"
            },
            "target_value": args.invocations_rps * args.target_utilisation_ratio * _PERIOD_SECONDS,
            "scale_out_cooldown": _SCALE_OUT_SECONDS,
            "scale_in_cooldown": _SCALE_IN_SECONDS,
        },
        opts=opts,
    )


def guards(
    ctx: AwsContext, name: str, endpoint_name: str, args: ModelEndpointArgs, opts: pulumi.ResourceOptions
) -> Sequence[cloudwatch.MetricAlarm]:
    """Alarms that also take a new version back. They stand before the endpoint, so they know only its name."""
    dimensions = {"EndpointName": endpoint_name, "VariantName": VARIANT}
    return (
        alarm(
            ctx,
            name,
            "slow",
            opts,
            description=f"One of 100 invocations of {name} misses the latency objective: who asks falls back",
            namespace=_NAMESPACE,
            metric="ModelLatency",  # microseconds
            dimensions=dimensions,
            statistic="p99",
            threshold=args.latency_objective_ms * 1000,
            notify=args.notify,
        ),
        alarm(
            ctx,
            name,
            "errors",
            opts,
            description=f"{name} answers with server errors",
            namespace=_NAMESPACE,
            metric="Invocation5XXErrors",
            dimensions=dimensions,
            statistic="Sum",
            threshold=max(1, round(args.min_instances * args.invocations_rps * _PERIOD_SECONDS * _ERRORS_RATIO)),
            notify=args.notify,
        ),
    )


def watch_limit(
    ctx: AwsContext,
    name: str,
    args: ModelEndpointArgs,
    endpoint: sagemaker.Endpoint,
    opts: pulumi.ResourceOptions,
) -> None:
    """SageMaker counts no instances, so the load says whether more of them would be needed than there may be."""
    alarm(
        ctx,
        name,
        "at-limit",
        extend(opts, depends_on=[endpoint]),
        description=f"{name} is asked for what {args.max_instances} instances, all it may have, hardly answer",
        namespace=_NAMESPACE,
        metric="Invocations",
        dimensions={"EndpointName": endpoint.name, "VariantName": VARIANT},
        statistic="Sum",
        threshold=round(args.max_instances * args.invocations_rps * _PERIOD_SECONDS * _FULL_RATIO),
        notify=args.notify,
    )
