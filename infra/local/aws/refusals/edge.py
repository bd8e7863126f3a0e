"""The edge: firewalls (WAF) and distributions (CloudFront)."""

from __future__ import annotations

from collections.abc import Iterator

from infra.local.aws.refusals.subject import Rules, Subject, listed, region_of
from infra.local.contract import Finding

_ACL = "aws:wafv2/webAcl:WebAcl"
_CERTIFICATE = "aws:acm/certificate:Certificate"
_DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
_GLOBAL_REGION = "us-east-1"
"""Where everything global of CloudFront is managed."""
_METHODS = (
    {"GET", "HEAD"},
    {"GET", "HEAD", "OPTIONS"},
    {"GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"},
)
"""The only sets of methods. Source: API reference of CloudFront, AllowedMethods and CachedMethods, 2026-11."""
_GROUPS = ("managedRuleGroupStatement", "ruleGroupReferenceStatement")
_LOG_PREFIX = "aws-waf-logs-"
_MOST_LIMITS, _MOST_CHARACTERS = 10, 200
"""Rate-based rules of a firewall, and characters of a regular expression; AWS raises neither.
Source: AWS WAF developer guide, "AWS WAF quotas", 2026-11."""
_INSIDE = (
    "rateBasedStatement.scopeDownStatement",
    "managedRuleGroupStatement.scopeDownStatement",
    "notStatement.statement",
    "andStatement.statements[]",
    "orStatement.statements[]",
)
"""Where a statement has others."""


def rules(subject: Subject) -> Iterator[Finding]:
    """Rules differ in name and priority; groups have an override, other rules an action."""
    seen: dict[str, set[str]] = {"priority": set(), "name": set()}
    for rule in subject.parts("rules[]"):
        for path, values in seen.items():
            if rule.text(path) in values:
                yield rule.finding(path, "is that of another rule")
            values.add(rule.text(path))
        group = any(rule.get(f"statement.{kind}") for kind in _GROUPS)
        wrong, right = ("action", "overrideAction") if group else ("overrideAction", "action")
        if rule.get(wrong):
            yield rule.finding(wrong, f"is not for {'groups of rules' if group else 'single rules'}, use {right}")
        elif not rule.get(right):
            yield rule.finding(right, "must be given")


def quotas(subject: Subject) -> Iterator[Finding]:
    """How much one firewall takes."""
    limits = [rule for rule in subject.parts("rules[]") if rule.get("statement.rateBasedStatement")]
    for rule in limits[_MOST_LIMITS:]:
        what = f"is one more rate-based rule than the {_MOST_LIMITS} that a firewall takes"
        yield rule.finding("name", what, "let one rule count for several hosts")
    for rule in subject.parts("rules[]"):
        for statement in rule.parts("statement"):
            yield from _patterns(statement)


def _patterns(statement: Subject) -> Iterator[Finding]:
    if len(statement.text("regexMatchStatement.regexString")) > _MOST_CHARACTERS:
        what = f"must have at most {_MOST_CHARACTERS} characters"
        yield statement.finding("regexMatchStatement.regexString", what, "several expressions in an orStatement")
    for path in _INSIDE:
        for inner in statement.parts(path):
            yield from _patterns(inner)


def scope(subject: Subject) -> Iterator[Finding]:
    """What is for CloudFront stands in us-east-1."""
    if subject.text("scope") == "CLOUDFRONT" and subject.region not in ("", _GLOBAL_REGION):
        what = f"must be REGIONAL in {subject.region}; CLOUDFRONT is for {_GLOBAL_REGION}"
        yield subject.finding("scope", what, f"region {_GLOBAL_REGION}")


def association(subject: Subject) -> Iterator[Finding]:
    """A regional firewall, in the region of what it protects."""
    acl = subject.target(subject.get("webAclArn"), _ACL)
    if acl and acl.get("scope") != "REGIONAL":
        yield subject.finding("webAclArn", f"is the firewall {acl.name} for CloudFront, a regional one is needed")


