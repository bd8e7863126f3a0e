"""Bots."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, skips, unknown

_RULE = "edge-bots-filtered"
_ACL = "aws:wafv2/webAcl:WebAcl"
_WAF_RULE = "alicloud:dcdn/wafRule:WafRule"
_ESA = "alicloud:esa/site:Site"
_GROUP = "AWSManagedRulesBotControlRuleSet"


def _acl(scope: Any = "CLOUDFRONT", override: Any = "none", **group: Any) -> Res:
    statement = {"managedRuleGroupStatement": {"vendorName": "AWS", "name": _GROUP, **group}}
    return res(
        _ACL, scope=scope, rules=[{"name": "bots", "overrideAction": {override: {}}, "statement": statement}]
    )


def _blocking(rule: str) -> dict[str, Any]:
    return {"ruleActionOverrides": [{"name": rule, "actionToUse": {"block": {}}}]}


def _challenge(action: Any = "js", *engines: str, **more: Any) -> Res:
    conditions = [{"key": "User-Agent", "opValue": "not-contain", "values": engine} for engine in engines]
    inputs = {"ccStatus": "off", "action": action, "status": "on", "conditions": conditions}
    return res(_WAF_RULE, **{**inputs, **more})


def _examples() -> Iterator[Example]:
    yield passes(_RULE, _acl())
    yield fails(_RULE, res(_ACL, scope="CLOUDFRONT", rules=[]), says="is missing")
    yield skips(_RULE, res(_ACL, scope="CLOUDFRONT", rules=[]), permanent=False)
    yield fails(_RULE, _acl(override="count"), says="only counts")
    yield fails(_RULE, _acl(override="count"), permanent=False)
    yield fails(_RULE, _acl(**_blocking("CategorySearchEngine")), says="the verified ones too")
    yield passes(_RULE, _acl(**_blocking("CategoryHttpLibrary")))
    yield unknown(_RULE, _acl(UNKNOWN))
    yield unknown(_RULE, res(_ACL, scope="CLOUDFRONT", ruleJson="[]"))
    yield skips(_RULE, _acl("REGIONAL"))
    yield passes(_RULE, _challenge("js", "Googlebot", "Baiduspider"))
    yield fails(_RULE, _challenge("js", "curl"), says="stops search engines too")
    yield fails(_RULE, _challenge("deny", "x"))
    yield unknown(_RULE, _challenge(UNKNOWN, "Googlebot"))
    yield skips(_RULE, _challenge("monitor", "x"))
    yield skips(_RULE, _challenge("js", "x", status="off"))
    yield skips(_RULE, _challenge("deny", "x", ccStatus="on"))
    yield skips(_RULE, res(_WAF_RULE, wafGroupIds="1012", action="block"))
    yield passes(_RULE, res(_ESA, seoBypass="on"))
    yield fails(_RULE, res(_ESA), says="`seoBypass` is not on")
    yield unknown(_RULE, res(_ESA, seoBypass=UNKNOWN))


EXAMPLES: tuple[Example, ...] = tuple(_examples())
