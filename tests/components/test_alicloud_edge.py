"""Domain and edge on Alibaba Cloud."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from components.alicloud.domain import build_domain
from components.alicloud.edge import build_edge
from components.domain import Domain
from components.edge import Edge, Site
from components.errors import UnsupportedOnCloud
from infra.preview.plan import Resource
from tests.components.edges import plain
from tests.components.harness import ALICLOUD, of_type, only, provision
from tests.components.samples import samples

DOCS = Path(__file__).parents[2] / "docs"
CDN_DOMAIN = "alicloud:dcdn/domain:Domain"
CONFIG = "alicloud:dcdn/domainConfig:DomainConfig"
WAF_RULE = "alicloud:dcdn/wafRule:WafRule"
WAF_ATTACHMENT = "alicloud:dcdn/wafPolicyDomainAttachment:WafPolicyDomainAttachment"
RECORD = "alicloud:dns/alidnsRecord:AlidnsRecord"
PAGES = ("www.shop.example.net", "shop.example.net", "api.shop.example.net")
FILES = "web-static.shop.example.net"


def _provision(kind: Any, build: Callable[..., Any], context: Any = ALICLOUD, **changes: Any) -> Any:
    name, args = samples("alicloud")[kind]
    return provision(kind, name, lambda: replace(args(), **changes), partial(build, context))


def _edge(context: Any = ALICLOUD, **changes: Any) -> list[Resource]:
    """Two sites without what promotion adds to them: that is in test_alicloud_edge_promotion.py."""
    name, args = samples("alicloud")[Edge]
    made: list[Resource]
    made, _ = provision(Edge, name, lambda: replace(plain(args()), **changes), partial(build_edge, context))
    return made


def _functions(resources: list[Resource], host: str) -> dict[str, dict[str, Any]]:
    """Logical name -> function name and arguments, in the order in which they are applied."""
    return {
        config.name: {
            "function": config.inputs["functionName"],
            **{arg["argName"]: arg["argValue"] for arg in config.inputs["functionArgs"]},
        }
        for config in of_type(resources, CONFIG)
        if config.inputs["domainName"] == host
    }


def _by_function(resources: list[Resource], host: str, function: str) -> list[dict[str, Any]]:
    return [args for args in _functions(resources, host).values() if args["function"] == function]


@pytest.mark.parametrize("host", [*PAGES, FILES])
def test_no_host_speaks_anything_but_modern_tls(host: str):
    resources = _edge()

    assert _by_function(resources, host, "https_force") == [{"function": "https_force", "enable": "on"}]
    assert _by_function(resources, host, "https_tls_version") == [
        {"function": "https_tls_version", "tls10": "off", "tls11": "off", "tls12": "on", "tls13": "on"}
    ]
    assert _by_function(resources, host, "forward_scheme")[0]["scheme_origin"] == "https"
    assert _by_function(resources, host, "HSTS")[0]["https_hsts_max_age"] == "31536000"


@pytest.mark.parametrize("host", PAGES)
def test_no_host_has_websockets_beside_its_firewall_and_the_documents_say_so(host: str):
    """DCDN: "you cannot enable WebSocket and WAF or HTTP/2 at the same time"."""
    resources = _edge()
    assert host in {waf.inputs["domainName"] for waf in of_type(resources, "alicloud:dcdn/wafDomain:WafDomain")}
    assert _by_function(resources, host, "https_option")[0]["http2"] == "on"
    assert not _by_function(resources, host, "websocket")
    assert "| `edge` | WebSocket |" in (DOCS / "parity.md").read_text(encoding="utf-8")
    assert "WebSocket" in (DOCS / "image.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("host", [*PAGES, FILES])
def test_every_host_sends_the_security_headers(host: str):
    headers = {args["key"] for args in _by_function(_edge(), host, "set_resp_header")}

    assert headers >= {
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
        "Content-Security-Policy",
    }


@pytest.mark.parametrize("host", PAGES)
def test_pages_come_from_the_load_balancer_with_the_token(host: str):
    resources = _edge()

    domain = next(domain for domain in of_type(resources, CDN_DOMAIN) if domain.inputs["domainName"] == host)
    assert domain.inputs["sources"][0]["content"] == "origin.shop.example.net"
    assert domain.inputs["sources"][0]["port"] == 443
    assert _by_function(resources, host, "set_req_header")[:1] == [
        {"function": "set_req_header", "key": "x-origin-token", "value": "[secret]"}
    ]


def test_the_bucket_never_gets_the_token():
    assert _by_function(_edge(), FILES, "set_req_header") == []


def test_only_cached_sites_have_a_cache():
    resources = _edge()

    assert _by_function(resources, "www.shop.example.net", "path_based_ttl_set")[0]["ttl"] == "0"
    assert _by_function(resources, "api.shop.example.net", "path_based_ttl_set") == []
    assert _by_function(resources, FILES, "path_based_ttl_set")[0]["ttl"] == "86400"


def test_files_are_read_from_the_private_bucket_and_pages_redirect_to_them():
    resources = _edge()

    files = next(domain for domain in of_type(resources, CDN_DOMAIN) if domain.inputs["domainName"] == FILES)
    assert files.inputs["sources"][0]["type"] == "oss"
    assert _by_function(resources, FILES, "l2_oss_key")[0]["private_oss_auth"] == "on"
    assert _by_function(resources, "www.shop.example.net", "host_redirect") == [
        {
            "function": "host_redirect",
            "regex": "^/assets/(.*)$",
            "replacement": f"https://{FILES}/assets/$1",
            "flag": "redirect",
        }
    ]


def test_the_bucket_policy_lets_only_the_cdn_read_and_only_over_tls():
    policy = only(_edge(), "alicloud:oss/bucketPolicy:BucketPolicy")

    deny, allow = json.loads(policy.inputs["policy"])["Statement"]
    assert deny["Condition"] == {"Bool": {"acs:SecureTransport": ["false"]}}
    assert allow["Principal"] == ["arn:sts::1234567890123456:assumed-role/AliyunCDNAccessingPrivateOSSRole/*"]
    assert allow["Action"] == ["oss:GetObject"]
    assert allow["Resource"] == ["acs:oss:*:1234567890123456:web-assets/*"]


def test_sites_that_share_a_bucket_share_its_policy():
    name, args = samples("alicloud")[Edge]

    def shared() -> Any:
        web = args().sites[0]
        return replace(
            args(),
            sites=(web, Site(name="m", host="m.shop.example.net", cached=True, static=web.static)),
        )

    resources, _ = provision(Edge, name, shared, partial(build_edge, ALICLOUD))

    assert only(resources, "alicloud:oss/bucketPolicy:BucketPolicy").name == "edge-web-files"


def test_functions_of_a_domain_are_applied_one_after_the_other():
    configs = [config for config in of_type(_edge(), CONFIG) if config.name.startswith("edge-api-")]

    chain = {config.urn for config in configs}
    assert sorted(len(chain & set(config.depends_on)) for config in configs) == [0] + [1] * (len(configs) - 1)


@pytest.mark.parametrize("host", [*PAGES, FILES])
def test_both_firewall_policies_are_on_for_every_host(host: str):
    attachments = of_type(_edge(), WAF_ATTACHMENT)

    mine = {
        attachment.name.rpartition("-")[2] for attachment in attachments if attachment.inputs["domainName"] == host
    }
    assert mine == {"managed", "limits"}


def test_firewall_blocks_by_managed_rules_and_by_number_of_requests():
    rules = {rule.name: rule.inputs for rule in of_type(_edge(), WAF_RULE)}

    assert rules["edge-managed"]["action"] == "block"
    limits = {
        rule["conditions"][0]["values"]: (rule["rateLimit"]["threshold"], rule["rateLimit"]["interval"])
        for rule in rules.values()
        if rule.get("ccStatus") == "on"
    }
    assert limits == {"/": (2000, 300), "/login": (100, 300), "/checkout": (100, 300)}


def test_nobody_is_sent_to_a_host_before_its_firewall_is_on():
    resources = _edge()

    records = {record.name: record for record in of_type(resources, RECORD)}
    for label in ("www", "apex", "api", "web-static"):
        attachments = {
            attachment.urn
            for attachment in of_type(resources, WAF_ATTACHMENT)
            if attachment.name.startswith(f"edge-{label}-waf")
        }
        assert len(attachments) == 2
        assert attachments <= set(records[f"edge-{label}"].depends_on)


def test_records_are_relative_to_the_zone():
    resources = _edge(zone_id="example.net")

    assert {record.inputs["rr"] for record in of_type(resources, RECORD)} == {
        "origin.shop",
        "www.shop",
        "shop",
        "api.shop",
        "web-static.shop",
    }
    apex = next(record for record in of_type(_edge(), RECORD) if record.name == "edge-apex")
    assert apex.inputs["rr"] == "@"


@pytest.mark.parametrize(
    ("region", "scope", "certificates"),
    [
        ("cn-shanghai", "domestic", "cn-hangzhou"),
        ("cn-hongkong", "overseas", "ap-southeast-1"),
        ("eu-central-1", "overseas", "ap-southeast-1"),
    ],
)
def test_the_region_decides_where_the_cdn_serves(region: str, scope: str, certificates: str):
    domains = of_type(_edge(replace(ALICLOUD, region=region)), CDN_DOMAIN)

    assert {(domain.inputs["scope"], domain.inputs["certRegion"]) for domain in domains} == {(scope, certificates)}


@pytest.mark.parametrize(
    ("host", "message"),
    [
        ("www.other.example", "one label below it"),
        ("a.b.shop.example.net", "one label below it"),
        ("origin.shop.example.net", "once only"),
    ],
)
def test_hosts_that_cannot_be_served_are_refused(host: str, message: str):
    with pytest.raises(ValueError, match=message):
        _edge(sites=(Site(name="web", host=host, cached=True),))


def test_without_files_there_is_no_policy_and_no_right_to_decrypt():
    resources = _edge(sites=(Site(name="api", host="api.shop.example.net", cached=False),))

    assert of_type(resources, "alicloud:oss/bucketPolicy:BucketPolicy") == []
    assert not any(resource.name == "edge-decrypt" for resource in resources)


def test_domain_needs_a_certificate():
    with pytest.raises(UnsupportedOnCloud, match="certificate_id=None"):
        _provision(Domain, build_domain, certificate_id=None)


def test_new_zone_is_protected_and_watched():
    resources, _ = _provision(Domain, build_domain)

    assert only(resources, "alicloud:dns/alidnsDomain:AlidnsDomain").options["protect"] is True
    probe = only(resources, "alicloud:cms/siteMonitor:SiteMonitor").inputs
    assert probe["taskName"] == "floodgate_prod_domain"
    assert probe["optionJson"] == {"dnsType": "NS", "timeout": 30_000}
    assert only(resources, "alicloud:cms/alarm:Alarm").inputs["metric"] == "Availability"


def test_existing_zone_is_used_as_it_is():
    resources, _ = _provision(Domain, build_domain, zone_id="example.net")

    assert of_type(resources, "alicloud:dns/alidnsDomain:AlidnsDomain") == []
    assert only(resources, "alicloud:cms/siteMonitor:SiteMonitor").inputs["address"] == "example.net"
