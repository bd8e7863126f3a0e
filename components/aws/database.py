"""Databases: Aurora MySQL."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_aws import cloudwatch, rds, secretsmanager

from components.aws.context import AwsContext
from components.aws.database_alarms import database_alarms, database_events
from components.aws.database_nodes import ENGINE, database_nodes, reader_scaling
from components.aws.database_pool import database_pool
from components.aws.quiet_hours import quiet_hours
from components.aws.store_catalog import database_class
from components.aws.store_firewall import MYSQL_PORT, store_firewall
from components.database import DatabaseArgs, DatabaseOutputs
from components.errors import UnsupportedOnCloud
from components.label import DataClass
from components.options import extend

_ENGINE_VERSION = "8.0.mysql_aurora.3.10.4"
"""Newest patch of the long-term support line 3.10, compatible with MySQL 8.0.42. Source: Release Notes for Aurora
MySQL, document history of 2026-03-30; https://docs.aws.amazon.com/AmazonRDS/latest/AuroraMySQLReleaseNotes/"""
_FAMILY = "aurora-mysql8.0"
_LOGS = ("audit", "error", "slowquery")
_AUDITED = "CONNECT,QUERY_DCL,QUERY_DDL"
"""Log-ins, changes of rights and of structure. Not QUERY: it would copy what customers enter into the log."""
_OWNER = "shop_owner"
"""Not `admin`, which everybody tries first (Security Hub RDS.24). Can never change."""
_MAX_READERS = 15
"""Source: Aurora User Guide, "Replication with Amazon Aurora", 2026-11."""


def build_database(
    ctx: AwsContext, name: str, args: DatabaseArgs, opts: pulumi.ResourceOptions
) -> DatabaseOutputs:
    """A cluster with a writer, its readers and, if wanted, a connection pool in front.

    Raises:
        UnsupportedOnCloud: no instance class is large enough, or the readers cannot scale as asked.
    """
    _check_readers(args)
    size = database_class(args.vcpu, args.memory_gib)

    def firewall(prefix: str, what: str, clients: dict[str, pulumi.Input[str]]) -> pulumi.Output[str]:
        return store_firewall(
            ctx,
            name,
            opts,
            prefix=prefix,
            description=what,
            network_id=args.network_id,
            clients=clients,
            port=MYSQL_PORT,
        ).id

    clients = dict(args.clients)
    pool_firewall = firewall(f"{name}-pool", "Connection pool", clients) if args.pooled else None
    # With a pool there is no way around it: a flood of instances would use up the connections in minutes
    cluster_firewall = firewall(name, "Database", clients if pool_firewall is None else {"pool": pool_firewall})

    cluster = _cluster(ctx, name, args, cluster_firewall, opts)
    nodes = database_nodes(ctx, name, args, cluster, size, opts)
    if args.max_readers > args.readers:
        reader_scaling(ctx, name, args, cluster, nodes, opts)
    database_alarms(ctx, name, args, cluster, size, opts)
    database_events(ctx, name, args, cluster, nodes, opts)

    secret_arn = cluster.master_user_secrets.apply(lambda secrets: secrets[0].secret_arn or "")
    _rotation(ctx, name, secret_arn, opts)
    writer, reader = cluster.endpoint, cluster.reader_endpoint
    if pool_firewall is not None:
        writer, reader = database_pool(ctx, name, args, cluster, nodes, size, secret_arn, pool_firewall, opts)
    return DatabaseOutputs(
        database_id=cluster.cluster_identifier,
        # Known as early as the name, and still a dependency on the cluster
        database_arn=cluster.cluster_identifier.apply(lambda identifier: ctx.arn("rds", f"cluster:{identifier}")),
        writer_endpoint=writer,
        reader_endpoint=reader,
        port=cluster.port,
        secret_arn=secret_arn,
    )


def _check_readers(args: DatabaseArgs) -> None:
    if args.max_readers > args.readers and args.readers == 0:
        raise UnsupportedOnCloud(
            "aws",
            f"max_readers={args.max_readers} with readers=0",
            "Aurora scales readers out from at least one; set readers to 1 or max_readers to 0",
        )
    most = max(args.readers, args.max_readers)
    if most > _MAX_READERS:
        raise UnsupportedOnCloud("aws", f"max_readers={most}", f"a cluster has at most {_MAX_READERS} readers")


