"""Classes of requests at the public load balancer."""

import re
from dataclasses import replace
from typing import Any

import pytest

from components.errors import InvalidArgument
from components.load_balancer import Exposure, LoadBalancer
from components.request_class import Match, RequestClass
from infra.preview.plan import Resource
from tests.components.cases import build_sample
from tests.components.harness import of_type, only
from tests.facts.checker import errors_of

PARTNERS = RequestClass(
    name="partners",
    matches=(Match(name="partners", hosts=("partners.shop.example.net",)),),
    requests_per_ip=60_000,
)
CHECKOUT = RequestClass(
    name="checkout",
    matches=(Match(name="api", hosts=("api.shop.example.net",), paths=("/checkout/*", "/orders/?")),),
    requests_per_ip=2000,
)
BROWSE = RequestClass(
    name="browse",
    matches=(Match(name="api", hosts=("api.shop.example.net",), paths=("/checkout/*",), others=True),),
    requests_per_ip=1200,
)


def built(cloud: str, **changes: Any) -> list[Resource]:
    resources = build_sample(cloud, LoadBalancer, lambda args: replace(args, **changes))[0]
    assert errors_of(resources) == []
    return resources


def acl(*classes: RequestClass) -> dict[str, dict[str, Any]]:
    rules = only(built("aws", classes=classes), "aws:wafv2/webAcl:WebAcl").inputs["rules"]
    assert [rule["priority"] for rule in rules] == list(range(len(rules)))
    return {rule["name"]: rule for rule in rules}


def scope(rule: dict[str, Any]) -> dict[str, Any]:
    return dict(rule["statement"]["rateBasedStatement"]["scopeDownStatement"])


def test_each_class_has_a_limit_of_its_own_before_the_one_for_all() -> None:
    rules = acl(CHECKOUT, BROWSE)
    assert list(rules)[:3] == ["limit-class-checkout-api", "limit-class-browse-api", "limit-all"]
    limits = {name: rule["statement"]["rateBasedStatement"]["limit"] for name, rule in list(rules.items())[:3]}
    assert limits == {"limit-class-checkout-api": 2000, "limit-class-browse-api": 1200, "limit-all": 2000}
    assert all(rules[name]["action"]["block"]["customResponse"]["responseCode"] == 429 for name in limits)


def test_a_limit_counts_the_requests_that_reach_the_class() -> None:
    host, paths = scope(acl(CHECKOUT)["limit-class-checkout-api"])["andStatement"]["statements"]
    assert host["regexMatchStatement"]["fieldToMatch"] == {"singleHeader": {"name": "host"}}
    assert re.fullmatch(host["regexMatchStatement"]["regexString"], "api.shop.example.net")
    assert not re.fullmatch(host["regexMatchStatement"]["regexString"], "api-shop.example.net")
    pattern = paths["regexMatchStatement"]["regexString"]
    assert re.fullmatch(pattern, "/checkout/1/pay")
    assert re.fullmatch(pattern, "/orders/7")
    assert not re.fullmatch(pattern, "/orders/77")
    assert not re.fullmatch(pattern, "/carts/checkout/1")


def test_sites_that_are_wholly_of_a_class_share_a_limit_that_counts_each_host() -> None:
    hosts = ("www.shop.example.net", "live.shop.example.net")
    whole = tuple(Match(name=host.partition(".")[0], hosts=(host,)) for host in hosts)
    rules = acl(replace(BROWSE, matches=(*BROWSE.matches, *whole)))
    assert list(rules)[:3] == ["limit-class-browse-api", "limit-class-browse-sites", "limit-all"]
    limit = rules["limit-class-browse-sites"]["statement"]["rateBasedStatement"]
    assert limit["aggregateKeyType"] == "CUSTOM_KEYS"
    assert [list(key) for key in limit["customKeys"]] == [["forwardedIp"], ["header"]]
    assert limit["forwardedIpConfig"]["headerName"] == "true-client-ip"
    pattern = scope(rules["limit-class-browse-sites"])["regexMatchStatement"]["regexString"]
    assert all(re.fullmatch(pattern, host) for host in hosts)


