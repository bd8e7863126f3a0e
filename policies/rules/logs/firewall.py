"""Firewall logs: what was blocked, and by which rule."""

from __future__ import annotations

from policies.reading.buckets import attached
from policies.reading.choice import one_is_good
from policies.reading.web_acls import acl_rules
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity, undecidable
from policies.view import NotEvaluated, View

_LOGGING = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"
_COLLECTION = "alicloud:sls/collectionPolicy:CollectionPolicy"
_AUDIT_SERVICE = "alicloud:log/audit:Audit"
_DCDN_WAF = (
    "no resource of the provider keeps what DCDN's firewall writes: a person switches its security log on in the"
    " DCDN console"
)
_WAF_LOG = (
    "WAF's log belongs to the account, where a person switches it on in the WAF console; a CollectionPolicy or an"
    " Audit of log/ would show it here"
)
_WITH_WAF = "StandardWithWaf"


def _web_acl(acl: View) -> Outcome:
    logs = attached(acl, _LOGGING, "resourceArn")
    if not logs:
        return "no WebAclLoggingConfiguration of it"
    faults = one_is_good(logs, _drops_blocked)
    if faults is not None:
        return faults[0]
    for part in (acl, *acl_rules(acl)):
        if part.get("visibilityConfig.cloudwatchMetricsEnabled") is not True:
            path = f"{part.path}.visibilityConfig" if part.path else "visibilityConfig"
            return f"`{path}.cloudwatchMetricsEnabled` is not true, so no alarm can watch it"
    return None


def _drops_blocked(log: View) -> str | None:
    if not log.has("logDestinationConfigs"):
        return "`logDestinationConfigs` is empty"
    if log.get("loggingFilter.defaultBehavior", "KEEP") == "KEEP":
        dropping = [each for each in log.each("loggingFilter.filters") if each.get("behavior") == "DROP"]
        return "`loggingFilter` drops what was blocked" if any(map(_blocked, dropping)) else None
    keeping = [each for each in log.each("loggingFilter.filters") if each.get("behavior") == "KEEP"]
    return None if any(map(_blocked, keeping)) else "`loggingFilter` keeps nothing of what was blocked"


def _blocked(filter_: View) -> bool:
    return any(each.get("actionCondition.action") == "BLOCK" for each in filter_.each("conditions"))


def _alb(balancer: View) -> Outcome:
    if balancer.get("loadBalancerEdition") != _WITH_WAF:
        return NotApplicable("it has no firewall of its own")
    return _collected(balancer)


def _collected(protected: View) -> Outcome:
    """WAF 3.0 writes its log for the whole account, once a person has switched that on or a policy collects it."""
    policies = [policy for policy in protected.all(_COLLECTION) if _of_waf(policy)]
    off = one_is_good(policies, lambda policy: None if policy.get("enabled") is True else "off")
    if off is None or one_is_good(protected.all(_AUDIT_SERVICE), _without_waf) is None:
        return None
    if off:
        return f"{policies[0].name}: `enabled` is not true, so nothing of what its firewall does is kept"
    raise NotEvaluated(_WAF_LOG)


def _of_waf(policy: View) -> bool:
    return str(policy.get("productCode")).lower().startswith("waf")


def _without_waf(audit: View) -> str | None:
    return None if str(audit.get("variableMap", {}).get("waf_enabled")).lower() == "true" else "without WAF"


RULES = (
    Rule(
        id="stack-waf-logging",
        title="Every firewall records what it blocks",
        area=Area.LOGGING,
        severity=Severity.HIGH,
        why="Without it nobody can tell an attack from customers who are blocked by mistake during a sale.",
        remediation="on AWS leave the firewall to Edge and LoadBalancer, which log to CloudWatch; on Alibaba Cloud"
        " add a CollectionPolicy for WAF, or switch the logs on in the consoles of WAF and DCDN",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-11",
        checks={
            "aws:wafv2/webAcl:WebAcl": _web_acl,
            "alicloud:alb/loadBalancer:LoadBalancer": _alb,
            "alicloud:wafv3/domain:Domain": _collected,
            "alicloud:dcdn/wafDomain:WafDomain": undecidable(_DCDN_WAF),
        },
        scope=Scope.STACK,
    ),
)
