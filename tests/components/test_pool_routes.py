"""Routes of a pool on both clouds: what must be signed, and what is refused while a class is shed."""

import json
from dataclasses import replace
from typing import Any

import pytest

from components.errors import InvalidArgument
from components.request_class import Refusal
from components.service_pool import ServicePool, Signature
from infra.preview.plan import Resource
from tests.components.cases import build_sample
from tests.components.harness import of_type
from tests.components.pools import Change, connected, shed, signed
from tests.facts.checker import errors_of

AWS_RULE, ALB_RULE = "aws:lb/listenerRule:ListenerRule", "alicloud:alb/rule:Rule"
QUERY, HEADER = Signature(query="sign"), Signature(header="X-Douyin-Signature")


def pool(cloud: str, change: Change) -> list[Resource]:
    resources = build_sample(cloud, ServicePool, change)[0]
    assert errors_of(resources) == []
    return resources


def rules(cloud: str, change: Change) -> dict[str, dict[str, Any]]:
    type_ = AWS_RULE if cloud == "aws" else ALB_RULE
    return {rule.name: rule.inputs for rule in of_type(pool(cloud, change), type_)}


def test_aws_lets_only_signed_requests_through() -> None:
    query = rules("aws", signed(QUERY))["orders-public-rule"]["conditions"]
    assert query[3] == {"queryStrings": [{"key": "sign", "value": "?*"}]}
    header = rules("aws", signed(HEADER))["orders-public-rule"]["conditions"]
    assert header[3] == {"httpHeader": {"httpHeaderName": "X-Douyin-Signature", "values": ["?*"]}}


def test_alicloud_lets_only_signed_requests_through() -> None:
    query = rules("alicloud", signed(QUERY))["orders-public-rule"]["ruleConditions"]
    assert query[3] == {
        "type": "QueryString",
        "queryStringConfig": {"values": [{"key": "sign", "value": "?*"}]},
    }
    header = rules("alicloud", signed(HEADER))["orders-public-rule"]["ruleConditions"]
    assert header[3] == {"type": "Header", "headerConfig": {"key": "X-Douyin-Signature", "values": ["?*"]}}


def test_a_signature_counts_as_a_value_of_the_rule() -> None:
    def full(paths: int) -> Change:
        more = tuple(f"/orders/{number}" for number in range(paths))
        return lambda args: replace(args, routes=(replace(args.routes[0], paths=more, signature=QUERY),))

    assert "orders-public-rule" in rules("aws", full(2))
    with pytest.raises(InvalidArgument, match="signatures together, got 6"):
        pool("aws", full(3))
    with pytest.raises(InvalidArgument, match="at most 10 hosts, paths, origin tokens and signatures"):
        pool("alicloud", full(8))


def test_a_rule_on_aws_takes_five_wildcards() -> None:
    def full(*paths: str) -> Change:
        return lambda args: replace(args, routes=(replace(args.routes[0], paths=paths, signature=QUERY),))

    assert "orders-public-rule" in rules("aws", full("/*/?/*"))
    with pytest.raises(InvalidArgument, match=r"at most 5 wildcards .* got 6"):
        pool("aws", full("/*/?/*", "/orders/*"))


@pytest.mark.parametrize(
    ("cloud", "action", "of"),
    [("aws", "fixedResponse", "actions"), ("alicloud", "fixedResponseConfig", "ruleActions")],
)
def test_a_class_that_is_shed_is_refused_before_its_route_which_stays(cloud: str, action: str, of: str) -> None:
    found = rules(cloud, shed(page=True))
    refusal, route = found["orders-public-shed"], found["orders-public-rule"]
    assert refusal["priority"] < route["priority"]
    conditions = "conditions" if cloud == "aws" else "ruleConditions"
    assert refusal[conditions] == route[conditions]
    answer = refusal[of][0][action]
    assert answer.get("statusCode", answer.get("httpCode")) == "503"
    assert answer["contentType"] == "text/html"
    assert 'http-equiv="refresh" content="30"' in answer.get("messageBody", answer.get("content"))
    assert any("forward" in each["type"].lower() for each in route[of])


@pytest.mark.parametrize("cloud", ["aws", "alicloud"])
def test_nothing_is_refused_unless_a_class_is_shed(cloud: str) -> None:
    assert list(rules(cloud, lambda args: args)) == ["orders-public-rule"]


@pytest.mark.parametrize("page", [True, False])
@pytest.mark.parametrize("seconds", [1, 3600])
def test_the_answer_fits_into_a_rule_and_says_when_to_ask_again(page: bool, seconds: int) -> None:
    refusal = Refusal(priority=5, retry_after_seconds=seconds, page=page)
    assert len(refusal.body) <= 1024
    assert str(seconds) in refusal.body
    assert refusal.content_type == ("text/html" if page else "application/json")
    if not page:
        assert json.loads(refusal.body) == {"error": "busy", "retry_after_seconds": seconds}


def test_alicloud_limits_a_route_to_what_its_largest_pool_carries() -> None:
    limit, forward = rules("alicloud", lambda args: args)["orders-public-rule"]["ruleActions"]
    assert limit == {"type": "TrafficLimit", "order": 1, "trafficLimitConfig": {"qps": 60 * 220}}
    assert (forward["type"], forward["order"]) == ("ForwardGroup", 2)
    huge = rules("alicloud", lambda args: replace(args, max_instances=2000))["orders-public-rule"]
    assert huge["ruleActions"][0]["trafficLimitConfig"]["qps"] == 100_000  # the most that a rule takes


def test_aws_gives_open_connections_time_to_leave_and_a_way_back() -> None:
    (group,) = of_type(pool("aws", connected), "aws:lb/targetGroup:TargetGroup")
    assert group.inputs["deregistrationDelay"] == 300
    assert group.inputs["stickiness"] == {"type": "lb_cookie", "enabled": True, "cookieDuration": 3600}
    (plain,) = of_type(pool("aws", lambda args: args), "aws:lb/targetGroup:TargetGroup")
    assert plain.inputs["deregistrationDelay"] == 60
    assert "stickiness" not in plain.inputs


def test_alicloud_gives_open_connections_time_to_leave_and_a_way_back() -> None:
    resources = pool("alicloud", connected)
    (group,) = of_type(resources, "alicloud:alb/serverGroup:ServerGroup")
    assert group.inputs["connectionDrainConfig"]["connectionDrainTimeout"] == 300
    assert group.inputs["stickySessionConfig"]["stickySessionEnabled"] is True
    hooks = {hook.name: hook.inputs for hook in of_type(resources, "alicloud:ess/lifecycleHook:LifecycleHook")}
    assert hooks["orders-drain"]["heartbeatTimeout"] == 300
