"""Ledgers, by which money is paid, are locked."""

from __future__ import annotations

import re

from policies.reading.bucket_role import holds_access_logs
from policies.reading.buckets import OSS, S3, attached, policy
from policies.reading.documents import Statement
from policies.rule import PRODUCTION, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_LEDGER = re.compile(r"(?<![a-z])ledgers?(?![a-z])", re.IGNORECASE)
"""`click-ledger`, `Ledger`; only the names of buckets tell."""
_LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
_WORM = "alicloud:oss/bucketWorm:BucketWorm"
_BYPASS = "s3:BypassGovernanceRetention"
_YEAR_DAYS = 365
_NO_LEDGER = NotApplicable("it is no ledger")


def _is_ledger(bucket: View) -> bool:
    return bool(_LEDGER.search(bucket.name)) and not holds_access_logs(bucket)


def _s3(bucket: View) -> Outcome:
    if not _is_ledger(bucket):
        return _NO_LEDGER
    locks = attached(bucket, _LOCK)
    rule = locks[0].at("rule") if locks else bucket.at("objectLockConfiguration.rule")
    retention = rule.at("defaultRetention")
    days = float(retention.get("days", 0)) or float(retention.get("years", 0)) * _YEAR_DAYS
    if days and retention.get("mode") != "COMPLIANCE" and not any(map(_keeps_the_lock, policy(bucket))):
        return (
            f"`{retention.path}.mode` is {retention.get('mode')}, and no statement of its policy denies everybody "
            f"{_BYPASS}: administrators delete what is locked"
        )
    return _enough(days, f"`{retention.path}`")


def _keeps_the_lock(statement: Statement) -> bool:
    return (
        not statement.allows
        and statement.for_anyone
        and not statement.not_principals
        and not statement.conditions
        and statement.covers(_BYPASS)
    )


def _oss(bucket: View) -> Outcome:
    if not _is_ledger(bucket):
        return _NO_LEDGER
    worms = attached(bucket, _WORM)
    if not worms:
        return "no BucketWorm locks it"
    if worms[0].get("status") != "Locked":
        return "`status` of its BucketWorm is not Locked: it lapses after a day"
    return _enough(float(worms[0].get("retentionPeriodInDays", 0)), "`retentionPeriodInDays`")


def _enough(days: float, what: str) -> Outcome:
    if days >= _YEAR_DAYS:
        return None
    return f"{what} locks its objects for {days:g} days, at least {_YEAR_DAYS} are needed"


RULES = (
    Rule(
        id="data-ledger-locked",
        title="Ledgers are locked against change and deletion for a year at least",
        area=Area.DATA_PROTECTION,
        severity=Severity.HIGH,
        why="Commissions are paid by the click ledger: whoever can change it writes himself money, and a"
        " dispute about last year's commissions cannot be settled by records that anybody could have touched.",
        remediation="set `locked_days` of Bucket (shop.yaml: `buckets.<name>.locked_days`)",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-15",
        checks={S3: _s3, OSS: _oss},
        scope=Scope.STACK,
        environments=PRODUCTION,
    ),
)
