"""Copies apart from the stores: that there are some, somewhere else, and that nobody can shorten their life."""

from __future__ import annotations

from policies.checks import at_least, is_true
from policies.reading.backup import PLAN, POLICY, copies, copy_place
from policies.reading.bucket_role import holds_records
from policies.reading.data_class import CARDHOLDER, data_class
from policies.reading.providers import region_of
from policies.rule import LIVE, PRODUCTION, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_VAULT = "aws:backup/vault:Vault"
_HBR_VAULT = "alicloud:hbr/vault:Vault"
_MIRROR = "alicloud:hbr/replicationVault:ReplicationVault"
_LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration"
_POLARDB_POLICY = "alicloud:polardb/backupPolicy:BackupPolicy"
_CROSS_BACKUP = "alicloud:rds/rdsInstanceCrossBackupPolicy:RdsInstanceCrossBackupPolicy"


def _copied(store: View) -> Outcome:
    demands = store.stack.facts.demands
    least = max(demands.backup_days, demands.payment_backup_days)
    seen = []
    for copy in copies(store):
        seen.append(copy)
        if copy.daily and copy.days >= least:
            return None
    if any(copy.daily and copy.days >= demands.backup_days for copy in seen) and data_class(store) != CARDHOLDER:
        return None
    if not seen:
        return "no backup plan copies it"
    best = max(seen, key=lambda copy: (copy.daily, copy.days))
    if not best.daily:
        return f"{best.plan} does not copy it every day"
    least = demands.backup_days if best.days < demands.backup_days else demands.payment_backup_days
    return f"{best.plan} keeps its copies {best.days:g} days, at least {least} are needed"


def _instance_copied(instance: View) -> Outcome:
    if instance.has("replicateSourceDb"):
        return NotApplicable("a read replica holds nothing of its own")
    return _copied(instance)


def _bucket_copied(bucket: View) -> Outcome:
    if holds_records(bucket):
        return NotApplicable("logs and audit trails are copies themselves, kept by their own rules")
    return _copied(bucket)


def _elsewhere(plan: View) -> Outcome:
    facts, unsure = plan.stack.facts, None
    for rule in plan.each("rules"):
        for copy in rule.each("copyActions"):
            try:
                region, account = copy_place(copy)
            except NotEvaluated as reason:
                unsure = unsure or reason
                continue
            if region != region_of(plan) or (facts.accounts and account not in facts.accounts):
                return None
            if not facts.accounts:
                unsure = unsure or NotEvaluated(f"whether account {account} is another one is not known")
    if unsure:
        raise unsure
    return "no rule has `copyActions` to a vault in another region or account"


def _polardb_elsewhere(cluster: View) -> Outcome:
    for policy in cluster.referring(_POLARDB_POLICY, "dbClusterId"):
        kept = policy.get("dataLevel2BackupAnotherRegionRetentionPeriod", 0)
        if policy.has("dataLevel2BackupAnotherRegionRegion") and float(kept) != 0:
            return None
    return "no BackupPolicy of it copies to another region (`dataLevel2BackupAnotherRegionRegion`)"


def _rds_elsewhere(instance: View) -> Outcome:
    if instance.referring(_CROSS_BACKUP, "instanceId"):
        return None
    return "no RdsInstanceCrossBackupPolicy copies its backups to another region"


def _policy_elsewhere(policy: View) -> Outcome:
    """By a rule of its own, or by a mirror of the vault that its copies lie in."""
    rules = list(policy.each("rules"))
    if any(rule.get("ruleType") == "REPLICATION" and rule.has("replicationRegionId") for rule in rules):
        return None
    backups = [rule for rule in rules if rule.get("ruleType") == "BACKUP"]
    if not backups:
        return NotApplicable("it makes no copies")
    vaults = [vault for rule in backups if rule.has("vaultId") for vault in rule.targets("vaultId", _HBR_VAULT)]
    if vaults and all(vault.referring(_MIRROR, "replicationSourceVaultId") for vault in vaults):
        return None
    return "no REPLICATION in its `rules`, and no ReplicationVault mirrors its vault in another region"


def _vault_locked(vault: View) -> Outcome:
    locks = vault.referring(_LOCK, "backupVaultName")
    if not locks:
        return "no VaultLockConfiguration of it: who may manage backups can delete them"
    return at_least("minRetentionDays", vault.stack.facts.demands.backup_days)(locks[0])


def _policy_immutable(policy: View) -> Outcome:
    """Only copies of whole instances lie outside a vault, and are locked by rule."""
    if policy.get("policyType", "STANDARD") != "UDM_ECS_ONLY":
        return NotApplicable("its copies lie in a vault, which is locked or not")
    for rule in policy.each("rules"):
        if rule.get("ruleType") == "BACKUP" and rule.get("immutable", False) is not True:
            return f"`{rule.path}.immutable` is not true"
    return None


RULES = (
    Rule(
        id="stack-backup-plan-covers-stores",
        title="Every store is copied every day, apart from itself",
        area=Area.DATA_PROTECTION,
        severity=Severity.HIGH,
        why="A store that no plan copies is gone when it is deleted, encrypted by an attacker or overwritten.",
        remediation="add the store to `sources` of Backup (infra/shop/stores.py does it for every store"
        " of shop.yaml); stack file: `retention.backup_days`",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-26",
        checks={
            "aws:rds/instance:Instance": _instance_copied,
            "aws:rds/cluster:Cluster": _copied,
            "aws:dynamodb/table:Table": _copied,
            "aws:s3/bucket:Bucket": _bucket_copied,
            "aws:ebs/volume:Volume": _copied,
            "alicloud:oss/bucket:Bucket": _bucket_copied,
            "alicloud:ots/instance:Instance": _copied,
            "alicloud:ecs/ecsDisk:EcsDisk": _copied,
        },
        scope=Scope.STACK,
        environments=LIVE,
    ),
    Rule(
        id="data-backup-offsite-copy",
        title="Backups are also kept in another region or account",
        area=Area.DATA_PROTECTION,
        severity=Severity.MEDIUM,
        why="What takes the region or the account away (a disaster, stolen administrator keys) takes the shop and"
        " its backups together. MLPS level 3 asks for backups off site.",
        remediation="Backup has no argument for it yet: add `copy_actions` to the plan (components/aws/backup.py),"
        " `data_level2_backup_another_region_region` to the database's backup policy and a REPLICATION rule to the"
        " policy of Cloud Backup (components/alicloud/database.py, backup.py)",
        source="https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html",
        checks={
            PLAN: _elsewhere,
            "alicloud:rds/instance:Instance": _rds_elsewhere,
            "alicloud:polardb/cluster:Cluster": _polardb_elsewhere,
            POLICY: _policy_elsewhere,
        },
        scope=Scope.STACK,
        environments=PRODUCTION,
    ),
    Rule(
        id="data-backup-vault-lock",
        title="Backups are locked: who may delete or shorten them must first lift the lock",
        area=Area.DATA_PROTECTION,
        severity=Severity.MEDIUM,
        why="Who wants ransom deletes the backups first; a locked vault refuses. In governance mode an"
        " administrator can lift the lock, in compliance mode nobody.",
        remediation="set `locked=True` on Backup (stack file: `lifetime: permanent`)",
        source="https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
        checks={
            _VAULT: _vault_locked,
            _HBR_VAULT: is_true("wormEnabled"),
            POLICY: _policy_immutable,
        },
        scope=Scope.STACK,
        environments=PRODUCTION,
    ),
)
