"""Rules of load balancers: signatures, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_RULE = "aws:lb/listenerRule:ListenerRule"
_LISTENER = "aws:lb/listener:Listener"
_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
_ALB_RULE = "alicloud:alb/rule:Rule"
_ALB_LISTENER = "alicloud:alb/listener:Listener"
_ALB = "alicloud:alb/loadBalancer:LoadBalancer"
_HOST, _OTHER = "partners.shop.example.net", "www.shop.example.net"
_QUERY = {"queryStrings": [{"key": "sign", "value": "?*"}]}
_HEADER = {"httpHeader": {"httpHeaderName": "X-Douyin-Signature", "values": ["?*"]}}
_TOKEN = {"httpHeader": {"httpHeaderName": "x-origin-token", "values": ["f3c1"]}}
_ALB_QUERY = {"type": "QueryString", "queryStringConfig": {"values": [{"key": "sign", "value": "*"}]}}
_ALB_HEADER = {"type": "Header", "headerConfig": {"key": "X-Douyin-Signature", "values": ["?*"]}}
_FORWARD = {"type": "forward", "targetGroupArn": UNKNOWN}
_ALB_FORWARD = {"type": "ForwardGroup", "order": 2}
_REFUSE = {"type": "fixed-response", "fixedResponse": {"statusCode": "403", "contentType": "text/plain"}}


def _aws(name: str, *more: Any, host: Any = _HOST, action: Any = _FORWARD) -> Res:
    conditions = [{"hostHeader": {"values": [host]}}, {"pathPattern": {"values": ["/*"]}}, *more]
    return res(_RULE, name, listenerArn=ref("listener"), conditions=conditions, actions=[action])


def _alicloud(name: str, *more: Any, host: Any = _HOST) -> Res:
    conditions = [{"type": "Host", "hostConfig": {"values": [host]}}, *more]
    return res(_ALB_RULE, name, listenerId=ref("listener"), ruleConditions=conditions, ruleActions=[_ALB_FORWARD])


def _signatures() -> Iterator[Example]:
    rule, listener = "edge-signed-callbacks", res(_LISTENER, "listener")
    tmall, douyin = _aws("tmall", _QUERY, _TOKEN), _aws("douyin", _HEADER)
    yield passes(rule, tmall, douyin, _aws("web", _TOKEN, host=_OTHER), listener)
    around = _aws("around", _TOKEN)
    yield fails(rule, tmall, around, listener, says="around takes requests of partners.shop.example.net")
    yield fails(rule, douyin, _aws("jd"), listener, says="without a signature")
    yield fails(rule, tmall, _aws("all", host="*.shop.example.net"), listener, says="all takes requests")
    yield fails(rule, tmall, _aws("upper", host=_HOST.upper()), listener, says="upper takes requests")
    yield fails(
        rule, _aws("each", _QUERY, host="*.shop.example.net"), around, listener, says="around takes requests"
    )
    every: dict[str, Any] = {"listenerArn": ref("listener"), "actions": [_FORWARD]}
    anybody = res(_RULE, "anybody", conditions=[{"pathPattern": {"values": ["/callbacks/*"]}}], **every)
    yield fails(rule, tmall, anybody, listener, says="anybody takes requests of every host")
    signed: dict[str, Any] = {
        "conditions": [{"hostHeader": {"values": [_HOST]}}, {"pathPattern": {"values": ["/orders/*"]}}, _QUERY]
    }
    yield passes(rule, res(_RULE, "signed", **signed, **every), anybody, listener)
    open_ = res(_LISTENER, "listener", defaultActions=[{"type": "forward", "targetGroupArn": UNKNOWN}])
    yield fails(rule, tmall, open_, says="forward what no rule takes")
    # the answer to everything else is no way in
    yield passes(rule, tmall, _aws("rest", action=_REFUSE), listener)
    yield skips(rule, around, listener)
    elsewhere = _aws("elsewhere", host=UNKNOWN)
    yield unknown(rule, tmall, elsewhere, listener)
    # what is not known of one rule hides no other, whichever comes first
    yield fails(rule, tmall, elsewhere, around, listener, says="around takes requests")
    # what stands in one condition are alternatives, and a value without a key is one of any key
    either = {"queryStrings": [{"key": "sign", "value": "?*"}, {"key": "debug", "value": "1"}]}
    yield fails(rule, tmall, _aws("either", either), listener, says="either takes requests")
    any_key = {"queryStrings": [{"value": "?*"}]}
    yield fails(rule, tmall, _aws("keyless", any_key), listener, says="keyless takes requests")
    two = {"queryStrings": [{"key": "sign", "value": "?*"}, {"key": "signature", "value": "?*"}]}
    yield passes(rule, tmall, _aws("two", two), listener)
    alb = res(_ALB_LISTENER, "listener")
    jd = _alicloud("jd", _ALB_QUERY)
    yield passes(rule, jd, _alicloud("douyin", _ALB_HEADER), _alicloud("web", host=_OTHER), alb)
    yield fails(rule, jd, _alicloud("around"), alb, says="around takes requests")
    yield fails(rule, jd, _alicloud("all", host="*.shop.example.net"), alb, says="all takes requests")
    yield unknown(rule, jd, _alicloud("elsewhere", host=UNKNOWN), alb)


def _numbers() -> Iterator[Example]:
    rule = "edge-listener-rules"
    balancer, listener = res(_BALANCER, "balancer"), res(_LISTENER, "listener", loadBalancerArn=ref("balancer"))
    yield passes(rule, balancer, listener, *(_aws(f"rule-{number}") for number in range(100)))
    yield fails(
        rule, balancer, listener, *(_aws(f"rule-{number}") for number in range(101)), says="have 101 rules"
    )
    alb, alb_listener = res(_ALB, "balancer"), res(_ALB_LISTENER, "listener", loadBalancerId=ref("balancer"))
    yield passes(rule, alb, alb_listener, _alicloud("rule"))
    yield fails(
        rule, alb, alb_listener, *(_alicloud(f"rule-{number}") for number in range(101)), says="it takes 100"
    )


EXAMPLES: tuple[Example, ...] = (*_signatures(), *_numbers())
