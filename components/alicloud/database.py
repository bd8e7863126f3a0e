"""Databases: PolarDB for MySQL."""

from __future__ import annotations

from typing import Any

import pulumi
from pulumi_alicloud import das, polardb

from components.alicloud.context import AlicloudContext
from components.alicloud.database_access import database_access
from components.alicloud.database_alarms import database_alarms
from components.alicloud.database_endpoints import database_endpoints
from components.alicloud.encryption_key import key_id
from components.alicloud.quiet_hours import quiet_hours
from components.alicloud.service_role import instance_encryption_role
from components.alicloud.store_catalog import DatabaseClass, database_class
from components.alicloud.store_firewall import MYSQL_PORT, store_firewall
from components.database import DatabaseArgs, DatabaseOutputs
from components.errors import UnsupportedOnCloud
from components.options import extend

_MOST_ELASTIC_READERS = 7
_ELASTIC_MIN_PCU = 1
_ELASTIC_MAX_PCU = 8
"""Limits of elasticity on nodes of fixed size; a PCU is about 1 vCPU with 2 GiB. Source, as of 2026-08:
terraform-provider-alicloud docs/polardb_cluster, `scale_max` and `scale_ro_num_max` with SteadyServerless."""
_LEVEL1_DAYS = (7, 14)
_LEVEL2_MIN_DAYS = 30
_LOG_MIN_DAYS = 7
"""Level 1 backups are snapshots in the cluster, level 2 copies apart from it. Source, as of 2026-08:
terraform-provider-alicloud docs/polardb_backup_policy (PolarDB takes 3 to 14, 30 and more, 3 and more days)."""
_EVERY_DAY = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_SQL_AUDIT_DAYS = (30, 180, 365, 1095, 1825)
"""Source, as of 2026-08: terraform-provider-alicloud docs/das_switch_das_pro, `sql_retention`."""
_SQL_AUDIT_HOT_DAYS = 7


def build_database(
    ctx: AlicloudContext, name: str, args: DatabaseArgs, opts: pulumi.ResourceOptions
) -> DatabaseOutputs:
    """A cluster with its first schema and account, encrypted endpoints, backups, SQL audit and alarms.

    Readers stand in the first zone; the cluster's hot standby in the second zone has as many nodes again and takes
    over when the first is lost. `log_key_arn` protects nothing here: the audited SQL is kept by DAS, which has no
    customer keys.

    Raises:
        UnsupportedOnCloud: no node class is large enough, or readers, clients or log retention exceed a limit.
    """
    size = database_class(args.vcpu, args.memory_gib)
    _check(args, size)
    cluster = _cluster(ctx, name, args, size, opts)
    # PolarDB changes one thing at a time and refuses a second: each step waits for the one before
    audit = das.SqlLogConfig(
        f"{name}-sql-audit",
        instance_id=cluster.id,
        enable=True,
        request_enable=True,
        retention=_sql_audit_days(args.log_retention_days),
        hot_retention=_SQL_AUDIT_HOT_DAYS,
        opts=opts,
    )
    backup = _backup_policy(ctx, name, args, cluster, extend(opts, depends_on=[audit]))
    access = database_access(ctx, name, args, cluster, extend(opts, depends_on=[backup]))
    endpoints = database_endpoints(name, args, cluster, extend(opts, depends_on=[access.ready]))
    database_alarms(ctx, name, args, cluster, opts)
    return DatabaseOutputs(
        database_id=cluster.id,
        database_arn=cluster.id.apply(lambda cluster_id: ctx.arn("polardb", f"dbcluster/{cluster_id}")),
        writer_endpoint=endpoints.writer,
        reader_endpoint=endpoints.reader,
        port=pulumi.Output.from_input(MYSQL_PORT),
        secret_arn=access.secret_arn,
    )


def _check(args: DatabaseArgs, size: DatabaseClass) -> None:
    elastic = args.max_readers - args.readers
    if elastic > _MOST_ELASTIC_READERS:
        raise UnsupportedOnCloud(
            "alicloud",
            f"max_readers={args.max_readers} with readers={args.readers}",
            f"PolarDB adds at most {_MOST_ELASTIC_READERS} readers under load; start with more",
        )
    if elastic > 0 and args.readers == 0:
        raise UnsupportedOnCloud(
            "alicloud",
            f"max_readers={args.max_readers} with readers=0",
            "without a reader there is no reader endpoint that new ones could join; set readers to 1",
        )
    if args.max_connections > size.max_connections:
        raise UnsupportedOnCloud(
            "alicloud",
            f"max_connections={args.max_connections}",
            f"{size.name} allows {size.max_connections}; ask for more vcpu or memory_gib",
        )


