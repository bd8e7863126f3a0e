"""Every row of the tables does what it says: needs, limits, choices, forms."""

from __future__ import annotations

from typing import Any

import pytest

from infra.local.alicloud.case import Case
from infra.local.alicloud.table import ResourceType, forms, resource_types
from infra.local.alicloud.table_rules import alone
from tests.local.alicloud.made import ACCOUNT, NOW, REGION, empty, wanted

NEEDS = [
    (token, need)
    for token, known in resource_types().items()
    for need in known.needs
    if not any(">" in way for way in need.when)
]
"""But for those that depend on another resource."""
LIMITS = [(token, path, *ends) for token, known in resource_types().items() for path, ends in known.limits.items()]
CHOICES = [
    (token, path, all_) for token, known in resource_types().items() for path, all_ in known.choices.items()
]
FORMS: dict[str, tuple[list[str], list[str]]] = {
    "plain-name": (["shop", "-shop"], ["", "x" * 129, "http://shop"]),
    "letter-name": (["ab", "a-b.c_d:e", "商店"], ["a", "1a", "https://a", "a b"]),
    "address-name": (["a", "a-b"], ["", "1", "a:b"]),
    "prefix-list-name": (["ab", "a:b"], ["a", "com.aliyun.a", "1a"]),
    "group-name": (["ab", "1-a.b_c"], ["a", "-a", "a b", "x" * 65]),
    "task-name": (["ab"], ["a", "x" * 41]),
    "description": (["ab"], ["a", "http://a", "x" * 257]),
    "rule-description": (["a"], ["", "x" * 513]),
    "entry-description": (["ab"], ["a", "x" * 33]),
    "elasticsearch-name": (["", "products_1.a"], ["a b", "x" * 31]),
    "job-name": (["ab", "a_b-c"], ["a", "-ab", "x" * 65]),
    "time-zone": (["+0800", "-0530"], ["0800", "+1500", "UTC"]),
    "maxcompute-name": (["abc", "a_1"], ["ab", "1ab", "a-b", "x" * 29]),
    "comment": (["a"], ["", "x" * 257]),
    "alert-title": (["Orders", "x" * 64], ["", "x" * 65]),
    "function-name": (["a", "_a-B1"], ["", "1a", "a.b", "x" * 65]),
    "trigger-name": (["a", "x" * 128], ["", "1a", "x" * 129]),
    "call-destination": (
        [
            "acs:mns:cn-shanghai:1111222233334444:/queues/a/messages",
            "acs:fc:cn-shanghai:1111222233334444:functions/a",
        ],
        ["acs:mns:cn-shanghai:1111222233334444:/queues/a", "acs:oss:cn-shanghai:1111222233334444:a", "a"],
    ),
    "number": (["90", "-1.5"], ["ninety", "1.", ""]),
    "megabits": (["5", "200"], ["0", "5M", "-1"]),
    "bucket-name": (["abc", "a-1"], ["ab", "-ab", "aB1", "a_b", "x" * 64]),
    "project-name": (["abc"], ["a_b", "Abc", "ab-"]),
    "logstore-name": (["ab", "a_b-c"], ["a", "_a", "Ab"]),
    "alert-name": (["a-b_C"], ["ab", "-ab"]),
    "role-name": (["a.B_c-1"], ["", "a b", "x" * 65]),
    "policy-name": (["a-B"], ["a_b", "", "x" * 129]),
    "queue-name": (["a-B"], ["-a", "a.b", "x" * 121]),
    "topic-name": (["a-B"], ["-a", "x" * 256]),
    "secret-name": (["a/b+c=d.e@f-g"], ["", "a b", "x" * 65]),
    "key-alias": (["alias/shop/data"], ["shop", "alias/", "alias/acs/oss"]),
    "trail-name": (["orders-trail"], ["trail", "Orders-trail", "x" * 37]),
    "contact-name": (["on call"], ["a", "x" * 41]),
    "monitor-name": (["shop_1"], ["abc", "shop-1"]),
    "waf-name": (["a_1"], ["", "a-1", "x" * 65]),
    "attached-network-name": (["shop1"], ["ab", "1abc", "a-b"]),
    "database-account": (["shop_app"], ["root", "a", "_ab", "a_", "x" * 17]),
    "database-name": (["orders-db", "a1"], ["a", "1a", "Orders"]),
    "domain": (["example.net", "*.shop.example.net"], ["example", "-a.net", "a b.net", ".net"]),
    "host-record": (["@", "*", "www", "*.a.b", "_dnsauth"], ["", "a..b", "-a"]),
    "mail": (["a@b.net"], ["a", "a@b", "a b@c.net"]),
    "check-path": (["/", "/healthz?a=1"], ["healthz", "/a b", "/" + "x" * 80]),
    "image": (["m-bp1abcdefghij", "aliyun_3_x64_20G.vhd"], ["aliyun_3", "m-1", "ami-0123456789"]),
    "instance-type": (["ecs.c8i.large"], ["c8i.large", "ecs.large"]),
    "kms-instance": (["kst-shh0123"], ["kst-", "key-1"]),
    "registry": (["cri-0123"], ["registry"]),
    "balancer-certificate": (["1-cn-hangzhou", "1-ap-southeast-1"], ["1", "1-cn-shanghai"]),
    "certificate": (["10000001"], ["1-cn-hangzhou", ""]),
    "tls-policy": (["tls_cipher_policy_1_2_strict_with_1_3", "spy-abc"], ["tls_cipher_policy_1_3", "TLS12"]),
    "notification-target": (["acs:ess:cn-shanghai:1:queue/a"], ["acs:ess:cn-shanghai:1:a", "cloudmonitor"]),
    "role-arn": (["acs:ram::1111222233334444:role/a"], ["a", "acs:ram::1:role/a", "arn:aws:iam::1:role/a"]),
    "project-arn": (["acs:log:cn-shanghai:1111222233334444:project/a"], ["a", "acs:log::1:project/a"]),
    "launch-version": (["1", "Latest", "Default"], ["$Latest", "latest", ""]),
    "rotation": (["365d", "604800s"], ["365", "1y"]),
    "interval": (["15m"], ["15", "15 min"]),
    "whole-number": (["0", "31536000"], ["-1", "1.5", "1 year"]),
    "epoch": (["1804533000"], ["1804533000000", "2027-03-08T19:10:00Z"]),
    "addresses": (["https://a/b", "https://a/b\nhttp://c/d"], ["/b", "https://a /b", "a.example.net"]),
    "header-name": (["X-Frame-Options", "x_y"], ["X-Frame-Options:", "", "x y"]),
    "firewall-phase": (["http_ratelimit", "ip_access_rule"], ["ratelimit", "HTTP_custom"]),
    "object-event": (["ObjectCreated:PutObject", "ObjectRemoved:*"], ["PutObject", "s3:ObjectCreated:Put"]),
    "bus-rule-name": (["r", "r" * 127], ["", "r" * 128]),
    "workspace-name": (["shop_1", "a23"], ["1st", "ab", "shop-1", "w" * 24]),
    "elasticsearch-version": (["7.10_with_X-Pack", "8.5.1_with_X-Pack"], ["7.10", "with_X-Pack"]),
    "elasticsearch-spec": (["elasticsearch.sn2ne.2xlarge", "elasticsearch.n4.small"], ["sn2ne.2xlarge"]),
    "backup-schedule": (["I|1767290400|P1D", "I|1767290400|PT6H"], ["daily", "I|0|P1D", "P1D"]),
}


