"""Tags: who owns a resource, who pays for it, and how sensitive its data is."""

from __future__ import annotations

from collections.abc import Iterable

from policies.reading.data_class import data_class
from policies.reading.providers import default_tags
from policies.reading.taggable import TAGGABLE
from policies.rule import EVERY_TYPE, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_REQUIRED = ("project", "environment", "owner", "cost-center", "component", "managed-by")
"""What Label.tags of components/label.py gives to everything."""
_GROUP = "aws:autoscaling/group:Group"
_NO_TAGS = NotApplicable("its type takes no tags")
_CLASSES = ("public", "internal", "confidential", "cardholder")
"""Those of `DataClass` in components/label.py."""
STORES = (
    "aws:s3/bucket:Bucket",
    "aws:rds/instance:Instance",
    "aws:rds/cluster:Cluster",
    "aws:dynamodb/table:Table",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:opensearch/domain:Domain",
    "aws:kinesis/stream:Stream",
    "alicloud:oss/bucket:Bucket",
    "alicloud:rds/instance:Instance",
    "alicloud:polardb/cluster:Cluster",
    "alicloud:kvstore/instance:Instance",
    "alicloud:redis/tairInstance:TairInstance",
    "alicloud:ots/instance:Instance",
    "alicloud:elasticsearch/instance:Instance",
)


def _tagged(resource: View) -> Outcome:
    if resource.type == _GROUP:
        return _group_tagged(resource)
    if resource.type not in TAGGABLE:
        return _NO_TAGS
    resource.has("tags")  # as evidence; the values may be unknown, the keys say enough
    missing = _missing(resource.at("tags").inputs())
    if missing:
        missing = _missing([*resource.at("tags").inputs(), *default_tags(resource)])
    return f"`tags` lack {', '.join(missing)}" if missing else None


def _missing(keys: Iterable[str]) -> list[str]:
    found = set(keys)
    return [key for key in _REQUIRED if key not in found]


def _group_tagged(group: View) -> Outcome:
    """Its instances are what is paid for, so it must hand its tags on."""
    tags = {tag.get("key"): tag for tag in group.each("tags")}
    missing = _missing(tags)
    if missing:
        return f"`tags` lack {', '.join(missing)}"
    kept = [key for key in _REQUIRED if tags[key].get("propagateAtLaunch") is not True]
    return f"its instances do not get {', '.join(kept)} (`propagateAtLaunch`)" if kept else None


def _classified(store: View) -> Outcome:
    found = data_class(store)
    if found in _CLASSES:
        return None
    allowed = f"allowed: {', '.join(_CLASSES)}"
    if found is None:
        return f"`tags` lack data-classification, {allowed}"
    return f"data-classification is {found!r}, {allowed}"


RULES = (
    Rule(
        id="tagging-required-keys",
        title="Everything that takes tags says whose it is, what for and who pays",
        area=Area.TAGGING,
        severity=Severity.MEDIUM,
        why="Nobody knows whom to call about a resource without owner, whether it may go, or who pays for it.",
        remediation=(
            "pass `tags=ctx.label.tags(name)`, as every component does; `owner` and `cost_center` are keys of "
            "`floodgate:stack` in the stack file"
        ),
        source="https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
        checks={EVERY_TYPE: _tagged},
        scope=Scope.STACK,
    ),
    Rule(
        id="tagging-data-classification",
        title="Every data store says how sensitive its data is",
        area=Area.TAGGING,
        severity=Severity.MEDIUM,
        why=(
            "The strict rules for card data find their stores by this tag: a store without it is one that they "
            "miss, and an assessor does not."
        ),
        remediation="set `data` of the database, table, cache or bucket (shop.yaml), which becomes the tag",
        source="https://www.pcisecuritystandards.org/document_library/",
        checks=dict.fromkeys(STORES, _classified),
        scope=Scope.STACK,
    ),
)
