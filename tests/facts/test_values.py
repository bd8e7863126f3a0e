"""Rules about one value: each kind finds the value just outside and lets the one just inside pass."""

from __future__ import annotations

from typing import Any

import pytest

from tests.facts.facts import Facts
from tests.facts.places import places_of
from tests.facts.planned import found, planned
from tests.facts.problem import Severity

ALARM = "alicloud:cms/alarm:Alarm"
CLUSTER = "aws:rds/cluster:Cluster"
KUBERNETES = "alicloud:cs/managedKubernetes:ManagedKubernetes"
QUEUE = "aws:sqs/queue:Queue"
CSV_TYPES = "dataCaptureConfig.captureContentTypeHeader.csvContentTypes"

# kind, type, property, good value, bad value
ROWS: list[tuple[str, str, str, Any, Any]] = [
    ("enum", "alicloud:actiontrail/trail:Trail", "eventRw", "All", "all"),
    ("enum", "alicloud:alb/rule:Rule", "ruleActions[].redirectConfig.httpCode", "301", "300"),
    ("enum", ALARM, "compositeExpression.expressionListJoin", "||", "|"),
    ("enum", CLUSTER, "engineMode", "", "fast"),
    ("enum", "aws:ec2/networkAcl:NetworkAcl", "egress[].action", "Allow", "permit"),
    ("elem.enum", "alicloud:polardb/backupPolicy:BackupPolicy", "preferredBackupPeriods", ["Monday"], ["Mon"]),
    ("elem.enum", "aws:budgets/budget:Budget", "metrics", "UnblendedCost", "Cost"),
    ("min", QUEUE, "messageRetentionSeconds", 60, 59),
    ("max", QUEUE, "delaySeconds", 900, 901),
    ("max", QUEUE, "delaySeconds", "900", "901"),
    ("multipleOf", "aws:synthetics/canary:Canary", "runConfig.memoryInMb", 960, 1000),
    ("minLength", "alicloud:alikafka/instance:Instance", "name", "abc", "ab"),
    ("maxLength", "alicloud:alikafka/instance:Instance", "name", "a" * 64, "a" * 65),
    ("maxLength", "aws:lambda/function:Function", "name", "a" * 64, "a" * 65),
    ("elem.minLength", "aws:sagemaker/endpointConfiguration:EndpointConfiguration", CSV_TYPES, ["text/csv"], [""]),
    (
        "elem.maxLength",
        "alicloud:oss/bucketReplication:BucketReplication",
        "prefixSet.prefixes",
        [""],
        ["a" * 1024],
    ),
    ("minItems", KUBERNETES, "vswitchIds", ["vsw-1"], []),
    ("maxItems", "alicloud:ots/table:Table", "primaryKeys", [{}] * 4, [{}] * 5),
    ("regex", "alicloud:log/project:Project", "projectName", "a-b", "a.b"),
    ("notRegex", "aws:lb/targetGroup:TargetGroup", "name", "orders", "orders-"),
    ("elem.regex", KUBERNETES, "podVswitchIds", ["vsw-1"], ["vpc-1"]),
    ("elem.notRegex", "alicloud:ecs/instance:Instance", "tags", {"acs:owner": "shop"}, {"owner": "acs:shop"}),
    ("format", QUEUE, "redrivePolicy", "{}", "{"),
    ("format", "aws:sns/topic:Topic", "sqsFailureFeedbackRoleArn", "arn:aws:iam::123456789012:role/x", "role/x"),
    ("format", "aws:ec2/subnet:Subnet", "cidrBlock", "10.0.1.0/24", "10.0.1.9/24"),
    ("format", "aws:ec2/natGateway:NatGateway", "privateIp", "10.0.1.4", "2001:db8::1"),
    ("format", "aws:route53/healthCheck:HealthCheck", "ipAddress", "2001:db8::1", "10.0.1"),
    ("format", "aws:scheduler/schedule:Schedule", "startDate", "2026-11-11T00:00:00Z", "2026-11-11"),
    ("format", CLUSTER, "masterUserSecretKmsKeyId", "alias/orders", "orders key"),
    ("format", CLUSTER, "preferredBackupWindow", "02:00-03:00", "2:00-3:00"),
    ("format", CLUSTER, "preferredMaintenanceWindow", "Sun:02:00-Sun:03:00", "02:00-03:00"),
    ("format", "aws:iam/openIdConnectProvider:OpenIdConnectProvider", "url", "https://a.example", "a.example"),
    ("format", "aws:wafv2/regexPatternSet:RegexPatternSet", "regularExpressions[].regexString", "^a+$", "("),
    ("elem.format", "aws:ec2/securityGroup:SecurityGroup", "ingress[].cidrBlocks", ["10.0.0.0/8"], ["10.0.0.1/8"]),
    ("elem.format", "aws:eks/cluster:Cluster", "vpcConfig.publicAccessCidrs", ["2001:db8::/32"], ["all"]),
    ("anyOf", "aws:rds/clusterInstance:ClusterInstance", "performanceInsightsRetentionPeriod", 62, 60),
    ("anyOf", "aws:lb/targetGroup:TargetGroup", "slowStart", 0, 20),
    ("validator", "aws:elasticache/replicationGroup:ReplicationGroup", "atRestEncryptionEnabled", True, "yes"),
    ("elem.validator", "aws:ec2/instance:Instance", "ipv6Addresses", ["2001:db8::1"], ["10.0.0.1"]),
]


