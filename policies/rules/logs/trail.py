"""The audit trail: who called the cloud's control plane."""

from __future__ import annotations

from collections.abc import Iterator

from policies.checks import is_true
from policies.reading.buckets import OSS, S3, acls, logging, versioned
from policies.reading.choice import one_is_good
from policies.reading.public_access import PUBLIC_ACLS, unblocked
from policies.rule import STACK, Area, Check, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

CLOUDTRAIL = "aws:cloudtrail/trail:Trail"
ACTIONTRAIL = "alicloud:actiontrail/trail:Trail"


def _recording(stack: View) -> Outcome:
    type_, gap = _TRAILS[stack.stack.facts.cloud]
    faults = one_is_good(stack.all(type_), gap)
    return None if faults is None else "; ".join(faults) or "the stack has no audit trail"


def _cloudtrail_gap(trail: View) -> str | None:
    for path, default in (
        ("enableLogging", True),
        ("isMultiRegionTrail", False),
        ("includeGlobalServiceEvents", True),
    ):
        if trail.get(path, default) is not True:
            return f"{trail.name}: `{path}` is not true"
    if trail.has("advancedEventSelectors"):
        selectors = one_is_good(trail.each("advancedEventSelectors"), _not_all_management_events)
    elif trail.has("eventSelectors"):
        selectors = one_is_good(trail.each("eventSelectors"), _not_all_management_calls)
    else:
        return None
    return None if selectors is None else f"{trail.name}: no event selector records every management event"


def _not_all_management_events(selector: View) -> str | None:
    fields = list(selector.each("fieldSelectors"))
    narrowed = [field.get("field") for field in fields if field.get("field") != "eventCategory"]
    management = any(
        field.get("field") == "eventCategory" and "Management" in field.values("equals") for field in fields
    )
    return None if management and not narrowed else "not every management event"


def _not_all_management_calls(selector: View) -> str | None:
    every = selector.get("includeManagementEvents", True) is True and selector.get("readWriteType", "All") == "All"
    return None if every and not selector.values("excludeManagementEventSources") else "not every management event"


def _actiontrail_gap(trail: View) -> str | None:
    for path, wanted in (("status", "Enable"), ("trailRegion", "All"), ("eventRw", "All")):
        value = trail.get(path, wanted)  # the defaults are the widest
        if value != wanted:
            return f"{trail.name}: `{path}` is {value!r}, not {wanted!r}"
    return None


_TRAILS = {"aws": (CLOUDTRAIL, _cloudtrail_gap), "alicloud": (ACTIONTRAIL, _actiontrail_gap)}


def _sets_all(**paths: str) -> Check:
    """Each property is set; the text says what for."""

    def check(trail: View) -> Outcome:
        for path, reason in paths.items():
            if not trail.has(path):
                return f"`{path}` is not set: {reason}"
        return None

    return check


def _private_bucket(path: str, type_: str) -> Check:
    """The bucket that a trail writes to is closed, keeps versions, and does not log into itself."""

    def check(trail: View) -> Outcome:
        buckets = trail.targets(path, type_)
        if not buckets:
            name = trail.get(path)
            if name is None:
                return NotApplicable("it writes to no bucket, which log-audit-trail-to-analysis judges")
            raise NotEvaluated(f"bucket {name!r} of `{path}` is not in this stack")
        return next((f"bucket {bucket.name} {fault}" for bucket in buckets for fault in _faults(bucket)), None)

    return check


def _faults(bucket: View) -> Iterator[str]:
    if missing := unblocked(bucket):
        yield f"is not closed to the public: {missing}"
    for acl in acls(bucket):
        if acl in PUBLIC_ACLS:
            yield f"has the `acl` {acl!r}"
    if not versioned(bucket):
        yield "keeps no versions: whoever overwrites a record has erased it"
    log = logging(bucket)
    if log is not None and any(
        target.resource is bucket.resource for target in log.targets("targetBucket", S3, OSS)
    ):
        yield "records its requests in itself: each record makes another one"


RULES = (
    Rule(
        id="log-audit-trail-all-regions",
        title="An audit trail records every call of the control plane, in all regions",
        area=Area.LOGGING,
        severity=Severity.CRITICAL,
        why="Intruders work in regions that nobody uses; without a trail nobody can say what they took or left.",
        remediation="build the stack with AuditTrail, which records all regions, reads and writes",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1",
        checks={STACK: _recording},
        scope=Scope.STACK,
    ),
    Rule(
        id="log-audit-trail-integrity",
        title="Records of the audit trail prove that nobody changed them",
        area=Area.LOGGING,
        severity=Severity.HIGH,
        why="Who can edit the record of a theft has not been there. Digests show every changed or missing file.",
        remediation="build the trail with AuditTrail, which sets `enable_log_file_validation`",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-4",
        checks={CLOUDTRAIL: is_true("enableLogFileValidation")},
        not_applicable={
            "alicloud": "ActionTrail makes no digests; data-audit-bucket-immutable judges the lock of its bucket"
        },
    ),
    Rule(
        id="log-audit-trail-to-analysis",
        title="The audit trail can be searched within minutes, not only kept",
        area=Area.LOGGING,
        severity=Severity.MEDIUM,
        why="Alarms on stolen rights need the calls as they happen; files in a bucket are read after the damage.",
        remediation="build the trail with AuditTrail, which delivers to a bucket and to a searchable log",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-5",
        checks={
            CLOUDTRAIL: _sets_all(
                cloudWatchLogsGroupArn="no log can be searched or raise alarms",
                cloudWatchLogsRoleArn="CloudTrail may not write to the log",
            ),
            ACTIONTRAIL: _sets_all(
                slsProjectArn="no log can be searched or raise alerts",
                ossBucketName="nothing is kept where it cannot be changed",
            ),
        },
    ),
    Rule(
        id="stack-audit-bucket-private",
        title="The bucket of the audit trail is closed to the public and keeps what is overwritten",
        area=Area.LOGGING,
        severity=Severity.CRITICAL,
        why="The trail shows attackers every role and address of the shop, and who can overwrite it has no past.",
        remediation="let AuditTrail make the bucket; it sets the public-access block, versions and an access log",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-6",
        checks={
            CLOUDTRAIL: _private_bucket("s3BucketName", S3),
            ACTIONTRAIL: _private_bucket("ossBucketName", OSS),
        },
        scope=Scope.STACK,
    ),
)
