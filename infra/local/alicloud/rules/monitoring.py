"""CloudMonitor."""

from __future__ import annotations

import json
from collections.abc import Iterator

from infra.local.alicloud.case import Case
from infra.local.contract import Finding

_SHORT_PERIODS_SECONDS = (10, 15, 30)
"""Besides whole minutes. Source: CloudMonitor API reference, PutResourceMetricRule, `Period`, 2026-08."""


def dimensions(case: Case) -> Iterator[Finding]:
    """What an alarm watches is a JSON list of objects with texts."""
    given = case.value("metricDimensions")
    if given is None:
        if case.value("dimensions") is None and case.value("project") != "acs_prometheus":
            yield case.refuse("metricDimensions", "is required: an alarm watches something")
        return
    try:
        found = json.loads(str(given))
    except ValueError as error:
        yield case.refuse("metricDimensions", f"must be JSON: {error}", given)
        return
    rows = found if isinstance(found, list) else [found]
    if not rows or not all(isinstance(row, dict) and row and all(row.values()) for row in rows):
        yield case.refuse("metricDimensions", "must be a list of objects, each with what to watch", given)


def period(case: Case) -> Iterator[Finding]:
    """Metrics are collected in whole minutes, some more often."""
    seconds = case.number("period")
    if seconds is not None and seconds not in _SHORT_PERIODS_SECONDS and (seconds <= 0 or seconds % 60):
        yield case.refuse("period", "must be a multiple of 60 seconds, or 10, 15 or 30", case.value("period"))