def test_more_limits_than_a_firewall_takes_are_refused() -> None:
    paths = tuple(replace(CHECKOUT.matches[0], name=f"part-{number}") for number in range(10))
    with pytest.raises(
        InvalidArgument, match="at most 10 limits for one address, got 11: limit-class-checkout-part-0"
    ):
        acl(replace(CHECKOUT, matches=paths))


@pytest.mark.parametrize("others", [False, True])
def test_paths_that_one_expression_does_not_hold_are_split(others: bool) -> None:
    paths = tuple(f"/a-path-with-a-long-name-{number}/*" for number in range(10))
    match = replace(CHECKOUT.matches[0], paths=paths, others=others)
    _, *rest = scope(acl(replace(CHECKOUT, matches=(match,)))["limit-class-checkout-api"])["andStatement"][
        "statements"
    ]
    listed = (
        [each["notStatement"]["statement"] for each in rest] if others else rest[0]["orStatement"]["statements"]
    )
    patterns = [each["regexMatchStatement"]["regexString"] for each in listed]
    assert len(patterns) == 2
    assert max(map(len, patterns)) <= 200
    for path in paths:
        assert sum(bool(re.fullmatch(pattern, path.replace("*", "x"))) for pattern in patterns) == 1


def test_who_has_all_other_paths_of_a_site_counts_what_is_left() -> None:
    _, others = scope(acl(BROWSE)["limit-class-browse-api"])["andStatement"]["statements"]
    inner = others["notStatement"]["statement"]["regexMatchStatement"]
    assert re.fullmatch(inner["regexString"], "/checkout/1")
    assert not re.fullmatch(inner["regexString"], "/products/1")


def test_who_may_send_more_than_all_others_is_excepted_from_their_limit() -> None:
    assert "notStatement" in scope(acl(PARTNERS, CHECKOUT)["limit-all"])
    assert "scopeDownStatement" not in acl(CHECKOUT)["limit-all"]["statement"]["rateBasedStatement"]
    shared = replace(CHECKOUT, requests_per_ip=2001)
    with pytest.raises(InvalidArgument, match=r"only on hosts of its own, and api\.shop\.example\.net has other"):
        acl(shared)


def test_a_class_that_is_shed_is_refused_first_and_told_when_to_come_back() -> None:
    rules = acl(CHECKOUT, replace(BROWSE, shed_seconds=45))
    assert next(iter(rules)) == "shed-class-browse-api"
    answer = rules["shed-class-browse-api"]["action"]["block"]["customResponse"]
    assert answer["responseCode"] == 503
    assert answer["responseHeaders"] == [{"name": "retry-after", "value": "45"}]
    assert "shed-class-checkout-api" not in rules


def test_without_classes_the_firewall_is_as_before() -> None:
    assert list(acl()) == [
        "limit-all",
        "AWSManagedRulesCommonRuleSet",
        "AWSManagedRulesKnownBadInputsRuleSet",
        "AWSManagedRulesSQLiRuleSet",
    ]


@pytest.mark.parametrize("cloud", ["aws", "alicloud"])
def test_calls_between_services_have_no_classes(cloud: str) -> None:
    inside = {"exposure": Exposure.INTERNAL, "origin_token": None, "reserve": None}
    with pytest.raises(InvalidArgument, match="classes must be empty for exposure internal"):
        built(cloud, classes=(CHECKOUT,), **inside)


def test_connections_may_be_silent_as_long_as_asked() -> None:
    assert only(built("aws", idle_seconds=300), "aws:lb/loadBalancer:LoadBalancer").inputs["idleTimeout"] == 300
    (listener,) = of_type(built("alicloud", idle_seconds=300), "alicloud:alb/listener:Listener")
    assert listener.inputs["idleTimeout"] == 300
