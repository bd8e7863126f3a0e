"""At which value an alarm fires."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping

from policies.reading.alarms import CMS_ALARM, EVENT_RULE, GROUP_RULE, METRIC_ALARM
from policies.view import View

_ABOVE: Mapping[str, Callable[[float, float], bool]] = {
    "GreaterThanThreshold": operator.gt,
    "GreaterThanOrEqualToThreshold": operator.ge,
    ">": operator.gt,
    ">=": operator.ge,
}
_LEVELS = ("Critical", "Warn", "Info")


def fires_at(alarm: View, value: float) -> bool:
    """Whether it fires once its metric has risen to this value; metric math and events are taken at their word."""
    return any(
        compares(value, threshold)
        for comparison, threshold in _thresholds(alarm)
        if (compares := _ABOVE.get(comparison))
    )


def _thresholds(alarm: View) -> Iterator[tuple[str, float]]:
    yield from _READERS[alarm.type](alarm)


def _aws(alarm: View) -> Iterator[tuple[str, float]]:
    if alarm.count("metricQueries"):
        yield ">=", float("-inf")
    else:
        yield alarm.get("comparisonOperator", ""), float(alarm.get("threshold", 0))


def _cms(alarm: View) -> Iterator[tuple[str, float]]:
    if alarm.has("compositeExpression"):
        yield ">=", float("-inf")
    for level in _LEVELS:
        yield from _level(alarm.at(f"escalations{level}"))


def _group_rule(rule: View) -> Iterator[tuple[str, float]]:
    for level in _LEVELS:
        yield from _level(rule.at(f"escalations.{level.lower()}"))


def _level(escalation: View) -> Iterator[tuple[str, float]]:
    if escalation.has("threshold"):
        yield escalation.get("comparisonOperator", ">"), float(escalation.get("threshold"))


def _event(rule: View) -> Iterator[tuple[str, float]]:
    yield ">=", float("-inf")


_READERS: Mapping[str, Callable[[View], Iterator[tuple[str, float]]]] = {
    METRIC_ALARM: _aws,
    CMS_ALARM: _cms,
    GROUP_RULE: _group_rule,
    EVENT_RULE: _event,
}