def inputs_with(path: str, value: Any) -> dict[str, Any]:
    """`a.b[].c` with a value -> `{"a": {"b": [{"c": value}]}}`."""
    head, _, rest = path.partition(".")
    inner = inputs_with(rest, value) if rest else value
    return {head.removesuffix("[]"): [inner] if head.endswith("[]") else inner}


@pytest.mark.parametrize(("kind", "type_", "path", "good", "bad"), ROWS)
def test_good_value_passes(facts: Facts, kind: str, type_: str, path: str, good: Any, bad: Any) -> None:
    assert found(facts, kind, planned(type_, inputs_with(path, good))) == []


@pytest.mark.parametrize(("kind", "type_", "path", "good", "bad"), ROWS)
def test_bad_value_is_found(facts: Facts, kind: str, type_: str, path: str, good: Any, bad: Any) -> None:
    problems = found(facts, kind, planned(type_, inputs_with(path, bad)))

    assert len(problems) == 1
    assert problems[0].path.startswith(path.partition("[")[0])


@pytest.mark.parametrize(("kind", "type_", "path", "good", "bad"), ROWS)
def test_unknown_and_secret_values_are_not_judged(
    facts: Facts, kind: str, type_: str, path: str, good: Any, bad: Any
) -> None:
    resource = planned(type_, inputs_with(path, bad))
    places = [place.path for place in places_of(resource).at(path)]

    assert found(facts, kind, planned(type_, resource.inputs, unknown=places)) == []
    assert found(facts, kind, planned(type_, resource.inputs, secret=places)) == []


def test_every_kind_of_the_facts_has_a_row_or_a_test(facts: Facts) -> None:
    """A new kind in the csv files must not pass unseen."""
    tested = {kind for kind, *_ in ROWS}
    groups = {"conflicts", "exactlyOneOf", "atLeastOneOf", "requiredWith"}
    elsewhere = {*groups, "required", "atLeastOneOf(runtime)", "requiredForDestroy(runtime)", "elem.anyOf"}

    kinds = {constraint.kind for constraints in facts.constraints.values() for constraint in constraints}

    assert kinds - tested == elsewhere


def test_alternative_without_data_passes(facts: Facts) -> None:
    """The second alternative is a named check of the provider, so nothing can be said."""
    alarm = planned("aws:cloudwatch/metricAlarm:MetricAlarm", {"alarmActions": ["not an arn"]})

    assert found(facts, "elem.anyOf", alarm) == []


def test_pattern_with_unicode_classes_is_counted_as_uncheckable(facts: Facts) -> None:
    role = "aws:iam/role:Role"

    assert found(facts, "regex", planned(role, {"description": "\u0007"})) == []
    assert (role, "description") in {(token, constraint.property) for token, constraint in facts.uncheckable}


def test_unlisted_enum_value_is_an_error_on_alibaba_and_a_warning_on_aws(facts: Facts) -> None:
    alibaba = planned("alicloud:actiontrail/trail:Trail", {"eventRw": "all"})
    aws = planned(CLUSTER, {"engineMode": "fast"})

    assert [problem.severity for problem in found(facts, "enum", alibaba)] == [Severity.ERROR]
    assert [problem.severity for problem in found(facts, "enum", aws)] == [Severity.WARNING]


def test_path_of_a_problem_is_the_path_of_a_plan(facts: Facts) -> None:
    instance = planned("alicloud:ecs/instance:Instance", {"tags": {"the.owner": "acs:shop"}})

    assert [problem.path for problem in found(facts, "elem.notRegex", instance)] == ['tags["the.owner"]']
