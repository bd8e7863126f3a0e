"""The audit trail's data events: who read or changed cardholder data in buckets and tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from policies.reading.choice import one_is_good
from policies.reading.data_class import CARDHOLDER, data_class
from policies.rule import Area, Check, NotApplicable, Outcome, Rule, Scope, Severity
from policies.rules.logs.trail import ACTIONTRAIL, CLOUDTRAIL
from policies.view import NotEvaluated, View

_BUCKET = "aws:s3/bucket:Bucket"
_TABLE = "aws:dynamodb/table:Table"
_OSS = "alicloud:oss/bucket:Bucket"
_NOT_CARDHOLDER = NotApplicable("it holds no cardholder data")
_SERVICE = {_BUCKET: "s3", _TABLE: "dynamodb"}
_KIND = {_BUCKET: "AWS::S3::Object", _TABLE: "AWS::DynamoDB::Table"}
"""Names of the resource in event selectors, basic and advanced."""
_NARROWING = frozenset({"readOnly", "eventName", "userIdentity.arn", "sessionCredentialFromConsole"})
"""Fields that leave out some of the calls to a resource."""
_INCLUDING, _EXCLUDING = ("equals", "startsWiths"), ("notEquals", "notStartsWiths")
_READS_AND_WRITES = frozenset({"GetObject", "PutObject", "DeleteObject"})


def _covered_by(trail_type: str, gap: Callable[[View, View], str | None]) -> Check:
    """Where cardholder data is, one trail records reads and writes of the store."""

    def check(store: View) -> Outcome:
        if data_class(store) != CARDHOLDER:
            return _NOT_CARDHOLDER
        faults = one_is_good(store.all(trail_type), lambda trail: gap(trail, store))
        return None if faults is None else "no trail of the stack records who reads and who changes its data"

    return check


def _cloudtrail_gap(trail: View, store: View) -> str | None:
    if trail.get("enableLogging", True) is not True:
        return "off"
    if trail.has("advancedEventSelectors"):
        found = one_is_good(trail.each("advancedEventSelectors"), lambda selector: _advanced_gap(selector, store))
    else:
        found = one_is_good(trail.each("eventSelectors"), lambda selector: _basic_gap(selector, store))
    return None if found is None else "no selector for it"


def _basic_gap(selector: View, store: View) -> str | None:
    if selector.get("readWriteType", "All") != "All":
        return "reads or writes only"
    for data in selector.each("dataResources"):
        if data.get("type") == _KIND[store.type] and _names(data, "values", store):
            return None
    return "not about it"


def _advanced_gap(selector: View, store: View) -> str | None:
    fields = {field.get("field"): field for field in selector.each("fieldSelectors")}
    kind = fields.get("resources.type")
    if kind is None or _KIND[store.type] not in kind.values("equals"):
        return "not about its kind"
    if _NARROWING & fields.keys():
        return "some calls only"
    arn = fields.get("resources.ARN")
    if arn is None:
        return None
    if any(_names(arn, path, store) for path in _EXCLUDING):
        return "not about it"
    included = [path for path in _INCLUDING if arn.has(path)]
    return None if not included or any(_names(arn, path, store) for path in included) else "not about it"


def _names(values: View, path: str, store: View) -> bool:
    """Whether ARNs cover the store: its own, a prefix of it, or all of the service."""
    if not values.has(path):
        return False
    if any(target.resource is store.resource for target in values.targets(path, store.type)):
        return True
    service = _SERVICE[store.type]
    name = store.get("bucket" if store.type == _BUCKET else "name")
    for value in values.values(path):
        text = str(value).rstrip("/*")
        if text in (f"arn:aws:{service}", f"arn:aws:{service}:::", f"arn:aws:{service}::") or (
            name and _means(text, name, prefix=path.lower().endswith("startswiths") and text == value)
        ):
            return True
    return False


def _means(arn: str, name: str, *, prefix: bool) -> bool:
    """`prefix`: the ARN may end within the name."""
    named = arn.rpartition(":")[2].rpartition("table/")[2]
    return name.startswith(named) if prefix else named == name


def _actiontrail_gap(trail: View, bucket: View) -> str | None:
    if trail.get("status", "Enable") != "Enable":
        return "off"
    recorded: set[str] = set()
    for selector in _selectors(trail):
        if str(selector.get("ServiceName", "")).lower() != "oss" or not _about(selector, bucket):
            continue
        names = selector.get("EventName")
        if not names and selector.get("ReadWriteType", "All") == "All":
            return None
        recorded |= set((names or {}).get("Equals", ()))
    return None if recorded >= _READS_AND_WRITES else "no selector for it"


def _selectors(trail: View) -> list[Mapping[str, Any]]:
    found = trail.document("eventSelectors") or []
    if not isinstance(found, list):
        raise NotEvaluated("`eventSelectors` is not a list")
    return [item for item in found if isinstance(item, dict)]


def _about(selector: Mapping[str, Any], bucket: View) -> bool:
    arns = (selector.get("ResourceArn") or {}).get("Equals", ())
    name = bucket.get("bucket")
    return not selector.get("ResourceArn") or any(
        str(arn).rstrip("/*").rpartition(":")[2] in (name, "") for arn in arns
    )


RULES = (
    Rule(
        id="log-audit-data-events",
        title="Each read and change of cardholder data in buckets and tables is on record",
        area=Area.LOGGING,
        severity=Severity.MEDIUM,
        why="After a theft the card schemes ask which cards were read. Without data events the answer is: all.",
        remediation="keep cardholder data in Database, whose audit log names each access, or give the trail a data"
        " event selector for the store (`_EVENTS` in components/aws/audit_trail.py)",
        source="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
        checks={
            _BUCKET: _covered_by(CLOUDTRAIL, _cloudtrail_gap),
            _TABLE: _covered_by(CLOUDTRAIL, _cloudtrail_gap),
            _OSS: _covered_by(ACTIONTRAIL, _actiontrail_gap),
        },
        scope=Scope.STACK,
    ),
)
