"""Log Service."""

from __future__ import annotations

import json
from collections.abc import Iterator

from infra.local.alicloud.case import Case
from infra.local.contract import Finding

_MOST_QUESTIONS = 3
"""Queries of an alert. Source: Log Service documentation "Limits on alerting", 2026-08."""


def hot_days(case: Case) -> Iterator[Finding]:
    """Hot storage ends before the logs do."""
    hot, kept = case.number("hotTtl"), case.number("retentionPeriod")
    if hot is not None and kept is not None and hot > kept:
        yield case.refuse("hotTtl", f"must be at most {kept:g}, the `retentionPeriod`", case.value("hotTtl"))


def key_region(case: Case) -> Iterator[Finding]:
    """A store is encrypted with a key of its own region."""
    for place in case.places("encryptConf.userCmkInfo.regionId"):
        if place.value != case.region:
            yield case.refuse(place.path, f"must be {case.region}, where the store is", place.value)


def input_detail(case: Case) -> Iterator[Finding]:
    """A configuration for files says which."""
    try:
        detail = json.loads(str(case.value("inputDetail")))
    except ValueError:
        return  # said by the provider's own rule
    needed = ("logType", "logPath", "filePattern") if case.value("inputType") == "file" else ()
    missing = [key for key in needed if not (isinstance(detail, dict) and detail.get(key))]
    if missing:
        yield case.refuse("inputDetail", f"must have {', '.join(missing)} for the input of files", detail)


def questions(case: Case) -> Iterator[Finding]:
    """An alert asks a few questions, of logs that are in its region."""
    given = case.values("configuration.queryLists[]")
    if len(given) > _MOST_QUESTIONS:
        yield case.refuse("configuration.queryLists", f"must be at most {_MOST_QUESTIONS}", len(given))
    for place in case.places("configuration.queryLists[].region"):
        if place.value != case.region and case.value("configuration.queryLists[].project>id", place.path):
            yield case.refuse(place.path, f"must be {case.region}, where the project is", place.value)
