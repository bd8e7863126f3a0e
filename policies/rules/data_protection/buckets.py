"""Buckets: closed to the public, with older versions, tidy, and unchangeable where they hold the audit trail."""

from __future__ import annotations

from policies.checks import shown
from policies.reading.bucket_role import holds_audit_trail
from policies.reading.buckets import OSS, S3, attached, lifecycle, versioned
from policies.reading.public_access import OSS_ACCOUNT, PUBLIC_ACLS, S3_ACCOUNT, flags_off, unblocked
from policies.rule import PRODUCTION, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_PUBLIC_GROUPS = ("global/AllUsers", "global/AuthenticatedUsers")
_LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
_WORM = "alicloud:oss/bucketWorm:BucketWorm"
_ABORT_WITHIN_DAYS = 7
_YEAR_DAYS = 365


def _account_blocked(block: View) -> Outcome:
    off = flags_off(block)
    return f"{off} not true" if off else None


def _canned(holder: View) -> Outcome:
    acl = holder.get("acl", "private")
    return f"`acl` is {acl}" if acl in PUBLIC_ACLS else None


def _s3_inline_acl(bucket: View) -> Outcome:
    return _canned(bucket) or _granted(bucket, "grants", "uri")


def _s3_acl(acl: View) -> Outcome:
    return _canned(acl) or _granted(acl, "accessControlPolicy.grants", "grantee.uri")


def _granted(holder: View, path: str, group: str) -> Outcome:
    for grant in holder.each(path):
        uri = str(grant.get(group, ""))
        if uri.endswith(_PUBLIC_GROUPS):
            return f"`{grant.path}` gives rights to {uri.rpartition('/')[2]}"
    return None


def _s3_versioned(bucket: View) -> Outcome:
    if versioned(bucket) or bucket.get("objectLockEnabled", False) is True:  # a lock comes with versions
        return None
    return "versioning is not enabled: what is overwritten or deleted is gone"


def _oss_versioned(bucket: View) -> Outcome:
    return None if versioned(bucket) else "versioning is not enabled: what is overwritten or deleted is gone"


def _tidy(bucket: View) -> Outcome:
    rules = [rule for rule in lifecycle(bucket) if rule.enabled and rule.whole]
    if not rules:
        return "no lifecycle rule for the whole bucket is in force"
    if all(rule.forgets_versions_after is None for rule in rules):
        return "no lifecycle rule deletes older versions"
    aborts = [days for rule in rules if (days := rule.aborts_uploads_after) is not None]
    if not aborts:
        return "no lifecycle rule deletes unfinished uploads"
    if min(aborts) > _ABORT_WITHIN_DAYS:
        return f"unfinished uploads are deleted after {min(aborts)} days, at most {_ABORT_WITHIN_DAYS} are allowed"
    return None


def _s3_immutable(bucket: View) -> Outcome:
    if not holds_audit_trail(bucket):
        return NotApplicable("no audit trail is kept in it")
    locks = attached(bucket, _LOCK)
    retention = (locks[0].at("rule") if locks else bucket.at("objectLockConfiguration.rule")).at(
        "defaultRetention"
    )
    days = float(retention.get("days", 0)) or float(retention.get("years", 0)) * _YEAR_DAYS
    return _kept(bucket, days, f"`{retention.path}`")


def _oss_immutable(bucket: View) -> Outcome:
    if not holds_audit_trail(bucket):
        return NotApplicable("no audit trail is kept in it")
    worms = attached(bucket, _WORM)
    if not worms:
        return "no BucketWorm locks it"
    status = worms[0].get("status")
    if status != "Locked":
        return f"`status` of its BucketWorm is {shown(status)}: it lapses after a day"
    return _kept(bucket, float(worms[0].get("retentionPeriodInDays", 0)), "`retentionPeriodInDays`")


def _kept(bucket: View, days: float, what: str) -> Outcome:
    least = bucket.stack.facts.demands.security_log_days
    if days >= least:
        return None
    if not days:
        return f"{what} is not set: records can be deleted"
    return f"{what} is {days:g} days, at least {least} are needed"


RULES = (
    Rule(
        id="data-bucket-block-public",
        title="Buckets are closed to the public, whatever a policy or an ACL says",
        area=Area.DATA_PROTECTION,
        severity=Severity.CRITICAL,
        why="One wrong policy publishes customers' documents; the block makes the cloud refuse it.",
        remediation="build the bucket with Bucket, which adds the block",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8",
        checks={
            S3: unblocked,
            S3_ACCOUNT: _account_blocked,
            OSS: unblocked,
            OSS_ACCOUNT: _account_blocked,
        },
        scope=Scope.STACK,
    ),
    Rule(
        id="data-bucket-no-public-acl",
        title="No ACL opens a bucket to everybody",
        area=Area.DATA_PROTECTION,
        severity=Severity.CRITICAL,
        why="A bucket that everybody may list is found by scanners within hours, invoices and all.",
        remediation="build the bucket with Bucket, which keeps it private; publish files through a Site of Edge",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-2",
        checks={
            S3: _s3_inline_acl,
            "aws:s3/bucketAcl:BucketAcl": _s3_acl,
            OSS: _canned,
            "alicloud:oss/bucketAcl:BucketAcl": _canned,
        },
    ),
    Rule(
        id="data-bucket-versioning",
        title="Buckets keep what is overwritten or deleted",
        area=Area.DATA_PROTECTION,
        severity=Severity.MEDIUM,
        why="A script that empties or overwrites the wrong bucket cannot be undone without older versions.",
        remediation="build the bucket with Bucket, which keeps versions for `noncurrent_expire_days`",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-14",
        checks={S3: _s3_versioned, OSS: _oss_versioned},
        scope=Scope.STACK,
    ),
    Rule(
        id="data-bucket-lifecycle",
        title="Buckets forget older versions and unfinished uploads",
        area=Area.DATA_PROTECTION,
        severity=Severity.LOW,
        why="What nobody can see any more is paid for without end, and a customer's deleted file is still there.",
        remediation="set `noncurrent_expire_days` of Bucket; it always aborts uploads after 7 days",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-10",
        checks={S3: _tidy, OSS: _tidy},
        scope=Scope.STACK,
    ),
    Rule(
        id="data-audit-bucket-immutable",
        title="The records of the audit trail are locked against change and deletion for a year",
        area=Area.DATA_PROTECTION,
        severity=Severity.HIGH,
        why="An intruder deletes the audit trail first; without it nobody can say what was taken, and PCI DSS"
        " 10.5.1 is violated.",
        remediation="leave `disposable` of AuditTrail at False (stack file: `lifetime: permanent`) and"
        " `retention.security_logs_days` at 365 or more",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-15",
        checks={S3: _s3_immutable, OSS: _oss_immutable},
        scope=Scope.STACK,
        environments=PRODUCTION,
    ),
)
