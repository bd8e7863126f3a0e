"""What is specific to service pools on AWS."""

from dataclasses import replace
from typing import Any

import pytest

from components.errors import UnsupportedOnCloud
from components.service_pool import ServicePool
from infra.preview.plan import SECRET, Resource
from tests.components.cases import build_sample
from tests.components.harness import AWS, known, of_type, only
from tests.components.pools import Change, internal, two_routes, two_routes_of_one_balancer
from tests.facts.checker import errors_of

GROUP = "aws:autoscaling/group:Group"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
TARGET = "aws:lb/targetGroup:TargetGroup"
RULE = "aws:lb/listenerRule:ListenerRule"
POLICY = "aws:autoscaling/policy:Policy"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"


def pool(change: Change = lambda args: args) -> list[Resource]:
    return build_sample("aws", ServicePool, change)[0]


@pytest.fixture(scope="module")
def resources() -> list[Resource]:
    return pool()


def tracking(resources: list[Resource]) -> dict[str, dict[str, Any]]:
    return {policy.name: policy.inputs["targetTrackingConfiguration"] for policy in of_type(resources, POLICY)}


def alarms(resources: list[Resource]) -> dict[str, dict[str, Any]]:
    return {alarm.name: alarm.inputs for alarm in of_type(resources, ALARM)}


def test_instances_are_hardened(resources: list[Resource]) -> None:
    template = only(resources, TEMPLATE).inputs
    assert template["metadataOptions"]["httpTokens"] == "required"
    assert template["metadataOptions"]["httpPutResponseHopLimit"] == 2
    assert template["networkInterfaces"][0]["associatePublicIpAddress"] == "false"
    disk = template["blockDeviceMappings"][0]["ebs"]
    assert (disk["encrypted"], disk["volumeType"], disk["volumeSize"]) == ("true", "gp3", 30)
    assert "blockDeviceMappings[0].ebs.kmsKeyId" in only(resources, TEMPLATE).unknown
    assert template["imageId"] == f"resolve:ssm:{AWS.machine_image}"


def test_instances_and_disks_carry_all_tags(resources: list[Resource]) -> None:
    expected = AWS.label.named("orders", "orders")
    for specification in only(resources, TEMPLATE).inputs["tagSpecifications"]:
        assert specification["tags"] == expected
    tags = only(resources, GROUP).inputs["tags"]
    assert {tag["key"]: tag["value"] for tag in tags} == expected
    assert all(tag["propagateAtLaunch"] for tag in tags)


def test_only_the_load_balancer_and_the_instances_open_the_port_to_each_other(resources: list[Resource]) -> None:
    for rule in (only(resources, INGRESS), only(resources, EGRESS)):
        assert (rule.inputs["ipProtocol"], rule.inputs["fromPort"], rule.inputs["toPort"]) == ("tcp", 8443, 8443)
        assert {"securityGroupId", "referencedSecurityGroupId"} <= set(rule.unknown)
        assert "cidrIpv4" not in rule.inputs


def test_traffic_is_encrypted_to_the_container_and_checked_there(resources: list[Resource]) -> None:
    target = only(resources, TARGET).inputs
    assert target["protocol"] == "HTTPS"
    assert target["healthCheck"]["protocol"] == "HTTPS"
    assert target["healthCheck"]["path"] == "/healthz"
    assert target["healthCheck"]["interval"] <= 15
    assert target["slowStart"] == 45
    assert target["loadBalancingAlgorithmType"] == "round_robin"


@pytest.mark.parametrize(("warm_up", "slow_start"), [(0, 30), (2000, 900)])
def test_slow_start_stays_within_what_the_load_balancer_takes(warm_up: int, slow_start: int) -> None:
    changed = pool(lambda args: replace(args, performance=replace(args.performance, warm_up_seconds=warm_up)))
    assert only(changed, TARGET).inputs["slowStart"] == slow_start


def test_a_public_rule_asks_for_the_secret_token(resources: list[Resource]) -> None:
    rule = only(resources, RULE)
    host, path, token = rule.inputs["conditions"]
    assert host["hostHeader"]["values"] == ["api.shop.example.net"]
    assert path["pathPattern"]["values"] == ["/orders/*"]
    assert token["httpHeader"] == {"httpHeaderName": "x-origin-token", "values": [SECRET]}


def test_an_internal_rule_asks_for_no_token() -> None:
    rule = only(pool(lambda args: replace(args, routes=(internal(args),))), RULE)
    assert [next(iter(condition)) for condition in rule.inputs["conditions"]] == ["hostHeader", "pathPattern"]


