"""Web application firewalls: where one must stand, and what it must do."""

from __future__ import annotations

from collections.abc import Iterable

from policies.checks import is_set
from policies.reading.choice import one_is_good
from policies.reading.esa import ESA, ESA_WAF_RULE, configured
from policies.reading.load_balancers import ALB, BALANCER, DISTRIBUTION, is_public
from policies.reading.sites import DCDN, OLD_CDN, about
from policies.reading.web_acls import (
    WAF_DOMAIN,
    WEB_ACL,
    acl_rules,
    active_rules,
    domain_policies,
    grouped_rules,
    only_as_text,
)
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation"
_GROUP_ASSOCIATION = "aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation"
_WAF_3_DOMAIN = "alicloud:wafv3/domain:Domain"
_WAF_3_TEMPLATE = "alicloud:wafv3/defenseTemplate:DefenseTemplate"
_WAF_3_RULE = "alicloud:wafv3/defenseRule:DefenseRule"

_GROUPS = (
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesSQLiRuleSet",
)
_STOPS = frozenset({"block", "deny", "js"})
"""Actions of DCDN that do not let a request through as it is; `monitor` only counts."""
_BASE = "waf_base"
"""Scene of WAF 3.0 for the managed rules."""
_NOT_BLOCKING = frozenset({"all_off", "all_monitor"})


def _aws_balancer(balancer: View) -> Outcome:
    kind = balancer.get("loadBalancerType", "application")
    if kind != "application":
        return NotApplicable(f"a load balancer of type {kind} cannot carry a firewall")
    if not is_public(balancer):
        return NotApplicable("it has no address on the internet")
    return (
        None if balancer.referring(_ASSOCIATION, "resourceArn") else "no WebAclAssociation puts a firewall on it"
    )


def _alicloud_balancer(balancer: View) -> Outcome:
    if not is_public(balancer):
        return NotApplicable("it has no address on the internet")
    edition = balancer.get("loadBalancerEdition")
    if edition == "StandardWithWaf" or balancer.referring(_WAF_3_DOMAIN, "redirect"):
        return None
    return (
        f"`loadBalancerEdition` is {edition!r}, which comes without a firewall, and no WAF domain forwards to it"
    )


def _dcdn_domain(domain: View) -> Outcome:
    if _is_waf_3_host(domain):
        return None
    if not about(domain, WAF_DOMAIN):
        return "the firewall is not switched on for it (WafDomain)"
    if any(policy.get("status") == "on" for policy in domain_policies(domain)):
        return None
    return "no firewall policy that is on is attached to it"


def _old_cdn_domain(domain: View) -> Outcome:
    return (
        None if _is_waf_3_host(domain) else "no WAF domain has its name, and this CDN has no firewall of its own"
    )


def _is_waf_3_host(domain: View) -> bool:
    """Whether WAF 3.0 stands behind the CDN, under the same host name."""
    others = domain.all(_WAF_3_DOMAIN)
    return bool(others) and domain.get("domainName") in [other.get("domain") for other in others]


def _managed_groups(acl: View) -> Outcome:
    blocking: set[str] = set()
    counting: set[str] = set()
    for rule in acl_rules(acl):
        name = rule.get("statement.managedRuleGroupStatement.name")
        if name in _GROUPS:
            (blocking if rule.get("overrideAction.count") is None else counting).add(name)
    for association in acl.referring(_GROUP_ASSOCIATION, "webAclArn"):
        name = association.get("managedRuleGroup.name")
        if name in _GROUPS:
            (blocking if association.get("overrideAction", "none") == "none" else counting).add(name)
    missing = [group for group in _GROUPS if group not in blocking]
    if not missing:
        return None
    only_as_text(acl)
    return "; ".join(f"{group} {'only counts' if group in counting else 'is missing'}" for group in missing)


def _dcdn_managed(domain: View) -> Outcome:
    return _one_policy(domain_policies(domain), "waf_group", "managed rules that block")


def _one_policy(policies: Iterable[View], scene: str, what: str) -> Outcome:
    def wrong_with(policy: View) -> str | None:
        stops = any(
            rule.get("action") in _STOPS and (scene != "custom_acl" or _limits(rule))
            for rule in active_rules(policy, scene)
        )
        return None if stops else f"{policy.name} has none"

    return None if one_is_good(policies, wrong_with) is None else f"no policy with {what} is attached and on"


def _limits(rule: View) -> bool:
    return rule.get("ccStatus") == "on" and rule.has("rateLimit.threshold")


