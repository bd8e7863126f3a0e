"""What breaks the rules about the edge in the project's own stacks."""

from __future__ import annotations

from policies.examples.example import res
from tests.policies.mutation import REMOVED, Mutation

_ACL = "aws:wafv2/webAcl:WebAcl"
_DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
_CONFIG = "alicloud:dcdn/domainConfig:DomainConfig"
_BYPASSABLE = frozenset({"edge-origin-not-bypassable"})

_TAGS = {
    "project": "floodgate",
    "environment": "prod",
    "owner": "platform@example.net",
    "cost-center": "shop-prod",
    "component": "more",
    "managed-by": "pulumi",
}
_MORE_RULES = tuple(
    res(
        "aws:lb/listenerRule:ListenerRule",
        f"more-{number}",
        listenerArn="arn:aws:lb:eu-central-1:111122223333:public-lb-https",
        priority=20_000 + number,
        conditions=[{"hostHeader": {"values": ["more.shop.example.net"]}}],
        actions=[{"type": "fixed-response", "fixedResponse": {"contentType": "text/plain", "statusCode": "404"}}],
        tags=_TAGS,
    )
    for number in range(100)
)
_MORE_ALB_RULES = tuple(
    res(
        "alicloud:alb/rule:Rule",
        f"more-{number}",
        listenerId="public-lb-https-id",
        priority=2_000 + number,
        ruleConditions=[{"type": "Host", "hostConfig": {"values": ["more.shop.example.net"]}}],
        ruleActions=[{"type": "FixedResponse", "order": 1, "fixedResponseConfig": {"content": "gone"}}],
    )
    for number in range(100)
)

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
        set={"rules[11].overrideAction": {"count": {}}},
    ),
    Mutation(
        rule="edge-waf-rate-limit",
        cloud="aws",
        type=_ACL,
        name="public-lb-waf",
        set={"rules": []},
        also=frozenset({"edge-waf-managed-rules-block"}),
    ),
    Mutation(
        rule="edge-signed-callbacks",
        cloud="aws",
        type="aws:lb/listenerRule:ListenerRule",
        name="callbacks-jd-rule",
        set={"conditions[3]": {"httpRequestMethod": {"values": ["POST"]}}},
    ),
    Mutation(rule="edge-listener-rules", cloud="aws", added=_MORE_RULES),
    Mutation(
        rule="edge-bots-filtered",
        cloud="aws",
        type=_ACL,
        name="edge-waf",
        set={"rules[8].overrideAction": {"count": {}}},
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
        name="edge-limits-2000",
        set={"status": "off"},
    ),
    Mutation(
        rule="edge-bots-filtered",
        cloud="alicloud",
        type="alicloud:dcdn/wafRule:WafRule",
        name="edge-bots",
        set={"conditions": [{"key": "User-Agent", "opValue": "not-contain", "values": "Yandex"}]},
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
    Mutation(
        rule="edge-signed-callbacks",
        cloud="alicloud",
        type="alicloud:alb/rule:Rule",
        name="callbacks-jd-rule",
        set={"ruleConditions[3]": {"type": "Method", "methodConfig": {"values": ["POST"]}}},
    ),
    Mutation(rule="edge-listener-rules", cloud="alicloud", added=_MORE_ALB_RULES),
)

MUTATIONS: tuple[Mutation, ...] = (*_AWS, *_ALICLOUD)
