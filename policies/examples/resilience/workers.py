"""Instances that work off queues."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_RULE = "resilience-workers-follow-queues"
_GROUP = "aws:autoscaling/group:Group"
_QUEUE = res("aws:sqs/queue:Queue", "queue")
_ESS = "alicloud:ess/scalingGroup:ScalingGroup"
_SMQ = res("alicloud:message/serviceQueue:ServiceQueue", "queue")


def _policy(namespace: Any = "AWS/SQS", **more: Any) -> Res:
    metric = {"id": "m0", "metricStat": {"metric": {"namespace": namespace, "metricName": "X"}, "stat": "Maximum"}}
    return res(
        "aws:autoscaling/policy:Policy",
        "policy",
        autoscalingGroupName=ref("group"),
        targetTrackingConfiguration={"customizedMetricSpecification": {"metrics": [metric]}},
        **more,
    )


def _aws() -> Iterator[Example]:
    group = res(_GROUP, "group")
    yield passes(_RULE, group, _QUEUE, _policy())
    yield fails(_RULE, group, _QUEUE, says="no scaling policy counts the messages")
    yield fails(_RULE, group, _QUEUE, _policy("AWS/AutoScaling"))
    yield fails(_RULE, group, _QUEUE, _policy(enabled=False))
    yield unknown(_RULE, group, _QUEUE, _policy(UNKNOWN))
    yield skips(_RULE, group)
    yield skips(_RULE, res(_GROUP, "group", targetGroupArns=[UNKNOWN]), _QUEUE)


def _alicloud() -> Iterator[Example]:
    group = res(_ESS, "group")
    type_, alarm = "alicloud:ess/scalingRule:ScalingRule", "alicloud:cms/alarm:Alarm"
    step = res(type_, "step", scalingGroupId=ref("group"), adjustmentValue=50)
    calls: dict[str, Any] = {"targets": [{"targetId": "1", "arn": ref("step")}]}
    waiting = res(alarm, "waiting", project="acs_mns_new", **calls)
    yield passes(_RULE, group, _SMQ, step, waiting)
    tracked = res(type_, "tracked", scalingGroupId=ref("group"), metricType="hybrid")
    yield unknown(_RULE, group, _SMQ, tracked, says="hybrid")
    yield fails(_RULE, group, _SMQ, step, says="no alarm on a queue calls a scaling rule")
    yield fails(_RULE, group, _SMQ, step, res(alarm, "cpu", project="acs_ecs_dashboard", **calls))
    back = res(type_, "step", scalingGroupId=ref("group"), adjustmentValue=-10)
    yield fails(_RULE, group, _SMQ, back, waiting)
    yield unknown(_RULE, group, _SMQ, step, res(alarm, "waiting", project=UNKNOWN, **calls))
    yield skips(_RULE, res(_ESS, "group", albServerGroups=[{"port": 8443}]), _SMQ)
    yield skips(_RULE, res(_ESS, "group", groupType="ECI", minSize=0), _SMQ)
    yield fails(_RULE, res(_ESS, "group", groupType="ECI", minSize=1), _SMQ)


EXAMPLES: tuple[Example, ...] = (*_aws(), *_alicloud())
