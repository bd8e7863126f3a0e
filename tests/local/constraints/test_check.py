"""What the table of the providers' rules refuses; its kinds one by one are in tests/facts/test_values.py."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.runtime.rpc import UNKNOWN

from infra.local.constraints import findings
from infra.local.constraints.table import TABLE, read
from infra.local.contract import Wanted
from infra.preview.plan import SECRET
from tests.stacks import MOMENTS, of_cloud
from tools.replacements import NOT_IN_THE_FACTS

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
QUEUE = "aws:sqs/queue:Queue"
ROUTE = "aws:ec2/route:Route"
SWITCH = "alicloud:vpc/switch:Switch"

UNCONSTRAINED = {"aws:ec2/internetGateway:InternetGateway"}
"""The facts know it, and the provider takes anything."""


def found(type_: str, inputs: dict[str, Any], secret: frozenset[str] = frozenset()) -> list[tuple[str, str, str]]:
    wanted = Wanted(urn="urn:r", type=type_, name="orders", inputs=inputs, secret=secret)
    return [(each.property, each.what, each.given) for each in findings(wanted)]


@pytest.mark.parametrize(
    ("inputs", "path", "what"),
    [
        ({"visibilityTimeoutSeconds": 43201}, "visibilityTimeoutSeconds", "must be at most 43200"),
        ({"deduplicationScope": "all"}, "deduplicationScope", "must be one of messageGroup, queue"),
        ({"kmsMasterKeyId": "k", "sqsManagedSseEnabled": True}, "kmsMasterKeyId", "conflicts with"),
    ],
)
def test_a_broken_rule_names_property_and_rule(inputs: dict[str, Any], path: str, what: str) -> None:
    problems = found(QUEUE, inputs)

    assert [problem[0] for problem in problems] == [path]
    assert problems[0][1].startswith(what)


def test_good_inputs_break_no_rule() -> None:
    assert found(QUEUE, {"visibilityTimeoutSeconds": 43200, "kmsMasterKeyId": "k", "redrivePolicy": "{}"}) == []


def test_what_is_required_is_missed_at_any_depth() -> None:
    wanted = {"vpcId": "vpc-1", "zoneId": "z"}
    table = {"name": "t", "attributes": [{"name": "id"}]}

    assert [path for path, *_ in found(SWITCH, wanted)] == []
    assert "attributes[0].type" in [path for path, *_ in found("aws:dynamodb/table:Table", table)]


def test_an_enum_of_the_provider_is_closed_and_one_of_botocore_is_not() -> None:
    """`treatMissingData` is the provider's own set; comparison operators are AWS's, which may add some."""
    good = {"comparisonOperator": "LessThanThreshold", "evaluationPeriods": 1, "metricName": "m", "namespace": "n"}

    assert [path for path, *_ in found(ALARM, {**good, "treatMissingData": "ok"})] == ["treatMissingData"]
    assert found(ALARM, {**good, "comparisonOperator": "About"}) == []


def test_an_enum_of_alibaba_is_always_closed() -> None:
    enums = [row for row in read(TABLE)["alicloud:alb/listener:Listener"] if row.kind == "enum"]

    assert enums
    assert not any(row.advisory for row in enums)


def test_of_several_that_exclude_each_other_one_that_is_given_is_named() -> None:
    inputs = {
        "routeTableId": "rtb-1",
        "destinationCidrBlock": "0.0.0.0/0",
        "gatewayId": "igw-1",
        "natGatewayId": "n",
    }

    assert [path for path, *_ in found(ROUTE, inputs)] == ["natGatewayId"]


def test_unknown_values_are_not_judged() -> None:
    """The engine asks about them in a preview."""
    assert found(QUEUE, {"visibilityTimeoutSeconds": UNKNOWN, "redrivePolicy": UNKNOWN, "name": UNKNOWN}) == []


def test_a_secret_is_judged_but_not_shown() -> None:
    cache = "aws:elasticache/replicationGroup:ReplicationGroup"
    inputs = {"authToken": "short", "description": "d"}

    problems = found(cache, inputs, frozenset({"authToken"}))

    assert [(path, given) for path, _, given in problems] == [("authToken", SECRET)]


def test_a_type_that_the_table_does_not_have_is_not_judged() -> None:
    assert found("aws:xray/group:Group", {"anything": 1}) == []


def test_the_table_has_the_types_of_all_stacks_and_no_other() -> None:
    """Of some types the facts know nothing, or no constraint; `make constraints` rewrites the table."""
    used = {resource.type for stack, at in MOMENTS for resource in of_cloud(stack, at)}

    assert set(read(TABLE)) <= used
    assert used - set(read(TABLE)) - set(NOT_IN_THE_FACTS) == UNCONSTRAINED


@pytest.mark.parametrize(("block", "fine"), [("10.0.0.0/8", True), ("10.0.0.1/8", False), ("0.0.0.0", False)])
def test_a_block_of_addresses_says_its_length(block: str, fine: bool) -> None:
    table = {"vpcId": "vpc-1", "routes": [{"cidrBlock": block, "gatewayId": "igw-1"}]}

    assert (found("aws:ec2/routeTable:RouteTable", table) == []) is fine
