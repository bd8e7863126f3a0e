"""Models: SageMaker real-time endpoints."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_aws import cloudwatch, sagemaker

from components.aws.context import AwsContext
from components.aws.image_registry import ecr_repository
from components.aws.model_catalog import model_instance_type
from components.aws.model_role import model_role
from components.aws.model_scaling import VARIANT, guards, scale, watch_limit
from components.errors import UnsupportedOnCloud
from components.model_endpoint import ModelEndpointArgs, ModelEndpointOutputs, check_limits
from components.options import extend

_PORT = "8080"
"""SageMaker asks nothing else. Source: developer guide, "How containers serve requests", 2026-11."""
_BATCH_PERCENT = 50
"""The most that SageMaker replaces at a time; less would be no whole instance of three."""
_BAKE_SECONDS = 300
"""Alarms look at five minutes: a batch shows for so long whether the new version holds."""
_STARTUP_SECONDS = 600


def build_model_endpoint(
    ctx: AwsContext, name: str, args: ModelEndpointArgs, opts: pulumi.ResourceOptions
) -> ModelEndpointOutputs:
    """Model, configuration, endpoint, scaling and alarms.

    The container has no network of its own: it can be asked, but it reaches nothing. `network_id` changes nothing,
    the subnets say it.

    A new image makes a new model and configuration, and the endpoint changes over batch by batch, back again if an
    alarm fires. It then has as many instances as the configuration says, until scaling adds the others: never
    deploy in a sale.
    """
    check_limits(args)
    if args.registry_id is not None:
        raise UnsupportedOnCloud("aws", "registry_id", "the image names its registry; ECR has no instances")
    if ecr_repository(args.image) is None:
        raise UnsupportedOnCloud("aws", f"image={args.image!r}", "SageMaker pulls from ECR; copy the image there")
    endpoint_name = ctx.label.physical(name, 63)
    log = cloudwatch.LogGroup(
        f"{name}-log",
        # SageMaker would make it, without an end and without a key of ours
        name=f"/aws/sagemaker/Endpoints/{endpoint_name}",
        retention_in_days=args.log_retention_days,
        kms_key_id=args.log_key_arn,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    log_arn = pulumi.Output.concat(ctx.arn("logs", "log-group:"), log.name)
    role, rights = model_role(ctx, name, args, log_arn, opts)
    model = sagemaker.Model(
        f"{name}-model",
        execution_role_arn=role.arn,
        primary_container={"image": args.image, "environment": {"PORT": _PORT}},
        enable_network_isolation=True,
        vpc_config={"subnets": args.subnet_ids, "security_group_ids": [args.security_group_id]},
        tags=ctx.label.tags(name),
        opts=extend(opts, depends_on=[rights]),
    )
    configuration = sagemaker.EndpointConfiguration(
        f"{name}-config",
        kms_key_arn=args.disk_key_arn,
        production_variants=[
            {
                "variant_name": VARIANT,
                "model_name": model.name,
                "instance_type": model_instance_type(args.vcpu, args.memory_gib),
                "initial_instance_count": args.min_instances,
                "container_startup_health_check_timeout_in_seconds": _STARTUP_SECONDS,
                "routing_configs": [{"routing_strategy": "LEAST_OUTSTANDING_REQUESTS"}],
            }
        ],
        tags=ctx.label.tags(name),
        # Scaling owns the number; another floor is no reason for a new configuration
        opts=extend(opts, ignore_changes=["productionVariants[0].initialInstanceCount"]),
    )
    alarms = guards(ctx, name, endpoint_name, args, opts)
    endpoint = sagemaker.Endpoint(
        f"{name}-endpoint",
        # Fixed: roles, variables and the log group know it by this name
        name=endpoint_name,
        endpoint_config_name=configuration.name,
        deployment_config=_deployment(args, alarms),
        tags=ctx.label.tags(name),
        opts=extend(opts, depends_on=[log], protect=args.deletion_protected or None),
    )
    scale(ctx, name, args, endpoint, opts)
    watch_limit(ctx, name, args, endpoint, opts)
    host = f"https://runtime.sagemaker.{ctx.region}.amazonaws.com/endpoints/"
    return ModelEndpointOutputs(
        endpoint_name=endpoint.name,
        # IAM compares ARNs of endpoints in lower case, which the name already is
        endpoint_arn=endpoint.name.apply(lambda given: ctx.arn("sagemaker", f"endpoint/{given}")),
        url=endpoint.name.apply(lambda given: f"{host}{given}/invocations"),
        min_instances=args.min_instances,
        max_instances=args.max_instances,
        invocations_rps=args.invocations_rps,
    )


def _deployment(
    args: ModelEndpointArgs, alarms: Sequence[cloudwatch.MetricAlarm]
) -> sagemaker.EndpointDeploymentConfigArgsDict:
    """Batch by batch. One instance cannot be halved, so it is replaced by another one."""
    back: sagemaker.EndpointDeploymentConfigAutoRollbackConfigurationArgsDict = {
        "alarms": [{"alarm_name": each.name} for each in alarms]
    }
    if args.min_instances == 1:
        return {
            "blue_green_update_policy": {
                "traffic_routing_configuration": {"type": "ALL_AT_ONCE", "wait_interval_in_seconds": _BAKE_SECONDS}
            },
            "auto_rollback_configuration": back,
        }
    return {
        "rolling_update_policy": {
            "maximum_batch_size": {"type": "CAPACITY_PERCENT", "value": _BATCH_PERCENT},
            "wait_interval_in_seconds": _BAKE_SECONDS,
        },
        "auto_rollback_configuration": back,
    }
