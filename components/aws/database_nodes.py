"""The servers of an Aurora cluster, and the readers that come and go with the load."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_aws import appautoscaling, iam, rds

from components.aws.context import AwsContext
from components.aws.policy import trust
from components.aws.quiet_hours import quiet_hours
from components.aws.store_catalog import DatabaseClass
from components.database import DatabaseArgs
from components.options import extend

ENGINE = rds.EngineType.AURORA_MYSQL

_AUTHORITY = "rds-ca-rsa2048-g1"
"""Signs the servers' certificates, valid until 2061. Source: Aurora User Guide, "Using SSL/TLS", 2026-11."""
_MONITORING_SECONDS = 60
_READER_CPU_PERCENT = 60
"""Leaves the readers that are there enough room for the minutes in which the next one starts."""
_SCALE_OUT_SECONDS = 120
_SCALE_IN_SECONDS = 900


def database_nodes(
    ctx: AwsContext,
    name: str,
    args: DatabaseArgs,
    cluster: rds.Cluster,
    size: DatabaseClass,
    opts: pulumi.ResourceOptions,
) -> list[rds.ClusterInstance]:
    """The writer and the readers, over the zones in turn. A fail-over swaps roles, so names do not tell them."""
    monitoring = _monitoring_role(ctx, name, opts)
    window = quiet_hours(ctx.region).maintenance

    def node(index: int, options: pulumi.ResourceOptions) -> rds.ClusterInstance:
        return rds.ClusterInstance(
            f"{name}-node-{index + 1}",
            cluster_identifier=cluster.cluster_identifier,
            engine=ENGINE,
            instance_class=size.name,
            availability_zone=args.zones[index % len(args.zones)],
            # In this order they take over; readers made by autoscaling come last
            promotion_tier=index,
            publicly_accessible=False,
            ca_cert_identifier=_AUTHORITY,
            auto_minor_version_upgrade=True,
            preferred_maintenance_window=window,
            performance_insights_enabled=True,
            performance_insights_kms_key_id=args.key_arn,
            monitoring_interval=_MONITORING_SECONDS,
            monitoring_role_arn=monitoring.arn,
            copy_tags_to_snapshot=True,
            apply_immediately=False,
            tags=ctx.label.tags(name, args.data),
            opts=options,
        )

    # The server that is there first becomes the writer
    writer = node(0, opts)
    readers_opts = extend(opts, depends_on=[writer])
    return [writer, *(node(index, readers_opts) for index in range(1, args.readers + 1))]


def reader_scaling(
    ctx: AwsContext,
    name: str,
    args: DatabaseArgs,
    cluster: rds.Cluster,
    nodes: Sequence[rds.ClusterInstance],
    opts: pulumi.ResourceOptions,
) -> None:
    """Between `readers` and `max_readers` by the readers' CPU.

    Readers made this way are unknown to Pulumi. Before such a stack can be destroyed, set `max_readers` to
    `readers` and delete the readers that are left: AWS does not delete a cluster that still has any.
    """
    target = appautoscaling.Target(
        f"{name}-readers",
        service_namespace="rds",
        scalable_dimension="rds:cluster:ReadReplicaCount",
        resource_id=pulumi.Output.concat("cluster:", cluster.cluster_identifier),
        min_capacity=args.readers,
        max_capacity=args.max_readers,
        tags=ctx.label.tags(name),
        # AWS refuses a target whose cluster has fewer servers than it should keep
        opts=extend(opts, depends_on=nodes),
    )
    appautoscaling.Policy(
        f"{name}-readers-cpu",
        service_namespace=target.service_namespace,
        scalable_dimension=target.scalable_dimension,
        resource_id=target.resource_id,
        policy_type="TargetTrackingScaling",
        target_tracking_scaling_policy_configuration={
            "predefined_metric_specification": {"predefined_metric_type": "RDSReaderAverageCPUUtilization"},
            "target_value": _READER_CPU_PERCENT,
            "scale_out_cooldown": _SCALE_OUT_SECONDS,
            "scale_in_cooldown": _SCALE_IN_SECONDS,
        },
        opts=opts,
    )


def _monitoring_role(ctx: AwsContext, name: str, opts: pulumi.ResourceOptions) -> iam.Role:
    role = iam.Role(
        f"{name}-monitoring",
        description="Lets RDS publish metrics of the operating system",
        assume_role_policy=trust(
            "monitoring.rds.amazonaws.com", {"StringEquals": {"aws:SourceAccount": ctx.account_id}}
        ),
        tags=ctx.label.tags(name),
        opts=opts,
    )
    iam.RolePolicyAttachment(
        f"{name}-monitoring",
        role=role.name,
        policy_arn="arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
        opts=opts,
    )
    return role
