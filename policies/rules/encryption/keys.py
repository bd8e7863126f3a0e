"""Keys: they rotate, they are hard to delete, and nobody else can use them."""

from __future__ import annotations

import re

from policies.checks import is_one_of, is_true, shown
from policies.reading.accounts import foreign_accounts, strangers
from policies.reading.documents import Statement, statements
from policies.reading.faults import first_fault
from policies.reading.rights import called
from policies.rule import PRODUCTION, Area, NotApplicable, Outcome, Rule, Severity
from policies.view import View

_AWS = "aws:kms/key:Key"
_WITH_POLICY = (
    _AWS,
    "aws:kms/keyPolicy:KeyPolicy",
    "aws:kms/externalKey:ExternalKey",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:kms/replicaExternalKey:ReplicaExternalKey",
)
_ALICLOUD = "alicloud:kms/key:Key"
_YEAR_DAYS = 365
_WINDOW_DAYS = 30
"""The longest that AWS gives (7 to 30); Alibaba Cloud gives up to 366."""
_DAYS = {"d": 1.0, "h": 1 / 24, "m": 1 / 1440, "s": 1 / 86_400}
_ROTATING_SPECS = frozenset({"Aliyun_AES_256", "Aliyun_AES_128", "Aliyun_AES_192", "Aliyun_SM4"})


def _aws_rotates(key: View) -> Outcome:
    if key.get("customerMasterKeySpec", "SYMMETRIC_DEFAULT") != "SYMMETRIC_DEFAULT":
        return NotApplicable("AWS rotates symmetric keys only")
    if key.has("customKeyStoreId") or key.has("xksKeyId"):
        return NotApplicable("AWS does not rotate keys of a custom key store")
    if key.get("enableKeyRotation", False) is not True:
        return "`enableKeyRotation` is not true"
    period = float(key.get("rotationPeriodInDays", _YEAR_DAYS))
    return None if period <= _YEAR_DAYS else f"`rotationPeriodInDays` is {period:g}, at most {_YEAR_DAYS} is right"


def _alicloud_rotates(key: View) -> Outcome:
    if key.get("keySpec", "Aliyun_AES_256") not in _ROTATING_SPECS or key.get("origin") == "EXTERNAL":
        return NotApplicable("KMS rotates symmetric keys of its own making only")
    if key.get("protectionLevel") == "HSM":
        return NotApplicable("KMS does not rotate hardware-protected keys")
    if fault := is_one_of("automaticRotation", ("Enabled",), default="Disabled")(key):
        return fault
    interval = key.get("rotationInterval")
    days = _days(str(interval))
    if days is None:
        return f"`rotationInterval` is {shown(interval)}, which is no time"
    return (
        None if days <= _YEAR_DAYS else f"`rotationInterval` is {interval!r}, at most {_YEAR_DAYS} days is right"
    )


def _days(interval: str) -> float | None:
    """`365d`, `604800s`; `None` for what is no interval."""
    parts = re.fullmatch(r"(\d+)([dhms])", interval)
    return int(parts[1]) * _DAYS[parts[2]] if parts else None


def _aws_guard(key: View) -> Outcome:
    if key.get("isEnabled", True) is False:
        return "`isEnabled` is false: nothing that it encrypts can be read"
    if key.get("bypassPolicyLockoutSafetyCheck", False) is True:
        return "`bypassPolicyLockoutSafetyCheck` is true: its policy may shut everybody out"
    return _window(float(key.get("deletionWindowInDays", _WINDOW_DAYS)), "deletionWindowInDays")


def _alicloud_guard(key: View) -> Outcome:
    if fault := is_one_of("status", ("Enabled",), default="Enabled")(key):
        return fault
    if fault := is_one_of("deletionProtection", ("Enabled",), default="Disabled")(key):
        return fault
    days = key.get("pendingWindowInDays", key.get("deletionWindowInDays"))  # the older argument
    if days is None:
        return f"`pendingWindowInDays` is not set, at least {_WINDOW_DAYS} days are needed"
    return _window(float(days), "pendingWindowInDays")


def _window(days: float, path: str) -> str | None:
    return None if days >= _WINDOW_DAYS else f"`{path}` is {days:g}, at least {_WINDOW_DAYS} days are needed"


def _no_public_policy(key: View) -> Outcome:
    allowing = [found for found in enumerate(statements(key)) if found[1].allows]
    return first_fault(allowing, lambda found: _lets_others_in(key, *found))


def _lets_others_in(key: View, place: int, statement: Statement) -> str | None:
    name = called(statement, place)
    if statement.public:
        return f"{name} lets anybody use the key: no condition says whose accounts"
    others = strangers(key, statement)
    return f"{name} lets account {others[0]} use the key, which is not this stack's" if others else None


def _granted(grant: View) -> Outcome:
    """A grant lets somebody use a key past its policy."""
    others = foreign_accounts(grant, [str(grant.get("granteePrincipal"))])
    return f"`granteePrincipal` is of account {others[0]}, which is not this stack's" if others else None


RULES = (
    Rule(
        id="encryption-kms-rotation",
        title="Keys rotate every year",
        area=Area.ENCRYPTION,
        severity=Severity.HIGH,
        why="PCI DSS wants a key out of use at the end of its life. Without rotation the first thing an auditor"
        " finds is a key as old as the shop.",
        remediation="build it with EncryptionKey, which switches rotation on",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4",
        checks={_AWS: _aws_rotates, _ALICLOUD: _alicloud_rotates},
    ),
    Rule(
        id="encryption-kms-deletion-guard",
        title="A key cannot be lost by a mistake",
        area=Area.ENCRYPTION,
        severity=Severity.HIGH,
        why="Data under a deleted key is gone, backups included. The waiting time is what is left to notice it.",
        remediation="leave `deletion_window_days=30` and `protected=True` on EncryptionKey (stack file:"
        " `lifetime: permanent`)",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-3",
        checks={
            _AWS: _aws_guard,
            _ALICLOUD: _alicloud_guard,
            "alicloud:kms/instance:Instance": is_true("deletionProtection"),
        },
        environments=PRODUCTION,
    ),
    Rule(
        id="encryption-kms-no-public-policy",
        title="No key lets in anybody, or an account that is not the stack's",
        area=Area.ENCRYPTION,
        severity=Severity.CRITICAL,
        why="A key that others may use decrypts every copied snapshot and object for whoever holds one.",
        remediation="name who may use it as `users` of EncryptionKey, which writes one precise statement for each",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-5",
        checks={
            **dict.fromkeys(_WITH_POLICY, _no_public_policy),
            "aws:kms/grant:Grant": _granted,
            _ALICLOUD: _no_public_policy,
        },
    ),
)
