"""What CDN and firewalls let through."""

from __future__ import annotations

from typing import Any

from policies.examples.declared import sale
from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown
from policies.facts import Limits

_THROUGHPUT = "capacity-edge-throughput"
_SHARED = "capacity-waf-shared-address"
_DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
_WEB_ACL = "aws:wafv2/webAcl:WebAcl"
_ACL_RULE = "aws:wafv2/webAclRule:WebAclRule"
_ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation"
_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
_WAF_RULE = "alicloud:dcdn/wafRule:WafRule"
_HOSTS = Limits(hosts={"www.shop.example.net": "web", "api.shop.example.net": "api"})
_VISITS: dict[str, Any] = {"limits": Limits(visit_requests=60, visit_seconds=300, order_requests=5)}
_SITES: dict[str, Any] = {
    "limits": Limits(
        visit_requests=60,
        visit_seconds=300,
        order_requests=5,
        hosts={"www.shop.example.net": "web", "go.shop.example.net": "go"},
        site_requests={"web": 20, "go": 0.2},
    )
}
_WWW = res(_DISTRIBUTION, "web", aliases=["www.shop.example.net"])


def _asks(**needs: Any) -> dict[str, Any]:
    return {"limits": _HOSTS, "sales": sale(prepared=False, **needs)}


def _to(*labels: Any) -> dict[str, Any]:
    """The scope of a limit: requests to these hosts."""
    matches = [
        {
            "byteMatchStatement": {
                "fieldToMatch": {"singleHeader": {"name": "host"}},
                "positionalConstraint": "EXACTLY",
                "searchString": f"{label}.shop.example.net" if isinstance(label, str) else label,
            }
        }
        for label in labels
    ]
    return {"scopeDownStatement": matches[0] if len(matches) == 1 else {"orStatement": {"statements": matches}}}


def _listed(*labels: str) -> dict[str, Any]:
    """The same, as one expression."""
    hosts = "|".join(rf"{label}\.shop\.example\.net" for label in labels)
    host = {"singleHeader": {"name": "host"}}
    return {"regexMatchStatement": {"fieldToMatch": host, "regexString": f"^({hosts})$"}}


def _but(statement: dict[str, Any]) -> dict[str, Any]:
    return {"notStatement": {"statement": statement}}


def _guarding(label: str) -> tuple[Res, Res]:
    """The policy of the rule, and the host that it protects."""
    return (
        res("alicloud:dcdn/wafPolicy:WafPolicy", "limits", defenseScene="custom_acl", status="on"),
        res(
            "alicloud:dcdn/wafPolicyDomainAttachment:WafPolicyDomainAttachment",
            "attached",
            policyId=ref("limits"),
            domainName=f"{label}.shop.example.net",
        ),
    )


def _regional(scope: Any = "REGIONAL") -> tuple[Res, ...]:
    return (
        res(_WEB_ACL, "lb", scope=scope),
        res(_ASSOCIATION, "in-front", webAclArn=ref("lb"), resourceArn=ref("shop-lb")),
        res(_BALANCER, "shop-lb", tags={"component": "public-lb"}),
    )


def _limit(limit: Any, **statement: Any) -> dict[str, Any]:
    return {
        "name": "limit-all",
        "action": {"block": {}},
        "statement": {"rateBasedStatement": {"limit": limit, **statement}},
    }


def _acl(*rules: dict[str, Any]) -> Res:
    return res(_WEB_ACL, "shop", scope="CLOUDFRONT", rules=list(rules))


def _dcdn(threshold: Any, path: str = "/", **inputs: Any) -> Res:
    given: dict[str, Any] = {
        "ccStatus": "on",
        "status": "on",
        "action": "deny",
        "conditions": [{"key": "URI", "opValue": "contain", "values": path}],
        "rateLimit": {"target": "IP", "interval": 300, "threshold": threshold},
    }
    return res(_WAF_RULE, "limit", **{**given, **inputs})


_HOST = {"header": {"name": "host", "textTransformations": [{"priority": 0, "type": "LOWERCASE"}]}}
_LOGIN = {"byteMatchStatement": {"searchString": "/login", "positionalConstraint": "STARTS_WITH"}}

_THROUGHPUTS: tuple[Example, ...] = (
    passes(_THROUGHPUT, _WWW, **_asks(edge_rps={"web": 250_000, "api": 90_000}, edge_gbps={"web": 150})),
    fails(
        _THROUGHPUT,
        _WWW,
        says="singles-day asks 260,000 requests/s of it, a distribution has 250,000",
        **_asks(edge_rps={"web": 260_000}),
    ),
    fails(
        _THROUGHPUT,
        _WWW,
        says="it sends 180 Gbit/s at singles-day, a distribution has 150",
        **_asks(edge_rps={"web": 100_000}, edge_gbps={"web": 180}),
    ),
    # two sites behind one distribution share its quota
    fails(
        _THROUGHPUT,
        res(_DISTRIBUTION, "all", aliases=["www.shop.example.net", "api.shop.example.net"]),
        **_asks(edge_rps={"web": 200_000, "api": 60_000}),
    ),
    skips(_THROUGHPUT, _WWW),
    unknown(_THROUGHPUT, res(_DISTRIBUTION, "web", aliases=[UNKNOWN]), **_asks(edge_rps={"web": 260_000})),
    passes(_THROUGHPUT, *_regional(), **_asks(balancer_rps={"public-lb": 100_000})),
    fails(
        _THROUGHPUT,
        *_regional(),
        says="singles-day sends 120,000 requests/s through it, a web ACL takes 100,000",
        **_asks(balancer_rps={"public-lb": 120_000}),
    ),
    skips(_THROUGHPUT, *_regional("CLOUDFRONT"), **_asks(balancer_rps={"public-lb": 120_000})),
    unknown(_THROUGHPUT, *_regional(UNKNOWN), **_asks(balancer_rps={"public-lb": 120_000})),
)