def _cluster(
    ctx: AlicloudContext, name: str, args: DatabaseArgs, size: DatabaseClass, opts: pulumi.ResourceOptions
) -> polardb.Cluster:
    standby = args.readers > 0 and len(args.zones) > 1
    return polardb.Cluster(
        f"{name}-cluster",
        description=ctx.label.physical(name, 128),
        db_type="MySQL",
        db_version="8.0",
        creation_category="Normal",
        pay_type="PostPaid",
        db_node_class=size.name,
        db_node_num=1 + args.readers,  # read at creation only
        # Read afterwards only, and each `up` adds or removes a single node: raise `readers` by one at a time
        db_node_count=1 + args.readers,
        vpc_id=args.network_id,
        zone_id=args.zones[0],
        vswitch_id=args.subnet_ids[0],
        hot_standby_cluster="ON" if standby else "OFF",
        standby_az=args.zones[1] if standby else None,
        security_group_ids=store_firewall(ctx, name, opts, clients=args.clients, port=MYSQL_PORT),
        default_time_zone="+0:00",
        # PolarDB takes the customer key only when encryption is switched on, and never another one later
        tde_status="Enabled",
        encryption_key=key_id(args.key_arn),
        role_arn=instance_encryption_role(ctx),
        encrypt_new_tables="ON",
        collector_status="Enable",
        maintain_time=quiet_hours(ctx.region).maintenance.span,
        deletion_lock=1 if args.deletion_protected else 0,
        backup_retention_policy_on_cluster_deletion=_after_deletion(args),
        tags=ctx.label.tags(name, args.data),
        opts=extend(opts, protect=args.deletion_protected),
        **_elasticity(args),
    )


def _elasticity(args: DatabaseArgs) -> dict[str, Any]:
    """Readers under load: nodes keep their fixed size, and PolarDB adds serverless readers beside them."""
    if args.max_readers <= args.readers:
        return {}
    return {
        "serverless_type": "SteadyServerless",
        "serverless_steady_switch": "ON",
        "scale_min": _ELASTIC_MIN_PCU,
        "scale_max": _ELASTIC_MAX_PCU,
        "scale_ro_num_min": 0,
        "scale_ro_num_max": args.max_readers - args.readers,
        "allow_shut_down": "false",
    }


def _backup_policy(
    ctx: AlicloudContext, name: str, args: DatabaseArgs, cluster: polardb.Cluster, opts: pulumi.ResourceOptions
) -> polardb.BackupPolicy:
    """Point-in-time recovery: daily snapshots, copies where they must be older, and the log between them."""
    days, hour = args.backup_retention_days, quiet_hours(ctx.region).backup.span
    least, most = _LEVEL1_DAYS
    copies = days > most
    return polardb.BackupPolicy(
        f"{name}-backup",
        db_cluster_id=cluster.id,
        preferred_backup_periods=_EVERY_DAY,
        preferred_backup_time=hour,
        data_level1_backup_retention_period=max(least, min(days, most)),
        data_level1_backup_periods=_EVERY_DAY,
        data_level1_backup_time=hour,
        data_level2_backup_retention_period=max(days, _LEVEL2_MIN_DAYS) if copies else None,
        data_level2_backup_periods=_EVERY_DAY if copies else None,
        log_backup_retention_period=max(days, _LOG_MIN_DAYS),
        backup_retention_policy_on_cluster_deletion=_after_deletion(args),
        opts=opts,
    )


def _after_deletion(args: DatabaseArgs) -> str:
    """A stack that comes and goes leaves nothing behind."""
    return "LATEST" if args.deletion_protected else "NONE"


def _sql_audit_days(days: int) -> int:
    for allowed in _SQL_AUDIT_DAYS:
        if allowed >= days:
            return allowed
    raise UnsupportedOnCloud(
        "alicloud", f"log_retention_days={days}", f"PolarDB keeps audited SQL {_SQL_AUDIT_DAYS[-1]} days at most"
    )
