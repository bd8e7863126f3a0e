"""The edge: what CDN and firewall let through in a second, and from one address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policies.facts import Facts
from policies.reading.load_balancers import BALANCER, DISTRIBUTION
from policies.reading.service import component_of
from policies.reading.upcoming import NO_NEED, ahead, largest
from policies.reading.web_acls import WAF_ATTACHMENT, WAF_POLICY, WAF_RULE, WEB_ACL, acl_rules, grouped_rules
from policies.rule import LIVE, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation"
_CDN_RPS, _CDN_GBPS = 250_000, 150
"""Of one distribution, until it is raised on request. Source: CloudFront Developer Guide, "Quotas", 2026-11."""
_FIREWALL_RPS = 100_000
"""Of one web ACL in a region, until it is raised on request. Source: AWS WAF Developer Guide, "AWS WAF quotas",
2026-11. In front of CloudFront the limits of CloudFront count."""
_SUBSCRIBERS = 100
"""Behind one address of a carrier, at least. Source: Cloudflare, "One IP address, many users: detecting CGNAT to
reduce collateral effects", 2025-10-29, which speaks of hundreds, and of thousands where addresses are scarce."""
_SHOPPING_RATIO = 0.2
"""Of them visit the shop in the same minutes of a sale (assumption)."""
_SHOPPERS = int(_SUBSCRIBERS * _SHOPPING_RATIO)
_WINDOW_SECONDS = 300
"""What limits count where they say nothing."""
_LISTED_HOSTS = re.compile(r"\^\(([a-z0-9.\\|-]+)\)\$")
"""An expression that is a list of hosts and nothing else."""
_LETS_PASS = frozenset({"monitor", "pass"})
_NOT_COUNTED = NotApplicable("nobody has said how many requests a visit makes")


def _distribution(distribution: View) -> Outcome:
    facts = distribution.stack.facts
    sites = {facts.limits.hosts.get(str(host), "") for host in distribution.values("aliases")} - {""}
    requests = largest(ahead(facts), lambda needs: sum(needs.edge_rps.get(site, 0) for site in sites))
    if requests is None:
        return NO_NEED
    if requests.value > _CDN_RPS:
        return (
            f"{requests.sale} asks {requests.value:,.0f} requests/s of it, a distribution has {_CDN_RPS:,} until "
            "AWS raises it"
        )
    traffic = largest(ahead(facts), lambda needs: sum(needs.edge_gbps.get(site, 0) for site in sites))
    if traffic and traffic.value > _CDN_GBPS:
        return (
            f"it sends {traffic.value:,.0f} Gbit/s at {traffic.sale}, a distribution has {_CDN_GBPS} until AWS "
            "raises it"
        )
    return None


def _firewall(acl: View) -> Outcome:
    if acl.get("scope") == "CLOUDFRONT":
        return NotApplicable("in front of CloudFront the limits of its distributions count")
    names = {
        component_of(balancer) or ""
        for association in acl.referring(_ASSOCIATION, "webAclArn")
        for balancer in association.targets("resourceArn", BALANCER)
    }
    need = largest(ahead(acl.stack.facts), lambda needs: sum(needs.balancer_rps.get(name, 0) for name in names))
    if need is None:
        return NO_NEED
    if need.value <= _FIREWALL_RPS:
        return None
    return (
        f"{need.sale} sends {need.value:,.0f} requests/s through it, a web ACL takes {_FIREWALL_RPS:,} until AWS "
        "raises it"
    )


def _aws_shared(acl: View) -> Outcome:
    if not acl.stack.facts.limits.visit_requests:
        return _NOT_COUNTED
    unsure: NotEvaluated | None = None
    for rules in (acl_rules(acl), grouped_rules(acl)):
        try:
            if fault := _first_low(rules):
                return fault
        except NotEvaluated as reason:
            unsure = unsure or reason
    if unsure:
        raise unsure
    return None


def _first_low(rules: Iterable[View]) -> str | None:
    for rule in rules:
        limit = rule.at("statement.rateBasedStatement")
        if not limit.has("limit") or not _per_address(limit) or rule.get("action.count") is not None:
            continue
        window = float(limit.get("evaluationWindowSec", _WINDOW_SECONDS))
        scope, facts = limit.at("scopeDownStatement"), rule.stack.facts
        hosts = frozenset(_hosts(scope))
        spared = frozenset(_hosts(scope.at("notStatement.statement")))
        if hosts:
            least = _least_of_sites(facts, window, hosts)
        elif spared:
            least = _least_without(facts, window, spared)
        else:
            least = _least(facts, window, everything=not limit.has("scopeDownStatement"))
        if float(limit.get("limit")) < least:
            return f"rule {rule.get('name')} lets {float(limit.get('limit')):g} requests pass{_shared(least)}"
    return None