_ADDRESSES: tuple[Example, ...] = (
    passes(_SHARED, _acl(_limit(1_200)), **_VISITS),
    fails(
        _SHARED,
        _acl(_limit(1_199)),
        says="rule limit-all lets 1199 requests pass in its window, 20 shoppers behind one address of a carrier "
        "send 1,200",
        **_VISITS,
    ),
    # a fifth of the window, a fifth of the visit
    passes(_SHARED, _acl(_limit(240, evaluationWindowSec=60)), **_VISITS),
    fails(_SHARED, _acl(_limit(239, evaluationWindowSec=60)), **_VISITS),
    fails(_SHARED, _acl(_limit(100, aggregateKeyType="FORWARDED_IP")), **_VISITS),
    passes(_SHARED, _acl(_limit(100, scopeDownStatement=_LOGIN)), **_VISITS),
    fails(_SHARED, _acl(_limit(99, scopeDownStatement=_LOGIN)), says="send 100", **_VISITS),
    # what only counts stops nobody, and who is told apart by more than the address is not many
    passes(_SHARED, _acl({**_limit(10), "action": {"count": {}}}), **_VISITS),
    passes(_SHARED, _acl(_limit(10, aggregateKeyType="CUSTOM_KEYS", customKeys=[_HOST])), **_VISITS),
    fails(_SHARED, _acl(_limit(10, aggregateKeyType="CUSTOM_KEYS", customKeys=[{"ip": {}}, _HOST])), **_VISITS),
    fails(_SHARED, _acl(), res(_ACL_RULE, "limit", webAclArn=ref("shop"), **_limit(10)), **_VISITS),
    skips(_SHARED, _acl(_limit(10))),
    unknown(_SHARED, _acl(_limit(UNKNOWN)), **_VISITS),
    unknown(
        _SHARED,
        _acl({"name": "ours", "statement": {"ruleGroupReferenceStatement": {"arn": "arn:aws:wafv2:foreign"}}}),
        says="is not of this stack",
        **_VISITS,
    ),
    # to one site: what its own pages ask
    passes(_SHARED, _acl(_limit(400, **_to("www"))), **_SITES),
    fails(_SHARED, _acl(_limit(300, **_to("www"))), says="send 400", **_SITES),
    passes(_SHARED, _acl(_limit(10, **_to("go"))), **_SITES),
    fails(_SHARED, _acl(_limit(300, **_to("go", "www"))), says="send 400", **_SITES),
    unknown(_SHARED, _acl(_limit(300, **_to(UNKNOWN))), **_SITES),
    passes(_SHARED, _acl(_limit(400, scopeDownStatement=_listed("go", "www"))), **_SITES),
    fails(_SHARED, _acl(_limit(399, scopeDownStatement=_listed("go", "www"))), says="send 400", **_SITES),
    fails(_SHARED, _acl(_limit(399, scopeDownStatement=_but(_listed("go")))), says="send 400", **_SITES),
    passes(_SHARED, _acl(_limit(10, scopeDownStatement=_but(_listed("www")))), **_SITES),
    passes(_SHARED, _dcdn(400, policyId=ref("limits")), *_guarding("www"), **_SITES),
    fails(_SHARED, _dcdn(300, policyId=ref("limits")), *_guarding("www"), says="send 400", **_SITES),
    passes(_SHARED, _dcdn(10, policyId=ref("limits")), *_guarding("go"), **_SITES),
    passes(_SHARED, _dcdn(1_200), **_VISITS),
    fails(_SHARED, _dcdn(1_000), says="`rateLimit.threshold` lets 1000 requests pass", **_VISITS),
    passes(_SHARED, _dcdn(100, "/login"), **_VISITS),
    fails(_SHARED, _dcdn(50, "/login"), says="send 100", **_VISITS),
    skips(_SHARED, _dcdn(10, action="monitor"), **_VISITS),
    skips(_SHARED, _dcdn(10, status="off"), **_VISITS),
    skips(_SHARED, _dcdn(10, ccStatus="off"), **_VISITS),
    skips(_SHARED, _dcdn(10)),
    unknown(_SHARED, _dcdn(UNKNOWN), **_VISITS),
)

EXAMPLES: tuple[Example, ...] = (*_THROUGHPUTS, *_ADDRESSES)
