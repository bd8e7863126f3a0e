"""How far back a database, a table or a cache can be brought."""

from __future__ import annotations

import math

from policies.reading.buckets import attached
from policies.reading.data_class import CARDHOLDER, data_class
from policies.rule import LIVE, PRODUCTION, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_POLARDB_POLICY = "alicloud:polardb/backupPolicy:BackupPolicy"
_RDS_POLICY = "alicloud:rds/backupPolicy:BackupPolicy"
_KVSTORE_POLICY = "alicloud:kvstore/backupPolicy:BackupPolicy"
_WEEK = 7
_DEFAULT_DAYS = 7
"""Backups and their log on Alibaba Cloud where nobody sets anything. Source: provider/defaults.csv, 2026-11."""
_REPLICA = NotApplicable("a read replica has the backups of its source")


def _long_enough(store: View, days: float, what: str) -> Outcome:
    """The least demand first: whether it is cardholder data matters only above it."""
    demands = store.stack.facts.demands
    if days < demands.backup_days:
        return f"{what} {days:g} days, at least {demands.backup_days} are needed"
    if days < demands.payment_backup_days and data_class(store) == CARDHOLDER:
        return f"{what} {days:g} days, at least {demands.payment_backup_days} are needed for cardholder data"
    return None


def _days(value: float | str) -> float:
    """Alibaba Cloud writes -1 for "never deleted"."""
    days = float(value)
    return math.inf if days < 0 else days


def _instance_backups(instance: View) -> Outcome:
    if instance.has("replicateSourceDb"):
        return _REPLICA
    return _long_enough(instance, float(instance.get("backupRetentionPeriod", 0)), "`backupRetentionPeriod` is")


def _cluster_backups(cluster: View) -> Outcome:
    return _long_enough(cluster, float(cluster.get("backupRetentionPeriod", 1)), "`backupRetentionPeriod` is")


def _polardb_backups(cluster: View) -> Outcome:
    """Copies apart from the cluster (level 2) are older than the snapshots in it (level 1)."""
    days: float = _DEFAULT_DAYS
    for policy in cluster.referring(_POLARDB_POLICY, "dbClusterId"):
        level1 = policy.get("dataLevel1BackupRetentionPeriod", _DEFAULT_DAYS)
        level2 = policy.get("dataLevel2BackupRetentionPeriod", 0)
        days = max(_days(level1), _days(level2))
    return _long_enough(cluster, days, "backups are kept")


def _rds_backups(instance: View) -> Outcome:
    days: float = _DEFAULT_DAYS
    for policy in instance.referring(_RDS_POLICY, "instanceId"):
        days = _rds_days(policy)
    return _long_enough(instance, days, "backups are kept")


def _rds_days(policy: View) -> float:
    return _days(policy.get("backupRetentionPeriod", policy.get("retentionPeriod", _DEFAULT_DAYS)))


def _instance_point_in_time(instance: View) -> Outcome:
    if instance.has("replicateSourceDb"):
        return _REPLICA
    return _continuous(instance, default=0)


def _cluster_point_in_time(cluster: View) -> Outcome:
    return _continuous(cluster, default=1)


def _continuous(database: View, *, default: int) -> Outcome:
    """RDS keeps its log as long as its backups: `data-database-backup-retention` says how long that must be."""
    if float(database.get("backupRetentionPeriod", default)) > 0:
        return None
    return "`backupRetentionPeriod` is 0, which switches the log off"


def _table_point_in_time(table: View) -> Outcome:
    recovery = table.at("pointInTimeRecovery")
    if recovery.get("enabled", False) is not True:
        return "`pointInTimeRecovery.enabled` is not true"
    for replica in table.each("replicas"):
        if replica.get("pointInTimeRecovery", False) is not True:
            return f"`{replica.path}.pointInTimeRecovery` is not true"
    return _long_enough(table, float(recovery.get("recoveryPeriodInDays", 35)), "`recoveryPeriodInDays` is")


def _polardb_point_in_time(cluster: View) -> Outcome:
    days: float = _DEFAULT_DAYS
    for policy in cluster.referring(_POLARDB_POLICY, "dbClusterId"):
        days = _days(policy.get("logBackupRetentionPeriod", _DEFAULT_DAYS))
    return _long_enough(cluster, days, "the log is kept")


