"""What is specific to service pools on Alibaba Cloud."""

import json
from dataclasses import replace
from typing import Any

import pytest

from components.errors import UnsupportedOnCloud
from components.service_pool import ScheduledAction, ServicePool, WarmPool
from infra.preview.plan import SECRET, Resource
from tests.components.cases import build_sample
from tests.components.harness import ALICLOUD, known, of_type, only
from tests.components.pools import Change, internal, two_routes, two_routes_of_one_balancer
from tests.facts.checker import errors_of

GROUP = "alicloud:ess/scalingGroup:ScalingGroup"
TEMPLATE = "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate"
TARGET = "alicloud:alb/serverGroup:ServerGroup"
RULE = "alicloud:alb/rule:Rule"
SCALING = "alicloud:ess/scalingRule:ScalingRule"
HOOK = "alicloud:ess/lifecycleHook:LifecycleHook"
ALARM = "alicloud:cms/alarm:Alarm"
FIREWALL = "alicloud:ecs/securityGroupRule:SecurityGroupRule"


def pool(change: Change = lambda args: args) -> list[Resource]:
    return build_sample("alicloud", ServicePool, change)[0]


@pytest.fixture(scope="module")
def resources() -> list[Resource]:
    return pool()


def starting(start: str) -> Change:
    action = ScheduledAction(name="sale", start=start, min_instances=40, max_instances=90)
    return lambda args: replace(args, scheduled_actions=(action,))


def inputs_of(resources: list[Resource], type_: str) -> dict[str, dict[str, Any]]:
    return {resource.name: resource.inputs for resource in of_type(resources, type_)}


def test_the_provider_takes_every_variant() -> None:
    for change in (lambda args: args, two_routes, lambda args: replace(args, routes=())):
        assert errors_of(pool(change)) == []


def test_instances_are_hardened(resources: list[Resource]) -> None:
    template = only(resources, TEMPLATE)
    assert template.inputs["httpTokens"] == "required"
    assert template.inputs["httpPutResponseHopLimit"] == 2
    assert template.inputs["internetMaxBandwidthOut"] == 0
    disk = template.inputs["systemDisk"]
    assert (disk["encrypted"], disk["category"], disk["size"]) == (True, "cloud_essd", 30)
    assert {"systemDisk.kmsKeyId", "ramRoleName", "securityGroupIds[0]"} <= set(template.unknown)


def test_instances_and_template_carry_all_tags(resources: list[Resource]) -> None:
    template = only(resources, TEMPLATE).inputs
    assert template["tags"] == template["templateTags"] == ALICLOUD.label.tags("orders")


def test_only_the_load_balancer_reaches_the_port(resources: list[Resource]) -> None:
    rule = only(resources, FIREWALL)
    assert (rule.inputs["type"], rule.inputs["ipProtocol"], rule.inputs["portRange"]) == (
        "ingress",
        "tcp",
        "8443/8443",
    )
    assert "sourceSecurityGroupId" in rule.unknown
    assert "cidrIp" not in rule.inputs


def test_two_routes_of_one_load_balancer_share_its_firewall_rule() -> None:
    changed = pool(two_routes_of_one_balancer)
    assert only(changed, FIREWALL).name == "orders-public-in"
    assert len(of_type(changed, RULE)) == 2


def test_traffic_is_encrypted_to_the_container_and_checked_there(resources: list[Resource]) -> None:
    target = only(resources, TARGET).inputs
    assert target["protocol"] == "HTTPS"
    check = target["healthCheckConfig"]
    assert (check["healthCheckProtocol"], check["healthCheckPath"]) == ("HTTPS", "/healthz")
    assert check["healthCheckInterval"] <= 15
    assert target["connectionDrainConfig"] == {"connectionDrainEnabled": True, "connectionDrainTimeout": 60}


def test_slow_start_comes_with_the_only_scheduler_that_has_it(resources: list[Resource]) -> None:
    target = only(resources, TARGET).inputs
    assert target["scheduler"] == "Wrr"
    assert target["slowStartConfig"] == {"slowStartEnabled": True, "slowStartDuration": 45}


@pytest.mark.parametrize(("warm_up", "slow_start"), [(0, 30), (2000, 900)])
def test_slow_start_stays_within_what_the_load_balancer_takes(warm_up: int, slow_start: int) -> None:
    changed = pool(lambda args: replace(args, performance=replace(args.performance, warm_up_seconds=warm_up)))
    assert only(changed, TARGET).inputs["slowStartConfig"]["slowStartDuration"] == slow_start