def test_group_spreads_over_the_zones_and_several_types(resources: list[Resource]) -> None:
    group = only(resources, GROUP)
    assert len([path for path in group.unknown if path.startswith("vpcZoneIdentifiers[")]) == 3
    policy = group.inputs["mixedInstancesPolicy"]
    assert [override["instanceType"] for override in policy["launchTemplate"]["overrides"]] == [
        "m7i.xlarge",
        "m7a.xlarge",
        "m6i.xlarge",
    ]
    assert policy["instancesDistribution"]["onDemandPercentageAboveBaseCapacity"] == 100
    assert policy["instancesDistribution"]["onDemandBaseCapacity"] == group.inputs["minSize"] == 6


def test_group_rolls_out_a_pinned_version_without_losing_capacity(resources: list[Resource]) -> None:
    group = only(resources, GROUP)
    version = "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification.version"
    assert version in group.unknown
    assert group.inputs["instanceRefresh"]["preferences"]["minHealthyPercentage"] == 100
    assert group.inputs["instanceMaintenancePolicy"]["minHealthyPercentage"] == 100


def test_an_update_leaves_the_size_to_the_policies(resources: list[Resource]) -> None:
    assert only(resources, GROUP).options["ignore_changes"] == ["desiredCapacity"]


def test_an_instance_enters_service_when_it_serves(resources: list[Resource]) -> None:
    group = only(resources, GROUP).inputs
    (hook,) = group["initialLifecycleHooks"]
    assert hook["lifecycleTransition"] == "autoscaling:EC2_INSTANCE_LAUNCHING"
    assert hook["defaultResult"] == "ABANDON"
    assert group["healthCheckType"] == "ELB"
    assert group["healthCheckGracePeriod"] == 75 + 45
    assert group["defaultInstanceWarmup"] == 45


def test_the_hook_is_the_same_for_every_pool(resources: list[Resource]) -> None:
    """A changed hook would replace the group."""
    other = pool(
        lambda args: replace(args, warm_pool=None, performance=replace(args.performance, boot_seconds=300))
    )
    assert (
        only(resources, GROUP).inputs["initialLifecycleHooks"]
        == only(other, GROUP).inputs["initialLifecycleHooks"]
    )


def test_warm_pool_has_an_absolute_size(resources: list[Resource]) -> None:
    warm = only(resources, GROUP).inputs["warmPool"]
    assert (warm["poolState"], warm["minSize"], warm["maxGroupPreparedCapacity"]) == ("Stopped", 10, 10)
    assert "warmPool" not in only(pool(lambda args: replace(args, warm_pool=None)), GROUP).inputs


def test_group_waits_for_its_routes(resources: list[Resource]) -> None:
    assert only(resources, RULE).urn in only(resources, GROUP).depends_on


def test_one_route_is_tracked_per_target_and_minute(resources: list[Resource]) -> None:
    requests = tracking(resources)["orders-requests"]
    assert requests["targetValue"] == pytest.approx(220 * 0.9 * 60)
    assert requests["predefinedMetricSpecification"]["predefinedMetricType"] == "ALBRequestCountPerTarget"
    cpu = tracking(resources)["orders-cpu"]
    assert cpu["targetValue"] == pytest.approx(60)


def test_several_routes_are_tracked_together() -> None:
    changed = pool(two_routes)

    requests = tracking(changed)["orders-requests"]

    assert requests["targetValue"] == pytest.approx(220 * 0.9 * 60)
    metrics = {metric["id"]: metric for metric in requests["customizedMetricSpecification"]["metrics"]}
    assert metrics["per_instance"]["expression"] == "(FILL(r0, 0) + FILL(r1, 0)) / instances"
    assert [id_ for id_, metric in metrics.items() if metric["returnData"]] == ["per_instance"]
    assert len(of_type(changed, TARGET)) == len(of_type(changed, RULE)) == 2
    assert len(of_type(changed, INGRESS)) == len(of_type(changed, EGRESS)) == 2
    assert errors_of(changed) == []


def test_two_routes_of_one_load_balancer_share_its_firewall_rules() -> None:
    changed = pool(two_routes_of_one_balancer)
    assert only(changed, INGRESS).name == "orders-public-in"
    assert len(of_type(changed, RULE)) == 2