def put(inputs: dict[str, Any], path: str, value: Any) -> None:
    """Set a value; each list on the way has one element."""
    *way, last = path.split(".")
    place = inputs
    for part in way:
        name, *lists = part.split("[]")
        place = place.setdefault(name, [[{}]] if lists[1:] else [{}] if lists else {})
        while isinstance(place, list):
            place = place[0]
    place[last.removesuffix("[]")] = [value] if last.endswith("[]") else value


def said(token: str, inputs: dict[str, Any], **only: Any) -> list[tuple[str, str]]:
    """Path and text of what some rows of a type's table say of these inputs."""
    known = resource_types()[token]
    cloud = empty()
    case = Case(
        wanted=wanted(token.removeprefix("alicloud:"), **inputs),
        type=ResourceType(title=known.title, id=known.id, **only),
        region=REGION,
        account=ACCOUNT,
        now=NOW,
        existing=cloud.existing,
        ways=cloud.ways,
    )
    return [(finding.property, finding.what) for finding in alone(case)]


def first(path: str) -> str:
    """`rules[0].schedule` for `rules[].schedule`."""
    return path.replace("[]", "[0]")


@pytest.mark.parametrize(("token", "need"), NEEDS)
def test_a_need_is_said_where_it_is_not_met_and_nowhere_else(token, need):
    inputs: dict[str, Any] = {}
    for way, allowed in need.when.items():
        value = next((item for item in allowed if item is not None), None)
        if value is not None:
            put(inputs, way, "x" if value == "*" else value)
    if need.any_of:
        found = said(token, inputs, needs=(need,))
        assert [path for path, _ in found] == [first(need.any_of[0])]
        assert found[0][1].endswith(f": {need.what}")
        put(inputs, need.any_of[-1], "given")
        assert said(token, inputs, needs=(need,)) == []
    for path in need.none_of:
        put(inputs, path, inputs.get(path, "given"))
        assert (first(path), need.what) in said(token, inputs, needs=(need,))


