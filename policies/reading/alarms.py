"""What alarms watch: directly, through metric math, in a monitor group or by event.

Who hears them is in `hearing.py`. Alarms that only scale (`alicloud:ess/alarm:Alarm`, or an AWS alarm whose
actions are scaling policies) call nobody and are left out here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policies.reading.hearing import scales_only
from policies.resource import Resource
from policies.view import NotEvaluated, UnknownValue, View

METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
CMS_ALARM = "alicloud:cms/alarm:Alarm"
EVENT_RULE = "alicloud:cms/eventRule:EventRule"
GROUP_RULE = "alicloud:cms/groupMetricRule:GroupMetricRule"
_GROUP = "alicloud:cms/monitorGroup:MonitorGroup"
_GROUP_MEMBERS = "alicloud:cms/monitorGroupInstances:MonitorGroupInstances"
_NAMES = frozenset({"name", "identifier", "clusterIdentifier", "replicationGroupId", "queueName"})
_EVERYTHING = "_ALL"
"""CloudMonitor's dimension value for every resource of a product."""


@dataclass(frozen=True)
class Watch:
    """One metric or event of a resource, and the alarm that watches it."""

    alarm: View
    """MetricAlarm, CMS Alarm, GroupMetricRule or EventRule."""
    namespace: str
    """`AWS/RDS`, `acs_polardb`; of an event rule the product (`ess`)."""
    metric: str
    """Of an event rule the name of the event, `*` for each."""
    keys: frozenset[str] | None
    """Names of the dimensions (`LoadBalancer`, `TargetGroup`); `None` where they are not known yet."""
    everything: bool = False
    """It watches every resource of the kind, one by one."""


def watching(subject: View) -> Iterator[Watch]:
    """What watches this resource; alarms that are switched off or tell nobody are the matter of other rules.

    What is sure comes first: stop when enough is found.

    Raises:
        NotEvaluated: at the end, where one more alarm may or may not watch it.
    """
    unsure: NotEvaluated | None = None
    for read, alarm in _READERS[subject.type.partition(":")[0]](subject):
        try:
            yield from read(alarm)
        except NotEvaluated as reason:
            unsure = unsure or reason
    if unsure:
        raise unsure


def unwatched(subject: View, wanted: Mapping[str, Collection[str]]) -> list[str]:
    """Of these needs (what for -> metrics, one of which must be watched) those that no alarm serves.

    Raises:
        NotEvaluated: needs are open, and an alarm may or may not serve one.
    """
    open_ = dict(wanted)
    watches = watching(subject)
    while open_ and (watch := next(watches, None)):
        for need in [need for need, metrics in open_.items() if watch.metric in metrics]:
            del open_[need]
    return list(open_)


Read = Callable[[View], Iterator[Watch]]


def _on_aws(subject: View) -> Iterator[tuple[Read, View]]:
    seen: set[str] = set()
    for path in ("dimensions", "metricQueries"):
        for alarm in subject.referring(METRIC_ALARM, path):
            seen.add(alarm.resource.urn)
            yield _metrics_of(subject), alarm
    for other in _others(subject, METRIC_ALARM, seen):
        yield _by_node_name(subject), other


def _on_alicloud(subject: View) -> Iterator[tuple[Read, View]]:
    seen: set[str] = set()
    for path in ("metricDimensions", "dimensions"):
        for alarm in subject.referring(CMS_ALARM, path):
            seen.add(alarm.resource.urn)
            yield _cms_metrics, alarm
    for members in subject.referring(_GROUP_MEMBERS, "instances"):
        for group in members.targets("groupId", _GROUP):
            for rule in group.referring(GROUP_RULE, "groupId"):
                yield _group_metric, rule
    for rule in subject.all(EVENT_RULE):
        yield _events_of(subject), rule
    for other in _others(subject, CMS_ALARM, seen):
        yield _by_text(subject), other


_READERS = {"aws": _on_aws, "alicloud": _on_alicloud}


def _others(subject: View, type_: str, seen: set[str]) -> Iterator[View]:
    """The alarms from which nothing leads to the subject; looking through them is no evidence."""
    for alarm in subject.stack.of_type(type_):
        if alarm.urn not in seen:
            yield View(alarm, subject.stack, {})


def _metrics_of(subject: View) -> Read:
    """The metric of an alarm, and each of its metric math that is about the subject."""

    def read(alarm: View) -> Iterator[Watch]:
        if scales_only(alarm):
            return
        for measure in _measures(alarm):
            if subject.resource in _leads_to(measure):
                yield _aws_watch(alarm, measure)

    return read


def _by_node_name(subject: View) -> Read:
    """An alarm whose dimensions may name a cache node of the subject, or are not known at all."""

    def read(alarm: View) -> Iterator[Watch]:
        for query in alarm.each("metricQueries"):
            if query.has("expression"):
                yield from _selected(str(query.get("expression")), alarm, subject)
        for measure in _measures(alarm):
            if _leads_to(measure):
                continue
            dimensions = measure.get("dimensions", {})
            if dimensions:
                _check_named(subject)
            node = dimensions.get("CacheClusterId")
            if node and _is_node(node, subject) and not scales_only(alarm):
                found = subject.of(alarm.resource)
                yield _aws_watch(found, measure)

    return read


