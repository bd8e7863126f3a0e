"""Databases: what they store is encrypted, with a key of ours."""

from __future__ import annotations

from policies.checks import is_one_of, is_true, shown
from policies.reading.own_key import key_at, not_own
from policies.rule import Area, NotApplicable, Outcome, Rule, Severity
from policies.view import View

AWS_INSTANCE = "aws:rds/instance:Instance"
AWS_CLUSTER = "aws:rds/cluster:Cluster"
AWS_NODE = "aws:rds/clusterInstance:ClusterInstance"
RDS = "alicloud:rds/instance:Instance"
POLARDB = "alicloud:polardb/cluster:Cluster"
_AUTOMATIC = ("MySQL", "8.0")
"""Where PolarDB can encrypt new tables by itself; elsewhere only SQL shows which tables are encrypted."""


def _aws_instance(instance: View) -> Outcome:
    if instance.get("storageEncrypted", False) is True:
        return None
    if instance.has("replicateSourceDb"):
        # Across regions the provider ignores `storageEncrypted`, and the key alone decides
        return None if instance.has("kmsKeyId") else NotApplicable("a replica is encrypted as its source is")
    return "`storageEncrypted` is not true"


def _aws_cluster(cluster: View) -> Outcome:
    default = cluster.get("engineMode", "provisioned") == "serverless"
    return None if cluster.get("storageEncrypted", default) is True else "`storageEncrypted` is not true"


def _rds(instance: View) -> Outcome:
    key = key_at(instance, "encryptionKey")
    if key not in (None, "disabled") or instance.get("tdeStatus") == "Enabled":
        return None
    return f"`encryptionKey` is {shown(key)} and `tdeStatus` is {shown(instance.get('tdeStatus'))}"


def _polardb(cluster: View) -> Outcome:
    fault = is_one_of("tdeStatus", ("Enabled",), default="Disabled")(cluster)
    if fault or cluster.get("encryptNewTables") == "ON":
        return fault
    if (cluster.get("dbType"), cluster.get("dbVersion")) == _AUTOMATIC:
        return "`encryptNewTables` is not 'ON': tables are encrypted one by one, by hand"
    return None


def _aws_keys(database: View) -> Outcome:
    """The keys of the data, of the owner's password and of recorded statements."""
    inherited = database.type == AWS_INSTANCE and database.has("replicateSourceDb")
    if fault := None if inherited else not_own(database, "kmsKeyId"):
        return fault
    if database.get("manageMasterUserPassword", False) is True:
        fault = not_own(database, "masterUserSecretKmsKeyId")
    return fault or _statements_key(database)


def _statements_key(database: View) -> str | None:
    if database.get("performanceInsightsEnabled", False) is True:
        return not_own(database, "performanceInsightsKmsKeyId")
    return None


def _aws_node(node: View) -> Outcome:
    if node.get("performanceInsightsEnabled", False) is True:
        return not_own(node, "performanceInsightsKmsKeyId")
    return NotApplicable("it stores nothing besides what its cluster does")


def _rds_key(instance: View) -> Outcome:
    disk = not_own(instance, "encryptionKey")
    if disk is None or instance.get("tdeStatus") != "Enabled":
        return disk
    return not_own(instance, "tdeEncryptionKey")


def _polardb_key(cluster: View) -> Outcome:
    return not_own(cluster, "encryptionKey")


RULES = (
    Rule(
        id="encryption-database-at-rest",
        title="Databases are encrypted at rest",
        area=Area.ENCRYPTION,
        severity=Severity.CRITICAL,
        why="A copied snapshot or a disk that was not wiped gives away every customer and every order. It cannot"
        " be mended in place: an unencrypted database must be copied into a new one.",
        remediation="build it with Database, which encrypts with its `key_arn`",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-3",
        checks={
            AWS_INSTANCE: _aws_instance,
            AWS_CLUSTER: _aws_cluster,
            "aws:docdb/cluster:Cluster": is_true("storageEncrypted"),
            "aws:neptune/cluster:Cluster": is_true("storageEncrypted"),
            RDS: _rds,
            POLARDB: _polardb,
        },
    ),
    Rule(
        id="encryption-database-customer-key",
        title="Databases are encrypted with a key of ours",
        area=Area.ENCRYPTION,
        severity=Severity.MEDIUM,
        why="The cloud's own key cannot be refused to anybody in the account, nor revoked after a break-in, and a"
        " snapshot under it cannot be shared with a recovery account.",
        remediation="give Database the `key_arn` (and for passwords the `secret_key_arn`) of an EncryptionKey",
        source="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html",
        checks={
            AWS_INSTANCE: _aws_keys,
            AWS_CLUSTER: _aws_keys,
            AWS_NODE: _aws_node,
            RDS: _rds_key,
            POLARDB: _polardb_key,
        },
    ),
)
