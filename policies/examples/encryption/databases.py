"""Databases: at rest, and with whose key."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, skips, unknown

_INSTANCE = "aws:rds/instance:Instance"
_CLUSTER = "aws:rds/cluster:Cluster"
_NODE = "aws:rds/clusterInstance:ClusterInstance"
_OTHERS = ("aws:docdb/cluster:Cluster", "aws:neptune/cluster:Cluster")
_RDS = "alicloud:rds/instance:Instance"
_POLARDB = "alicloud:polardb/cluster:Cluster"
_KEY = res("aws:kms/key:Key", "key")
_ALICLOUD_KEY = res("alicloud:kms/key:Key", "key")
_REST = "encryption-database-at-rest"
_OWN = "encryption-database-customer-key"
_ARN = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"

EXAMPLES: tuple[Example, ...] = (
    passes(_REST, res(_CLUSTER, engine="aurora-mysql", storageEncrypted=True, kmsKeyId=ref("key")), _KEY),
    fails(_REST, res(_CLUSTER, engine="aurora-mysql"), says="storageEncrypted"),
    passes(_REST, res(_CLUSTER, engine="aurora-mysql", engineMode="serverless")),
    unknown(_REST, res(_CLUSTER, engine="aurora-mysql", storageEncrypted=UNKNOWN)),
    passes(_REST, res(_INSTANCE, engine="postgres", storageEncrypted=True)),
    fails(_REST, res(_INSTANCE, engine="postgres", storageEncrypted=False), says="storageEncrypted"),
    fails(_REST, res(_INSTANCE, engine="postgres", snapshotIdentifier="rds:shop-2026-10-01")),
    unknown(_REST, res(_INSTANCE, engine="postgres", storageEncrypted=UNKNOWN)),
    skips(_REST, res(_INSTANCE, replicateSourceDb="floodgate-prod-core-db")),
    passes(_REST, res(_INSTANCE, replicateSourceDb="arn:aws:rds:eu-west-1:111122223333:db:core", kmsKeyId=_ARN)),
    *(passes(_REST, res(type_, storageEncrypted=True)) for type_ in _OTHERS),
    *(fails(_REST, res(type_, skipFinalSnapshot=False), says="storageEncrypted") for type_ in _OTHERS),
    *(unknown(_REST, res(type_, storageEncrypted=UNKNOWN)) for type_ in _OTHERS),
    passes(_REST, res(_RDS, engine="MySQL", encryptionKey=ref("key")), _ALICLOUD_KEY),
    passes(_REST, res(_RDS, engine="MySQL", encryptionKey="ServiceKey")),
    passes(_REST, res(_RDS, engine="SQLServer", tdeStatus="Enabled")),
    fails(_REST, res(_RDS, engine="MySQL"), says="tdeStatus"),
    fails(_REST, res(_RDS, engine="MySQL", encryptionKey="disabled"), says="disabled"),
    unknown(_REST, res(_RDS, engine="SQLServer", tdeStatus=UNKNOWN)),
    passes(_REST, res(_POLARDB, dbType="MySQL", dbVersion="8.0", tdeStatus="Enabled", encryptNewTables="ON")),
    passes(_REST, res(_POLARDB, dbType="PostgreSQL", dbVersion="14", tdeStatus="Enabled")),
    fails(_REST, res(_POLARDB, dbType="MySQL", dbVersion="8.0"), says="'Disabled'"),
    # TDE alone encrypts no table of MySQL: each must be altered
    fails(_REST, res(_POLARDB, dbType="MySQL", dbVersion="8.0", tdeStatus="Enabled"), says="encryptNewTables"),
    unknown(_REST, res(_POLARDB, dbType="MySQL", dbVersion="8.0", tdeStatus=UNKNOWN)),
    passes(
        _OWN,
        res(
            _CLUSTER,
            storageEncrypted=True,
            kmsKeyId=ref("key"),
            manageMasterUserPassword=True,
            masterUserSecretKmsKeyId=ref("key"),
        ),
        _KEY,
    ),
    fails(_OWN, res(_CLUSTER, storageEncrypted=True), says="kmsKeyId"),
    fails(_OWN, res(_CLUSTER, storageEncrypted=True, kmsKeyId="alias/aws/rds"), says="alias/aws/rds"),
    fails(_OWN, res(_CLUSTER, kmsKeyId=_ARN, manageMasterUserPassword=True), says="masterUserSecretKmsKeyId"),
    fails(_OWN, res(_CLUSTER, kmsKeyId=_ARN, performanceInsightsEnabled=True), says="performanceInsights"),
    unknown(_OWN, res(_CLUSTER, kmsKeyId=_ARN, manageMasterUserPassword=UNKNOWN)),
    passes(_OWN, res(_INSTANCE, storageEncrypted=True, kmsKeyId=_ARN)),
    passes(_OWN, res(_INSTANCE, replicateSourceDb="floodgate-prod-core-db")),
    fails(
        _OWN,
        res(
            _INSTANCE,
            storageEncrypted=True,
            kmsKeyId="arn:aws:kms:eu-central-1:111122223333:alias/aws/rds",
        ),
    ),
    unknown(_OWN, res(_INSTANCE, kmsKeyId=_ARN, performanceInsightsEnabled=UNKNOWN)),
    passes(_OWN, res(_NODE, performanceInsightsEnabled=True, performanceInsightsKmsKeyId=ref("key")), _KEY),
    fails(_OWN, res(_NODE, performanceInsightsEnabled=True), says="performanceInsightsKmsKeyId"),
    unknown(_OWN, res(_NODE, performanceInsightsEnabled=UNKNOWN)),
    skips(_OWN, res(_NODE, clusterIdentifier="floodgate-prod-core-db")),
    passes(_OWN, res(_RDS, engine="MySQL", encryptionKey=ref("key")), _ALICLOUD_KEY),
    passes(_OWN, res(_RDS, engine="MySQL", tdeStatus="Enabled", tdeEncryptionKey=ref("key")), _ALICLOUD_KEY),
    fails(_OWN, res(_RDS, engine="MySQL", encryptionKey="ServiceKey"), says="ServiceKey"),
    fails(_OWN, res(_RDS, engine="MySQL", tdeStatus="Enabled"), says="tdeEncryptionKey"),
    unknown(_OWN, res(_RDS, engine="MySQL", tdeStatus=UNKNOWN)),
    passes(_OWN, res(_POLARDB, tdeStatus="Enabled", encryptionKey=ref("key")), _ALICLOUD_KEY),
    fails(_OWN, res(_POLARDB, tdeStatus="Enabled"), says="encryptionKey"),
)
