"""Logs, secrets and backups."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, unknown

_GROUP = "aws:cloudwatch/logGroup:LogGroup"
_STORE = "alicloud:log/store:Store"
_SECRET = "aws:secretsmanager/secret:Secret"
_KMS_SECRET = "alicloud:kms/secret:Secret"
_VAULT = "aws:backup/vault:Vault"
_HBR = "alicloud:hbr/vault:Vault"
_KEY = res("aws:kms/key:Key", "key")
_ALICLOUD_KEY = res("alicloud:kms/key:Key", "key")
_LOGS = "encryption-log-store"
_SECRETS = "encryption-secret-customer-key"
_VAULTS = "encryption-backup-vault"
_ROLE = "acs:ram::1234567890123456:role/floodgate-prod-orders-log-kms"

EXAMPLES: tuple[Example, ...] = (
    passes(_LOGS, res(_GROUP, name="/shop/orders", kmsKeyId=ref("key")), _KEY),
    fails(_LOGS, res(_GROUP, name="/shop/orders"), says="kmsKeyId"),
    passes(
        _LOGS,
        res(_STORE, encryptConf={"enable": True, "userCmkInfo": {"cmkKeyId": ref("key"), "arn": _ROLE}}),
        _ALICLOUD_KEY,
    ),
    fails(_LOGS, res(_STORE, logstoreName="orders"), says="encryptConf.enable"),
    fails(_LOGS, res(_STORE, encryptConf={"enable": True, "encryptType": "default"}), says="cmkKeyId"),
    unknown(_LOGS, res(_STORE, encryptConf={"enable": UNKNOWN})),
    passes(_SECRETS, res(_SECRET, description="password of the cache", kmsKeyId=ref("key")), _KEY),
    fails(_SECRETS, res(_SECRET, description="password of the cache"), says="kmsKeyId"),
    fails(_SECRETS, res(_SECRET, kmsKeyId="alias/aws/secretsmanager"), says="alias/aws"),
    fails(
        _SECRETS,
        res(_SECRET, kmsKeyId=ref("key"), replicas=[{"region": "eu-west-1"}]),
        _KEY,
        says="replicas[0].kmsKeyId",
    ),
    passes(_SECRETS, res(_KMS_SECRET, secretName="cache-password", encryptionKeyId=ref("key")), _ALICLOUD_KEY),
    fails(_SECRETS, res(_KMS_SECRET, secretName="cache-password"), says="encryptionKeyId"),
    passes(_VAULTS, res(_VAULT, name="floodgate-prod-backup", kmsKeyArn=ref("key")), _KEY),
    fails(_VAULTS, res(_VAULT, name="floodgate-prod-backup"), says="kmsKeyArn"),
    passes(_VAULTS, res(_HBR, vaultType="STANDARD", encryptType="KMS", kmsKeyId=ref("key")), _ALICLOUD_KEY),
    fails(_VAULTS, res(_HBR, vaultType="STANDARD"), says="HBR_PRIVATE"),
    unknown(_VAULTS, res(_HBR, encryptType=UNKNOWN, kmsKeyId=ref("key")), _ALICLOUD_KEY),
)