def logging(subject: Subject) -> Iterator[Finding]:
    """Firewalls log only to what is called so."""
    for place in subject.at("logDestinationConfigs[]"):
        name = str(place.value).removesuffix(":*").rpartition(":")[2].rpartition("/")[2]
        if not name.startswith(_LOG_PREFIX):
            yield subject.finding(place, f"must have a name that begins with {_LOG_PREFIX}")


def distribution(subject: Subject) -> Iterator[Finding]:
    """Origins, certificate, firewall and methods of a distribution."""
    origins = subject.texts("origins[].originId")
    for behaviour in (*subject.parts("defaultCacheBehavior"), *subject.parts("orderedCacheBehaviors[]")):
        if behaviour.text("targetOriginId") not in origins:
            yield behaviour.finding("targetOriginId", f"must be one of the origins: {', '.join(origins)}")
        allowed, cached = set(behaviour.texts("allowedMethods[]")), set(behaviour.texts("cachedMethods[]"))
        if allowed not in _METHODS:
            yield behaviour.finding("allowedMethods", "must be GET and HEAD, with OPTIONS, or all seven")
        if cached not in _METHODS[:2] or not cached <= allowed:
            yield behaviour.finding("cachedMethods", "must be GET and HEAD, or with OPTIONS, and allowed")
        if not behaviour.get("cachePolicyId") and not behaviour.get("forwardedValues"):
            yield behaviour.finding("cachePolicyId", "must be given, or forwardedValues")
    acl = subject.target(subject.get("webAclId"), _ACL)
    if acl and acl.get("scope") != "CLOUDFRONT":
        yield subject.finding("webAclId", f"is the regional firewall {acl.name}, one for CLOUDFRONT is needed")
    yield from _certificate(subject)
    for other in subject.others(_DISTRIBUTION):
        for place in subject.at("aliases[]"):
            if place.value in listed(other.get("aliases")):
                yield subject.finding(place, f"is a name of the distribution {other.name} already")


def _certificate(subject: Subject) -> Iterator[Finding]:
    arn = subject.text("viewerCertificate.acmCertificateArn")
    if subject.get("aliases") and subject.get("viewerCertificate.cloudfrontDefaultCertificate"):
        yield subject.finding("aliases", "need a certificate of their own", "viewerCertificate.acmCertificateArn")
    if not arn:
        return
    path = "viewerCertificate.acmCertificateArn"
    if region_of(arn) not in ("", _GLOBAL_REGION):
        yield subject.finding(path, f"must be a certificate of {_GLOBAL_REGION}, is of {region_of(arn)}")
    certificate = subject.target(arn, _CERTIFICATE)
    names = (
        [str(certificate.get("domainName")), *map(str, listed(certificate.get("subjectAlternativeNames")))]
        if certificate
        else []
    )
    for place in subject.at("aliases[]"):
        if names and not any(_covers(name, str(place.value)) for name in names):
            yield subject.finding(place, f"is not a name of the certificate: {', '.join(names)}")


def _covers(name: str, host: str) -> bool:
    return name == host or (name.startswith("*.") and name[2:] == host.partition(".")[2])


def cache_policy(subject: Subject) -> Iterator[Finding]:
    """min <= default <= max."""
    low, usual, high = (subject.number(path) for path in ("minTtl", "defaultTtl", "maxTtl"))
    if low is not None and usual is not None and usual < low:
        yield subject.finding("defaultTtl", f"must not be below minTtl, {low:g}")
    if usual is not None and high is not None and usual > high:
        yield subject.finding("defaultTtl", f"must not be above maxTtl, {high:g}")


RULES: Rules = {
    _ACL: (rules, quotas, scope),
    "aws:wafv2/webAclAssociation:WebAclAssociation": (association,),
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": (logging,),
    _DISTRIBUTION: (distribution,),
    "aws:cloudfront/cachePolicy:CachePolicy": (cache_policy,),
}
