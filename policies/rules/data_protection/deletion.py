"""What keeps a store when somebody, or a wrong `pulumi up`, deletes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from policies.checks import is_true
from policies.rule import PRODUCTION, Area, Check, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_POLARDB_POLICY = "alicloud:polardb/backupPolicy:BackupPolicy"
_RDS_POLICY = "alicloud:rds/backupPolicy:BackupPolicy"
_PREPAID = NotApplicable("prepaid: the cloud refuses to release it before its time is over")
_REPLICA = NotApplicable("a read replica holds nothing of its own")


def _no_force(resource: View) -> Outcome:
    if resource.get("forceDestroy", False) is True:
        return "`forceDestroy` is true: its deletion takes everything in it along"
    return None


def _not_promoted(instance: View) -> Outcome:
    if instance.get("forceDestroy", False) is True:
        return "`forceDestroy` is true: to delete it, its replica cluster is cut off from its source"
    return None


def _protected(resource: View) -> Outcome:
    options = resource.resource.options
    if options.get("protect") or options.get("retain_on_delete"):
        return None
    return "the resource option `protect` is not set: nothing in the program keeps `pulumi destroy` from it"


def _no_force_and_protected(resource: View) -> Outcome:
    return _no_force(resource) or _protected(resource)


def _stream_protected(stream: View) -> Outcome:
    if stream.get("enforceConsumerDeletion", False) is True:
        return "`enforceConsumerDeletion` is true: its deletion takes those who read it along"
    return _protected(stream)


def _volume_kept(volume: View) -> Outcome:
    return None if volume.get("finalSnapshot", False) is True else _protected(volume)


def _dynamodb_protected(table: View) -> Outcome:
    if table.get("deletionProtectionEnabled", False) is not True:
        return "`deletionProtectionEnabled` is not true"
    for replica in table.each("replicas"):
        if replica.get("deletionProtectionEnabled", False) is not True:
            return f"`{replica.path}.deletionProtectionEnabled` is not true"
    return None


def _released_never(path: str, prepaid_path: str, *, on: object = True) -> Check:
    """The cloud refuses to release the instance; a prepaid one it refuses anyway."""

    def check(instance: View) -> Outcome:
        value = instance.get(path)
        if value == on:
            return None
        if str(instance.get(prepaid_path, "PostPaid")).lower() == "prepaid":
            return _PREPAID
        return f"`{path}` is {'not set' if value is None else value}"

    return check


def _rds_released_never(instance: View) -> Outcome:
    outcome = _released_never("deletionProtection", "instanceChargeType")(instance)
    if outcome is _PREPAID and instance.get("forceDelete", False) is True:
        return "`forceDelete` is true: the provider makes a prepaid instance postpaid and releases it"
    return outcome


def _aws_final_snapshot(database: View) -> Outcome:
    if database.type == "aws:rds/instance:Instance" and database.has("replicateSourceDb"):
        return _REPLICA
    if database.get("skipFinalSnapshot", False) is True:
        return "`skipFinalSnapshot` is true"
    if not database.has("finalSnapshotIdentifier"):
        return (
            "`finalSnapshotIdentifier` is not set: AWS refuses to delete it, and somebody will skip the snapshot"
        )
    if database.get("deleteAutomatedBackups", True) is not False:
        return "`deleteAutomatedBackups` is not false: its point-in-time log goes with it"
    return None


def _cache_final_snapshot(group: View) -> Outcome:
    if float(group.get("snapshotRetentionLimit", 0)) == 0:
        return NotApplicable("a cache without snapshots")
    return None if group.has("finalSnapshotIdentifier") else "`finalSnapshotIdentifier` is not set"


def _polardb_last_backup(cluster: View) -> Outcome:
    policies = cluster.referring(_POLARDB_POLICY, "dbClusterId")
    return _last_kept((cluster, *policies), "backupRetentionPolicyOnClusterDeletion", {"ALL", "LATEST"})


def _rds_last_backup(instance: View) -> Outcome:
    if instance.get("engine", "MySQL") != "MySQL":
        return NotApplicable("RDS keeps backups of a released instance for MySQL only")
    policies = instance.referring(_RDS_POLICY, "instanceId")
    return _last_kept((instance, *policies), "releasedKeepPolicy", {"All", "Lastest"})


def _last_kept(holders: Iterable[View], path: str, keeping: Collection[str]) -> Outcome:
    """The database and its policy set the same thing; whichever comes last wins, so neither may say no."""
    given = [value for holder in holders if (value := holder.get(path)) is not None]
    if given and all(value in keeping for value in given):
        return None
    return f"`{path}` is {' and '.join(map(str, given)) or 'not set'}"


RULES = (
    Rule(
        id="data-no-force-destroy",
        title="Production data survives a `pulumi destroy`",
        area=Area.DATA_PROTECTION,
        severity=Severity.HIGH,
        why="One `pulumi destroy` in the wrong terminal, or a renamed resource, deletes customers' data with no"
        " question asked. Where the cloud refuses, because something is in it, its policy and locks are gone.",
        remediation="leave `disposable` at False on Bucket and Backup and `deletion_protected` at True on Table"
        " and Database (stack file: `lifetime: permanent`); elsewhere set the resource option `protect`",
        source="https://www.pulumi.com/docs/iac/concepts/options/protect/",
        checks={
            "aws:s3/bucket:Bucket": _no_force_and_protected,
            "aws:backup/vault:Vault": _no_force_and_protected,
            "aws:ebs/volume:Volume": _volume_kept,
            "aws:route53/zone:Zone": _no_force,
            "aws:kinesis/stream:Stream": _stream_protected,
            "aws:opensearch/domain:Domain": _protected,
            "aws:athena/workgroup:Workgroup": _no_force,
            "aws:rds/clusterInstance:ClusterInstance": _not_promoted,
            "alicloud:oss/bucket:Bucket": _no_force_and_protected,
            "alicloud:hbr/vault:Vault": _protected,
            "alicloud:ots/instance:Instance": _protected,
            "alicloud:ots/table:Table": _protected,
            "alicloud:polardb/database:Database": _protected,
            "alicloud:rds/database:Database": _protected,
            "alicloud:ecs/ecsDisk:EcsDisk": _protected,
            "alicloud:elasticsearch/instance:Instance": _protected,
        },
        environments=PRODUCTION,
    ),
    Rule(
        id="data-database-deletion-protection",
        title="Production databases cannot be deleted before somebody unlocks them",
        area=Area.DATA_PROTECTION,
        severity=Severity.HIGH,
        why="A click in the console or a script with too many rights ends the shop; the lock asks twice.",
        remediation="set `deletion_protected=True` on Database or Table (stack file: `lifetime: permanent`)",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-7",
        checks={
            "aws:rds/instance:Instance": is_true("deletionProtection"),
            "aws:rds/cluster:Cluster": is_true("deletionProtection"),
            "aws:dynamodb/table:Table": _dynamodb_protected,
            "alicloud:rds/instance:Instance": _rds_released_never,
            "alicloud:polardb/cluster:Cluster": _released_never("deletionLock", "payType", on=1),
            "alicloud:kvstore/instance:Instance": _released_never("instanceReleaseProtection", "paymentType"),
            "alicloud:mongodb/instance:Instance": _released_never(
                "dbInstanceReleaseProtection", "instanceChargeType"
            ),
        },
        environments=PRODUCTION,
    ),
    Rule(
        id="data-database-final-snapshot",
        title="A deleted production database leaves its last backup behind",
        area=Area.DATA_PROTECTION,
        severity=Severity.MEDIUM,
        why="When a database is deleted by mistake its automatic backups go with it, unless a last one is kept.",
        remediation="set `deletion_protected=True` on Database and, for caches, `snapshot_retention_days` of Cache"
        " (stack file: `lifetime: permanent`)",
        source="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html",
        checks={
            "aws:rds/instance:Instance": _aws_final_snapshot,
            "aws:rds/cluster:Cluster": _aws_final_snapshot,
            "aws:elasticache/replicationGroup:ReplicationGroup": _cache_final_snapshot,
            "alicloud:rds/instance:Instance": _rds_last_backup,
            "alicloud:polardb/cluster:Cluster": _polardb_last_backup,
        },
        scope=Scope.STACK,
        environments=PRODUCTION,
    ),
)
