"""Backups: somewhere else, and locked."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, skips, unknown

_PLAN = "aws:backup/plan:Plan"
_VAULT = "aws:backup/vault:Vault"
_LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration"
_POLICY = "alicloud:hbr/policy:Policy"
_HBR_VAULT = "alicloud:hbr/vault:Vault"
_MIRROR = "alicloud:hbr/replicationVault:ReplicationVault"
_POLARDB = "alicloud:polardb/cluster:Cluster"
_POLARDB_POLICY = "alicloud:polardb/backupPolicy:BackupPolicy"
_ALI_RDS = "alicloud:rds/instance:Instance"
_CROSS = "alicloud:rds/rdsInstanceCrossBackupPolicy:RdsInstanceCrossBackupPolicy"
_ABROAD = "arn:aws:backup:eu-west-1:111122223333:backup-vault:copies"
_REPLICATION = {"ruleType": "REPLICATION", "replicationRegionId": "cn-beijing", "retention": 35}
_BACKUP = {"ruleType": "BACKUP", "schedule": "I|1767290400|P1D", "retention": 35}

_OFFSITE: tuple[Example, ...] = (
    passes(
        "data-backup-offsite-copy",
        res(_PLAN, rules=[{"ruleName": "daily", "copyActions": [{"destinationVaultArn": _ABROAD}]}]),
    ),
    fails("data-backup-offsite-copy", res(_PLAN, rules=[{"ruleName": "daily"}]), says="no rule has `copyActions`"),
    fails(
        "data-backup-offsite-copy",
        res(
            _PLAN,
            rules=[{"copyActions": [{"destinationVaultArn": _ABROAD.replace("eu-west-1", "eu-central-1")}]}],
        ),
    ),
    passes(
        "data-backup-offsite-copy",
        res(
            _PLAN,
            rules=[
                {
                    "copyActions": [
                        {"destinationVaultArn": "arn:aws:backup:eu-central-1:999999999999:backup-vault:x"}
                    ]
                }
            ],
        ),
    ),
    unknown("data-backup-offsite-copy", res(_PLAN, rules=[{"copyActions": [{"destinationVaultArn": UNKNOWN}]}])),
    # A stack without a file says nothing about its account
    unknown(
        "data-backup-offsite-copy",
        res(
            _PLAN,
            rules=[{"copyActions": [{"destinationVaultArn": _ABROAD.replace("eu-west-1", "eu-central-1")}]}],
        ),
        accounts=frozenset(),
        says="whether account 111122223333 is another one",
    ),
    unknown("data-backup-offsite-copy", res(_PLAN, rules=[{"copyActions": [{"destinationVaultArn": "copies"}]}])),
    passes("data-backup-offsite-copy", res(_POLICY, rules=[_BACKUP, _REPLICATION])),
    fails("data-backup-offsite-copy", res(_POLICY, rules=[_BACKUP]), says="no REPLICATION"),
    passes(
        "data-backup-offsite-copy",
        res(_POLICY, "policy", rules=[{**_BACKUP, "vaultId": ref("vault")}]),
        res(_HBR_VAULT, "vault"),
        res(_MIRROR, "mirror", replicationSourceVaultId=ref("vault"), replicationSourceRegionId="cn-shanghai"),
    ),
    skips("data-backup-offsite-copy", res(_POLICY, rules=[{"ruleType": "TRANSITION", "archiveDays": 30}])),
    unknown("data-backup-offsite-copy", res(_POLICY, rules=[{**_BACKUP, "ruleType": UNKNOWN}])),
    passes(
        "data-backup-offsite-copy",
        res(_POLARDB, "orders"),
        res(
            _POLARDB_POLICY,
            "backup",
            dbClusterId=ref("orders"),
            dataLevel2BackupAnotherRegionRegion="cn-beijing",
            dataLevel2BackupAnotherRegionRetentionPeriod=35,
        ),
    ),
    fails("data-backup-offsite-copy", res(_POLARDB, "orders"), says="no BackupPolicy"),
    fails(
        "data-backup-offsite-copy",
        res(_POLARDB, "orders"),
        res(
            _POLARDB_POLICY, "backup", dbClusterId=ref("orders"), dataLevel2BackupAnotherRegionRegion="cn-beijing"
        ),
    ),
    unknown(
        "data-backup-offsite-copy",
        res(_POLARDB, "orders"),
        res(
            _POLARDB_POLICY,
            "backup",
            dbClusterId=ref("orders"),
            dataLevel2BackupAnotherRegionRegion="cn-beijing",
            dataLevel2BackupAnotherRegionRetentionPeriod=UNKNOWN,
        ),
    ),
    passes(
        "data-backup-offsite-copy",
        res(_ALI_RDS, "orders"),
        res(_CROSS, "cross", instanceId=ref("orders"), crossBackupRegion="cn-beijing"),
    ),
    fails("data-backup-offsite-copy", res(_ALI_RDS, "orders"), says="no RdsInstanceCrossBackupPolicy"),
)

_VAULT_LOCK: tuple[Example, ...] = (
    passes(
        "data-backup-vault-lock",
        res(_VAULT, "vault"),
        res(_LOCK, "lock", backupVaultName=ref("vault"), minRetentionDays=35),
    ),
    fails("data-backup-vault-lock", res(_VAULT, "vault"), says="no VaultLockConfiguration"),
    fails(
        "data-backup-vault-lock",
        res(_VAULT, "vault"),
        res(_LOCK, "lock", backupVaultName=ref("vault"), maxRetentionDays=400),
        says="`minRetentionDays` is 0",
    ),
    unknown(
        "data-backup-vault-lock",
        res(_VAULT, "vault"),
        res(_LOCK, "lock", backupVaultName=ref("vault"), minRetentionDays=UNKNOWN),
    ),
    passes("data-backup-vault-lock", res(_HBR_VAULT, vaultName="shop", wormEnabled=True)),
    fails("data-backup-vault-lock", res(_HBR_VAULT, vaultName="shop"), says="`wormEnabled` is not true"),
    unknown("data-backup-vault-lock", res(_HBR_VAULT, vaultName="shop", wormEnabled=UNKNOWN)),
    passes(
        "data-backup-vault-lock", res(_POLICY, policyType="UDM_ECS_ONLY", rules=[{**_BACKUP, "immutable": True}])
    ),
    fails("data-backup-vault-lock", res(_POLICY, policyType="UDM_ECS_ONLY", rules=[_BACKUP]), says="immutable"),
    unknown(
        "data-backup-vault-lock",
        res(_POLICY, policyType="UDM_ECS_ONLY", rules=[{**_BACKUP, "immutable": UNKNOWN}]),
    ),
    skips("data-backup-vault-lock", res(_POLICY, policyType="STANDARD", rules=[_BACKUP])),
)

EXAMPLES: tuple[Example, ...] = (*_OFFSITE, *_VAULT_LOCK)
