"""Names and CDN origins that have a second way take it when the first one fails."""

from __future__ import annotations

import re

from policies.rule import LIVE, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_HEALTH_CHECK = "aws:route53/healthCheck:HealthCheck"
_CHOICES = (
    "failoverRoutingPolicies",
    "weightedRoutingPolicies",
    "latencyRoutingPolicies",
    "multivalueAnswerRoutingPolicy",
)
_BROKEN = {502, 503, 504}
"""What an origin that is down looks like to the CDN."""
_TWO_WAYS = 2
_ONE_INSTANCE = re.compile(r"^ec2-[0-9-]+\..*\.amazonaws\.com(\.cn)?$")
"""Public host name that EC2 gives to an instance."""
_ONE_ANSWER = NotApplicable("one answer only, so there is nothing to choose from")


def _record(record: View) -> Outcome:
    if not any(record.has(choice) for choice in _CHOICES):
        return _ONE_ANSWER
    if record.has("failoverRoutingPolicies"):
        kinds = [policy.get("type") for policy in record.each("failoverRoutingPolicies")]
        if kinds == ["SECONDARY"]:
            return NotApplicable("the last resort is given whether it is healthy or not")
    if any(alias.get("evaluateTargetHealth", False) is True for alias in record.each("aliases")):
        return None
    if not record.has("healthCheckId"):
        return "neither `healthCheckId` nor `aliases.evaluateTargetHealth` says when this answer is wrong"
    for check in record.stack.targets(record.resource, "healthCheckId", (_HEALTH_CHECK,)):
        if record.of(check).get("disabled", False) is True:
            return f"its health check {check.name} is `disabled`, which counts as healthy for ever"
    return None


def _distribution(distribution: View) -> Outcome:
    for group in distribution.each("originGroups"):
        if len({member.get("originId") for member in group.each("members")}) < _TWO_WAYS:
            return f"`{group.path}.members` name one origin"
        codes = {int(code) for code in group.values("failoverCriteria.statusCodes")}
        if not codes >= _BROKEN:
            missing = ", ".join(map(str, sorted(_BROKEN - codes)))
            return f"`{group.path}.failoverCriteria.statusCodes` lack {missing}: a broken origin stays in use"
    if distribution.has("originGroups"):
        return None
    for origin in distribution.each("origins"):
        if _ONE_INSTANCE.search(str(origin.get("domainName"))):
            return f"`{origin.path}.domainName` is one instance: without it the CDN has no origin"
    return None


def _sources(domain: View) -> Outcome:
    sources = list(domain.each("sources"))
    if len(sources) == 1 and sources[0].get("type") == "ipaddr":
        return "`sources` name one server address: without it the CDN has no origin"
    return None


RULES = (
    Rule(
        id="resilience-dns-and-cdn-failover",
        title="Names and CDN origins that have a second way take it when the first one fails",
        area=Area.RESILIENCE,
        severity=Severity.MEDIUM,
        why="A second answer that nobody checks is given to customers although it is broken, and a CDN in front "
        "of one server address is down with that server.",
        remediation="give the record a `healthCheckId` (or `evaluateTargetHealth` on its alias); let the CDN "
        "ask the name of a LoadBalancer (`origin_dns_name` of Edge), which stands for several zones",
        source="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover.html",
        checks={
            "aws:route53/record:Record": _record,
            "aws:cloudfront/distribution:Distribution": _distribution,
            "alicloud:cdn/domainNew:DomainNew": _sources,
            "alicloud:dcdn/domain:Domain": _sources,
        },
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
