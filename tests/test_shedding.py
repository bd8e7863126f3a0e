"""What a request to the committed shop gets, with and without classes that are shed: listener rules and firewall
rules are followed as the load balancers of both clouds do."""

import functools
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

import pytest

from infra.planning import planned_capacity
from infra.preview.plan import Plan, Resource
from infra.preview.run import plan_of
from infra.program import ROOT
from infra.settings import load
from infra.shop.routes import request_classes
from tests.stacks import CLOCK

CLOUDS = ("aws", "alicloud")
DOMAINS = {"aws": "shop.example.net", "alicloud": "cn.shop.example.net"}
REQUESTS = {
    "callbacks": ("partners", "/tmall/order"),
    "orders": ("api", "/checkout/1/pay"),
    "users": ("api", "/login"),
    "carts": ("api", "/carts/7"),
    "catalog": ("api", "/products/7"),
    "mobile-api": ("api", "/home"),
    "web": ("www", "/anything/at/all"),
    "clicks": ("go", "/abc"),
    "support": ("api", "/support/cases"),
    "chat": ("chat", "/socket"),
    "collector": ("events", "/v1/batch"),
}
"""Service -> a request from outside that it answers."""
FROM_CART_ON = {"callbacks", "orders", "users", "carts"}


@functools.cache
def plan(cloud: str, shed: str = "") -> Plan:
    settings = load(f"prod-{cloud}", ROOT, {"floodgate:shed": shed} if shed else {})
    return plan_of(settings, planned_capacity(settings, CLOCK))


def ordered(cloud: str, shed: str) -> list[Resource]:
    type_ = "aws:lb/listenerRule:ListenerRule" if cloud == "aws" else "alicloud:alb/rule:Rule"
    rules = [resource for resource in plan(cloud, shed).custom if resource.type == type_]
    return sorted(rules, key=lambda rule: rule.inputs["priority"])


def answered(cloud: str, shed: str, host: str, path: str, signed: bool = True) -> str:
    """The name of the rule that a request meets first; none: the load balancer answers 403 by itself."""
    return next((rule.name for rule in ordered(cloud, shed) if _matches(rule, host, path, signed)), "")


def _matches(rule: Resource, host: str, path: str, signed: bool) -> bool:
    for condition in rule.inputs.get("conditions") or rule.inputs["ruleConditions"]:
        for key, value in (
            ("hostHeader", host),
            ("hostConfig", host),
            ("pathPattern", path),
            ("pathConfig", path),
        ):
            patterns = condition.get(key, {}).get("values")
            if patterns and not any(fnmatchcase(value, pattern) for pattern in patterns):
                return False
        if "?*" in str(condition) and not signed:
            return False
    return True


@pytest.mark.parametrize("cloud", CLOUDS)
def test_everything_is_answered_unless_a_class_is_shed(cloud: str) -> None:
    assert not [rule.name for rule in ordered(cloud, "") if rule.name.endswith("-shed")]
    for service, (site, path) in REQUESTS.items():
        assert answered(cloud, "", f"{site}.{DOMAINS[cloud]}", path).startswith(f"{service}-")


@pytest.mark.parametrize("cloud", CLOUDS)
def test_below_a_class_everything_is_refused_and_the_rest_goes_on(cloud: str) -> None:
    shed = '{"below": "cart"}'
    for service, (site, path) in REQUESTS.items():
        rule = answered(cloud, shed, f"{site}.{DOMAINS[cloud]}", path)
        assert rule.startswith(f"{service}-")
        assert rule.endswith("-shed") is (service not in FROM_CART_ON)


@pytest.mark.parametrize("cloud", CLOUDS)
def test_checkout_still_reaches_the_catalog_when_nobody_may_browse(cloud: str) -> None:
    inside = f"svc.{DOMAINS[cloud]}"
    shed = '{"below": "checkout"}'
    assert answered(cloud, shed, f"catalog.{inside}", "/any") == "catalog-internal-rule"
    assert answered(cloud, shed, f"recommender.{inside}", "/any") == "recommender-internal-shed"


@pytest.mark.parametrize("cloud", CLOUDS)
def test_named_classes_are_shed_and_no_others(cloud: str) -> None:
    shed = '{"classes": ["recommendation"]}'
    refused = {rule.name for rule in ordered(cloud, shed) if rule.name.endswith("-shed")}
    assert refused == {"recommender-internal-shed", "collector-events-shed"}


@pytest.mark.parametrize("cloud", CLOUDS)
def test_a_callback_without_a_signature_reaches_no_service(cloud: str) -> None:
    host = f"partners.{DOMAINS[cloud]}"
    for path in ("/tmall/order", "/jd/order", "/douyin/order"):
        refused = answered(cloud, "", host, path, signed=False)
        assert refused == (
            "" if cloud == "aws" else "public-lb-rest"
        )  # ALB has a last rule for what AWS does by default
    assert answered(cloud, "", host, "/douyin/order") == "callbacks-douyin-rule"


def test_shedding_changes_rules_and_nothing_else() -> None:
    for cloud in CLOUDS:
        before = {resource.urn for resource in plan(cloud).custom}
        after = {resource.urn: resource for resource in plan(cloud, '{"below": "partners"}').custom}
        assert before <= set(after)
        assert {after[urn].type for urn in set(after) - before} == {
            "aws:lb/listenerRule:ListenerRule" if cloud == "aws" else "alicloud:alb/rule:Rule"
        }


def classes_of(host: str, path: str) -> Iterator[str]:
    """The classes whose limit of the firewall counts a request."""
    (acl,) = (r for r in plan("aws").custom if r.type == "aws:wafv2/webAcl:WebAcl" and r.name == "public-lb-waf")
    for rule in acl.inputs["rules"]:
        if rule["name"].startswith("limit-class-"):
            scope = rule["statement"]["rateBasedStatement"]["scopeDownStatement"]
            if _holds(scope, host, path):
                yield rule["name"].split("-")[2]


def _holds(statement: dict[str, Any], host: str, path: str) -> bool:
    ((kind, content),) = statement.items()
    if kind == "andStatement":
        return all(_holds(each, host, path) for each in content["statements"])
    if kind == "notStatement":
        return not _holds(content["statement"], host, path)
    subject = path if "uriPath" in content["fieldToMatch"] else host
    return re.search(content["regexString"], subject) is not None


def test_the_firewall_counts_a_request_for_the_class_of_the_service_that_answers_it() -> None:
    owners = {service: each.name for each in load("prod-aws", ROOT).shop.priorities for service in each.services}
    for service, (site, path) in REQUESTS.items():
        assert list(classes_of(f"{site}.{DOMAINS['aws']}", path)) == [owners[service]]


def test_a_lower_class_gets_no_more_of_one_address_than_a_higher() -> None:
    limits = [each.requests_per_ip for each in request_classes(load("prod-aws", ROOT))]
    assert limits == sorted(limits, reverse=True)
    assert len(limits) == 6
