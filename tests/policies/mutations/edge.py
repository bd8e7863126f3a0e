"""What breaks the rules about the edge in the project's own stacks."""

from __future__ import annotations

from tests.policies.mutation import REMOVED, Mutation

_ACL = "aws:wafv2/webAcl:WebAcl"
_DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
_CONFIG = "alicloud:dcdn/domainConfig:DomainConfig"
_BYPASSABLE = frozenset({"edge-origin-not-bypassable"})

_AWS = (
    Mutation(
        rule="stack-internet-lb-has-waf",
        cloud="aws",
        type="aws:wafv2/webAclAssociation:WebAclAssociation",
        remove=True,
    ),
    Mutation(rule="edge-cdn-has-waf", cloud="aws", type=_DISTRIBUTION, set={"webAclId": REMOVED}),
    Mutation(
        rule="edge-waf-managed-rules-block",
        cloud="aws",
        type=_ACL,
        name="edge-waf",
        set={"rules[6].overrideAction": {"count": {}}},
    ),
    Mutation(
        rule="edge-waf-rate-limit",
        cloud="aws",
        type=_ACL,
        name="public-lb-waf",
        set={"rules[0].action": {"count": {}}},
    ),
    Mutation(
        rule="edge-origin-not-bypassable",
        cloud="aws",
        type=_DISTRIBUTION,
        name="edge-web",
        set={"origins[1].originAccessControlId": REMOVED},
    ),
    Mutation(
        rule="edge-ddos-protection",
        cloud="aws",
        type="aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        name="public-lb-from-cdn",
        set={"prefixListId": REMOVED, "cidrIpv4": "0.0.0.0/0"},
    ),
    Mutation(
        rule="edge-security-headers",
        cloud="aws",
        type="aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
        set={"securityHeadersConfig.contentSecurityPolicy": REMOVED},
    ),
    Mutation(
        rule="edge-lb-request-hygiene",
        cloud="aws",
        type="aws:lb/loadBalancer:LoadBalancer",
        set={"dropInvalidHeaderFields": REMOVED},
    ),
)

_ALICLOUD = (
    Mutation(
        rule="stack-internet-lb-has-waf",
        cloud="alicloud",
        type="alicloud:alb/loadBalancer:LoadBalancer",
        name="public-lb-alb",
        set={"loadBalancerEdition": "Standard"},
    ),
    Mutation(rule="edge-cdn-has-waf", cloud="alicloud", type="alicloud:dcdn/wafDomain:WafDomain", remove=True),
    Mutation(
        rule="edge-waf-managed-rules-block",
        cloud="alicloud",
        type="alicloud:dcdn/wafRule:WafRule",
        name="edge-managed",
        set={"action": "monitor"},
    ),
    Mutation(
        rule="edge-waf-rate-limit",
        cloud="alicloud",
        type="alicloud:dcdn/wafPolicy:WafPolicy",
        name="edge-limits",
        set={"status": "off"},
    ),
    Mutation(
        rule="edge-origin-not-bypassable",
        cloud="alicloud",
        type=_CONFIG,
        name="edge-web-static-bucket",
        remove=True,
    ),
    Mutation(
        rule="edge-ddos-protection",
        cloud="alicloud",
        type="alicloud:ecs/securityGroupRule:SecurityGroupRule",
        name="public-lb-rest",
        remove=True,
        also=_BYPASSABLE,
    ),
    Mutation(rule="edge-security-headers", cloud="alicloud", type=_CONFIG, name="edge-www-hsts", remove=True),
)

MUTATIONS: tuple[Mutation, ...] = (*_AWS, *_ALICLOUD)
