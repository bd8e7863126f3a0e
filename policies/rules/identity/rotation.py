"""Credentials of databases: made and kept by the cloud, changed often, not lost by a mistake."""

from __future__ import annotations

from policies.reading.rotation import interval_days, schedule_days
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_OLDEST_DAYS = 90
"""Security Hub SecretsManager.4; PCI DSS 8.6.3 leaves the number to the shop's own risk analysis."""
_SHORTEST_RECOVERY_DAYS = 7
"""The least that both clouds have."""
_SECRET = "aws:secretsmanager/secret:Secret"
_VERSION = "aws:secretsmanager/secretVersion:SecretVersion"
_ROTATION = "aws:secretsmanager/secretRotation:SecretRotation"
_KMS_SECRET = "alicloud:kms/secret:Secret"
_DATABASES = (
    "aws:rds/instance:Instance",
    "aws:rds/cluster:Cluster",
    "aws:rds/clusterInstance:ClusterInstance",
    "aws:docdb/cluster:Cluster",
    "aws:redshift/cluster:Cluster",
)
_SOURCE = {
    "aws:rds/instance:Instance": "replicateSourceDb",
    "aws:rds/cluster:Cluster": "replicationSourceIdentifier",
}
"""What says that a database is a replica."""
_PASSWORD_OF = (
    ("aws:rds/instance:Instance", "password"),
    ("aws:rds/cluster:Cluster", "masterPassword"),
    ("aws:docdb/cluster:Cluster", "masterPassword"),
    ("aws:redshift/cluster:Cluster", "masterPassword"),
)
_OWNER = {
    "alicloud:rds/account:Account": ("dbInstanceId", "instanceId"),
    "alicloud:polardb/account:Account": ("dbClusterId",),
}
"""Where an account names its database."""
_PASSWORDS = ("accountPassword", "password")
_ROTATED_BY_KMS = frozenset({"Rds", "PolarDB", "Redis", "RAMCredentials", "ECS"})
"""Types of secret whose new value KMS can set where it is used; a Generic one it can only overwrite."""


def _aws_database(database: View) -> Outcome:
    if database.get("manageMasterUserPassword", False) is True:
        return None
    if database.has(_SOURCE[database.type]):
        return NotApplicable("a replica has the passwords of its source")
    if _kept_in_a_secret(database):
        return None
    return "`manageMasterUserPassword` is not true, and no SecretVersion has its password"


def _aws_cluster(cluster: View) -> Outcome:
    if cluster.has("globalClusterIdentifier") and not cluster.has("masterUsername"):
        return NotApplicable("a secondary of a global database has the passwords of its primary")
    return _aws_database(cluster)


def _kept_in_a_secret(database: View) -> bool:
    """Whether a secret gives the password, has the database's, or has it from the same generator.

    Raises:
        UnknownValue: the password is not known, and nothing in the stack is what it comes from.
    """
    origins = [origin.resource.urn for origin in database.targets(dict(_PASSWORD_OF)[database.type])]
    for version in database.all(_VERSION):
        sources = [source.urn for source in database.stack.targets(version.resource, "secretString", ())]
        if {version.resource.urn, *sources} & set(origins) or database.resource.urn in sources:
            return True
    return False


def _alicloud_account(account: View) -> Outcome:
    """Its password is in KMS: KMS made it, or the program put there what it had generated."""
    if account.has("accountPasswordWo") or account.has("kmsEncryptedPassword"):
        return None
    if list(account.referring(_KMS_SECRET, "secretData")) or _kept_by_kms(account):
        return None
    for path in _OWNER[account.type]:
        databases = account.targets(path) if account.has(path) else ()
        managed = [
            secret for database in databases for secret in database.referring(_KMS_SECRET, "extendedConfig")
        ]
        if any(secret.get("secretType") in _ROTATED_BY_KMS for secret in managed):
            return None
    return "no Secret of KMS has its password"


