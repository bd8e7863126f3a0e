"""What stands behind the CDN, and what protects it from those who go around."""

from __future__ import annotations

import re

from policies.reading.faults import first_fault
from policies.reading.load_balancers import (
    ALB,
    BALANCER,
    DISTRIBUTION,
    asks_for_a_token,
    is_origin,
    is_public,
    leads_to,
    open_to_everybody,
)
from policies.reading.sites import DCDN, OLD_CDN, switched_on
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_ACCESS_CONTROL = "aws:cloudfront/originAccessControl:OriginAccessControl"
_BUCKET = re.compile(r"\.s3[.-].*amazonaws\.com")
_SHIELD = "aws:shield/protection:Protection"
_ANTI_DDOS = "alicloud:ddos/domainResource:DomainResource"


def _origins(distribution: View) -> Outcome:
    return first_fault(distribution.each("origins"), _bypassable)


def _bypassable(origin: View) -> str | None:
    """A bucket must be read in CloudFront's own name; load balancers are judged themselves."""
    if origin.has("vpcOriginConfig"):
        return None
    if origin.has("originAccessControlId") or not origin.has("customOriginConfig"):
        return _unsigned(origin)
    if leads_to(origin):
        return None
    host = str(origin.get("domainName"))
    if _BUCKET.search(host):
        return f"`{origin.path}` is a bucket that everybody can read: CloudFront does not sign its requests"
    raise NotEvaluated(f"who can reach {host} is not known: it is no load balancer of this stack")


def _unsigned(bucket: View) -> str | None:
    if bucket.has("originAccessControlId"):
        controls = bucket.targets("originAccessControlId", _ACCESS_CONTROL)
        silent = [control.name for control in controls if control.get("signingBehavior") == "never"]
        return f"`{bucket.path}`: {silent[0]} signs no request" if silent else None
    if bucket.has("s3OriginConfig.originAccessIdentity"):
        return f"`{bucket.path}` uses an access identity, which reads no bucket with a customer key"
    return f"`{bucket.path}.originAccessControlId` is not set, so the bucket must be open to others too"


def _balancer_behind_cdn(balancer: View) -> Outcome:
    if not is_public(balancer):
        return NotApplicable("it has no address on the internet")
    if not is_origin(balancer):
        return NotApplicable("it is no origin of the CDN")
    if balancer.type == BALANCER and asks_for_a_token(balancer):
        return None
    return open_to_everybody(balancer)


def _private_bucket(domain: View) -> Outcome:
    if all(source.get("type") != "oss" for source in domain.each("sources")):
        return NotApplicable("no bucket is its origin")
    if switched_on(domain, "l2_oss_key", "private_oss_auth"):
        return None
    return "its function l2_oss_key (`private_oss_auth`) is not on, so the bucket must be public"


def _shielded(balancer: View) -> Outcome:
    if balancer.type == BALANCER and balancer.get("loadBalancerType", "application") == "gateway":
        return NotApplicable("a gateway load balancer has no address on the internet")
    if not is_public(balancer):
        return NotApplicable("it has no address on the internet")
    if balancer.referring(_SHIELD, "resourceArn") or balancer.referring(_ANTI_DDOS, "realServers"):
        return None
    fault = open_to_everybody(balancer)
    return None if fault is None else f"neither the CDN nor an anti-DDoS service stands before it: {fault}"


RULES = (
    Rule(
        id="edge-origin-not-bypassable",
        title="Requests get to what stands behind the CDN through the CDN only",
        area=Area.EDGE,
        severity=Severity.HIGH,
        why="Whoever finds the origin's address attacks it without firewall, limits and cache in between.",
        remediation="build the load balancer with LoadBalancer (`exposure=Exposure.EDGE`), which admits the CDN's "
        "addresses only (stack file, Alibaba Cloud: `cdn_origin_cidrs`) and asks for its `origin_token`, and give "
        "buckets to Edge as `Site.static`",
        source="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
        checks={
            DISTRIBUTION: _origins,
            BALANCER: _balancer_behind_cdn,
            ALB: _balancer_behind_cdn,
            DCDN: _private_bucket,
            OLD_CDN: _private_bucket,
        },
        scope=Scope.STACK,
    ),
    Rule(
        id="edge-ddos-protection",
        title="Load balancers on the internet take requests from the CDN or an anti-DDoS service only",
        area=Area.EDGE,
        severity=Severity.MEDIUM,
        why="A flood that the CDN would swallow takes down a load balancer, best in the first minute of a sale.",
        remediation="build it with LoadBalancer (`exposure=Exposure.EDGE`) behind Edge; what must be open to all "
        "needs a Shield Advanced `Protection` (AWS) or an Anti-DDoS `DomainResource` (Alibaba Cloud)",
        source="https://docs.aws.amazon.com/waf/latest/developerguide/ddos-overview.html",
        checks={BALANCER: _shielded, ALB: _shielded},
        scope=Scope.STACK,
    ),
)
