"""Buckets, tables, queues and keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infra.local.alicloud.case import Case
from infra.local.contract import Finding

_BLOCK = "alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock"
_COLDER = ("Standard", "IA", "Archive", "ColdArchive", "DeepColdArchive")
_DAY_SECONDS = 86400
_ROTATION_DAYS = (7, 730)
"""Source: KMS API reference, UpdateRotationPolicy, `RotationInterval`, 2026-08."""
_UNITS_SECONDS = {"d": _DAY_SECONDS, "h": 3600, "m": 60, "s": 1}


def not_public(case: Case) -> Iterator[Finding]:
    """A bucket is not public while public access to it is blocked."""
    if case.value("acl") in (None, "private"):
        return
    for other in case.others(_BLOCK):
        if other.get("bucket") == case.value("bucket") and other.get("blockPublicAccess") is True:
            what = f"must be private: {other.name} blocks public access to the bucket"
            yield case.refuse("acl", what, case.value("acl"))


def lifecycle(case: Case) -> Iterator[Finding]:
    """Rules of objects: one way to say when, and colder storage comes later."""
    for rule in case.places("lifecycleRules[]"):
        for kind in ("expirations", "transitions", "abortMultipartUploads"):
            for place in case.places(f"lifecycleRules[].{kind}[]", rule.path):
                ways = [
                    key for key in ("days", "date", "createdBeforeDate") if place.value.get(key) not in (None, "")
                ]
                if len(ways) > 1:
                    yield case.refuse(f"{place.path}.{ways[1]}", f"goes beside {ways[0]}: give one", place.value)
                marker = kind == "expirations" and place.value.get("expiredObjectDeleteMarker")
                if marker and ways:
                    what = f"goes beside {ways[0]}: give one"
                    yield case.refuse(f"{place.path}.expiredObjectDeleteMarker", what, True)
                if not ways and not marker:
                    yield case.refuse(f"{place.path}.days", "is required: a rule says when")
        yield from _colder_later(case, rule.path)


def time_to_live(case: Case) -> Iterator[Finding]:
    """Rows live for a day or more, or for ever. Source: Tablestore API reference, TableOptions, 2026-08."""
    seconds = case.number("timeToLive")
    if seconds is not None and seconds != -1 and seconds < _DAY_SECONDS:
        what = f"must be at least {_DAY_SECONDS} seconds, or -1 for ever"
        yield case.refuse("timeToLive", what, case.value("timeToLive"))


def distinct_keys(case: Case) -> Iterator[Finding]:
    """A table has at least one column in its key, and none twice."""
    given = list(case.places("primaryKeys[].name"))
    if not given:
        yield case.refuse("primaryKeys", "must have at least one column")
    seen: set[str] = set()
    for place in given:
        if place.value in seen:
            yield case.refuse(place.path, "is in the key twice", place.value)
        seen.add(place.value)


def dead_letters(case: Case) -> Iterator[Finding]:
    """Letters that nobody can deliver do not go back to where they come from."""
    target = case.value("dlqPolicy.deadLetterTargetQueue")
    if target is not None and target == case.value("queueName"):
        yield case.refuse("dlqPolicy.deadLetterTargetQueue", "must be another queue", target)


def rotation(case: Case) -> Iterator[Finding]:
    """A key is renewed once in 7 to 730 days."""
    found = re.fullmatch(r"(\d+)([dhms])", str(case.value("rotationInterval")))
    least, most = _ROTATION_DAYS
    if found and not least <= int(found[1]) * _UNITS_SECONDS[found[2]] / _DAY_SECONDS <= most:
        what = f"must be between {least} and {most} days"
        yield case.refuse("rotationInterval", what, case.value("rotationInterval"))


def _colder_later(case: Case, rule: str) -> Iterator[Finding]:
    steps = [
        (place.path, _COLDER.index(place.value["storageClass"]), place.value["days"])
        for place in case.places("lifecycleRules[].transitions[]", rule)
        if place.value.get("storageClass") in _COLDER and place.value.get("days") is not None
    ]
    for path, cold, days in steps:
        sooner = [other for other in steps if other[1] < cold and other[2] >= days]
        if sooner:
            yield case.refuse(
                f"{path}.days", f"must be more than {sooner[0][2]}: colder storage comes later", days
            )
    ends = [place for place in case.places("lifecycleRules[].expirations[].days", rule) if place.value]
    for place in ends:
        latest = max((days for _, _, days in steps), default=0)
        if place.value <= latest:
            yield case.refuse(place.path, f"must be more than {latest}, the last transition", place.value)