def _kept_by_kms(account: View) -> bool:
    """Whether a secret of KMS gives the password, or has it from the same generator."""
    stack = account.stack
    origins = [origin for path in _PASSWORDS for origin in stack.targets(account.resource, path, ())]
    secrets = [secret.resource for secret in account.all(_KMS_SECRET)]
    kept = [secret.urn for secret in secrets]
    kept += [origin.urn for secret in secrets for origin in stack.targets(secret, "secretData", ())]
    return any(origin.urn in kept for origin in origins)


def _aws_secret(secret: View) -> Outcome:
    lost = _unrecoverable(secret, "recoveryWindowInDays")
    if lost:
        return lost
    rotated = any(True for _ in secret.referring(_ROTATION, "secretId"))
    if rotated or not _is_database_secret(secret):
        return None
    return "it holds a database's password, and no SecretRotation changes it"


def _is_database_secret(secret: View) -> bool:
    """Its value comes from a database, or a database's password from its value."""
    for version in secret.referring(_VERSION, "secretId"):
        stack, resource = version.stack, version.resource
        if stack.targets(resource, "secretString", _DATABASES):
            return True
        if any(stack.referring(resource, type_, path) for type_, path in _PASSWORD_OF):
            return True
    return False


def _rotation(rotation: View) -> Outcome:
    if rotation.get("rotationEnabled", True) is False:
        return "`rotationEnabled` is false"
    rules = rotation.at("rotationRules")
    schedule = rules.get("scheduleExpression")
    if schedule:
        days: float = schedule_days(str(schedule))
        shown = f"`rotationRules.scheduleExpression` '{schedule}' may leave {days:g} days"
    else:
        days = float(rules.get("automaticallyAfterDays", 0))
        shown = f"`rotationRules.automaticallyAfterDays` is {days:g}"
    return None if 0 < days <= _OLDEST_DAYS else f"{shown}, at most {_OLDEST_DAYS} are allowed"


def _alicloud_secret(secret: View) -> Outcome:
    if secret.stack.facts.permanent and secret.get("forceDeleteWithoutRecovery", False) is True:
        return "`forceDeleteWithoutRecovery` is true: a deleted secret is gone at once"
    kind = secret.get("secretType", "Generic")
    if kind not in _ROTATED_BY_KMS:
        return None
    if secret.get("enableAutomaticRotation", False) is not True:
        return f"`enableAutomaticRotation` of a secret of type {kind} is not true"
    days = interval_days(str(secret.get("rotationInterval", "0d")))
    return (
        None
        if 0 < days <= _OLDEST_DAYS
        else f"`rotationInterval` is {days:g} days, at most {_OLDEST_DAYS} are allowed"
    )


def _unrecoverable(secret: View, path: str) -> str | None:
    if not secret.stack.facts.permanent:
        return None
    days = secret.get(path, 30)
    if days >= _SHORTEST_RECOVERY_DAYS:
        return None
    return f"`{path}` is {days}: a deleted secret is gone at once"


RULES = (
    Rule(
        id="identity-database-managed-secret",
        title="Database passwords are kept by the cloud's secret store, where no person needs to see them",
        area=Area.IDENTITY,
        severity=Severity.HIGH,
        why="A password that a person has typed is in a chat or a notebook, and works until somebody changes it.",
        remediation="build the database with Database, which lets RDS make the password, or generates it into KMS",
        source="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
        checks={
            "aws:rds/instance:Instance": _aws_database,
            "aws:rds/cluster:Cluster": _aws_cluster,
            "alicloud:rds/account:Account": _alicloud_account,
            "alicloud:polardb/account:Account": _alicloud_account,
        },
        scope=Scope.STACK,
    ),
    Rule(
        id="identity-secret-rotation",
        title="Passwords that the cloud can change are changed every 90 days, and deleted secrets can be restored",
        area=Area.IDENTITY,
        severity=Severity.HIGH,
        why="An old password has been in more hands than anybody remembers; with a lost secret no service starts.",
        remediation="build the database with Database, which rotates its password every month, and keep"
        f" `recovery_window_days` of Secret at {_SHORTEST_RECOVERY_DAYS} or more",
        source="https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
        checks={_SECRET: _aws_secret, _ROTATION: _rotation, _KMS_SECRET: _alicloud_secret},
        scope=Scope.STACK,
    ),
)