def _rds_point_in_time(instance: View) -> Outcome:
    days: float = _DEFAULT_DAYS
    for policy in instance.referring(_RDS_POLICY, "instanceId"):
        if policy.get("enableBackupLog", True) is False or policy.get("logBackup", True) is False:
            return "`enableBackupLog` is false"
        log = policy.get("logBackupRetentionPeriod", policy.get("logRetentionPeriod", _DEFAULT_DAYS))
        days = min(_days(log), _rds_days(policy))  # the provider cuts the log to the backups, without a word
    return _long_enough(instance, days, "the log is kept")


def _group_snapshots(group: View) -> Outcome:
    return _snapshots(group, "snapshotWindow")


def _serverless_snapshots(cache: View) -> Outcome:
    return _snapshots(cache, "dailySnapshotTime")


def _snapshots(cache: View, window: str) -> Outcome:
    least, kept = cache.stack.facts.demands.backup_days, float(cache.get("snapshotRetentionLimit", 0))
    if kept < least:
        return f"`snapshotRetentionLimit` is {kept:g}, at least {least} is needed"
    return None if cache.has(window) else f"`{window}` is not set: AWS picks the hour, a busy one too"


def _kvstore_backups(instance: View) -> Outcome:
    """By a policy of its own or in the instance."""
    policies = attached(instance, _KVSTORE_POLICY, "instanceId")
    for holder in policies or [instance]:
        missing = [path for path in ("backupPeriods", "backupTime") if not holder.has(path)]
        if missing:
            return f"`{missing[0]}` is not set: the service picks days and hour"
        days = len(set(holder.values("backupPeriods")))
        if days < _WEEK:
            return f"`backupPeriods` names {days} of {_WEEK} days"
    return None


RULES = (
    Rule(
        id="data-database-backup-retention",
        title="Databases keep their backups as long as their data class demands",
        area=Area.DATA_PROTECTION,
        severity=Severity.HIGH,
        why="A mistake that is found after the last good backup has expired cannot be undone; RDS keeps none at"
        " all where nobody asks.",
        remediation="raise `backup_retention_days` of Database (stack file: `retention.backup_days`)",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-11",
        checks={
            "aws:rds/instance:Instance": _instance_backups,
            "aws:rds/cluster:Cluster": _cluster_backups,
            "alicloud:rds/instance:Instance": _rds_backups,
            "alicloud:polardb/cluster:Cluster": _polardb_backups,
        },
        scope=Scope.STACK,
    ),
    Rule(
        id="data-point-in-time-recovery",
        title="Databases and tables can be brought back to any moment",
        area=Area.DATA_PROTECTION,
        severity=Severity.HIGH,
        why="With daily copies alone a wrong migration at noon costs all orders of the morning.",
        remediation="leave `recoverable` of Table at True and `backup_retention_days` of Database above 0 (stack"
        " file: `retention.backup_days`)",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-2",
        checks={
            "aws:dynamodb/table:Table": _table_point_in_time,
            "aws:rds/instance:Instance": _instance_point_in_time,
            "aws:rds/cluster:Cluster": _cluster_point_in_time,
            "alicloud:rds/instance:Instance": _rds_point_in_time,
            "alicloud:polardb/cluster:Cluster": _polardb_point_in_time,
        },
        scope=Scope.STACK,
        environments=LIVE,
    ),
    Rule(
        id="data-cache-backup",
        title="Caches are copied every day, at an hour that is chosen",
        area=Area.DATA_PROTECTION,
        severity=Severity.MEDIUM,
        why="A cache that starts empty sends every request to the database at once; a copy warms it. Taken in the"
        " evening, the copy itself slows the shop.",
        remediation="set `snapshot_retention_days` of Cache to 7 (stack file: `retention.backup_days`); Cache"
        " takes the hour from quiet_hours.py. A `kvstore.Instance` needs seven `backupPeriods` and a `backupTime`",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-1",
        checks={
            "aws:elasticache/replicationGroup:ReplicationGroup": _group_snapshots,
            "aws:elasticache/serverlessCache:ServerlessCache": _serverless_snapshots,
            "alicloud:kvstore/instance:Instance": _kvstore_backups,
        },
        scope=Scope.STACK,
        environments=PRODUCTION,
    ),
)
