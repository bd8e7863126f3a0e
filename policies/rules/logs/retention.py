"""How long logs are kept: evidence for a year, and nothing with personal data for ever."""

from __future__ import annotations

from policies.reading.bucket_role import holds_records
from policies.reading.buckets import OSS, S3, lifecycle
from policies.reading.log_kind import LOG_GROUP, STORE, LogKind, log_kind
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_SEARCHABLE = 90 / 365
"""PCI DSS 10.5.1: of 12 months, the last three are at hand at once. That is what the copy of a trail is for."""
_SLS_DEFAULT_DAYS = 30
_SLS_FOR_EVER = 3650
"""An SLS store with this retention is kept for ever."""
_EXPORT = "alicloud:sls/ossExportSink:OssExportSink"
_STREAM = NotApplicable("a stream of events, which an export job keeps in a bucket")
_NO_LOG = NotApplicable("nothing in the stack writes a log or an audit trail into it")


def _log_group(log: View) -> Outcome:
    if log.get("logGroupClass") == "DELIVERY":
        return NotApplicable("it only passes logs on to where they are kept")
    days = int(log.get("retentionInDays", 0))
    return _long_enough(log, "retentionInDays", days, forever=days == 0)


def _store(log: View) -> Outcome:
    if log_kind(log) is LogKind.OTHER and log.referring(_EXPORT, "configuration.logstore"):
        return _STREAM
    days = int(log.get("retentionPeriod", _SLS_DEFAULT_DAYS))
    return _long_enough(log, "retentionPeriod", days, forever=days >= _SLS_FOR_EVER)


def _long_enough(log: View, path: str, days: int, *, forever: bool) -> Outcome:
    demands = log.stack.facts.demands
    if not forever and days >= demands.security_log_days:
        return None
    if not forever and days < demands.log_days:
        return f"`{path}` is {days}, at least {demands.log_days} are needed"
    kind = log_kind(log)
    if forever:
        if kind is LogKind.OTHER:
            return f"`{path}` keeps it for ever, and services write about customers"
        return None
    least = {
        LogKind.AUDIT_COPY: int(demands.security_log_days * _SEARCHABLE),
        LogKind.SECURITY: demands.security_log_days,
        LogKind.OTHER: demands.log_days,
    }[kind]
    return None if days >= least else f"`{path}` is {days}, at least {least} are needed for this log ({kind})"


def _bucket(bucket: View) -> Outcome:
    if not holds_records(bucket):
        return _NO_LOG
    least = bucket.stack.facts.demands.security_log_days
    for rule in lifecycle(bucket):
        if rule.enabled and (days := rule.expires_after) is not None and days < least:
            return f"its lifecycle deletes logs after {days} days, at least {least} are needed"
    return None


RULES = (
    Rule(
        id="log-retention-one-year",
        title="Logs that are evidence are kept for a year, and no service log for ever",
        area=Area.LOGGING,
        severity=Severity.HIGH,
        why="Break-ins are found after months, and PCI DSS 10.5.1 asks for 12. A service log that never ends keeps"
        " what customers were promised to be forgotten.",
        remediation="set `retention.security_logs_days` and `retention.logs_days` in the stack file; they reach"
        " Logs, AuditTrail, Database and the buckets of access logs",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16",
        checks={LOG_GROUP: _log_group, STORE: _store, S3: _bucket, OSS: _bucket},
        scope=Scope.STACK,
    ),
)
