"""How far back stores can be brought."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, skips, unknown
from policies.facts import Environment

_RDS = "aws:rds/instance:Instance"
_AURORA = "aws:rds/cluster:Cluster"
_TABLE = "aws:dynamodb/table:Table"
_CACHE = "aws:elasticache/replicationGroup:ReplicationGroup"
_SERVERLESS = "aws:elasticache/serverlessCache:ServerlessCache"
_ALI_RDS = "alicloud:rds/instance:Instance"
_ALI_RDS_POLICY = "alicloud:rds/backupPolicy:BackupPolicy"
_POLARDB = "alicloud:polardb/cluster:Cluster"
_POLARDB_POLICY = "alicloud:polardb/backupPolicy:BackupPolicy"
_KVSTORE = "alicloud:kvstore/instance:Instance"
_KVSTORE_POLICY = "alicloud:kvstore/backupPolicy:BackupPolicy"
_EVERY_DAY = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_CARDS = {"data-classification": "cardholder"}
_ORDERS = {"data-classification": "confidential"}


def _one(path: str, value: Any) -> dict[str, Any]:
    return {path: value}


_RETENTION: tuple[Example, ...] = (
    *(
        example
        for type_ in (_AURORA, _RDS)
        for example in (
            passes("data-database-backup-retention", res(type_, backupRetentionPeriod=35, tags=_CARDS)),
            fails(
                "data-database-backup-retention",
                res(type_, backupRetentionPeriod=14, tags=_CARDS),
                says="14 days, at least 35 are needed for cardholder data",
            ),
            passes("data-database-backup-retention", res(type_, backupRetentionPeriod=7.0, tags=_ORDERS)),
            # facts/policies.md section 7, case 14: left unset it is 0 days, or 1 for Aurora
            fails("data-database-backup-retention", res(type_, tags=UNKNOWN), says="at least 7 are needed"),
            # facts/policies.md section 7, case 16: others are still judged
            unknown(
                "data-database-backup-retention",
                res(type_, backupRetentionPeriod=UNKNOWN),
                res(type_, "other", backupRetentionPeriod=7),
            ),
            unknown("data-database-backup-retention", res(type_, backupRetentionPeriod=14, tags=UNKNOWN)),
        )
    ),
    passes("data-database-backup-retention", res(_AURORA, engine="aurora-mysql"), environment=Environment.DEV),
    skips("data-database-backup-retention", res(_RDS, replicateSourceDb=UNKNOWN)),
    passes(
        "data-database-backup-retention",
        res(_POLARDB, "orders", tags=_CARDS),
        res(
            _POLARDB_POLICY,
            "backup",
            dbClusterId=ref("orders"),
            dataLevel1BackupRetentionPeriod=14,
            dataLevel2BackupRetentionPeriod=35,
        ),
    ),
    fails(
        "data-database-backup-retention",
        res(_POLARDB, "orders", tags=_CARDS),
        res(_POLARDB_POLICY, "backup", dbClusterId=ref("orders"), dataLevel1BackupRetentionPeriod=14),
        says="backups are kept 14 days",
    ),
    passes("data-database-backup-retention", res(_POLARDB, "catalog", tags=_ORDERS)),
    fails("data-database-backup-retention", res(_POLARDB, "orders", tags=_CARDS), says="7 days"),
    fails(
        "data-database-backup-retention",
        res(_POLARDB, "catalog"),
        res(_POLARDB_POLICY, "backup", dbClusterId=ref("catalog"), dataLevel1BackupRetentionPeriod=3),
    ),
    passes(
        "data-database-backup-retention",
        res(_POLARDB, "orders", tags=_CARDS),
        res(_POLARDB_POLICY, "backup", dbClusterId=ref("orders"), dataLevel2BackupRetentionPeriod=-1),
    ),
    unknown(
        "data-database-backup-retention",
        res(_POLARDB, "orders"),
        res(_POLARDB_POLICY, "backup", dbClusterId=ref("orders"), dataLevel1BackupRetentionPeriod=UNKNOWN),
    ),
    passes(
        "data-database-backup-retention",
        res(_ALI_RDS, "orders", tags=_CARDS),
        res(_ALI_RDS_POLICY, "backup", instanceId=ref("orders"), backupRetentionPeriod=35),
    ),
    fails("data-database-backup-retention", res(_ALI_RDS, "orders", tags=_CARDS), says="kept 7 days"),
    passes("data-database-backup-retention", res(_ALI_RDS, "catalog")),
    unknown(
        "data-database-backup-retention",
        res(_ALI_RDS, "orders"),
        res(_ALI_RDS_POLICY, "backup", instanceId=ref("orders"), backupRetentionPeriod=UNKNOWN),
    ),
)

_POINT_IN_TIME: tuple[Example, ...] = (
    passes("data-point-in-time-recovery", res(_TABLE, pointInTimeRecovery={"enabled": True})),
    fails("data-point-in-time-recovery", res(_TABLE, pointInTimeRecovery={"enabled": False})),
    fails("data-point-in-time-recovery", res(_TABLE, billingMode="PAY_PER_REQUEST")),
    fails(
        "data-point-in-time-recovery",
        res(_TABLE, pointInTimeRecovery={"enabled": True, "recoveryPeriodInDays": 3}),
        says="3 days, at least 7",
    ),
    fails(
        "data-point-in-time-recovery",
        res(_TABLE, pointInTimeRecovery={"enabled": True}, replicas=[{"regionName": "eu-west-1"}]),
        says="replicas[0]",
    ),
    unknown("data-point-in-time-recovery", res(_TABLE, pointInTimeRecovery={"enabled": UNKNOWN})),
    passes("data-point-in-time-recovery", res(_RDS, backupRetentionPeriod=7)),
    fails("data-point-in-time-recovery", res(_RDS, engine="mysql"), says="switches the log off"),
    unknown("data-point-in-time-recovery", res(_RDS, backupRetentionPeriod=UNKNOWN)),
    skips("data-point-in-time-recovery", res(_RDS, replicateSourceDb=UNKNOWN)),
    passes("data-point-in-time-recovery", res(_AURORA, engine="aurora-mysql")),
    fails("data-point-in-time-recovery", res(_AURORA, backupRetentionPeriod=0)),
    unknown("data-point-in-time-recovery", res(_AURORA, backupRetentionPeriod=UNKNOWN)),
    passes(
        "data-point-in-time-recovery",
        res(_POLARDB, "orders", tags=_CARDS),
        res(_POLARDB_POLICY, "backup", dbClusterId=ref("orders"), logBackupRetentionPeriod=35),
    ),
    fails("data-point-in-time-recovery", res(_POLARDB, "orders", tags=_CARDS), says="the log is kept 7 days"),
    fails(
        "data-point-in-time-recovery",
        res(_POLARDB, "orders"),
        res(_POLARDB_POLICY, "backup", dbClusterId=ref("orders"), logBackupRetentionPeriod=3),
    ),
    unknown(
        "data-point-in-time-recovery",
        res(_POLARDB, "orders"),
        res(_POLARDB_POLICY, "backup", dbClusterId=ref("orders"), logBackupRetentionPeriod=UNKNOWN),
    ),
    passes(
        "data-point-in-time-recovery",
        res(_ALI_RDS, "orders"),
        res(_ALI_RDS_POLICY, "backup", instanceId=ref("orders"), enableBackupLog=True, logBackupRetentionPeriod=7),
    ),
    fails(
        "data-point-in-time-recovery",
        res(_ALI_RDS, "orders"),
        res(_ALI_RDS_POLICY, "backup", instanceId=ref("orders"), enableBackupLog=False),
        says="`enableBackupLog` is false",
    ),
    # the provider cuts the log to the 7 days that backups are kept
    fails(
        "data-point-in-time-recovery",
        res(_ALI_RDS, "orders", tags=_CARDS),
        res(_ALI_RDS_POLICY, "backup", instanceId=ref("orders"), logBackupRetentionPeriod=35),
        says="the log is kept 7 days",
    ),
    unknown(
        "data-point-in-time-recovery",
        res(_ALI_RDS, "orders"),
        res(_ALI_RDS_POLICY, "backup", instanceId=ref("orders"), enableBackupLog=UNKNOWN),
    ),
)

_CACHES: tuple[Example, ...] = (
    *(
        example
        for type_, window, hours in (
            (_CACHE, "snapshotWindow", "02:00-03:00"),
            (_SERVERLESS, "dailySnapshotTime", "02:00"),
        )
        for example in (
            passes("data-cache-backup", res(type_, snapshotRetentionLimit=7, **_one(window, hours))),
            fails("data-cache-backup", res(type_), says="`snapshotRetentionLimit` is 0, at least 7 is needed"),
            fails("data-cache-backup", res(type_, snapshotRetentionLimit=7), says=f"`{window}` is not set"),
            unknown("data-cache-backup", res(type_, snapshotRetentionLimit=UNKNOWN)),
        )
    ),
    passes("data-cache-backup", res(_KVSTORE, backupPeriods=_EVERY_DAY, backupTime="18:00Z-19:00Z")),
    fails(
        "data-cache-backup",
        res(_KVSTORE, backupPeriods=["Monday", "Friday"], backupTime="18:00Z-19:00Z"),
        says="names 2 of 7 days",
    ),
    passes(
        "data-cache-backup",
        res(_KVSTORE, "carts"),
        res(_KVSTORE_POLICY, instanceId=ref("carts"), backupPeriods=_EVERY_DAY, backupTime="18:00Z-19:00Z"),
    ),
    fails(
        "data-cache-backup",
        res(_KVSTORE, "carts", backupPeriods=_EVERY_DAY, backupTime="18:00Z-19:00Z"),
        res(_KVSTORE_POLICY, instanceId=ref("carts"), backupPeriods=["Monday"], backupTime="18:00Z-19:00Z"),
    ),
    unknown("data-cache-backup", res(_KVSTORE, backupPeriods=UNKNOWN, backupTime="18:00Z-19:00Z")),
    fails("data-cache-backup", res(_KVSTORE, engineVersion="7.0"), says="`backupPeriods` is not set"),
    fails("data-cache-backup", res(_KVSTORE, backupPeriods=["Monday"]), says="`backupTime` is not set"),
)

EXAMPLES: tuple[Example, ...] = (*_RETENTION, *_POINT_IN_TIME, *_CACHES)
