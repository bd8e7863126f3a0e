"""Credentials of databases."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_MANAGED = "identity-database-managed-secret"
_ROTATED = "identity-secret-rotation"
_CLUSTER = "aws:rds/cluster:Cluster"
_INSTANCE = "aws:rds/instance:Instance"
_SECRET = "aws:secretsmanager/secret:Secret"
_VERSION = "aws:secretsmanager/secretVersion:SecretVersion"
_ROTATION = "aws:secretsmanager/secretRotation:SecretRotation"
_KMS_SECRET = "alicloud:kms/secret:Secret"
_POLARDB = "alicloud:polardb/account:Account"
_RDS = "alicloud:rds/account:Account"
_RDS_INSTANCE = "alicloud:rds/instance:Instance"


def _rotation(**rules: Any) -> Res:
    return res(_ROTATION, secretId=UNKNOWN, rotationRules=rules)


def _cron(text: str) -> Res:
    return _rotation(scheduleExpression=text)


def _kms(**more: Any) -> Res:
    return res(_KMS_SECRET, secretType="PolarDB", **more)


EXAMPLES: tuple[Example, ...] = (
    passes(_MANAGED, res(_CLUSTER, engine="aurora-mysql", manageMasterUserPassword=True)),
    fails(_MANAGED, res(_CLUSTER, engine="aurora-mysql", masterPassword="[secret]")),
    unknown(_MANAGED, res(_CLUSTER, engine="aurora-mysql", manageMasterUserPassword=UNKNOWN)),
    skips(_MANAGED, res(_CLUSTER, engine="aurora-mysql", replicationSourceIdentifier="orders")),
    passes(_MANAGED, res(_INSTANCE, engine="postgres", manageMasterUserPassword=True)),
    fails(_MANAGED, res(_INSTANCE, engine="postgres", password="[secret]")),
    unknown(_MANAGED, res(_INSTANCE, engine="postgres", manageMasterUserPassword=UNKNOWN)),
    skips(_MANAGED, res(_INSTANCE, replicateSourceDb="orders")),
    skips(_MANAGED, res(_CLUSTER, engine="aurora-mysql", globalClusterIdentifier="orders")),
    # One's own secret is as good: the password comes from it, or both from the same generator
    passes(
        _MANAGED,
        res(_INSTANCE, engine="postgres", password=ref("version")),
        res(_VERSION, "version", secretId=UNKNOWN, secretString="[secret]"),
    ),
    passes(
        _MANAGED,
        res(_CLUSTER, engine="aurora-mysql", masterPassword=ref("generated")),
        res(_VERSION, "version", secretId=UNKNOWN, secretString=ref("generated")),
        res("random:index/randomPassword:RandomPassword", "generated", length=32),
    ),
    fails(
        _MANAGED,
        res(_INSTANCE, engine="postgres", password=ref("generated")),
        res(_VERSION, "version", secretId=UNKNOWN, secretString="[secret]"),
        res("random:index/randomPassword:RandomPassword", "generated", length=32),
    ),
    passes(
        _MANAGED,
        res(_POLARDB, "account", dbClusterId=UNKNOWN, accountName="shop", accountPassword="[secret]"),
        res(_KMS_SECRET, "credentials", secretType="Generic", secretData=ref("account")),
    ),
    fails(_MANAGED, res(_POLARDB, accountName="shop", accountPassword="[secret]"), says="no Secret of KMS"),
    passes(_MANAGED, res(_POLARDB, accountName="shop", accountPasswordWo="[secret]")),
    unknown(_MANAGED, res(_POLARDB, accountName="shop", accountPassword="[secret]", dbClusterId=UNKNOWN)),
    passes(
        _MANAGED,
        res(_RDS, "account", dbInstanceId=ref("database"), accountName="shop", accountPassword="[secret]"),
        res(_RDS_INSTANCE, "database", engine="MySQL"),
        res(_KMS_SECRET, "credentials", secretType="Rds", extendedConfig=ref("database"), secretData="[secret]"),
    ),
    fails(
        _MANAGED,
        res(_RDS, "account", dbInstanceId=ref("database"), accountName="shop", accountPassword="[secret]"),
        res(_RDS_INSTANCE, "database", engine="MySQL"),
    ),
    unknown(
        _MANAGED,
        res(_RDS, "account", dbInstanceId=ref("database"), accountName="shop", accountPassword="[secret]"),
        res(_RDS_INSTANCE, "database", engine="MySQL"),
        res(_KMS_SECRET, "credentials", secretType=UNKNOWN, extendedConfig=ref("database"), secretData="[secret]"),
    ),
    # one generator for the account and for the secret
    passes(
        _MANAGED,
        res(_RDS, "account", dbInstanceId=ref("database"), accountName="shop", accountPassword=ref("generated")),
        res(_RDS_INSTANCE, "database", engine="MySQL"),
        res("random:index/randomPassword:RandomPassword", "generated", length=32),
        res(_KMS_SECRET, "credentials", secretName="orders", secretData=ref("generated")),
    ),
    fails(
        _MANAGED,
        res(_RDS, "account", dbInstanceId=ref("database"), accountName="shop", accountPassword=ref("generated")),
        res(_RDS_INSTANCE, "database", engine="MySQL"),
        res("random:index/randomPassword:RandomPassword", "generated", length=32),
        says="no Secret of KMS",
    ),
    passes(_ROTATED, _cron("cron(0 2 1 * ? *)")),
    fails(_ROTATED, _rotation(automaticallyAfterDays=365), says="`rotationRules.automaticallyAfterDays` is 365"),
    passes(_ROTATED, _rotation(automaticallyAfterDays=30)),
    passes(_ROTATED, _cron("rate(10 days)")),
    passes(_ROTATED, _cron("cron(0 2 L 1/2 ? *)")),
    fails(_ROTATED, _cron("rate(120 days)"), says="may leave 120 days"),
    # Each quarter: July, August and September have 92 days
    fails(_ROTATED, _cron("cron(0 2 1 JAN,APR,JUL,OCT ? *)"), says="93 days"),
    unknown(_ROTATED, _cron("cron(0 2 1 * ? 2027)"), says="how often"),
    fails(_ROTATED, res(_ROTATION, secretId=UNKNOWN, rotationEnabled=False), says="`rotationEnabled`"),
    unknown(_ROTATED, _rotation(automaticallyAfterDays=UNKNOWN)),
    # A secret that is no database's: nothing could set its new value on the other side
    passes(_ROTATED, res(_SECRET, "secret", recoveryWindowInDays=30)),
    fails(_ROTATED, res(_SECRET, "secret", recoveryWindowInDays=0), says="`recoveryWindowInDays` is 0"),
    passes(_ROTATED, res(_SECRET, "secret", recoveryWindowInDays=0), permanent=False),
    unknown(_ROTATED, res(_SECRET, "secret", recoveryWindowInDays=UNKNOWN)),
    fails(
        _ROTATED,
        res(_SECRET, "secret"),
        res(_VERSION, "version", secretId=ref("secret"), secretString=ref("database")),
        res(_CLUSTER, "database", masterPassword="[secret]"),
        says="no SecretRotation",
    ),
    fails(
        _ROTATED,
        res(_SECRET, "secret"),
        res(_VERSION, "version", secretId=ref("secret"), secretString="[secret]"),
        res(_INSTANCE, "database", password=ref("version")),
    ),
    passes(
        _ROTATED,
        res(_SECRET, "secret"),
        res(_VERSION, "version", secretId=ref("secret"), secretString=ref("database")),
        res(_CLUSTER, "database", masterPassword="[secret]"),
        res(_ROTATION, "rotation", secretId=ref("secret"), rotationRules={"automaticallyAfterDays": 30}),
    ),
    passes(_ROTATED, _kms(enableAutomaticRotation=True, rotationInterval="7d")),
    fails(_ROTATED, _kms(enableAutomaticRotation=False), says="`enableAutomaticRotation`"),
    fails(_ROTATED, _kms(enableAutomaticRotation=True, rotationInterval="365d"), says="`rotationInterval` is 365"),
    passes(_ROTATED, _kms(enableAutomaticRotation=True, rotationInterval="604800s")),
    unknown(_ROTATED, _kms(enableAutomaticRotation=True, rotationInterval="weekly"), says="'weekly'"),
    unknown(_ROTATED, _kms(enableAutomaticRotation=True, rotationInterval=UNKNOWN)),
    # KMS can only overwrite a generic secret, not the password it belongs to
    passes(_ROTATED, res(_KMS_SECRET, secretType="Generic", secretData="[secret]")),
    fails(_ROTATED, res(_KMS_SECRET, secretData="[secret]", forceDeleteWithoutRecovery=True)),
    passes(_ROTATED, res(_KMS_SECRET, secretData="[secret]", forceDeleteWithoutRecovery=True), permanent=False),
)