def test_a_pool_without_routes_follows_its_cpu() -> None:
    changed = pool(lambda args: replace(args, routes=()))
    assert list(tracking(changed)) == ["orders-cpu"]
    assert only(changed, GROUP).inputs["healthCheckType"] == "EC2"
    assert errors_of(changed) == []


def test_schedules_move_the_limits_and_leave_the_size(resources: list[Resource]) -> None:
    schedule = only(resources, "aws:autoscaling/schedule:Schedule").inputs
    assert (schedule["minSize"], schedule["maxSize"], schedule["desiredCapacity"]) == (40, 90, -1)
    assert schedule["startTime"] == "2026-11-10T15:00:00Z"


def test_every_route_and_the_limit_have_alarms_that_tell_somebody() -> None:
    found = alarms(pool(lambda args: replace(two_routes(args), notify=known("arn:aws:sns:eu-central-1:1:alerts"))))
    assert sorted(found) == [
        "orders-at-limit",
        "orders-internal-errors",
        "orders-internal-slow",
        "orders-internal-unhealthy",
        "orders-public-errors",
        "orders-public-slow",
        "orders-public-unhealthy",
    ]
    for inputs in found.values():
        assert inputs["alarmActions"] == inputs["okActions"] == ["arn:aws:sns:eu-central-1:1:alerts"]


def test_thresholds_follow_from_what_was_measured(resources: list[Resource]) -> None:
    found = alarms(resources)
    assert found["orders-public-slow"]["threshold"] == pytest.approx(0.3)
    assert found["orders-public-slow"]["extendedStatistic"] == "p99"
    assert found["orders-public-errors"]["threshold"] == 79  # 0.1 % of 6 x 220 requests a second
    assert {"dimensions.LoadBalancer", "dimensions.TargetGroup"} <= set(
        next(alarm.unknown for alarm in of_type(resources, ALARM) if alarm.name == "orders-public-errors")
    )


def test_the_limit_alarm_follows_scheduled_limits(resources: list[Resource]) -> None:
    inputs = alarms(resources)["orders-at-limit"]
    metrics = [query["metric"]["metricName"] for query in inputs["metricQueries"] if "metric" in query]
    assert metrics == ["GroupInServiceInstances", "GroupMaxSize"]
    assert set(metrics) <= set(only(resources, GROUP).inputs["enabledMetrics"])
    assert inputs["threshold"] == 1


def test_failed_launches_are_told(resources: list[Resource]) -> None:
    notification = only(resources, "aws:autoscaling/notification:Notification").inputs
    assert "autoscaling:EC2_INSTANCE_LAUNCH_ERROR" in notification["notifications"]


def test_protection_follows_the_argument(resources: list[Resource]) -> None:
    assert only(resources, GROUP).options["protect"] is True
    disposable = only(pool(lambda args: replace(args, deletion_protected=False)), GROUP)
    assert "protect" not in disposable.options
    assert disposable.inputs["forceDeleteWarmPool"] is True


def test_a_small_pool_gets_burstable_types_without_a_brake() -> None:
    changed = pool(lambda args: replace(args, vcpu=2, memory_gib=4))
    assert only(changed, TEMPLATE).inputs["creditSpecification"] == {"cpuCredits": "unlimited"}


def test_other_types_take_no_credit_specification(resources: list[Resource]) -> None:
    assert "creditSpecification" not in only(resources, TEMPLATE).inputs


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda args: replace(args, routes=(replace(args.routes[0], paths=("/a", "/b", "/c", "/d")),)),
            "route public of orders must have at most 5 .* got 6",
        ),
        (lambda args: replace(args, vcpu=3), "got 3 vCPU with 16 GiB; the nearest are .*4 vCPU with 16 GiB"),
        (
            lambda args: replace(args, performance=replace(args.performance, boot_seconds=900)),
            "boot_seconds of orders must be less than 900, got 900",
        ),
        (lambda args: replace(args, environment={"log-level": "info"}), "must be upper-case .* got 'log-level'"),
        (lambda args: replace(args, environment={"TLS_KEY_FILE": "/x"}), "TLS_KEY_FILE is set twice"),
        (lambda args: replace(args, environment={"DATABASE_SECRET": "x"}), "DATABASE_SECRET is set twice"),
    ],
)
def test_bad_arguments_are_refused_before_anything_is_made(change: Change, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        pool(change)


def test_a_registry_id_is_not_for_aws() -> None:
    with pytest.raises(UnsupportedOnCloud, match="registry_id is not supported on aws"):
        pool(lambda args: replace(args, registry_id="cri-1"))
