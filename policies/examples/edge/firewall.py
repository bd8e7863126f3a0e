"""Web application firewalls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
_ALB = "alicloud:alb/loadBalancer:LoadBalancer"
_ACL = "aws:wafv2/webAcl:WebAcl"
_RULE_GROUP = "aws:wafv2/ruleGroup:RuleGroup"
_DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
_DCDN = "alicloud:dcdn/domain:Domain"
_OLD_CDN = "alicloud:cdn/domainNew:DomainNew"
_WAF_DOMAIN = "alicloud:dcdn/wafDomain:WafDomain"
_WAF_POLICY = "alicloud:dcdn/wafPolicy:WafPolicy"
_WAF_RULE = "alicloud:dcdn/wafRule:WafRule"
_ATTACHMENT = "alicloud:dcdn/wafPolicyDomainAttachment:WafPolicyDomainAttachment"
_WAF_3_DOMAIN = "alicloud:wafv3/domain:Domain"
_WAF_3_TEMPLATE = "alicloud:wafv3/defenseTemplate:DefenseTemplate"
_WAF_3_RULE = "alicloud:wafv3/defenseRule:DefenseRule"
_HOST = "www.shop.example.net"
_COMMON = "AWSManagedRulesCommonRuleSet"
_GROUPS = (_COMMON, "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesSQLiRuleSet")


def _balancers() -> Iterator[Example]:
    rule, balancer = "stack-internet-lb-has-waf", res(_BALANCER, "balancer", internal=False)
    association = res("aws:wafv2/webAclAssociation:WebAclAssociation", "waf", resourceArn=ref("balancer"))
    yield passes(rule, balancer, association)
    yield fails(rule, balancer, says="no WebAclAssociation")
    yield fails(rule, res(_BALANCER, "other"), balancer, association)
    yield unknown(rule, res(_BALANCER, internal=UNKNOWN))
    yield skips(rule, res(_BALANCER, internal=True))
    # facts/policies.md section 7, case 15
    yield skips(rule, res(_BALANCER, loadBalancerType="network"))
    yield skips(rule, res(_BALANCER, loadBalancerType="gateway"))
    yield passes(rule, res(_ALB, addressType="Internet", loadBalancerEdition="StandardWithWaf"))
    standard = res(_ALB, "balancer", addressType="Internet", loadBalancerEdition="Standard")
    yield fails(rule, standard, says="comes without a firewall")
    yield passes(rule, standard, res(_WAF_3_DOMAIN, domain=_HOST, redirect={"backends": [ref("balancer")]}))
    yield unknown(rule, res(_ALB, addressType="Internet", loadBalancerEdition=UNKNOWN))
    yield skips(rule, res(_ALB, addressType="Intranet", loadBalancerEdition="Standard"))


def _attached(policy: str) -> Res:
    return res(_ATTACHMENT, f"attached-{policy}", domainName=_HOST, policyId=ref(policy))


def _policy(name: str, scene: str, **more: Any) -> Res:
    return res(_WAF_POLICY, name, **{"defenseScene": scene, "policyType": "custom", "status": "on", **more})


_MANAGED = _policy("managed", "waf_group")
_LIMITS = _policy("limits", "custom_acl")


def _cdn() -> Iterator[Example]:
    rule, waf = "edge-cdn-has-waf", res(_WAF_DOMAIN, "waf", domainName=_HOST)
    yield passes(rule, res(_DISTRIBUTION, enabled=True, webAclId=UNKNOWN))
    yield fails(rule, res(_DISTRIBUTION, enabled=True), says="`webAclId` is not set")
    domain = res(_DCDN, "domain", domainName=_HOST)
    yield passes(rule, domain, waf, _attached("managed"), _MANAGED)
    yield fails(rule, domain, says="is not switched on for it")
    yield fails(rule, domain, waf, says="no firewall policy that is on is attached")
    yield fails(rule, domain, waf, _attached("managed"), _policy("managed", "waf_group", status="off"))
    yield unknown(rule, domain, waf, _attached("managed"), _policy("managed", "waf_group", status=UNKNOWN))
    yield unknown(rule, domain, waf, _policy("all", "waf_group", policyType="default"), says="type default")
    yield unknown(
        rule, domain, waf, res(_ATTACHMENT, domainName=_HOST, policyId="10001"), says="not of this stack"
    )
    behind = res(_WAF_3_DOMAIN, "waf", domain=_HOST)
    yield passes(rule, domain, behind)
    old = res(_OLD_CDN, "domain", domainName=_HOST, cdnType="web")
    yield passes(rule, old, behind)
    yield fails(rule, old, says="no WAF domain has its name")
    yield fails(rule, old, res(_WAF_3_DOMAIN, "waf", domain="api.shop.example.net"))
    yield unknown(rule, old, res(_WAF_3_DOMAIN, "waf", domain=UNKNOWN))


def _group(name: str, action: str = "none", **more: Any) -> dict[str, Any]:
    statement = {"managedRuleGroupStatement": {"vendorName": "AWS", "name": name, **more}}
    return {"name": name, "statement": statement, "overrideAction": {action: {}}}


def _managed_rules() -> Iterator[Example]:
    rule, rules = "edge-waf-managed-rules-block", [_group(name) for name in _GROUPS]
    yield passes(rule, res(_ACL, scope="REGIONAL", rules=rules))
    yield fails(rule, res(_ACL, rules=[*rules[1:], _group(_COMMON, "count")]), says=f"{_COMMON} only counts")
    yield fails(rule, res(_ACL, rules=rules[:2]), says="AWSManagedRulesSQLiRuleSet is missing")
    # one rule of a group may count
    counted = [{"name": "SizeRestrictions_BODY", "actionToUse": {"count": {}}}]
    yield passes(rule, res(_ACL, rules=[*rules[1:], _group(_COMMON, ruleActionOverrides=counted)]))
    separate = {key: value for key, value in rules[0].items() if key != "name"}
    yield passes(
        rule,
        res(_ACL, "acl", rules=rules[1:]),
        res("aws:wafv2/webAclRule:WebAclRule", "rule", webAclArn=ref("acl"), **separate),
    )
    association = "aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation"
    for action, verdict in (("none", passes), ("count", fails)):
        yield verdict(
            rule,
            res(_ACL, "acl", rules=rules[1:]),
            res(association, webAclArn=ref("acl"), managedRuleGroup={"name": _COMMON}, overrideAction=action),
        )
    yield unknown(rule, res(_ACL, rules=[*rules[1:], _group(UNKNOWN)]))  # type: ignore[arg-type]
    yield unknown(rule, res(_ACL, ruleJson="[]"), says="`ruleJson`")


def _dcdn_rules() -> Iterator[Example]:
    rule, waf = "edge-waf-managed-rules-block", res(_WAF_DOMAIN, "waf", domainName=_HOST)

    def managed(**more: Any) -> Res:
        return res(_WAF_RULE, **{"policyId": ref("managed"), "wafGroupIds": "1012", "action": "block", **more})

    yield passes(rule, waf, _attached("managed"), _MANAGED, managed())
    yield fails(
        rule, waf, _attached("managed"), _MANAGED, managed(action="monitor"), says="no policy with managed"
    )
    yield fails(rule, waf, _attached("managed"), _MANAGED, managed(status="off"))
    yield fails(rule, waf, _attached("managed"), _policy("managed", "waf_group", status="off"), managed())
    yield fails(rule, waf, _MANAGED, managed())
    yield unknown(rule, waf, _attached("managed"), _MANAGED, managed(action=UNKNOWN))
    yield passes(rule, res(_WAF_3_TEMPLATE, defenseScene="waf_base", status="1"))
    yield fails(rule, res(_WAF_3_TEMPLATE, defenseScene="waf_base", status="0"), says="`status` is not 1")
    yield unknown(rule, res(_WAF_3_TEMPLATE, defenseScene="waf_base", status=UNKNOWN))
    yield skips(rule, res(_WAF_3_TEMPLATE, defenseScene="dlp", status="0"))
    base: dict[str, Any] = {"defenseScene": "waf_base", "ruleStatus": 1.0}
    every = [{"ruleType": "system", "ruleBatchOperationConfig": "all_monitor"}]
    yield passes(rule, res(_WAF_3_RULE, config={"ruleAction": "block"}, **base))
    yield fails(rule, res(_WAF_3_RULE, config={"ruleAction": "monitor"}, **base), says="is not 'block'")
    yield fails(rule, res(_WAF_3_RULE, config={"ruleAction": "block", "wafBaseConfigs": every}, **base))
    yield fails(rule, res(_WAF_3_RULE, defenseScene="waf_base", ruleStatus=0, config={"ruleAction": "block"}))
    yield unknown(rule, res(_WAF_3_RULE, config={"ruleAction": UNKNOWN}, **base))
    yield skips(rule, res(_WAF_3_RULE, defenseScene="whitelist", config={"bypassTags": ["waf"]}))


def _limits() -> Iterator[Example]:
    rule, statement = "edge-waf-rate-limit", {"rateBasedStatement": {"limit": 2000, "aggregateKeyType": "IP"}}
    limit = {"name": "limit-all", "statement": statement, "action": {"block": {}}}
    yield passes(rule, res(_ACL, rules=[_group(_COMMON), limit]))
    yield fails(rule, res(_ACL, rules=[_group(_COMMON)]), says="no rule limits")
    yield fails(rule, res(_ACL, rules=[{**limit, "action": {"count": {}}}]))
    together = {"rateBasedStatement": {"limit": 2000, "aggregateKeyType": "CONSTANT"}}
    yield fails(rule, res(_ACL, rules=[{**limit, "statement": together}]))
    yield unknown(rule, res(_ACL, rules=[{**limit, "action": UNKNOWN}]))
    # a rule group of one's own may have the limit
    group = {"name": "limits", "statement": {"ruleGroupReferenceStatement": {"arn": ref("group")}}}
    acl = res(_ACL, rules=[{**group, "overrideAction": {"none": {}}}])
    yield passes(rule, acl, res(_RULE_GROUP, "group", rules=[limit]))
    yield fails(rule, acl, res(_RULE_GROUP, "group", rules=[{**limit, "statement": together}]))
    counting = res(_ACL, rules=[{**group, "overrideAction": {"count": {}}}])
    yield fails(rule, counting, res(_RULE_GROUP, "group", rules=[limit]))
    foreign = {"statement": {"ruleGroupReferenceStatement": {"arn": "arn:aws:wafv2:eu-central-1:1:regional/a"}}}
    yield unknown(rule, res(_ACL, rules=[foreign]), says="not of this stack")
    yield unknown(rule, res(_ACL, ruleJson="[]"), says="`ruleJson`")
    waf = res(_WAF_DOMAIN, "waf", domainName=_HOST)

    def limited(**more: Any) -> Res:
        given = {"policyId": ref("limits"), "action": "deny", "ccStatus": "on", "rateLimit": {"threshold": 2000}}
        return res(_WAF_RULE, **{**given, **more})

    yield passes(rule, waf, _attached("limits"), _LIMITS, limited())
    yield fails(rule, waf, _attached("limits"), _LIMITS, limited(ccStatus="off"), says="limit of requests")
    yield fails(rule, waf, _attached("limits"), _LIMITS, limited(action="monitor"))
    yield fails(rule, waf, _attached("managed"), _MANAGED, _LIMITS, limited())
    yield unknown(rule, waf, _attached("limits"), _LIMITS, limited(ccStatus=UNKNOWN))


def _esa() -> Iterator[Example]:
    rule, site = "edge-waf-rate-limit", res("alicloud:esa/site:Site", "site")

    def limit(action: Any = "deny", **config: Any) -> Res:
        given = {"status": "on", "action": action, "rateLimit": {"threshold": {"request": 2000}}, **config}
        return res(
            "alicloud:esa/wafRule:WafRule", "limit", siteId=ref("site"), phase="http_ratelimit", config=given
        )

    yield passes(rule, site, limit())
    yield fails(rule, site, says="no rule of its firewall limits")
    yield fails(rule, site, limit("monitor"))
    yield fails(rule, site, limit(status="off"))
    yield fails(rule, site, limit(rateLimit={"threshold": {"traffic": "1"}}))
    yield unknown(rule, site, limit(UNKNOWN))


EXAMPLES: tuple[Example, ...] = (
    *_balancers(),
    *_cdn(),
    *_managed_rules(),
    *_dcdn_rules(),
    *_limits(),
    *_esa(),
)
