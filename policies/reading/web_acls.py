"""What a web application firewall does: WAF's web ACLs, and the policies that DCDN applies to a domain."""

from __future__ import annotations

from collections.abc import Iterator

from policies.reading.sites import about
from policies.view import NotEvaluated, View

WEB_ACL = "aws:wafv2/webAcl:WebAcl"
WAF_DOMAIN = "alicloud:dcdn/wafDomain:WafDomain"
WAF_POLICY = "alicloud:dcdn/wafPolicy:WafPolicy"
_ACL_RULE = "aws:wafv2/webAclRule:WebAclRule"
_RULE_GROUP = "aws:wafv2/ruleGroup:RuleGroup"
WAF_RULE = "alicloud:dcdn/wafRule:WafRule"
WAF_ATTACHMENT = "alicloud:dcdn/wafPolicyDomainAttachment:WafPolicyDomainAttachment"


def acl_rules(acl: View) -> Iterator[View]:
    """The rules of a web ACL, its own and separate ones."""
    yield from acl.each("rules")
    yield from acl.referring(_ACL_RULE, "webAclArn")


def grouped_rules(acl: View) -> Iterator[View]:
    """The rules of one's own rule groups that a web ACL applies, and does not only count.

    Raises:
        NotEvaluated: a group is not of this stack.
    """
    path = "statement.ruleGroupReferenceStatement.arn"
    for rule in acl_rules(acl):
        if rule.has(path) and rule.get("overrideAction.count") is None:
            groups = rule.targets(path, _RULE_GROUP)
            if not groups:
                raise NotEvaluated("a rule group of it is not of this stack")
            for group in groups:
                yield from group.each("rules")


def only_as_text(acl: View) -> None:
    """To be called before an ACL is said to lack a rule.

    Raises:
        NotEvaluated: its rules are a text in the format of the API.
    """
    if acl.has("ruleJson"):
        raise NotEvaluated("its rules are in `ruleJson`, which is not read here")


def domain_policies(domain: View) -> list[View]:
    """The policies that DCDN applies to a domain of its firewall.

    Raises:
        NotEvaluated: none is attached to it, and one that the account applies by default may be.
    """
    attachments = about(domain, WAF_ATTACHMENT)
    policies = [policy for attached in attachments for policy in attached.targets("policyId", WAF_POLICY)]
    if attachments and not policies:
        raise NotEvaluated("its policies are not of this stack")
    if not policies and any(policy.get("policyType") == "default" for policy in domain.all(WAF_POLICY)):
        raise NotEvaluated("no policy is attached, and DCDN may apply the one of type default")
    return policies


def active_rules(policy: View, scene: str) -> Iterator[View]:
    """The rules of a policy that are on; none where the policy is off or is about something else than `scene`."""
    if policy.get("defenseScene") == scene and policy.get("status") == "on":
        for rule in policy.referring(WAF_RULE, "policyId"):
            if rule.get("status", "on") == "on":
                yield rule
