"""What goes over the wire: headers that protect the browser, and requests that load balancers refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.reading.esa import ESA, ESA_HEADERS, ESA_HTTPS, configured
from policies.reading.faults import first_fault
from policies.reading.load_balancers import BALANCER, DISTRIBUTION
from policies.reading.sites import DCDN, OLD_CDN, Function, added_headers, functions
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_POLICY = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy"
_HSTS_SECONDS = 15_768_000
"""Half a year. Source: MDN HTTP Observatory, test of Strict-Transport-Security, 2026."""
_HEADERS = ("content-security-policy", "x-frame-options")
_SCRIPTS = re.compile(r"(^|;)\s*(default|script)-src\s", re.IGNORECASE)
_FRAMES = re.compile(r"(^|;)\s*frame-ancestors\s", re.IGNORECASE)
"""Directives of Content-Security-Policy; browsers that know the second ignore X-Frame-Options."""
_READY_MADE = {
    "e61eb60c-9c35-4d20-a928-2b84e02af89c": "CORS-and-SecurityHeadersPolicy",
    "5cc3b908-e619-4b99-88e5-2cf7f45965bd": "CORS-With-Preflight",
    "eaab4381-ed33-4a86-88ca-d9558dc6cd63": "CORS-with-preflight-and-SecurityHeadersPolicy",
    "67f7725c-6f97-4210-82d7-5512b31e9d03": "SecurityHeadersPolicy",
    "60669652-455b-4ae9-85a4-c4c02393f86c": "SimpleCORS",
}
"""AWS's own policies. Source: CloudFront developer guide, "Use managed response headers policies", 2026-11."""
_REQUEST_DEFAULTS = {
    # Property -> what is right, what AWS takes where it is not set
    "dropInvalidHeaderFields": ((True,), False),
    "desyncMitigationMode": (("defensive", "strictest"), "defensive"),
    "xffHeaderProcessingMode": (("append", "remove"), "append"),
    "enableWafFailOpen": ((False,), False),
}


def _distribution_headers(distribution: View) -> Outcome:
    return first_fault(_behaviors(distribution), _without_headers)


def _behaviors(distribution: View) -> Iterator[View]:
    yield distribution.at("defaultCacheBehavior")
    yield from distribution.each("orderedCacheBehaviors")


def _without_headers(behavior: View) -> str | None:
    place = f"`{behavior.path}.responseHeadersPolicyId`"
    if not behavior.has("responseHeadersPolicyId"):
        return f"{place} is not set"
    policies = behavior.targets("responseHeadersPolicyId", _POLICY)
    if not policies:
        name = _READY_MADE.get(str(behavior.get("responseHeadersPolicyId")))
        if name:
            return f"{place} is AWS's {name}, which sends no Content-Security-Policy"
        raise NotEvaluated(f"{place} is a policy of another stack")
    for policy in policies:
        seconds = policy.get("securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec", 0)
        if float(seconds) < _HSTS_SECONDS:
            return f"{policy.name} sends Strict-Transport-Security for {seconds} seconds only"
        if fault := _without_limits(policy.at("securityHeadersConfig")):
            return f"{policy.name} {fault}"
    return None


def _without_limits(headers: View) -> str | None:
    content = headers.get("contentSecurityPolicy.contentSecurityPolicy")
    if content is None:
        return "has no `securityHeadersConfig.contentSecurityPolicy`"
    if not _SCRIPTS.search(content):
        return "has a Content-Security-Policy without `default-src` and `script-src`: scripts come from anywhere"
    if not headers.has("frameOptions.frameOption") and not _FRAMES.search(content):
        return "has no `securityHeadersConfig.frameOptions`"
    return None


def _domain_headers(domain: View) -> Outcome:
    seconds = max(map(_hsts_seconds, functions(domain, "HSTS")), default=0)
    if seconds < _HSTS_SECONDS:
        return f"its function HSTS is on for {seconds} seconds only" if seconds else "its function HSTS is not on"
    missing = [header for header in _HEADERS if header not in added_headers(domain)]
    return f"it adds no header {' and no '.join(missing)} (function set_resp_header)" if missing else None


def _esa_headers(site: View) -> Outcome:
    seconds = max(
        (float(each.get("hstsMaxAge", 0)) for each in configured(site, ESA_HTTPS) if each.get("hsts") == "on"),
        default=0,
    )
    if seconds < _HSTS_SECONDS:
        return f"its HSTS is on for {seconds:g} seconds only" if seconds else "its HSTS is not on"
    added = {
        str(change.get("name")).lower()
        for rule in configured(site, ESA_HEADERS)
        for change in rule.each("responseHeaderModifications")
        if change.get("operation") != "del"
    }
    missing = [header for header in _HEADERS if header not in added]
    return f"it adds no header {' and no '.join(missing)}" if missing else None


def _hsts_seconds(function: Function) -> int:
    return int(function.arg("https_hsts_max_age", 0)) if function.arg("enabled") == "on" else 0


def _requests(balancer: View) -> Outcome:
    kind = balancer.get("loadBalancerType", "application")
    if kind != "application":
        return NotApplicable(f"a load balancer of type {kind} does not look at requests")
    for property_, (right, default) in _REQUEST_DEFAULTS.items():
        value = balancer.get(property_, default)
        if value not in right:
            return f"`{property_}` is {value!r}"
    return None


RULES = (
    Rule(
        id="edge-security-headers",
        title="Every answer tells the browser to use TLS, run no foreign scripts and stay out of frames",
        area=Area.EDGE,
        severity=Severity.MEDIUM,
        why="A skimming script on the payment page, or the shop inside a stranger's frame, steals cards in sight "
        "of the customer.",
        remediation="serve the host as a Site of Edge, which sets the headers for every answer",
        source="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html",
        checks={
            DISTRIBUTION: _distribution_headers,
            DCDN: _domain_headers,
            OLD_CDN: _domain_headers,
            ESA: _esa_headers,
        },
        scope=Scope.STACK,
    ),
    Rule(
        id="edge-lb-request-hygiene",
        title="Load balancers refuse malformed requests and let nothing past a firewall that is down",
        area=Area.EDGE,
        severity=Severity.MEDIUM,
        why="A request that the load balancer and the service read differently (smuggling) is answered to the "
        "next customer.",
        remediation="build it with LoadBalancer, which sets `drop_invalid_header_fields`, "
        "`desync_mitigation_mode`, `xff_header_processing_mode` and `enable_waf_fail_open`",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-12",
        checks={BALANCER: _requests},
        not_applicable={"alicloud": "ALB has no settings for it"},
    ),
)