def _cluster(
    ctx: AwsContext,
    name: str,
    args: DatabaseArgs,
    security_group_id: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> rds.Cluster:
    # RDS writes to log groups of this name. Made here first they are encrypted and expire; RDS would make its own
    # without either. So the cluster's name must be known, and a replacement deletes before it creates. That loses
    # nothing more: what replaces a cluster (another key or schema name) starts with an empty one anyway.
    identifier = ctx.label.physical(name, 63)
    logs = [
        cloudwatch.LogGroup(
            f"{name}-log-{kind}",
            name=f"/aws/rds/cluster/{identifier}/{kind}",
            retention_in_days=args.log_retention_days,
            kms_key_id=args.log_key_arn,
            tags=ctx.label.tags(name, args.data),
            opts=opts,
        )
        for kind in _LOGS
    ]
    subnets = rds.SubnetGroup(f"{name}-subnets", subnet_ids=args.subnet_ids, tags=ctx.label.tags(name), opts=opts)
    parameters = rds.ClusterParameterGroup(
        f"{name}-parameters",
        family=_FAMILY,
        parameters=_parameters(args.data),
        tags=ctx.label.tags(name),
        opts=opts,
    )
    hours, permanent = quiet_hours(ctx.region), args.deletion_protected
    return rds.Cluster(
        f"{name}-cluster",
        cluster_identifier=identifier,
        engine=ENGINE,
        engine_version=_ENGINE_VERSION,
        database_name=args.schema,
        port=MYSQL_PORT,
        master_username=_OWNER,
        manage_master_user_password=True,
        master_user_secret_kms_key_id=args.secret_key_arn,
        iam_database_authentication_enabled=True,
        db_subnet_group_name=subnets.name,
        db_cluster_parameter_group_name=parameters.name,
        vpc_security_group_ids=[security_group_id],
        storage_encrypted=True,
        kms_key_id=args.key_arn,
        backup_retention_period=args.backup_retention_days,
        preferred_backup_window=hours.backup,
        preferred_maintenance_window=hours.maintenance,
        copy_tags_to_snapshot=True,
        deletion_protection=permanent,
        # A stack that comes and goes leaves nothing behind
        skip_final_snapshot=not permanent,
        final_snapshot_identifier=_final_snapshot(identifier, subnets) if permanent else None,
        delete_automated_backups=not permanent,
        enabled_cloudwatch_logs_exports=_LOGS,
        # Never in the middle of a sale: what restarts a server waits for the maintenance window
        apply_immediately=False,
        tags=ctx.label.tags(name, args.data),
        opts=extend(
            opts,
            depends_on=logs,
            protect=permanent or None,
            # AWS installs patches by itself, and would refuse to go back to the version above
            ignore_changes=["engineVersion"],
        ),
    )


def _parameters(data: DataClass) -> Sequence[rds.ClusterParameterGroupParameterArgsDict]:
    # PCI DSS 10.2.1.1: who touched which table, where card data is; the event TABLE names no values
    audited = f"{_AUDITED},TABLE" if data is DataClass.CARDHOLDER else _AUDITED
    return (
        {"name": "require_secure_transport", "value": "ON", "apply_method": "immediate"},
        # Static: read at start only, and AWS refuses to apply it immediately
        {"name": "tls_version", "value": "TLSv1.2,TLSv1.3", "apply_method": "pending-reboot"},
        {"name": "slow_query_log", "value": "1", "apply_method": "immediate"},
        {"name": "long_query_time", "value": "1", "apply_method": "immediate"},
        {"name": "server_audit_logging", "value": "1", "apply_method": "immediate"},
        {"name": "server_audit_events", "value": audited, "apply_method": "immediate"},
    )


def _rotation(ctx: AwsContext, name: str, secret_arn: pulumi.Output[str], opts: pulumi.ResourceOptions) -> None:
    # RDS would rotate every 7 days at any hour. Services read the credentials when they start, so the first of a
    # month, at night, is when their connections may fail for a moment.
    secretsmanager.SecretRotation(
        f"{name}-rotation",
        secret_id=secret_arn,
        rotate_immediately=False,
        rotation_rules={
            "schedule_expression": f"cron(0 {quiet_hours(ctx.region).start_hour} 1 * ? *)",
            "duration": "1h",
        },
        opts=opts,
    )


def _final_snapshot(identifier: str, subnets: rds.SubnetGroup) -> pulumi.Output[str]:
    """A name that no earlier life of this stack has used: AWS keeps final snapshots, and a second `destroy` with
    the same name would fail. The subnet group's automatic name ends in characters that are new in every life."""
    return subnets.name.apply(lambda auto_named: f"{identifier}-final-{auto_named.rsplit('-', 1)[-1]}")
