"""What lets a pool grow beside requests and CPU, on both clouds: open connections and full queues."""

import json
import subprocess
from dataclasses import replace
from typing import Any

import pytest

from components.errors import InvalidArgument
from components.identity import Identity
from components.service_pool import ServicePool, ServicePoolArgs, Work
from infra.preview.plan import Resource
from tests.components.cases import build_sample, resources_of
from tests.components.harness import of_type, only
from tests.components.pools import Change, connected, workers
from tests.components.targets import queue
from tests.components.test_aws_user_data import embedded, render
from tests.facts.checker import errors_of

POLICY = "aws:autoscaling/policy:Policy"


def pool(cloud: str, change: Change) -> list[Resource]:
    resources = build_sample(cloud, ServicePool, change)[0]
    assert errors_of(resources) == []
    return resources


def named(resources: list[Resource], type_: str) -> dict[str, dict[str, Any]]:
    return {resource.name: resource.inputs for resource in of_type(resources, type_)}


def test_aws_follows_the_seconds_of_work_that_wait_for_each_instance() -> None:
    policies = named(pool("aws", workers), POLICY)
    assert sorted(policies) == ["orders-backlog", "orders-cpu"]
    tracked = policies["orders-backlog"]["targetTrackingConfiguration"]
    assert tracked["targetValue"] == 30
    metrics = {each["id"]: each for each in tracked["customizedMetricSpecification"]["metrics"]}
    assert metrics["per_instance"]["expression"] == "(FILL(m0, 0) / 40 + FILL(m1, 0) / 400) / instances"
    waiting = metrics["m0"]["metricStat"]["metric"]
    assert (waiting["namespace"], waiting["metricName"]) == ("AWS/SQS", "ApproximateNumberOfMessagesVisible")
    assert waiting["dimensions"] == [{"name": "QueueName", "value": "tmall-orders"}]
    assert [id_ for id_, each in metrics.items() if each["returnData"]] == ["per_instance"]


def test_aws_refuses_more_queues_than_a_policy_has_metrics() -> None:
    def many(count: int) -> Change:
        def change(args: ServicePoolArgs) -> ServicePoolArgs:
            each = Work(queue=queue("mailings"), messages_per_second=1)
            return replace(args, work={f"queue-{number}": each for number in range(count)})

        return change

    metrics = named(pool("aws", many(8)), POLICY)["orders-backlog"]["targetTrackingConfiguration"]
    assert len(metrics["customizedMetricSpecification"]["metrics"]) == 10
    with pytest.raises(InvalidArgument, match="at most 8 queues, got 9"):
        pool("aws", many(9))


def test_alicloud_lets_an_alarm_on_each_queue_call_one_rule() -> None:
    resources = pool("alicloud", workers)
    step = named(resources, "alicloud:ess/scalingRule:ScalingRule")["orders-backlog"]
    assert (step["adjustmentType"], step["adjustmentValue"]) == ("PercentChangeInCapacity", 50)
    alarms = named(resources, "alicloud:cms/alarm:Alarm")
    assert sorted(alarms) == ["orders-at-limit", "orders-mailings-waiting", "orders-tmall-orders-waiting"]
    waiting = alarms["orders-tmall-orders-waiting"]
    assert (waiting["project"], waiting["metric"]) == ("acs_mns_new", "ActiveMessages")
    assert json.loads(waiting["metricDimensions"]) == [{"region": "cn-hangzhou", "queue": "tmall-orders"}]
    assert waiting["escalationsCritical"]["threshold"] == str(6 * 40 * 30)  # what 6 instances clear in 30 s
    assert waiting["silenceTime"] == waiting["period"] == 300
    assert waiting["targets"][0]["level"] == "Critical"


@pytest.mark.parametrize("cloud", ["aws", "alicloud"])
def test_a_pool_that_is_asked_follows_neither_queues_nor_connections(cloud: str) -> None:
    names = {resource.name for resource in pool(cloud, lambda args: args)}
    assert not {name for name in names if name.endswith(("-backlog", "-connections", "-waiting"))}


def test_aws_follows_connections_and_tells_when_instances_are_full() -> None:
    resources = pool("aws", connected)
    tracked = named(resources, POLICY)["orders-connections"]["targetTrackingConfiguration"]
    assert tracked["targetValue"] == pytest.approx(8000 * 0.9)
    specification = tracked["customizedMetricSpecification"]
    assert (specification["namespace"], specification["metricName"]) == ("Floodgate", "Connections")
    assert specification["statistic"] == "Average"
    assert specification["metricDimensions"][0]["name"] == "AutoScalingGroupName"
    full = named(resources, "aws:cloudwatch/metricAlarm:MetricAlarm")["orders-connections"]
    assert full["threshold"] == pytest.approx(8000 * 0.95)
    assert full["treatMissingData"] == "breaching"  # nobody reports: then nothing grows


def test_aws_instances_count_the_connections_of_their_container_and_say_so() -> None:
    script = render(counts_connections=True)
    count = embedded(script, "CONNECTIONS")
    subprocess.run(["bash", "-n"], input=count, text=True, check=True, timeout=10)
    assert "nsenter --net=" in count  # the host does not see them
    assert "'sport = :8443'" in count
    assert "--namespace Floodgate" in count
    assert "--metric-name Connections" in count
    assert "{{.State.Pid}}" in count
    assert "systemctl enable --now floodgate-connections.timer" in script
    assert "connections" not in render()


def test_only_a_role_that_reports_may_write_the_metric_and_no_other() -> None:
    def sids(**changes: Any) -> dict[str, Any]:
        policy = only(resources_of("aws", Identity, **changes), "aws:iam/rolePolicy:RolePolicy").inputs["policy"]
        return {each["Sid"]: each for each in json.loads(policy)["Statement"]}

    report = sids(reports_connections=True)["ReportConnections"]
    assert report["Action"] == "cloudwatch:PutMetricData"
    assert report["Condition"] == {"StringEquals": {"cloudwatch:namespace": "Floodgate"}}
    assert "ReportConnections" not in sids()


def test_alicloud_steps_forward_while_connections_fill_the_instances() -> None:
    resources = pool("alicloud", connected)
    alarms = named(resources, "alicloud:ess/alarm:Alarm")
    full = alarms["orders-connections"]
    assert (full["metricName"], full["comparisonOperator"]) == ("ConcurrentConnections", ">=")
    assert (full["threshold"], full["period"], full["evaluationCount"]) == ("7200", 60, 2)
    step = named(resources, "alicloud:ess/scalingRule:ScalingRule")["orders-connections"]
    assert (step["adjustmentValue"], step["minAdjustmentMagnitude"]) == (20, 1)


def test_alicloud_steps_back_only_where_there_are_few_connections_too() -> None:
    idle = named(pool("alicloud", connected), "alicloud:ess/alarm:Alarm")["orders-idle"]
    assert idle["expressionsLogicOperator"] == "&&"
    below = {each["metricName"]: each["threshold"] for each in idle["expressions"]}
    assert below == {"CpuUtilization": pytest.approx(45), "ConcurrentConnections": pytest.approx(5400)}
    assert "metricName" not in idle
