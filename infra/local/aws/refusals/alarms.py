"""Alarms, log groups, metric filters, budgets, unusual costs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from infra.local.aws.refusals.subject import Rules, Subject
from infra.local.contract import Finding

_SHORT_PERIODS = (10, 20, 30)
_DAY_SECONDS = 86400
_WEEK_SECONDS = 7 * _DAY_SECONDS
"""All periods together: a day, or a week if a period has an hour or more.
Source: API reference of PutMetricAlarm, 2026-11."""
_STATISTICS = ("SampleCount", "Average", "Sum", "Minimum", "Maximum")
_EXTENDED = re.compile(r"p(\d{1,2}(\.\d+)?|100)|(tm|wm|tc|ts)\d{1,2}(\.\d+)?|IQM|(PR|TM|WM|TC|TS)\(.*:.*\)")
_SELECTS = ("And", "CostCategories", "Dimensions", "Not", "Or", "Tags")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def alarm(subject: Subject) -> Iterator[Finding]:
    """One source of numbers, periods that the service has, a threshold where one is needed."""
    queries = list(subject.parts("metricQueries[]"))
    if bool(queries) == bool(subject.get("metricName")):
        yield subject.finding("metricName", "must be given, or metricQueries, and not both")
    if not queries:
        yield from _period(subject, "period")
        statistics = [path for path in ("statistic", "extendedStatistic") if subject.get(path)]
        if len(statistics) != 1:
            yield subject.finding("statistic", "must be given, or extendedStatistic, and not both")
        if subject.get("statistic") and subject.text("statistic") not in _STATISTICS:
            yield subject.finding("statistic", f"must be one of {', '.join(_STATISTICS)}")
        if subject.get("extendedStatistic") and not _EXTENDED.fullmatch(subject.text("extendedStatistic")):
            yield subject.finding("extendedStatistic", "must be like p99")
    yield from _evaluation(subject)
    if subject.number("threshold") is None and not subject.get("thresholdMetricId"):
        yield subject.finding("threshold", "must be given, or thresholdMetricId")
    yield from _queries(subject, queries)


def _period(subject: Subject, path: str) -> Iterator[Finding]:
    seconds = subject.number(path)
    if seconds is None or seconds in _SHORT_PERIODS or (seconds >= 60 and seconds % 60 == 0):
        return
    yield subject.finding(path, "must be 10, 20, 30 or a multiple of 60 seconds")


def _evaluation(subject: Subject) -> Iterator[Finding]:
    periods, points = subject.number("evaluationPeriods"), subject.number("datapointsToAlarm")
    if periods is not None and periods < 1:
        yield subject.finding("evaluationPeriods", "must be at least 1")
    if periods is not None and points is not None and not 1 <= points <= periods:
        yield subject.finding("datapointsToAlarm", f"must be between 1 and evaluationPeriods, {periods:g}")
    seconds = subject.number("period") or 0
    longest = _WEEK_SECONDS if seconds >= 3600 else _DAY_SECONDS
    if periods is not None and periods * seconds > longest:
        what = f"times the period must be at most {longest} seconds, is {periods * seconds:g}"
        yield subject.finding("evaluationPeriods", what)


def _queries(subject: Subject, queries: list[Subject]) -> Iterator[Finding]:
    ids: set[str] = set()
    for query in queries:
        if not re.fullmatch(r"[a-z][A-Za-z0-9_]*", query.text("id")):
            yield query.finding("id", "must begin with a lower-case letter, and hold letters, digits and _ only")
        if query.text("id") in ids:
            yield query.finding("id", "is that of another query")
        ids.add(query.text("id"))
        if bool(query.get("metric")) == bool(query.get("expression")):
            yield query.finding("", "must have either a metric or an expression")
        yield from _period(query, "metric.period")
    returning = [query for query in queries if query.get("returnData")]
    if queries and len(returning) != 1:
        yield subject.finding(
            "metricQueries", f"must have exactly one query with returnData, has {len(returning)}"
        )


def metric_filter(subject: Subject) -> Iterator[Finding]:
    """The pattern closes what it opens; a default value and dimensions exclude each other."""
    pattern = subject.text("pattern").strip()
    for opening, closing in ("{}", "()", "[]"):
        if pattern[:1] in "{[" and pattern.count(opening) != pattern.count(closing):
            yield subject.finding("pattern", f"has {opening} and {closing} that do not match")
    if pattern.count('"') % 2:
        yield subject.finding("pattern", 'has a " that is not closed')
    transformation = "metricTransformation"
    if subject.get(f"{transformation}.defaultValue") is not None and subject.get(f"{transformation}.dimensions"):
        yield subject.finding(f"{transformation}.defaultValue", "must not be given together with dimensions")


def budget(subject: Subject) -> Iterator[Finding]:
    """An amount of money, and somebody to tell."""
    amount = subject.number("limitAmount")
    if subject.get("limitAmount") is not None and (amount is None or amount <= 0):
        yield subject.finding("limitAmount", "must be a number above 0")
    for notification in subject.parts("notifications[]"):
        if not notification.get("subscriberEmailAddresses") and not notification.get("subscriberSnsTopicArns"):
            yield notification.finding("subscriberEmailAddresses", "must name somebody to tell")
        threshold = notification.number("threshold")
        if threshold is not None and threshold <= 0:
            yield notification.finding("threshold", "must be above 0")
        for place in notification.at("subscriberEmailAddresses[]"):
            if not _EMAIL.fullmatch(str(place.value)):
                yield subject.finding(place, "must be an e-mail address")


def monitor(subject: Subject) -> Iterator[Finding]:
    """What is watched: one dimension, or what an expression selects.

    Source: Cost Explorer API reference, AnomalyMonitor and Expression, 2026-11.
    """
    kind = subject.text("monitorType")
    path = {"CUSTOM": "monitorSpecification", "DIMENSIONAL": "monitorDimension"}.get(kind)
    if path and not subject.get(path):
        yield subject.finding(path, f"must be given for a monitor of type {kind}")
    try:
        said = json.loads(subject.text("monitorSpecification") or "{}")
    except ValueError:
        return  # said by the provider's own rule
    if subject.get("monitorSpecification") and not (isinstance(said, dict) and any(map(said.get, _SELECTS))):
        yield subject.finding("monitorSpecification", f"must have one of {', '.join(_SELECTS)}")


def anomalies(subject: Subject) -> Iterator[Finding]:
    """Mails come daily or weekly, messages at once."""
    immediate = subject.text("frequency") == "IMMEDIATE"
    for subscriber in subject.parts("subscribers[]"):
        kind, address = subscriber.text("type"), subscriber.text("address")
        if (kind == "SNS") != immediate:
            yield subject.finding(
                "frequency", f"must be {'DAILY or WEEKLY' if immediate else 'IMMEDIATE'} for {kind}"
            )
        if kind == "EMAIL" and not _EMAIL.fullmatch(address):
            yield subscriber.finding("address", "must be an e-mail address")


RULES: Rules = {
    "aws:budgets/budget:Budget": (budget,),
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": (metric_filter,),
    "aws:cloudwatch/metricAlarm:MetricAlarm": (alarm,),
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor": (monitor,),
    "aws:costexplorer/anomalySubscription:AnomalySubscription": (anomalies,),
}
