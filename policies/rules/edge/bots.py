"""Bots: which are kept out, and which must get in."""

from __future__ import annotations

from policies.reading.esa import ESA
from policies.reading.web_acls import WAF_RULE, WEB_ACL, acl_rules, only_as_text
from policies.rule import LIVE, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_BOT_CONTROL = "AWSManagedRulesBotControlRuleSet"
_SEARCH = "CategorySearchEngine"
_ENGINES = ("Baiduspider", "Googlebot")
"""One of them must be named where engines are told by their name: the two that most visitors of a shop come
from."""
_STOPS = frozenset({"block", "deny", "js"})


def _web_acl(acl: View) -> Outcome:
    if acl.get("scope") != "CLOUDFRONT":
        return NotApplicable("bots are kept out at the CDN, before they cost anything")
    for rule in acl_rules(acl):
        if rule.get("statement.managedRuleGroupStatement.name") != _BOT_CONTROL:
            continue
        if rule.get("overrideAction.count") is not None:
            return f"{_BOT_CONTROL} only counts"
        for override in rule.each("statement.managedRuleGroupStatement.ruleActionOverrides"):
            if override.get("name") == _SEARCH and override.get("actionToUse.block") is not None:
                return f"{_SEARCH} blocks search engines, the verified ones too"
        return None
    only_as_text(acl)
    if not acl.stack.facts.permanent:
        return NotApplicable("the stack is thrown away: bots want nothing of it, and AWS charges for each request")
    return f"{_BOT_CONTROL} is missing"


def _dcdn_rule(rule: View) -> Outcome:
    if rule.get("ccStatus", "off") == "on" or rule.has("wafGroupIds") or not rule.has("conditions"):
        return NotApplicable("it does not ask who somebody is")
    if rule.get("action") not in _STOPS or rule.get("status", "on") != "on":
        return NotApplicable("it stops nobody")
    exempt = [
        str(condition.get("values"))
        for condition in rule.each("conditions")
        if condition.get("key") == "User-Agent" and str(condition.get("opValue")).startswith("not-contain")
    ]
    if any(engine in values for engine in _ENGINES for values in exempt):
        return None
    return f"its action {rule.get('action')!r} stops search engines too: no condition leaves them out"


def _esa(site: View) -> Outcome:
    return None if site.get("seoBypass", "off") == "on" else "`seoBypass` is not on"


RULES = (
    Rule(
        id="edge-bots-filtered",
        title="Firewalls keep bots out of the shop's pages, but let search engines in",
        area=Area.EDGE,
        severity=Severity.MEDIUM,
        why="Bots buy a drop before people have seen it; a shop that keeps search engines out with them is not "
        "found.",
        remediation="set `bots_filtered` of the sites that show pages, and leave the exceptions to Edge",
        source="https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-bot.html",
        checks={WEB_ACL: _web_acl, WAF_RULE: _dcdn_rule, ESA: _esa},
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
