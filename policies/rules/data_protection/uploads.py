"""Files of strangers: looked through before anybody opens them."""

from __future__ import annotations

from typing import Any

from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_PLAN = "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan"
_BUCKET = "aws:s3/bucket:Bucket"
_BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy"
_EVENT_RULE = "alicloud:message/serviceEventRule:ServiceEventRule"
_QUEUE = "alicloud:message/serviceQueue:ServiceQueue"
_RESULT = "s3:ExistingObjectTag/GuardDutyMalwareScanStatus"
_READ = {"s3:GetObject", "s3:*", "*", "s3:Get*"}


def _scanned(plan: View) -> Outcome:
    if not any(
        tag.get("status") == "ENABLED" for action in plan.each("actions") for tag in action.each("taggings")
    ):
        return "`actions` do not tag what was found, so nothing keeps people from what is infected"
    buckets = plan.targets("protectedResource", _BUCKET)
    if not buckets:
        raise NotEvaluated("its bucket is not of this stack")
    for policy in (policy for bucket in buckets for policy in bucket.referring(_BUCKET_POLICY, "bucket")):
        document = policy.document("policy") or {}
        if any(map(_refuses_the_unscanned, document.get("Statement", ()))):
            return None
    return "no policy of its bucket refuses to read what was not found clean"


def _refuses_the_unscanned(statement: Any) -> bool:
    actions = statement.get("Action", ())
    listed = {actions} if isinstance(actions, str) else set(actions)
    wanted = statement.get("Condition", {}).get("StringNotEquals", {}).get(_RESULT)
    return bool(
        statement.get("Effect") == "Deny"
        and listed & _READ
        and wanted in ("NO_THREATS_FOUND", ["NO_THREATS_FOUND"])
    )


def _heard(rule: View) -> Outcome:
    if rule.get("endpoint.endpointType") != "queue":
        return NotApplicable("its events go to no queue")
    for queue in rule.targets("endpoint", _QUEUE):
        if queue.get("dlqPolicy.enabled", False) is not True:
            return f"the queue {queue.name} has no dead-letter queue: a file that nobody could scan is forgotten"
    return None


RULES = (
    Rule(
        id="data-uploads-scanned",
        title="Files of strangers that are scanned are read by nobody before they were found clean",
        area=Area.DATA_PROTECTION,
        severity=Severity.HIGH,
        why="A customer's attachment is opened by an agent with the rights of an agent; a scan whose result "
        "nobody asks for has seen the malware and let it through.",
        remediation="leave scanning to Bucket (`scan`), in shop.yaml `scan:` of the bucket",
        source="https://docs.aws.amazon.com/guardduty/latest/ug/tag-based-access-s3-malware-protection.html",
        checks={_PLAN: _scanned, _EVENT_RULE: _heard},
        scope=Scope.STACK,
    ),
)
