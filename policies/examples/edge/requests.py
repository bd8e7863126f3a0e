"""Headers of answers, and requests that load balancers refuse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
_POLICY = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy"
_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
_HOST = "www.shop.example.net"
_YEAR = 31_536_000


def _policy(seconds: Any = _YEAR, **more: Any) -> Res:
    headers = {
        "strictTransportSecurity": {"accessControlMaxAgeSec": seconds, "override": True},
        "contentSecurityPolicy": {"contentSecurityPolicy": "script-src 'self'", "override": False},
        "frameOptions": {"frameOption": "DENY", "override": True},
    }
    return res(_POLICY, "headers", securityHeadersConfig={**headers, **more})


def _distributions() -> Iterator[Example]:
    rule, policy = "edge-security-headers", {"responseHeadersPolicyId": ref("headers")}
    site = res(_DISTRIBUTION, "site", defaultCacheBehavior=policy, orderedCacheBehaviors=[policy])
    yield passes(rule, site, _policy())
    yield fails(rule, res(_DISTRIBUTION, defaultCacheBehavior={}), says="responseHeadersPolicyId` is not set")
    bare = res(_DISTRIBUTION, "site", defaultCacheBehavior=policy, orderedCacheBehaviors=[{"pathPattern": "/a/*"}])
    yield fails(rule, bare, _policy(), says="`orderedCacheBehaviors[0]")
    yield fails(rule, site, _policy(3600), says="for 3600 seconds only")
    yield fails(rule, site, _policy(contentSecurityPolicy=None), says="contentSecurityPolicy")
    yield fails(rule, site, _policy(frameOptions=None), says="frameOptions")
    yield unknown(rule, site, _policy(UNKNOWN))
    managed = "67f7725c-6f97-4210-82d7-5512b31e9d03"
    ready_made = res(_DISTRIBUTION, defaultCacheBehavior={"responseHeadersPolicyId": managed})
    yield fails(rule, ready_made, says="AWS's SecurityHeadersPolicy, which sends no")
    foreign = "57f99797-3b20-4e1b-a728-27972a74082a"
    yield unknown(rule, res(_DISTRIBUTION, defaultCacheBehavior={"responseHeadersPolicyId": foreign}))
    # the newer form of X-Frame-Options, and a policy that has nothing but it
    for content, verdict in (
        ("default-src 'self'; frame-ancestors 'none'", passes),
        ("frame-ancestors 'none'", fails),
        (UNKNOWN, unknown),
    ):
        csp = {"contentSecurityPolicy": content, "override": True}
        yield verdict(rule, site, _policy(contentSecurityPolicy=csp, frameOptions=None))


def _domains() -> Iterator[Example]:
    rule = "edge-security-headers"
    for type_ in ("alicloud:dcdn/domain:Domain", "alicloud:cdn/domainNew:DomainNew"):
        config = f"{type_.rpartition('/')[0]}/domainConfig:DomainConfig"

        def function(name: str, role: str = "", config: str = config, **given: Any) -> Res:
            pairs = [{"argName": key, "argValue": value} for key, value in given.items()]
            return res(config, f"{name}{role}", domainName=_HOST, functionName=name, functionArgs=pairs)

        domain = res(type_, "domain", domainName=_HOST)
        hsts = function("HSTS", enabled="on", https_hsts_max_age=str(_YEAR))
        frame = function("set_resp_header", "-frame", key="X-Frame-Options", value="DENY")
        content = function("set_resp_header", "-csp", key="Content-Security-Policy", value="script-src 'self'")
        yield passes(rule, domain, hsts, frame, content)
        yield fails(rule, domain, frame, content, says="its function HSTS is not on")
        yield fails(rule, domain, function("HSTS", enabled="off", https_hsts_max_age=str(_YEAR)), frame, content)
        yield fails(rule, domain, function("HSTS", enabled="on", https_hsts_max_age="60"), says="60 seconds only")
        yield fails(rule, domain, hsts, frame, says="no header content-security-policy")
        gone = function("set_resp_header", "-frame", key="X-Frame-Options", header_operation_type="delete")
        yield fails(rule, domain, hsts, gone, content, says="no header x-frame-options")
        yield unknown(rule, domain, function("HSTS", enabled=UNKNOWN), frame, content)


def _esa() -> Iterator[Example]:
    rule, site = "edge-security-headers", res("alicloud:esa/site:Site", "site")

    def https(**given: Any) -> Res:
        type_ = "alicloud:esa/httpsApplicationConfiguration:HttpsApplicationConfiguration"
        return res(type_, "https", siteId=ref("site"), **given)

    def adding(*headers: str, operation: Any = "add") -> Res:
        type_ = "alicloud:esa/httpResponseHeaderModificationRule:HttpResponseHeaderModificationRule"
        changes = [{"name": header, "operation": operation, "value": "x"} for header in headers]
        return res(type_, "headers", siteId=ref("site"), responseHeaderModifications=changes)

    year, both = https(hsts="on", hstsMaxAge=str(_YEAR)), ("X-Frame-Options", "Content-Security-Policy")
    yield passes(rule, site, year, adding(*both))
    yield fails(rule, site, adding(*both), says="its HSTS is not on")
    yield fails(rule, site, https(hsts="on", hstsMaxAge="60"), adding(*both), says="60 seconds only")
    yield fails(rule, site, year, adding("X-Frame-Options"), says="no header content-security-policy")
    yield fails(rule, site, year, adding(*both, operation="del"))
    yield unknown(rule, site, https(hsts=UNKNOWN, hstsMaxAge=str(_YEAR)), adding(*both))


def _balancers() -> Iterator[Example]:
    rule = "edge-lb-request-hygiene"
    good: dict[str, Any] = {"dropInvalidHeaderFields": True}
    yield passes(rule, res(_BALANCER, desyncMitigationMode="strictest", enableWafFailOpen=False, **good))
    yield fails(rule, res(_BALANCER, internal=True), says="`dropInvalidHeaderFields` is False")
    yield passes(rule, res(_BALANCER, **good))
    yield fails(rule, res(_BALANCER, desyncMitigationMode="monitor", **good), says="'monitor'")
    yield fails(rule, res(_BALANCER, xffHeaderProcessingMode="preserve", **good))
    yield passes(rule, res(_BALANCER, xffHeaderProcessingMode="remove", **good))
    yield fails(rule, res(_BALANCER, enableWafFailOpen=True, **good), says="enableWafFailOpen")
    yield unknown(rule, res(_BALANCER, dropInvalidHeaderFields=UNKNOWN))
    yield skips(rule, res(_BALANCER, loadBalancerType="network"))


EXAMPLES: tuple[Example, ...] = (*_distributions(), *_domains(), *_esa(), *_balancers())
