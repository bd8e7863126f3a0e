"""Log Service."""

from __future__ import annotations

import json
from collections.abc import Iterator

from infra.local.alicloud.case import Case
from infra.local.contract import Finding

_MOST_QUESTIONS = 3
"""Queries of an alert. Source: Log Service documentation "Limits on alerting", 2026-08."""

_COLUMN_TYPES = ("string", "boolean", "int32", "int64", "float", "double")
"""Of files of columns. Source: Log Service documentation "Parquet format", 2026-11."""


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


def columns(case: Case) -> Iterator[Finding]:
    """Files of columns say which, each of a type that they have."""
    path = "configuration.sink.contentDetail"
    if case.value("configuration.sink.contentType") not in ("parquet", "orc"):
        return
    try:
        detail = json.loads(str(case.value(path)))
    except ValueError:
        return  # said by the provider's own rule
    given = detail.get("columns") if isinstance(detail, dict) else None
    if not isinstance(given, list) or not given:
        yield case.refuse(path, "must have columns", case.value(path))
        return
    for column in given:
        if not isinstance(column, dict) or not column.get("name") or column.get("type") not in _COLUMN_TYPES:
            yield case.refuse(
                path, f"must have columns with a name and a type, {', '.join(_COLUMN_TYPES)}", column
            )


def questions(case: Case) -> Iterator[Finding]:
    """An alert asks a few questions, of logs that are in its region."""
    given = case.values("configuration.queryLists[]")
    if len(given) > _MOST_QUESTIONS:
        yield case.refuse("configuration.queryLists", f"must be at most {_MOST_QUESTIONS}", len(given))
    for place in case.places("configuration.queryLists[].region"):
        if place.value != case.region and case.value("configuration.queryLists[].project>id", place.path):
            yield case.refuse(place.path, f"must be {case.region}, where the project is", place.value)