def test_an_update_leaves_the_servers_to_the_scaling_group(resources: list[Resource]) -> None:
    assert only(resources, TARGET).options["ignore_changes"] == ["servers"]
    (attached,) = only(resources, GROUP).inputs["albServerGroups"]
    assert (attached["port"], attached["weight"]) == (8443, 100)


def test_a_public_rule_asks_for_the_secret_token(resources: list[Resource]) -> None:
    host, path, token = only(resources, RULE).inputs["ruleConditions"]
    assert host == {"type": "Host", "hostConfig": {"values": ["api.shop.example.net"]}}
    assert path == {"type": "Path", "pathConfig": {"values": ["/orders/*"]}}
    assert token == {"type": "Header", "headerConfig": {"key": "x-origin-token", "values": [SECRET]}}


def test_an_internal_rule_asks_for_no_token() -> None:
    rule = only(pool(lambda args: replace(args, routes=(internal(args),))), RULE)
    assert [condition["type"] for condition in rule.inputs["ruleConditions"]] == ["Host", "Path"]


def test_group_spreads_over_the_zones_and_several_types(resources: list[Resource]) -> None:
    group = only(resources, GROUP)
    assert group.inputs["multiAzPolicy"] == "BALANCE"
    assert len([path for path in group.unknown if path.startswith("vswitchIds[")]) == 3
    types = [override["instanceType"] for override in group.inputs["launchTemplateOverrides"]]
    assert types == ["ecs.g8i.xlarge", "ecs.g8a.xlarge", "ecs.g7.xlarge"]
    assert only(resources, TEMPLATE).inputs["instanceType"] == types[0]


def test_group_pins_the_version_of_its_template(resources: list[Resource]) -> None:
    assert {"launchTemplateId", "launchTemplateVersion"} <= set(only(resources, GROUP).unknown)


def test_group_waits_for_its_routes(resources: list[Resource]) -> None:
    assert only(resources, RULE).urn in only(resources, GROUP).depends_on


def test_an_update_leaves_the_size_to_the_rules(resources: list[Resource]) -> None:
    group = only(resources, GROUP)
    assert group.options["ignore_changes"] == ["desiredCapacity"]
    assert (group.inputs["minSize"], group.inputs["desiredCapacity"], group.inputs["maxSize"]) == (6, 6, 60)


def test_an_instance_joins_booted_and_leaves_drained(resources: list[Resource]) -> None:
    hooks = inputs_of(resources, HOOK)
    assert (hooks["orders-boot"]["lifecycleTransition"], hooks["orders-boot"]["heartbeatTimeout"]) == (
        "SCALE_OUT",
        113,  # half as long again as the measured 75 seconds
    )
    assert (hooks["orders-drain"]["lifecycleTransition"], hooks["orders-drain"]["heartbeatTimeout"]) == (
        "SCALE_IN",
        only(resources, TARGET).inputs["connectionDrainConfig"]["connectionDrainTimeout"],
    )
    assert only(resources, GROUP).inputs["healthCheckTypes"] == ["ECS", "LOAD_BALANCER"]


def test_tracking_only_lets_the_group_grow() -> None:
    rules = inputs_of(pool(two_routes), SCALING)
    tracking = {
        name: rule for name, rule in rules.items() if rule["scalingRuleType"] == "TargetTrackingScalingRule"
    }
    assert sorted(tracking) == ["orders-cpu", "orders-internal-requests", "orders-public-requests"]
    assert all(rule["disableScaleIn"] for rule in tracking.values())
    assert tracking["orders-public-requests"]["targetValue"] == pytest.approx(220 * 0.9)
    assert tracking["orders-public-requests"]["alarmDimension"]["dimensionKey"] == "rulePool"
    assert tracking["orders-cpu"]["targetValue"] == pytest.approx(60)
    assert all(rule["estimatedInstanceWarmup"] == 45 for rule in tracking.values())


def test_an_idle_group_shrinks_in_small_steps(resources: list[Resource]) -> None:
    step = inputs_of(resources, SCALING)["orders-shrink"]
    assert (step["adjustmentType"], step["adjustmentValue"]) == ("PercentChangeInCapacity", -10)
    idle = only(resources, "alicloud:ess/alarm:Alarm")
    assert idle.unknown[0] == "alarmActions[0]"
    assert (idle.inputs["comparisonOperator"], idle.inputs["threshold"]) == ("<", "45")


def test_a_pool_without_routes_follows_its_cpu() -> None:
    changed = pool(lambda args: replace(args, routes=()))
    assert sorted(inputs_of(changed, SCALING)) == ["orders-cpu", "orders-shrink"]
    assert only(changed, GROUP).inputs["healthCheckTypes"] == ["ECS"]
    limit = only(changed, ALARM).inputs  # no load balancer counts its instances, so the group does
    assert (limit["project"], limit["metric"]) == ("acs_ess_dashboard", "RunningInstanceCount")
    assert limit["escalationsCritical"]["threshold"] == "60"


