"""Files of strangers: looked through before anybody opens them."""

from __future__ import annotations

from policies.reading.buckets import policy
from policies.reading.documents import Statement
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_PLAN = "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan"
_BUCKET = "aws:s3/bucket:Bucket"
_EVENT_RULE = "alicloud:message/serviceEventRule:ServiceEventRule"
_QUEUE = "alicloud:message/serviceQueue:ServiceQueue"
_RESULT = "s3:ExistingObjectTag/GuardDutyMalwareScanStatus"
_CLEAN = "NO_THREATS_FOUND"
_CALLER, _CALLER_TAG = "aws:PrincipalArn", "aws:PrincipalTag/"
_READ = ("s3:GetObject", "s3:GetObjectVersion")
_MARK = ("s3:PutObjectTagging", "s3:PutObjectVersionTagging")
_UNLESS = {"stringnotequals", "stringnotlike", "arnnotequals", "arnnotlike"}


def _scanned(plan: View) -> Outcome:
    if not any(
        tag.get("status") == "ENABLED" for action in plan.each("actions") for tag in action.each("taggings")
    ):
        return "`actions` do not tag what was found, so nothing keeps people from what is infected"
    buckets = plan.targets("protectedResource", _BUCKET)
    if not buckets:
        raise NotEvaluated("its bucket is not of this stack")
    for bucket in buckets:
        found = tuple(policy(bucket))
        for actions, keys, what in (
            (_READ, (_RESULT, _CALLER, _CALLER_TAG), "to read what was not found clean"),
            (_MARK, (_CALLER, _CALLER_TAG), "to others than the scan to say that an object is clean"),
        ):
            if not any(_refuses(statement, actions, keys) for statement in found):
                return f"no policy of its bucket refuses everybody {' and '.join(actions)}: {what}"
    return None


def _refuses(statement: Statement, actions: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    """Whether it denies the actions to everybody but callers whom it excepts by name or tag."""
    result = statement.on(_RESULT)
    return (
        not statement.allows
        and statement.for_anyone
        and all(map(statement.covers, actions))
        and any(resource.endswith("/*") or resource == "*" for resource in statement.resources)
        and not any("/" in resource.partition("/")[2] for resource in statement.resources)
        # A further condition, on an address or a path, would let others read
        and all(c.key.lower().startswith(tuple(map(str.lower, keys))) for c in statement.conditions)
        and all(c.compares.removesuffix("ifexists") in _UNLESS for c in statement.conditions)
        and (_RESULT not in keys or any(c.values == (_CLEAN,) for c in result))
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
