"""Instances that nobody asks: they grow with the queues that they work off."""

from __future__ import annotations

from policies.reading.scaling import behind_load_balancer
from policies.reading.tasks import started_by_hand
from policies.rule import LIVE, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_AWS = "aws:autoscaling/group:Group"
_ESS = "alicloud:ess/scalingGroup:ScalingGroup"
_POLICY = "aws:autoscaling/policy:Policy"
_SCALING_RULE = "alicloud:ess/scalingRule:ScalingRule"
_CMS_ALARM = "alicloud:cms/alarm:Alarm"
_AWS_QUEUE, _QUEUE = "aws:sqs/queue:Queue", "alicloud:message/serviceQueue:ServiceQueue"
_METRICS = "targetTrackingConfiguration.customizedMetricSpecification.metrics"
_QUEUE_NAMESPACES = {"acs_mns_new", "acs_mns"}


def _aws_follows(group: View) -> Outcome:
    if (reason := _not_a_worker(group, _AWS_QUEUE)) is not None:
        return reason
    for policy in group.referring(_POLICY, "autoscalingGroupName"):
        if policy.get("enabled", True) is False:
            continue
        if any(metric.get("metricStat.metric.namespace") == "AWS/SQS" for metric in policy.each(_METRICS)):
            return None
    return "no scaling policy counts the messages that wait for it"


def _ess_follows(group: View) -> Outcome:
    if (task := started_by_hand(group)) is not None:
        return task
    if (reason := _not_a_worker(group, _QUEUE)) is not None:
        return reason
    rules = [
        rule
        for rule in group.referring(_SCALING_RULE, "scalingGroupId")
        if float(rule.get("adjustmentValue", 0)) > 0 or rule.get("metricType") == "hybrid"
    ]
    for rule in rules:
        for alarm in rule.referring(_CMS_ALARM, "targets"):
            if alarm.get("project") in _QUEUE_NAMESPACES and alarm.get("enabled", True) is True:
                return None
    if any(rule.get("metricType") == "hybrid" for rule in rules):
        raise NotEvaluated("whether a metric of a rule with `metricType` hybrid counts messages is not known")
    return "no alarm on a queue calls a scaling rule of it"


def _not_a_worker(group: View, queue: str) -> NotApplicable | None:
    if behind_load_balancer(group):
        return NotApplicable("a load balancer asks it, so it grows with requests")
    return None if group.all(queue) else NotApplicable("the stack has no queue")


RULES = (
    Rule(
        id="resilience-workers-follow-queues",
        title="Instances that nobody asks grow with the messages that wait for them",
        area=Area.RESILIENCE,
        severity=Severity.MEDIUM,
        why="A worker waits for others most of the time, so its CPU says little: orders of a marketplace pile up "
        "while the group believes that it is idle.",
        remediation="give ServicePool its `work`; services without `public` routes get it from `queues.consumes`",
        source="https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-using-sqs-queue.html",
        checks={_AWS: _aws_follows, _ESS: _ess_follows},
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