def _waf_3_template(template: View) -> Outcome:
    scene = template.get("defenseScene")
    if scene != _BASE:
        return NotApplicable(f"its rules are about {scene}")
    return None if _number(template.get("status")) == 1 else "`status` is not 1, so its rules are off"


def _waf_3_rule(rule: View) -> Outcome:
    scene = rule.get("defenseScene")
    if scene != _BASE:
        return NotApplicable(f"it is about {scene}")
    if _number(rule.get("ruleStatus", 1)) != 1:
        return "`ruleStatus` is not 1, so the rules are off"
    if rule.get("config.ruleAction") != "block":
        return "`config.ruleAction` is not 'block'"
    for group in rule.each("config.wafBaseConfigs"):
        if group.get("ruleBatchOperationConfig") in _NOT_BLOCKING:
            return f"`{group.path}.ruleBatchOperationConfig` is {group.get('ruleBatchOperationConfig')!r}"
    return None


def _number(value: object) -> int:
    return int(float(str(value)))


def _rate_limit(acl: View) -> Outcome:
    if any(map(_limits_addresses, acl_rules(acl))) or any(map(_limits_addresses, grouped_rules(acl))):
        return None
    only_as_text(acl)
    return "no rule limits how often one address may ask (`rateBasedStatement`) and blocks the rest"


def _limits_addresses(rule: View) -> bool:
    limit = rule.at("statement.rateBasedStatement")
    # CONSTANT counts everybody together: an attacker then locks out all the others
    per_address = limit.has("limit") and limit.get("aggregateKeyType", "IP") != "CONSTANT"
    return per_address and rule.get("action.count") is None


def _esa_rate_limit(site: View) -> Outcome:
    for rule in configured(site, ESA_WAF_RULE):
        stops = rule.get("config.status", "on") == "on" and rule.get("config.action") in _STOPS
        if stops and rule.has("config.rateLimit.threshold.request"):
            return None
    return "no rule of its firewall limits how often one address may ask (`rateLimit`) and stops the rest"


def _dcdn_rate_limit(domain: View) -> Outcome:
    return _one_policy(domain_policies(domain), "custom_acl", "a limit of requests per address")


RULES = (
    Rule(
        id="stack-internet-lb-has-waf",
        title="Every application load balancer on the internet stands behind a web application firewall",
        area=Area.EDGE,
        severity=Severity.CRITICAL,
        why="SQL injection and exploits reach the services as they are sent; PCI DSS 6.4.2 demands the firewall.",
        remediation="build it with LoadBalancer (`exposure=Exposure.EDGE`), which brings the firewall",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-16",
        checks={BALANCER: _aws_balancer, ALB: _alicloud_balancer},
        scope=Scope.STACK,
    ),
    Rule(
        id="edge-cdn-has-waf",
        title="Every host of the CDN stands behind a web application firewall",
        area=Area.EDGE,
        severity=Severity.CRITICAL,
        why="The CDN is where attacks arrive first; without a firewall there, every one of them costs the origin.",
        remediation="serve the host as a Site of Edge, which puts its one firewall in front of every host",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-6",
        checks={DISTRIBUTION: is_set("webAclId"), DCDN: _dcdn_domain, OLD_CDN: _old_cdn_domain},
        scope=Scope.STACK,
    ),
    Rule(
        id="edge-waf-managed-rules-block",
        title="Firewalls block with the managed rules against common attacks, known exploits and SQL injection",
        area=Area.EDGE,
        severity=Severity.HIGH,
        why="A firewall that only counts has never stopped anybody, and looks the same on a list of controls.",
        remediation="leave the rule groups to Edge and LoadBalancer; a single rule of a group may count "
        "(`RuleGroup.counted`), the group must not",
        source="https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html",
        checks={
            WEB_ACL: _managed_groups,
            WAF_DOMAIN: _dcdn_managed,
            _WAF_3_TEMPLATE: _waf_3_template,
            _WAF_3_RULE: _waf_3_rule,
        },
        scope=Scope.STACK,
    ),
    Rule(
        id="edge-waf-rate-limit",
        title="Firewalls limit how often one address may ask",
        area=Area.EDGE,
        severity=Severity.HIGH,
        why="One script can otherwise try passwords without end, or empty a sale before people are logged in.",
        remediation="set `requests_per_ip` of each `Site` and `sensitive_paths` of Edge",
        source="https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html",
        checks={WEB_ACL: _rate_limit, WAF_DOMAIN: _dcdn_rate_limit, ESA: _esa_rate_limit},
        scope=Scope.STACK,
    ),
)
