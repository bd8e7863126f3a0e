"""Firewall logs."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_RULE = "stack-waf-logging"
_LOG = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"
_ALB = "alicloud:alb/loadBalancer:LoadBalancer"
_WAF_DOMAIN = "alicloud:wafv3/domain:Domain"
_POLICY = "alicloud:sls/collectionPolicy:CollectionPolicy"
_AUDIT = "alicloud:log/audit:Audit"


def _acl(metrics: Any = True, name: str = "acl") -> Res:
    return res("aws:wafv2/webAcl:WebAcl", name, visibilityConfig={"cloudwatchMetricsEnabled": metrics})


def _log(acl: Any, **filter_: Any) -> Res:
    inputs = {"loggingFilter": filter_} if filter_ else {}
    return res(_LOG, "log", resourceArn=acl, logDestinationConfigs=[UNKNOWN], **inputs)


def _kept(behavior: str, action: str) -> list[dict[str, Any]]:
    return [{"behavior": behavior, "conditions": [{"actionCondition": {"action": action}}]}]


def _policy(product: Any = "waf", enabled: Any = True) -> Res:
    return res(_POLICY, "policy", productCode=product, dataCode="access_log", enabled=enabled)


_WITH_WAF = res(_ALB, "alb", loadBalancerEdition="StandardWithWaf")

EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, _acl(), _log(ref("acl"))),
    fails(_RULE, _acl(), says="no WebAclLoggingConfiguration"),
    fails(_RULE, _acl(), _acl(name="other"), _log(ref("other"))),
    fails(_RULE, _acl(metrics=False), _log(ref("acl")), says="cloudwatchMetricsEnabled"),
    # Security Hub WAF.12: each rule counts what it does
    fails(
        _RULE,
        res(
            "aws:wafv2/webAcl:WebAcl",
            "acl",
            visibilityConfig={"cloudwatchMetricsEnabled": True},
            rules=[{"name": "limit", "visibilityConfig": {"cloudwatchMetricsEnabled": False}}],
        ),
        _log(ref("acl")),
        says="`rules[0].visibilityConfig.cloudwatchMetricsEnabled`",
    ),
    passes(_RULE, _acl(), _log(ref("acl"), defaultBehavior="DROP", filters=_kept("KEEP", "BLOCK"))),
    fails(_RULE, _acl(), _log(ref("acl"), defaultBehavior="DROP", filters=_kept("KEEP", "COUNT")), says="blocked"),
    fails(_RULE, _acl(), _log(ref("acl"), defaultBehavior="KEEP", filters=_kept("DROP", "BLOCK")), says="blocked"),
    fails(_RULE, _acl(), res(_LOG, "log", resourceArn=ref("acl")), says="logDestinationConfigs"),
    unknown(_RULE, _acl(), _log(UNKNOWN)),
    passes(_RULE, _WITH_WAF, _policy()),
    fails(_RULE, _WITH_WAF, _policy(enabled=False), says="`enabled`"),
    passes(_RULE, _WITH_WAF, res(_AUDIT, "audit", variableMap={"waf_enabled": "true", "waf_ttl": "365"})),
    unknown(_RULE, _WITH_WAF, says="WAF console"),
    unknown(_RULE, _WITH_WAF, _policy(product="oss")),
    unknown(_RULE, _WITH_WAF, res(_AUDIT, "audit", variableMap={"waf_enabled": "false"})),
    skips(_RULE, res(_ALB, loadBalancerEdition="Standard")),
    passes(_RULE, res(_WAF_DOMAIN, domain="www.example.net"), _policy()),
    fails(_RULE, res(_WAF_DOMAIN, domain="www.example.net"), _policy(enabled=False)),
    unknown(_RULE, res(_WAF_DOMAIN, domain="www.example.net"), _policy(enabled=UNKNOWN)),
    unknown(_RULE, res("alicloud:dcdn/wafDomain:WafDomain", domainName="www.example.net"), says="DCDN console"),
)