_SELECT = re.compile(r"\s*SELECT\s+(\w+)\(\s*\"?([\w.]+)\"?\s*\)\s+FROM\s+(.*)", re.IGNORECASE | re.DOTALL)
_NAMESPACES = {"lb": "ApplicationELB"}
"""Part of a type -> its namespace of CloudWatch, where that is called otherwise."""


def _selected(expression: str, alarm: View, subject: View) -> Iterator[Watch]:
    """What a query of Metrics Insights watches: `SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/RDS", ...)`."""
    select = _SELECT.match(expression)
    service = subject.type.split(":")[1].partition("/")[0]
    words = re.findall(r"[\w/]+", select[3] if select else "")
    upper = [word.upper() for word in words]
    if not select or f"AWS/{_NAMESPACES.get(service, service)}".upper() not in upper:
        return
    if "WHERE" in upper:
        raise NotEvaluated(f"{alarm.name} selects some resources, and which is not read here")
    if select[1].upper() in {"MAX", "MIN", "SUM"} or "GROUP" in upper:  # a mean over all of them hides one
        found = subject.of(alarm.resource)
        yield Watch(found, f"AWS/{service}", select[2], frozenset(words), everything=True)


def _check_named(subject: View) -> None:
    """The text of an alarm may be the name of a subject whose name is not known yet."""
    for path in _NAMES & subject.resource.unknown:
        raise UnknownValue(path)


def _measures(alarm: View) -> list[View]:
    queries = [query for query in alarm.each("metricQueries") if query.has("metric")]
    return [query.at("metric") for query in queries] or [alarm]


def _leads_to(measure: View) -> list[Resource]:
    path = f"{measure.path}.dimensions" if measure.path else "dimensions"
    return measure.stack.targets(measure.resource, path, ())


def _aws_watch(alarm: View, measure: View) -> Watch:
    keys = frozenset(measure.at("dimensions").inputs())
    return Watch(alarm, measure.get("namespace", ""), measure.get("metricName", ""), keys)


def _is_node(node: str, subject: View) -> bool:
    """Whether a cache node, `{replication group}-0001-001`, belongs to the subject."""
    if "replicationGroupId" not in subject.inputs():
        return False
    return re.fullmatch(rf"{re.escape(subject.get('replicationGroupId'))}(-\d+)+", node) is not None


def _cms_metrics(alarm: View) -> Iterator[Watch]:
    namespace, keys = alarm.get("project", ""), _cms_keys(alarm)
    yield Watch(alarm, namespace, alarm.get("metric", ""), keys)
    for expression in alarm.each("compositeExpression.expressionLists"):
        yield Watch(alarm, namespace, expression.get("metricName", ""), keys)


def _cms_keys(alarm: View) -> frozenset[str] | None:
    try:
        objects = _objects(alarm.get("metricDimensions"))
    except UnknownValue:
        return None
    return frozenset(key for item in objects for key in item) or frozenset(alarm.at("dimensions").inputs())


def _by_text(subject: View) -> Read:
    """An alarm whose dimensions are text that may name the subject, or are not known at all."""

    def read(alarm: View) -> Iterator[Watch]:
        if alarm.stack.targets(alarm.resource, "metricDimensions", ()):
            return
        values = [str(value) for item in _objects(alarm.get("metricDimensions")) for value in item.values()]
        if _EVERYTHING in values or any(subject.resource in alarm.stack.named(value) for value in values):
            yield from _cms_metrics(subject.of(alarm.resource))
        elif values:
            _check_named(subject)

    return read


def _objects(text: Any) -> list[Mapping[str, Any]]:
    """CloudMonitor's dimensions: a list of objects as JSON."""
    try:
        value = json.loads(text or "[]")
    except (TypeError, ValueError):
        return []
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]


def _group_metric(rule: View) -> Iterator[Watch]:
    yield Watch(rule, rule.get("namespace", ""), rule.get("metricName", ""), frozenset())


def _events_of(subject: View) -> Read:
    """The events of a rule: of the subject, or of every resource of a product."""

    def read(rule: View) -> Iterator[Watch]:
        pattern = rule.at("eventPattern")
        if pattern.has("sqlFilter") and not _filtered_for(subject, rule):
            return
        for name in pattern.values("nameLists") or ("*",):
            yield Watch(rule, pattern.get("product", ""), name, frozenset())

    return read


def _filtered_for(subject: View, rule: View) -> bool:
    found = rule.stack.targets(rule.resource, "eventPattern.sqlFilter", ())
    if found:
        return subject.resource in found
    words = re.findall(r"[^\s'\"=()]+", str(rule.get("eventPattern.sqlFilter")))
    return any(subject.resource in rule.stack.named(word) for word in words)