@pytest.mark.parametrize(("token", "need"), [pair for pair in NEEDS if pair[1].when])
def test_a_need_is_not_said_where_its_condition_does_not_hold(token, need):
    inputs: dict[str, Any] = {}
    for way in list(need.when)[1:]:
        put(inputs, way, next(item for item in need.when[way] if item is not None))
    unlike = next(iter(need.when))
    if need.when[unlike] != ("*",):
        put(inputs, unlike, "something else")
    assert said(token, inputs, needs=(need,)) == []


@pytest.mark.parametrize(("token", "path", "least", "most"), LIMITS)
def test_a_limit_includes_its_ends(token, path, least, most):
    for number, allowed in ((least, True), (most, True), (least - 1, False), (most + 1, False), ("many", False)):
        inputs: dict[str, Any] = {}
        put(inputs, path, number)
        found = said(token, inputs, limits={path: (least, most)})
        assert found == ([] if allowed else [(first(path), f"must be between {least:g} and {most:g}")]), number


@pytest.mark.parametrize(("token", "path", "allowed"), CHOICES)
def test_a_choice_is_one_of_its_values(token, path, allowed):
    for value in (*allowed, "no such thing"):
        inputs: dict[str, Any] = {}
        put(inputs, path, value)
        found = said(token, inputs, choices={path: allowed})
        assert [where for where, _ in found] == ([] if value in allowed else [first(path)])


def test_every_form_has_examples():
    assert FORMS.keys() == forms().keys()


@pytest.mark.parametrize("name", FORMS)
def test_a_form_fits_its_examples(name):
    good, bad = FORMS[name]
    assert [text for text in good if not forms()[name].matches(text)] == []
    assert [text for text in bad if forms()[name].matches(text)] == []


def test_forms_are_applied_where_the_tables_say():
    for token, known in resource_types().items():
        for path, name in known.forms.items():
            inputs: dict[str, Any] = {}
            put(inputs, path, FORMS[name][1][-1] or "-")
            found = said(token, inputs, forms={path: name})
            assert found == [(first(path), f"must be {forms()[name].words}")]
