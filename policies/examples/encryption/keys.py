"""Keys."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, fails, passes, res, skips, unknown
from policies.facts import Environment

_AWS = "aws:kms/key:Key"
_KEY_POLICY = "aws:kms/keyPolicy:KeyPolicy"
_GRANT = "aws:kms/grant:Grant"
_OTHER_KEYS = (
    "aws:kms/externalKey:ExternalKey",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:kms/replicaExternalKey:ReplicaExternalKey",
)
_ALICLOUD = "alicloud:kms/key:Key"
_INSTANCE = "alicloud:kms/instance:Instance"
_ROTATION = "encryption-kms-rotation"
_GUARD = "encryption-kms-deletion-guard"
_PUBLIC = "encryption-kms-no-public-policy"


def _policy(principal: Any, condition: dict[str, Any] | None = None) -> str:
    statement = {
        "Sid": "Use",
        "Effect": "Allow",
        "Principal": principal,
        "Action": ["kms:Decrypt"],
        "Resource": "*",
    }
    return json.dumps({"Statement": [statement | ({"Condition": condition} if condition else {})]})


_OWN = _policy({"AWS": "arn:aws:iam::111122223333:root"})
_ANYBODY = _policy({"AWS": "*"})
_SERVICE = _policy({"Service": "sns.amazonaws.com"})
_THROUGH_BACKUP = {
    "StringEquals": {"kms:CallerAccount": "111122223333", "kms:ViaService": "backup.eu-central-1.amazonaws.com"}
}
_RAM_OWN = _policy({"RAM": ["acs:ram::1234567890123456:*"]})
_RAM_ANYBODY = _policy({"RAM": ["*"]})

EXAMPLES: tuple[Example, ...] = (
    passes(_ROTATION, res(_AWS, enableKeyRotation=True)),
    passes(_ROTATION, res(_AWS, enableKeyRotation=True, rotationPeriodInDays=365.0)),
    fails(_ROTATION, res(_AWS, description="databases"), says="enableKeyRotation"),
    fails(_ROTATION, res(_AWS, enableKeyRotation=True, rotationPeriodInDays=730), says="730"),
    unknown(_ROTATION, res(_AWS, enableKeyRotation=UNKNOWN)),
    skips(_ROTATION, res(_AWS, customerMasterKeySpec="RSA_4096", keyUsage="SIGN_VERIFY")),
    skips(_ROTATION, res(_AWS, customKeyStoreId="cks-1234567890abcdef0")),
    passes(_ROTATION, res(_ALICLOUD, automaticRotation="Enabled", rotationInterval="365d")),
    passes(_ROTATION, res(_ALICLOUD, automaticRotation="Enabled", rotationInterval="31536000s")),
    fails(_ROTATION, res(_ALICLOUD, description="databases"), says="'Disabled'"),
    fails(_ROTATION, res(_ALICLOUD, automaticRotation="Enabled", rotationInterval="730d"), says="730d"),
    fails(_ROTATION, res(_ALICLOUD, automaticRotation="Enabled"), says="not set"),
    unknown(_ROTATION, res(_ALICLOUD, automaticRotation=UNKNOWN)),
    skips(_ROTATION, res(_ALICLOUD, keySpec="EC_P256")),
    skips(_ROTATION, res(_ALICLOUD, origin="EXTERNAL")),
    skips(_ROTATION, res(_ALICLOUD, protectionLevel="HSM")),
    passes(_GUARD, res(_AWS, deletionWindowInDays=30)),
    passes(_GUARD, res(_AWS, description="databases")),
    fails(_GUARD, res(_AWS, deletionWindowInDays=7), says="`deletionWindowInDays` is 7"),
    fails(_GUARD, res(_AWS, isEnabled=False), says="isEnabled"),
    fails(_GUARD, res(_AWS, bypassPolicyLockoutSafetyCheck=True), says="bypassPolicyLockoutSafetyCheck"),
    unknown(_GUARD, res(_AWS, deletionWindowInDays=UNKNOWN)),
    skips(_GUARD, res(_AWS, deletionWindowInDays=7), environment=Environment.DEV),
    passes(_GUARD, res(_ALICLOUD, deletionProtection="Enabled", pendingWindowInDays=30)),
    fails(_GUARD, res(_ALICLOUD, pendingWindowInDays=30), says="deletionProtection"),
    fails(_GUARD, res(_ALICLOUD, deletionProtection="Enabled", pendingWindowInDays=7), says="7"),
    fails(_GUARD, res(_ALICLOUD, deletionProtection="Enabled"), says="`pendingWindowInDays` is not set"),
    passes(_GUARD, res(_ALICLOUD, deletionProtection="Enabled", deletionWindowInDays=30)),
    fails(_GUARD, res(_ALICLOUD, deletionProtection="Enabled", pendingWindowInDays=30, status="Disabled")),
    unknown(_GUARD, res(_ALICLOUD, deletionProtection=UNKNOWN, pendingWindowInDays=30)),
    passes(_GUARD, res(_INSTANCE, deletionProtection=True)),
    fails(_GUARD, res(_INSTANCE, keyNum=1000), says="deletionProtection"),
    unknown(_GUARD, res(_INSTANCE, deletionProtection=UNKNOWN)),
    passes(_PUBLIC, res(_AWS, policy=_OWN)),
    # AWS's default policy lets the account in and nobody else
    passes(_PUBLIC, res(_AWS, description="databases")),
    passes(_PUBLIC, res(_AWS, policy=_SERVICE)),
    passes(_PUBLIC, res(_AWS, policy=_policy({"AWS": "*"}, _THROUGH_BACKUP))),
    fails(_PUBLIC, res(_AWS, policy=_ANYBODY), says="statement `Use` lets anybody"),
    fails(
        _PUBLIC, res(_AWS, policy=_policy("*", {"StringEqualsIfExists": {"kms:CallerAccount": "111122223333"}}))
    ),
    fails(_PUBLIC, res(_AWS, policy=_policy("*", {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/*"}}))),
    fails(
        _PUBLIC,
        res(_AWS, policy=_policy("*", {"StringEquals": {"kms:ViaService": "s3.eu-central-1.amazonaws.com"}})),
    ),
    fails(_PUBLIC, res(_AWS, policy=_policy({"AWS": "arn:aws:iam::444455556666:root"})), says="444455556666"),
    fails(_PUBLIC, res(_AWS, policy=_policy("*", {"StringEquals": {"kms:CallerAccount": "444455556666"}}))),
    unknown(_PUBLIC, res(_AWS, policy=_OWN), accounts=frozenset(), says="no stack file"),
    unknown(_PUBLIC, res(_AWS, policy=UNKNOWN)),
    unknown(_PUBLIC, res(_AWS, policy="not JSON"), says="not JSON"),
    passes(_PUBLIC, res(_KEY_POLICY, keyId=UNKNOWN, policy=_OWN)),
    fails(_PUBLIC, res(_KEY_POLICY, keyId=UNKNOWN, policy=_ANYBODY)),
    unknown(_PUBLIC, res(_KEY_POLICY, keyId=UNKNOWN, policy=UNKNOWN)),
    *(passes(_PUBLIC, res(type_, policy=_OWN)) for type_ in _OTHER_KEYS),
    *(fails(_PUBLIC, res(type_, policy=_ANYBODY)) for type_ in _OTHER_KEYS),
    *(unknown(_PUBLIC, res(type_, policy=UNKNOWN)) for type_ in _OTHER_KEYS),
    # A grant goes past the policy
    passes(_PUBLIC, res(_GRANT, keyId=UNKNOWN, granteePrincipal="arn:aws:iam::111122223333:role/orders")),
    fails(_PUBLIC, res(_GRANT, keyId=UNKNOWN, granteePrincipal="arn:aws:iam::444455556666:root"), says="4444"),
    unknown(_PUBLIC, res(_GRANT, keyId=UNKNOWN, granteePrincipal=UNKNOWN)),
    passes(_PUBLIC, res(_ALICLOUD, policy=_RAM_OWN)),
    fails(_PUBLIC, res(_ALICLOUD, policy=_RAM_ANYBODY), says="anybody"),
    fails(
        _PUBLIC, res(_ALICLOUD, policy=_policy({"RAM": ["acs:ram::9876543210987654:root"]})), says="account 9876"
    ),
    unknown(_PUBLIC, res(_ALICLOUD, policy=UNKNOWN)),
)