def _per_address(limit: View) -> bool:
    together = limit.get("aggregateKeyType", "IP")
    if together != "CUSTOM_KEYS":
        return together in ("IP", "FORWARDED_IP")
    # With the host as another key, it counts each of its hosts by itself: the busiest decides
    return any(key.get(kind) is not None for key in limit.each("customKeys") for kind in ("ip", "forwardedIp"))


def _hosts(scope: View) -> Iterator[str]:
    """The hosts that a statement admits; none if it is about something else."""
    match = scope.at("byteMatchStatement")
    if match.get("fieldToMatch.singleHeader.name") == "host" and match.get("positionalConstraint") == "EXACTLY":
        yield str(match.get("searchString"))
    pattern = scope.at("regexMatchStatement")
    if pattern.get("fieldToMatch.singleHeader.name") == "host":
        listed = _LISTED_HOSTS.fullmatch(str(pattern.get("regexString")))
        yield from listed[1].replace("\\", "").split("|") if listed else ()
    for part in scope.each("orStatement.statements"):
        yield from _hosts(part)


def _dcdn_shared(rule: View) -> Outcome:
    if rule.get("ccStatus", "off") != "on" or rule.get("rateLimit.target") != "IP":
        return NotApplicable("it does not count the requests of an address")
    if rule.get("status", "on") != "on" or rule.get("action") in _LETS_PASS:
        return NotApplicable("it stops nobody")
    if not rule.stack.facts.limits.visit_requests:
        return _NOT_COUNTED
    window = float(rule.get("rateLimit.interval", _WINDOW_SECONDS))
    hosts = _attached_hosts(rule)
    if not all(path == "/" for path in _paths(rule)):
        least = _least(rule.stack.facts, window, everything=False)
    elif hosts:
        least = _least_of_sites(rule.stack.facts, window, hosts)
    else:
        least = _least(rule.stack.facts, window, everything=True)
    limit = float(rule.get("rateLimit.threshold"))
    return None if limit >= least else f"`rateLimit.threshold` lets {limit:g} requests pass{_shared(least)}"


def _attached_hosts(rule: View) -> frozenset[str]:
    """The domains that the policy of a rule protects."""
    return frozenset(
        str(attachment.get("domainName"))
        for policy in rule.targets("policyId", WAF_POLICY)
        for attachment in policy.referring(WAF_ATTACHMENT, "policyId")
    )


def _paths(rule: View) -> Iterator[object]:
    for condition in rule.each("conditions"):
        yield condition.get("values")


def _least(facts: Facts, window_seconds: float, *, everything: bool) -> float:
    """Requests of those who share an address: all of their visits in the window, or all that their orders send to
    one path."""
    limits = facts.limits
    if not everything:
        return _SHOPPERS * limits.order_requests
    return _SHOPPERS * limits.visit_requests * min(1.0, window_seconds / limits.visit_seconds)


def _least_of_sites(facts: Facts, window_seconds: float, hosts: frozenset[str]) -> float:
    """Requests of those who share an address to the busiest of these hosts. A host of files has those of no
    site."""
    limits = facts.limits
    sites = {limits.hosts[host] for host in hosts if host in limits.hosts}
    visits = max((limits.site_requests.get(site, 0) for site in sites), default=0)
    return _SHOPPERS * visits * min(1.0, window_seconds / limits.visit_seconds)


def _least_without(facts: Facts, window_seconds: float, spared: frozenset[str]) -> float:
    """Requests of those who share an address to all sites but those of these hosts."""
    limits = facts.limits
    sites = set(limits.hosts.values()) - {limits.hosts.get(host) for host in spared}
    visits = sum(limits.site_requests.get(str(site), 0) for site in sites)
    return _SHOPPERS * visits * min(1.0, window_seconds / limits.visit_seconds)


def _shared(least: float) -> str:
    return f" in its window, {_SHOPPERS} shoppers behind one address of a carrier send {least:,.0f}"


RULES = (
    Rule(
        id="capacity-edge-throughput",
        title="CDN and firewalls take the requests of every declared sale",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why="Above its quota the CDN answers with errors, just when everything behind it is sized for the sale.",
        remediation=(
            "ask AWS for a higher quota before the sale and say so in a waiver with the number of the case; or "
            "serve what is asked for most from a site of its own, or spread the wave"
        ),
        source="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html",
        checks={DISTRIBUTION: _distribution, WEB_ACL: _firewall},
        not_applicable={"alicloud": "neither DCDN nor its firewall publishes a limit of requests"},
        scope=Scope.STACK,
        environments=LIVE,
    ),
    Rule(
        id="capacity-waf-shared-address",
        title="Firewalls let pass what many shoppers behind one address send",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why=(
            "Mobile carriers put hundreds of subscribers behind one address. A limit that is right for one of "
            "them locks all of them out as soon as some visit the same sale."
        ),
        remediation=(
            "raise `requests_per_ip` (LoadBalancer, `Site` of Edge) and `sensitive_requests_per_ip` (Edge) to the "
            "number that the message says"
        ),
        source="https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html",
        checks={WEB_ACL: _aws_shared, WAF_RULE: _dcdn_shared},
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
