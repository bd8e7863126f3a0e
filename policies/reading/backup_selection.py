"""Which stores a selection of AWS Backup takes into its plan: by ARN, by pattern, by tag.

`resources` and `selectionTags` are united, `conditions` narrow what they take, `notResources` leave out. Sources:
AWS Backup Developer Guide, "Assign resources with AWS CLI"; hashicorp/terraform-provider-aws issue 41274; 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from policies.reading.providers import region_of, tags_of
from policies.view import NotEvaluated, View

_ARNS: Mapping[str, tuple[str, str, str]] = {
    "aws:rds/cluster:Cluster": ("rds", "cluster:", "clusterIdentifier"),
    "aws:rds/instance:Instance": ("rds", "db:", "identifier"),
    "aws:dynamodb/table:Table": ("dynamodb", "table/", "name"),
    "aws:s3/bucket:Bucket": ("s3", "", "bucket"),
    "aws:ebs/volume:Volume": ("ec2", "volume/", ""),
}
"""Type -> service, what stands before the name in its ARN, property with the name (empty: the cloud gives it)."""
_ANY_NAME = "\0"
"""Stands for a name that the cloud gives: only a wildcard can match it."""
_ARN_PARTS = 6
_RESOURCE_TAG = "aws:ResourceTag/"


def selects(selection: View, store: View) -> bool:
    """Whether the selection takes the store.

    Raises:
        NotEvaluated: a value that decides it is not known.
    """
    if _names(selection, "notResources", store):
        return False
    everything = not selection.count("resources") and not selection.count("selectionTags")
    if not (everything or _names(selection, "resources", store) or _tagged(selection, store)):
        return False
    return all(_holds(condition, store) for condition in selection.each("conditions"))


def _names(selection: View, path: str, store: View) -> bool:
    """By reference, or by an ARN that may have wildcards."""
    count = selection.count(path)
    if not count:
        return False
    if any(other.resource.urn == selection.resource.urn for other in store.referring(selection.type, path)):
        return True
    if len(selection.targets(path)) >= count:  # each entry is another resource of this stack
        return False
    return any(_matches(str(pattern), store) for pattern in selection.values(path))


def _matches(pattern: str, store: View) -> bool:
    if pattern == "*":
        return True
    service, kind, property_ = _ARNS[store.type]
    parts = pattern.split(":", _ARN_PARTS - 1)
    parts += [parts[-1] if parts[-1].endswith("*") else ""] * (_ARN_PARTS - len(parts))
    if not _like(parts[2], service):
        return False
    region = "" if service == "s3" else region_of(store)
    if not _like(parts[3], region):
        return False
    name = store.get(property_) if property_ else None
    if name is not None:
        return _like(parts[5], f"{kind}{name}")
    if _like(parts[5], f"{kind}{_ANY_NAME}"):
        return True
    if parts[5].startswith(kind):
        raise NotEvaluated(f"the name of {store.name} is not known, so whether {pattern!r} means it")
    return False


def _like(pattern: str, value: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), value, re.DOTALL) is not None


def _tagged(selection: View, store: View) -> bool:
    if not selection.count("selectionTags"):
        return False
    tags = tags_of(store)
    return any(tags.get(_key(tag)) == tag.get("value") for tag in selection.each("selectionTags"))


def _key(tag: View) -> str:
    return str(tag.get("key")).removeprefix(_RESOURCE_TAG)


_CONDITIONS: Mapping[str, Callable[[str, Any], bool]] = {
    "stringEquals": lambda wanted, value: value == wanted,
    "stringLikes": lambda wanted, value: value is not None and _like(wanted, str(value)),
    "stringNotEquals": lambda wanted, value: value != wanted,
    "stringNotLikes": lambda wanted, value: value is None or not _like(wanted, str(value)),
}


def _holds(condition: View, store: View) -> bool:
    """All operators, and all of each, must hold."""
    tags = tags_of(store)
    return all(
        holds(str(wanted.get("value")), tags.get(_key(wanted)))
        for operator, holds in _CONDITIONS.items()
        for wanted in condition.each(operator)
    )
