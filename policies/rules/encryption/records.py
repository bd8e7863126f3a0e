"""Logs, secrets, backups and the audit trail are encrypted with keys of ours."""

from __future__ import annotations

from policies.checks import is_one_of, shown
from policies.reading.buckets import OSS, encryption
from policies.reading.own_key import not_own, own_key
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View


def _log_store(store: View) -> Outcome:
    if store.get("encryptConf.enable", False) is not True:
        return "`encryptConf.enable` is not true"
    return not_own(store, "encryptConf.userCmkInfo.cmkKeyId")


def _secret(secret: View) -> Outcome:
    copies = (not_own(copy, "kmsKeyId") for copy in secret.each("replicas"))
    return not_own(secret, "kmsKeyId") or next(filter(None, copies), None)


def _hbr_vault(vault: View) -> Outcome:
    return is_one_of("encryptType", ("KMS",), default="HBR_PRIVATE")(vault) or not_own(vault, "kmsKeyId")


def _actiontrail(trail: View) -> Outcome:
    if not trail.has("ossBucketName"):
        return NotApplicable("it delivers into no bucket, and log stores have a rule of their own")
    buckets = trail.targets("ossBucketName", OSS)
    if not buckets:
        raise NotEvaluated(f"bucket {trail.get('ossBucketName')} is not of this stack")
    for bucket in buckets:
        setting = encryption(bucket)
        algorithm = None if setting is None else setting.get("sseAlgorithm")
        if algorithm != "KMS":
            return f"`sseAlgorithm` of its bucket {bucket.name} is {shown(algorithm)}"
    return None


RULES = (
    Rule(
        id="encryption-log-store",
        title="Logs are encrypted with a key of ours",
        area=Area.ENCRYPTION,
        severity=Severity.MEDIUM,
        why="Logs say who bought what from where. Without a key of ours, every reader of logs in the account can"
        " read them, and nothing records it.",
        remediation="build it with Logs and its `key_arn`, or give the component that has it a `log_key_arn`",
        source="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
        checks={
            "aws:cloudwatch/logGroup:LogGroup": own_key("kmsKeyId"),
            "alicloud:log/store:Store": _log_store,
        },
    ),
    Rule(
        id="encryption-secret-customer-key",
        title="Secrets are encrypted with a key of ours",
        area=Area.ENCRYPTION,
        severity=Severity.MEDIUM,
        why="With the cloud's own key, everybody who may read secrets may decrypt them. A key of ours can be"
        " refused to a role, or to all after a break-in.",
        remediation="build it with Secret and the `key_id` of an EncryptionKey",
        source="https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
        checks={
            "aws:secretsmanager/secret:Secret": _secret,
            "alicloud:kms/secret:Secret": own_key("encryptionKeyId"),
        },
    ),
    Rule(
        id="encryption-backup-vault",
        title="Backups are encrypted with a key of ours",
        area=Area.ENCRYPTION,
        severity=Severity.MEDIUM,
        why="A backup is the whole shop in one place. Under AWS's own key it cannot be copied into a recovery"
        " account.",
        remediation="build it with Backup and the `key_arn` of an EncryptionKey",
        source="https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html",
        checks={
            "aws:backup/vault:Vault": own_key("kmsKeyArn"),
            "alicloud:hbr/vault:Vault": _hbr_vault,
        },
    ),
    Rule(
        id="encryption-audit-trail",
        title="The audit trail is encrypted with KMS",
        area=Area.ENCRYPTION,
        severity=Severity.HIGH,
        why="The trail shows an intruder what was noticed and whom to impersonate; with KMS, reading it takes a"
        " right of its own.",
        remediation="build it with AuditTrail and the `key_arn` of an EncryptionKey",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-2",
        checks={
            "aws:cloudtrail/trail:Trail": own_key("kmsKeyId"),
            "alicloud:actiontrail/trail:Trail": _actiontrail,
        },
        scope=Scope.STACK,
    ),
)
