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
_WWW = res(_DISTRIBUTION, "web", aliases=["www.shop.example.net"])


def _asks(**needs: Any) -> dict[str, Any]:
    return {"limits": _HOSTS, "sales": sale(prepared=False, **needs)}


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
    passes(_SHARED, _acl(_limit(10, aggregateKeyType="CUSTOM_KEYS")), **_VISITS),
    fails(_SHARED, _acl(), res(_ACL_RULE, "limit", webAclArn=ref("shop"), **_limit(10)), **_VISITS),
    skips(_SHARED, _acl(_limit(10))),
    unknown(_SHARED, _acl(_limit(UNKNOWN)), **_VISITS),
    unknown(
        _SHARED,
        _acl({"name": "ours", "statement": {"ruleGroupReferenceStatement": {"arn": "arn:aws:wafv2:foreign"}}}),
        says="is not of this stack",
        **_VISITS,
    ),
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
