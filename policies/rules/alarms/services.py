"""Load balancers and groups of instances: people are told when customers get errors and when growth ends."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from policies.reading.alarms import Watch, unwatched, watching
from policies.reading.load_balancers import balancers_of
from policies.reading.tasks import started_by_hand
from policies.reading.thresholds import fires_at
from policies.rule import LIVE, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
_TARGETS = "aws:lb/targetGroup:TargetGroup"
_ALB = "alicloud:alb/loadBalancer:LoadBalancer"
_SERVERS = "alicloud:alb/serverGroup:ServerGroup"
_FILLED_BY = (
    ("alicloud:ess/scalingGroup:ScalingGroup", "albServerGroups"),
    ("alicloud:ess/albServerGroupAttachment:AlbServerGroupAttachment", "albServerGroupId"),
    ("alicloud:ess/serverGroupAttachment:ServerGroupAttachment", "serverGroupId"),
)
_GROUP = "aws:autoscaling/group:Group"
_ESS_GROUP = "alicloud:ess/scalingGroup:ScalingGroup"
_NOTIFICATION = "aws:autoscaling/notification:Notification"
_EVENT_RULE = "aws:cloudwatch/eventRule:EventRule"
_EVENT_TARGET = "aws:cloudwatch/eventTarget:EventTarget"
_ESS_NOTIFICATION = "alicloud:ess/notification:Notification"
_LAUNCH_ERROR = "autoscaling:EC2_INSTANCE_LAUNCH_ERROR"
_LAUNCH_ERROR_EVENT = "EC2 Instance Launch Unsuccessful"
_ESS_LAUNCH_ERROR = "AUTOSCALING:SCALE_OUT_ERROR"
_ERRORS = {f"HTTPCode_ELB_{code}_Count" for code in ("5XX", "500", "502", "503", "504")}
_TARGET_ERRORS = "HTTPCode_Target_5XX_Count"
_LATENCY = "TargetResponseTime"
_ELB_ERRORS = "errors (HTTPCode_ELB_5XX_Count)"
_SLOWEST = "slowest answers (`extendedStatistic` p99 of TargetResponseTime)"
_UNHEALTHY = {"UnHealthyHostCount", "HealthyHostCount", "UnhealthyStateRouting", "HealthyStateRouting"}
_SIZES = ("GroupInServiceInstances", "GroupDesiredCapacity", "GroupTotalInstances")
_ALB_NEEDS: Mapping[str, Collection[str]] = {
    "errors": {"LoadBalancerHTTPCode5XX", "LoadBalancerHTTPCodeUpstream5XX"},
    "answer times": {"LoadBalancerUpstreamResponseTime", "LoadBalancerRequestTime"},
}
_SERVER_NEEDS: Mapping[str, Collection[str]] = {
    "unhealthy servers": {"ServerGroupUnHealthyHostCount"},
    "errors": {"ServerGroupHTTPCodeUpstream5XX"},
}
"""Source of the names: CloudMonitor, acs_alb, as of 2026-08."""


def _said(open_: Collection[str]) -> Outcome:
    return f"no alarm on its {', '.join(open_)}" if open_ else None


def _balancer(balancer: View) -> Outcome:
    """Alarms on one target group see only a part of it."""
    if balancer.get("loadBalancerType", "application") != "application":
        return NotApplicable("it does not read requests; its target groups are judged")
    open_ = {_ELB_ERRORS, _SLOWEST}
    for watch in watching(balancer):
        if "TargetGroup" in (watch.keys or ()):
            continue
        if watch.metric in _ERRORS:
            open_.discard(_ELB_ERRORS)
        elif watch.metric == _LATENCY and _is_percentile(watch.alarm):
            open_.discard(_SLOWEST)
        if not open_:
            return None
    return f"no alarm on its {' and '.join(sorted(open_))}"


def _is_percentile(alarm: View) -> bool:
    """The mean of a thousand answers hides the ten that customers wait for."""
    if alarm.has("extendedStatistic"):
        return True
    return any(str(query.get("metric.stat", "")).startswith("p") for query in alarm.each("metricQueries"))


def _target_group(group: View) -> Outcome:
    if group.get("targetType", "instance") == "lambda":
        return NotApplicable("a function has no hosts")
    open_ = unwatched(group, {"unhealthy hosts": _UNHEALTHY})
    if group.get("protocol", "HTTP") in {"HTTP", "HTTPS"} and not _errors_watched(group):
        open_.append(f"errors ({_TARGET_ERRORS})")
    return _said(open_)


def _errors_watched(group: View) -> bool:
    """Of the group, or of everything behind each load balancer that sends requests to it."""
    if not unwatched(group, {"": {_TARGET_ERRORS}}):
        return True
    balancers = balancers_of(group)
    return bool(balancers) and all(any(map(_is_of_all, watching(balancer))) for balancer in balancers)


def _is_of_all(watch: Watch) -> bool:
    return watch.metric == _TARGET_ERRORS and "TargetGroup" not in (watch.keys or ())


def _alb(balancer: View) -> Outcome:
    return _said(unwatched(balancer, _ALB_NEEDS))


def _server_group(group: View) -> Outcome:
    if group.get("serverGroupType", "Instance") == "Fc":
        return NotApplicable("a function has no hosts")
    if not group.has("servers") and not any(group.referring(type_, path) for type_, path in _FILLED_BY):
        return NotApplicable("nothing in the stack puts servers into it")
    return _said(unwatched(group, _SERVER_NEEDS))


def _aws_group(group: View) -> Outcome:
    most = float(group.get("maxSize", 0))
    metric = next((w.metric for w in watching(group) if w.metric in _SIZES and fires_at(w.alarm, most)), None)
    if metric is None:
        return f"no alarm on {' or '.join(_SIZES)} fires when it reaches its `maxSize` ({most:g})"
    if metric not in group.values("enabledMetrics"):
        return f"`enabledMetrics` lacks {metric}: its alarm never gets a value"
    for notification in group.referring(_NOTIFICATION, "groupNames"):
        if _LAUNCH_ERROR in notification.values("notifications"):
            return None
    if any(_hears_failed_launches(rule, group) for rule in group.all(_EVENT_RULE)):
        return None
    return f"no Notification of it has {_LAUNCH_ERROR}"


def _hears_failed_launches(rule: View, group: View) -> bool:
    if rule.get("state") == "DISABLED" or rule.get("isEnabled", True) is False:
        return False
    if not rule.referring(_EVENT_TARGET, "rule"):
        return False
    pattern = rule.document("eventPattern") or {}
    if _LAUNCH_ERROR_EVENT not in pattern.get("detail-type", ()):
        return False
    names = pattern.get("detail", {}).get("AutoScalingGroupName")
    return names is None or any(group.resource in rule.stack.named(str(name)) for name in names)


def _alicloud_group(group: View) -> Outcome:
    if by_hand := started_by_hand(group):
        return by_hand
    most = float(group.get("maxSize", 0))
    if not any(fires_at(alarm, most) for alarm in _size_alarms(group)):
        return f"no alarm fires when its healthy servers reach its `maxSize` ({most:g})"
    for notification in group.referring(_ESS_NOTIFICATION, "scalingGroupId"):
        if _ESS_LAUNCH_ERROR not in notification.values("notificationTypes"):
            continue
        if not str(notification.get("notificationArn")).endswith(":cloudmonitor") or _heard(group):
            return None
        return f"CloudMonitor gets {_ESS_LAUNCH_ERROR}, and no EventRule there tells anybody"
    return f"no Notification of it has {_ESS_LAUNCH_ERROR}"


def _size_alarms(group: View) -> Iterator[View]:
    """On the healthy servers that a load balancer counts for it, or on the group itself."""
    for server in group.targets("albServerGroups", _SERVERS) if group.has("albServerGroups") else ():
        yield from (w.alarm for w in watching(server) if w.metric == "ServerGroupHealthyHostCount")
    yield from (w.alarm for w in watching(group) if w.namespace == "acs_ess_dashboard")


def _heard(group: View) -> bool:
    return any(w.namespace == "ess" and w.metric in {_ESS_LAUNCH_ERROR, "*"} for w in watching(group))


RULES = (
    Rule(
        id="stack-load-balancer-has-alarm",
        title="People are told when customers get errors or slow answers, and when instances are unhealthy",
        area=Area.RESILIENCE,
        severity=Severity.HIGH,
        why="A shop that answers slowly or with errors loses its customers in minutes, and they do not call.",
        remediation="build it with LoadBalancer and ServicePool, which add the alarms and send them to `notify`",
        source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
        checks={_BALANCER: _balancer, _TARGETS: _target_group, _ALB: _alb, _SERVERS: _server_group},
        scope=Scope.STACK,
        environments=LIVE,
    ),
    Rule(
        id="stack-autoscaling-has-alarm",
        title="People are told when a group of instances is at its maximum or cannot start one",
        area=Area.RESILIENCE,
        severity=Severity.MEDIUM,
        why="From then on load only makes the service slower, and nothing says why the group stopped growing.",
        remediation="build the group with ServicePool, which adds the alarm and the notification for `notify`",
        source="https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html",
        checks={_GROUP: _aws_group, _ESS_GROUP: _alicloud_group},
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