def test_schedules_move_the_limits_at_a_full_minute_and_leave_the_size(resources: list[Resource]) -> None:
    task = only(resources, "alicloud:ess/scheduledTask:ScheduledTask").inputs
    assert (task["minValue"], task["maxValue"], task["launchTime"]) == (40, 90, "2026-11-10T15:00Z")
    assert "desiredCapacity" not in task


@pytest.mark.parametrize("start", ["2026-11-10T15:00Z", "2026-11-10T15:00:00+08:00", "tomorrow"])
def test_a_start_of_another_form_is_refused(start: str) -> None:
    with pytest.raises(ValueError, match="start of scheduled action sale of orders must be YYYY-MM-DDThh:mm:ssZ"):
        pool(starting(start))


def test_containers_logs_reach_the_stream(resources: list[Resource]) -> None:
    config = only(resources, "alicloud:log/logTailConfig:LogTailConfig").inputs
    assert (config["project"], config["logstore"]) == ("floodgate-prod-logs", "orders")
    assert json.loads(config["inputDetail"])["logPath"] == "/var/lib/docker/containers"
    machines = only(resources, "alicloud:log/machineGroup:MachineGroup").inputs
    assert machines["identifyLists"] == ["floodgate-prod-orders"]


def test_every_route_and_the_limit_have_alarms_that_tell_somebody() -> None:
    found = inputs_of(pool(lambda args: replace(two_routes(args), notify=known("oncall"))), ALARM)
    assert sorted(found) == [
        "orders-at-limit",
        "orders-internal-errors",
        "orders-internal-slow",
        "orders-internal-unhealthy",
        "orders-public-errors",
        "orders-public-slow",
        "orders-public-unhealthy",
    ]
    assert all(inputs["contactGroups"] == ["oncall"] for inputs in found.values())


def test_thresholds_follow_from_what_was_measured(resources: list[Resource]) -> None:
    found = inputs_of(resources, ALARM)
    thresholds = {name: inputs["escalationsCritical"]["threshold"] for name, inputs in found.items()}
    assert thresholds == {
        "orders-at-limit": "60",
        "orders-public-errors": "1.32",  # 0.1 % of 6 x 220 requests a second
        "orders-public-slow": "65.1441722854878",  # mean below which 99 of 100 requests take less than 300 ms
        "orders-public-unhealthy": "0",
    }


def test_failed_scaling_is_told_to_people() -> None:
    changed = pool(lambda args: replace(args, notify=known("oncall")))
    sent = only(changed, "alicloud:ess/notification:Notification").inputs
    rule = only(changed, "alicloud:cms/eventRule:EventRule")
    assert sent["notificationArn"] == "acs:ess:cn-hangzhou:1234567890123456:cloudmonitor"
    assert "AUTOSCALING:SCALE_OUT_ERROR" in sent["notificationTypes"]
    assert rule.inputs["eventPattern"]["nameLists"] == sent["notificationTypes"]
    assert "eventPattern.sqlFilter" in rule.unknown
    assert rule.inputs["contactParameters"][0]["contactGroupName"] == "oncall"


def test_protection_follows_the_argument(resources: list[Resource]) -> None:
    group = only(resources, GROUP)
    assert (group.inputs["groupDeletionProtection"], group.options["protect"]) == (True, True)
    disposable = only(pool(lambda args: replace(args, deletion_protected=False)), GROUP)
    assert disposable.inputs["groupDeletionProtection"] is False
    assert "protect" not in disposable.options


def test_a_warm_pool_does_not_exist_here() -> None:
    with pytest.raises(UnsupportedOnCloud, match="warm_pool is not supported on alicloud"):
        pool(lambda args: replace(args, warm_pool=WarmPool(instances=10)))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda args: replace(args, routes=(replace(args.routes[0], paths=tuple("abcdefghi")),)),
            "route public of orders must have at most 10 .* got 11",
        ),
        (lambda args: replace(args, vcpu=3), "got 3 vCPU with 16 GiB; the nearest are .*4 vCPU with 16 GiB"),
        (lambda args: replace(args, environment={"log-level": "info"}), "must be upper-case .* got 'log-level'"),
        (lambda args: replace(args, environment={"TLS_KEY_FILE": "/x"}), "TLS_KEY_FILE is set twice"),
        (lambda args: replace(args, environment={"DATABASE_SECRET": "x"}), "DATABASE_SECRET is set twice"),
    ],
)
def test_bad_arguments_are_refused_before_anything_is_made(change: Change, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        pool(change)
