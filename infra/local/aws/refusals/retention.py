"""What is kept how long: backups, locks, lifecycles of buckets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infra.local.aws.refusals.subject import Rules, Subject
from infra.local.contract import Finding

_BUCKET = "aws:s3/bucket:Bucket"
_VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
_COLD_DAYS = 90
"""A backup in cold storage stays there that long. Source: Backup guide, "Lifecycle", 2026-11."""
_INFREQUENT = ("STANDARD_IA", "ONEZONE_IA")
_INFREQUENT_DAYS = 30
"""An object must be that old. Source: S3 guide, "Transitioning objects", 2026-11."""


def backup_plan(subject: Subject) -> Iterator[Finding]:
    """A backup may start, complete, grow cold and be deleted, in that order."""
    names: set[str] = set()
    for rule in subject.parts("rules[]"):
        start, completion = rule.number("startWindow"), rule.number("completionWindow")
        if start is not None and start < 60:
            yield rule.finding("startWindow", "must be at least 60 minutes")
        if completion is not None and completion < (480 if start is None else start) + 60:
            yield rule.finding("completionWindow", "must be at least 60 minutes more than startWindow")
        cold, delete = rule.number("lifecycle.coldStorageAfter"), rule.number("lifecycle.deleteAfter")
        if delete is not None and delete < 1:
            yield rule.finding("lifecycle.deleteAfter", "must be at least 1 day")
        if cold and delete and delete < cold + _COLD_DAYS:
            yield rule.finding(
                "lifecycle.deleteAfter", f"must be {_COLD_DAYS} days after coldStorageAfter, {cold:g}"
            )
        if rule.text("ruleName") in names:
            yield rule.finding("ruleName", "is that of another rule of the plan")
        names.add(rule.text("ruleName"))


def vault_lock(subject: Subject) -> Iterator[Finding]:
    """The shortest retention is not longer than the longest."""
    low, high = subject.number("minRetentionDays"), subject.number("maxRetentionDays")
    if low is not None and low < 1:
        yield subject.finding("minRetentionDays", "must be at least 1 day")
    if low is not None and high is not None and low > high:
        yield subject.finding("minRetentionDays", f"must not be above maxRetentionDays, {high:g}")


def bucket_name(subject: Subject) -> Iterator[Finding]:
    """The rules for names of buckets. Source: S3 guide, "Bucket naming rules", 2026-11."""
    name = subject.text("bucket")
    if not name:
        return
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", name) or ".." in name:
        what = "must have 3 to 63 lower-case letters, digits, - and ., and begin and end with a letter or a digit"
        yield subject.finding("bucket", what)
    elif re.fullmatch(r"\d+(\.\d+){3}", name) or name.startswith(("xn--", "sthree-")) or name.endswith("-s3alias"):
        yield subject.finding("bucket", "must not look like an address, nor use what the service keeps for itself")


def object_lock(subject: Subject) -> Iterator[Finding]:
    """Locks need versions, and one length."""
    given = [path for path in ("days", "years") if subject.get(f"rule.defaultRetention.{path}")]
    if subject.get("rule.defaultRetention") and len(given) != 1:
        what = "must have exactly one of days and years"
        yield subject.finding("rule.defaultRetention", what)
    bucket = subject.target(subject.get("bucket"), _BUCKET, by=("id", "bucket"))
    versioned = any(
        each.get("bucket") == subject.get("bucket")
        and (each.get("versioningConfiguration") or {}).get("status") == "Enabled"
        for each in subject.existing.of_type(_VERSIONING)
    )
    if bucket and not versioned and not bucket.get("objectLockEnabled"):
        what = "names a bucket without versioning"
        yield subject.finding("bucket", what, "create the BucketVersioning before, with status Enabled")


def lifecycle(subject: Subject) -> Iterator[Finding]:
    """Each rule does something, in an order that makes sense."""
    ids: set[str] = set()
    for rule in subject.parts("rules[]"):
        if rule.text("id") in ids:
            yield rule.finding("id", "is that of another rule")
        ids.add(rule.text("id"))
        yield from _transitions(rule)
        does = ("expiration", "transitions", "noncurrentVersionExpiration", "noncurrentVersionTransitions")
        if not any(rule.get(path) for path in (*does, "abortIncompleteMultipartUpload")):
            yield rule.finding("", "does nothing: no expiration, no transition, no abort of uploads")
        days = rule.number("expiration.days")
        if days is not None and days < 1 and not rule.get("expiration.expiredObjectDeleteMarker"):
            yield rule.finding("expiration.days", "must be at least 1")


def _transitions(rule: Subject) -> Iterator[Finding]:
    expires, last = rule.number("expiration.days"), 0.0
    for step in rule.parts("transitions[]"):
        days = step.number("days")
        if days is None:
            continue
        if step.text("storageClass") in _INFREQUENT and days < _INFREQUENT_DAYS:
            yield step.finding("days", f"must be at least {_INFREQUENT_DAYS} for {step.text('storageClass')}")
        if days < last:
            yield step.finding("days", f"must not be before the transition after {last:g} days")
        if expires and days >= expires:
            yield step.finding("days", f"must be before the expiration after {expires:g} days")
        last = days


def bucket_encryption(subject: Subject) -> Iterator[Finding]:
    """A key is for encryption with KMS only."""
    for part in subject.parts("rules[].applyServerSideEncryptionByDefault"):
        if part.get("kmsMasterKeyId") and not part.text("sseAlgorithm").startswith("aws:kms"):
            yield part.finding("kmsMasterKeyId", f"is not for {part.text('sseAlgorithm')}", "sseAlgorithm aws:kms")


RULES: Rules = {
    "aws:backup/plan:Plan": (backup_plan,),
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": (vault_lock,),
    _BUCKET: (bucket_name,),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": (lifecycle,),
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": (object_lock,),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": (bucket_encryption,),
}
