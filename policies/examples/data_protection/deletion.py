"""Deletion of stores."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, skips, unknown

_VOLUME = "aws:ebs/volume:Volume"
_NODE = "aws:rds/clusterInstance:ClusterInstance"
_ZONE = "aws:route53/zone:Zone"
_BUCKETS = ("aws:s3/bucket:Bucket", "alicloud:oss/bucket:Bucket")
_VAULT = "aws:backup/vault:Vault"
_ONLY_PULUMI = (
    "alicloud:hbr/vault:Vault",
    "alicloud:ots/instance:Instance",
    "alicloud:ots/table:Table",
    "alicloud:polardb/database:Database",
    "alicloud:rds/database:Database",
    "alicloud:ecs/ecsDisk:EcsDisk",
    "alicloud:elasticsearch/instance:Instance",
    "aws:opensearch/domain:Domain",
)
_STREAM = "aws:kinesis/stream:Stream"
_WORKGROUP = "aws:athena/workgroup:Workgroup"
_RDS = "aws:rds/instance:Instance"
_AURORA = "aws:rds/cluster:Cluster"
_TABLE = "aws:dynamodb/table:Table"
_CACHE = "aws:elasticache/replicationGroup:ReplicationGroup"
_ALI_RDS = "alicloud:rds/instance:Instance"
_ALI_RDS_POLICY = "alicloud:rds/backupPolicy:BackupPolicy"
_POLARDB = "alicloud:polardb/cluster:Cluster"
_POLARDB_POLICY = "alicloud:polardb/backupPolicy:BackupPolicy"
_KVSTORE = "alicloud:kvstore/instance:Instance"
_MONGODB = "alicloud:mongodb/instance:Instance"
_PROTECTED = {"protect": True}
_LAST = "backupRetentionPolicyOnClusterDeletion"


def _one(path: str, value: Any) -> dict[str, Any]:
    return {path: value}


_FORCE: tuple[Example, ...] = (
    *(
        example
        for type_ in (*_BUCKETS, _VAULT)
        for example in (
            passes("data-no-force-destroy", res(type_, options=_PROTECTED, forceDestroy=False)),
            fails("data-no-force-destroy", res(type_, options=_PROTECTED, forceDestroy=True), says="forceDestroy"),
            fails("data-no-force-destroy", res(type_), says="`protect` is not set"),
            unknown("data-no-force-destroy", res(type_, options=_PROTECTED, forceDestroy=UNKNOWN)),
        )
    ),
    passes("data-no-force-destroy", res(_BUCKETS[0], options={"retain_on_delete": True})),
    *(
        example
        for type_ in _ONLY_PULUMI
        for example in (
            passes("data-no-force-destroy", res(type_, options=_PROTECTED)),
            fails("data-no-force-destroy", res(type_), says="`protect` is not set"),
        )
    ),
    passes("data-no-force-destroy", res(_STREAM, options=_PROTECTED)),
    fails("data-no-force-destroy", res(_STREAM), says="`protect` is not set"),
    fails("data-no-force-destroy", res(_STREAM, options=_PROTECTED, enforceConsumerDeletion=True)),
    unknown("data-no-force-destroy", res(_STREAM, options=_PROTECTED, enforceConsumerDeletion=UNKNOWN)),
    passes("data-no-force-destroy", res(_WORKGROUP, name="analysis")),
    fails("data-no-force-destroy", res(_WORKGROUP, name="analysis", forceDestroy=True), says="forceDestroy"),
    unknown("data-no-force-destroy", res(_WORKGROUP, name="analysis", forceDestroy=UNKNOWN)),
    passes("data-no-force-destroy", res(_VOLUME, options=_PROTECTED, size=100)),
    passes("data-no-force-destroy", res(_VOLUME, size=100, finalSnapshot=True)),
    fails("data-no-force-destroy", res(_VOLUME, size=100)),
    unknown("data-no-force-destroy", res(_VOLUME, size=100, finalSnapshot=UNKNOWN)),
    *(
        example
        for type_ in (_ZONE, _NODE)
        for example in (
            passes("data-no-force-destroy", res(type_)),
            fails("data-no-force-destroy", res(type_, forceDestroy=True)),
            unknown("data-no-force-destroy", res(type_, forceDestroy=UNKNOWN)),
        )
    ),
)

_LOCKS: tuple[tuple[str, str, object], ...] = (
    (_RDS, "deletionProtection", True),
    (_AURORA, "deletionProtection", True),
    (_TABLE, "deletionProtectionEnabled", True),
    (_ALI_RDS, "deletionProtection", True),
    (_POLARDB, "deletionLock", 1.0),
    (_KVSTORE, "instanceReleaseProtection", True),
    (_MONGODB, "dbInstanceReleaseProtection", True),
)

_DELETION_PROTECTION: tuple[Example, ...] = (
    *(
        example
        for type_, path, on in _LOCKS
        for example in (
            passes("data-database-deletion-protection", res(type_, **_one(path, on))),
            fails("data-database-deletion-protection", res(type_), says=path),
            unknown("data-database-deletion-protection", res(type_, **_one(path, UNKNOWN))),
        )
    ),
    passes(
        "data-database-deletion-protection",
        res(
            _TABLE,
            deletionProtectionEnabled=True,
            replicas=[{"regionName": "eu-west-1", "deletionProtectionEnabled": True}],
        ),
    ),
    fails(
        "data-database-deletion-protection",
        res(_TABLE, deletionProtectionEnabled=True, replicas=[{"regionName": "eu-west-1"}]),
        says="replicas[0]",
    ),
    fails("data-database-deletion-protection", res(_POLARDB, deletionLock=0), says="`deletionLock` is 0"),
    skips("data-database-deletion-protection", res(_POLARDB, payType="PrePaid")),
    skips("data-database-deletion-protection", res(_ALI_RDS, instanceChargeType="Prepaid")),
    fails(
        "data-database-deletion-protection",
        res(_ALI_RDS, instanceChargeType="Prepaid", forceDelete=True),
        says="`forceDelete`",
    ),
    unknown("data-database-deletion-protection", res(_POLARDB, payType=UNKNOWN)),
)

_FINAL_SNAPSHOT: tuple[Example, ...] = (
    *(
        example
        for type_ in (_AURORA, _RDS)
        for example in (
            passes(
                "data-database-final-snapshot",
                res(
                    type_,
                    skipFinalSnapshot=False,
                    finalSnapshotIdentifier="shop-final-x7k2",
                    deleteAutomatedBackups=False,
                ),
            ),
            fails("data-database-final-snapshot", res(type_, skipFinalSnapshot=True), says="skipFinalSnapshot"),
            fails("data-database-final-snapshot", res(type_), says="`finalSnapshotIdentifier` is not set"),
            fails(
                "data-database-final-snapshot",
                res(type_, finalSnapshotIdentifier=UNKNOWN),
                says="deleteAutomatedBackups",
            ),
            unknown("data-database-final-snapshot", res(type_, skipFinalSnapshot=UNKNOWN)),
        )
    ),
    skips("data-database-final-snapshot", res(_RDS, replicateSourceDb=UNKNOWN, skipFinalSnapshot=True)),
    passes("data-database-final-snapshot", res(_CACHE, snapshotRetentionLimit=7, finalSnapshotIdentifier=UNKNOWN)),
    fails("data-database-final-snapshot", res(_CACHE, snapshotRetentionLimit=7)),
    unknown("data-database-final-snapshot", res(_CACHE, snapshotRetentionLimit=UNKNOWN)),
    skips("data-database-final-snapshot", res(_CACHE, replicationGroupId="sessions")),
    passes("data-database-final-snapshot", res(_POLARDB, **_one(_LAST, "LATEST"))),
    fails("data-database-final-snapshot", res(_POLARDB), says="is not set"),
    fails("data-database-final-snapshot", res(_POLARDB, **_one(_LAST, "NONE")), says="is NONE"),
    passes(
        "data-database-final-snapshot",
        res(_POLARDB, "orders"),
        res(_POLARDB_POLICY, "backup", dbClusterId=ref("orders"), **_one(_LAST, "ALL")),
    ),
    fails(
        "data-database-final-snapshot",
        res(_POLARDB, "orders", **_one(_LAST, "LATEST")),
        res(_POLARDB_POLICY, "backup", dbClusterId=ref("orders"), **_one(_LAST, "NONE")),
        says="LATEST and NONE",
    ),
    unknown("data-database-final-snapshot", res(_POLARDB, **_one(_LAST, UNKNOWN))),
    passes(
        "data-database-final-snapshot",
        res(_ALI_RDS, "orders"),
        res(_ALI_RDS_POLICY, "backup", instanceId=ref("orders"), releasedKeepPolicy="Lastest"),
    ),
    fails("data-database-final-snapshot", res(_ALI_RDS, "orders"), says="`releasedKeepPolicy` is not set"),
    fails(
        "data-database-final-snapshot",
        res(_ALI_RDS, "orders"),
        res(_ALI_RDS_POLICY, "backup", instanceId=ref("orders"), releasedKeepPolicy="None"),
    ),
    unknown("data-database-final-snapshot", res(_ALI_RDS, releasedKeepPolicy=UNKNOWN)),
    skips("data-database-final-snapshot", res(_ALI_RDS, engine="PostgreSQL")),
)

EXAMPLES: tuple[Example, ...] = (*_FORCE, *_DELETION_PROTECTION, *_FINAL_SNAPSHOT)
