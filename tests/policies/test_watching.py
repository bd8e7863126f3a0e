"""Which alarms watch a resource: rules about alarms are only as right as this."""

from __future__ import annotations

from typing import Any

import pytest

from policies.examples.example import PRODUCTION, UNKNOWN, Res, built, ref, res
from policies.reading.alarms import unwatched, watching
from policies.stack import Stack
from policies.view import UnknownValue, View

_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
_CMS = "alicloud:cms/alarm:Alarm"
_QUEUE = res("aws:sqs/queue:Queue", "queue", name="shop-orders")
_CACHE = res("aws:elasticache/replicationGroup:ReplicationGroup", "cache", replicationGroupId="shop")
_TAIR = res("alicloud:redis/tairInstance:TairInstance", "tair", tairInstanceName="shop")
_MNS = res("alicloud:message/serviceQueue:ServiceQueue", "mns", queueName="shop-orders")
_ESS = res("alicloud:ess/scalingGroup:ScalingGroup", "ess", scalingGroupName="shop")


def _alarm(metric: str, *, actions: Any = (UNKNOWN,), **dimensions: Any) -> Res:
    return res(
        _ALARM, metric, namespace="AWS/SQS", metricName=metric, dimensions=dimensions, alarmActions=list(actions)
    )


def _cms(metric: str, dimensions: Any) -> Res:
    return res(
        _CMS, metric, project="acs_kvstore", metric=metric, metricDimensions=dimensions, contactGroups=["a"]
    )


def _view(*resources: Res) -> View:
    found = built(resources)
    return View(found[0], Stack(PRODUCTION[found[0].type.split(":")[0]], found), {})


def _metrics(*resources: Res) -> list[str]:
    return [watch.metric for watch in watching(_view(*resources))]


def test_by_dependency_and_by_name():
    assert _metrics(_QUEUE, _alarm("Age", QueueName=ref("queue"))) == ["Age"]
    assert _metrics(_QUEUE, _alarm("Age", QueueName="shop-orders")) == ["Age"]
    assert _metrics(_QUEUE, _alarm("Age", QueueName="shop-others")) == []


def test_metric_math():
    def query(name: str, queue: Any) -> dict[str, Any]:
        metric = {"metricName": name, "namespace": "AWS/SQS", "dimensions": {"QueueName": queue}}
        return {"id": name.lower(), "metric": metric}

    math = [query("Sent", "shop-orders"), query("Lost", "others"), {"id": "all", "expression": "sent / lost"}]
    assert _metrics(_QUEUE, res(_ALARM, "math", metricQueries=math, alarmActions=[UNKNOWN])) == ["Sent"]


def test_a_cache_node_belongs_to_its_group():
    assert _metrics(_CACHE, _alarm("Evictions", CacheClusterId="shop-0001-002")) == ["Evictions"]
    assert _metrics(_CACHE, _alarm("Evictions", CacheClusterId="shop-media-0001-002")) == []


def test_an_alarm_that_only_scales_watches_for_nobody():
    policy = res("aws:autoscaling/policy:Policy", "grow")
    assert _metrics(_QUEUE, _alarm("Age", actions=[ref("grow")], QueueName=ref("queue")), policy) == []
    named = (
        "arn:aws:autoscaling:eu-central-1:111122223333:scalingPolicy:1:autoScalingGroupName/shop:policyName/grow"
    )
    assert _metrics(_QUEUE, _alarm("Age", actions=[named], QueueName=ref("queue"))) == []


def test_what_is_sure_comes_before_what_is_not():
    queue = _view(_QUEUE, _alarm("Unclear", QueueName=UNKNOWN), _alarm("Age", QueueName=ref("queue")))
    assert unwatched(queue, {"old messages": {"Age"}}) == []
    with pytest.raises(UnknownValue):
        unwatched(queue, {"dead letters": {"Visible"}})


def test_dimensions_of_cloudmonitor_are_text():
    assert _metrics(_TAIR, _cms("CPU", ref("tair"))) == ["CPU"]
    assert _metrics(_TAIR, _cms("CPU", '[{"resource": "_ALL"}]')) == ["CPU"]
    assert _metrics(_TAIR, _cms("CPU", '[{"instanceId": "r-of-another"}]')) == []
    bucket = res("alicloud:oss/bucket:Bucket", "data", bucket="shop-media")
    assert _metrics(bucket, _cms("Errors", '[{"BucketName": "shop-media"}]')) == ["Errors"]


def test_monitor_groups():
    group = res("alicloud:cms/monitorGroup:MonitorGroup", "group", monitorGroupName="shop")
    members = res(
        "alicloud:cms/monitorGroupInstances:MonitorGroupInstances",
        "members",
        groupId=ref("group"),
        instances=[{"category": "kvstore", "instanceId": ref("tair")}],
    )
    rule = res("alicloud:cms/groupMetricRule:GroupMetricRule", "rule", groupId=ref("group"), metricName="CPU")
    assert _metrics(_TAIR, group, members, rule) == ["CPU"]
    assert _metrics(_MNS, _TAIR, group, members, rule) == []


def test_event_rules():
    def rule(**pattern: Any) -> Res:
        pattern = {"product": "ess", "nameLists": ["SCALE_OUT_ERROR"], **pattern}
        return res("alicloud:cms/eventRule:EventRule", "rule", ruleName="rule", eventPattern=pattern)

    assert _metrics(_ESS, rule(sqlFilter=ref("ess"))) == ["SCALE_OUT_ERROR"]
    assert _metrics(_ESS, rule()) == ["SCALE_OUT_ERROR"]
    assert _metrics(_ESS, _MNS, rule(sqlFilter=ref("mns"))) == []
