"""Listeners of load balancers: what they serve without TLS."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_LISTENER = "aws:lb/listener:Listener"
_RULE = "aws:lb/listenerRule:ListenerRule"
_LB = "aws:lb/loadBalancer:LoadBalancer"
_ALB = "alicloud:alb/listener:Listener"
_ALB_RULE = "alicloud:alb/rule:Rule"
_NLB = "alicloud:nlb/listener:Listener"
_NLB_BALANCER = "alicloud:nlb/loadBalancer:LoadBalancer"
_SLB = "alicloud:slb/listener:Listener"
_SLB_BALANCER = "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer"
_HTTPS = "encryption-lb-https-only"
_MOVED = "encryption-lb-http-redirect"


def _redirect(code: Any = "HTTP_301", **redirect: Any) -> dict[str, Any]:
    return {
        "type": "redirect",
        "redirect": {"protocol": "HTTPS", "port": "443", "statusCode": code, **redirect},
    }


def _http(*actions: Any, **inputs: Any) -> Res:
    """A listener on port 80."""
    return res(_LISTENER, "http", **{"protocol": "HTTP", "port": 80, "defaultActions": list(actions), **inputs})


def _alb(protocol: Any) -> Res:
    return res(
        _ALB, "listener", listenerProtocol=protocol, listenerPort=80, defaultActions=[{"type": "ForwardGroup"}]
    )


def _alb_redirect(path: str = "/*", **redirect: Any) -> Res:
    return res(
        _ALB_RULE,
        "redirect",
        listenerId=ref("listener"),
        ruleConditions=[{"type": "Path", "pathConfig": {"values": [path]}}],
        ruleActions=[
            {
                "type": "Redirect",
                "order": 1,
                "redirectConfig": {"protocol": "HTTPS", "httpCode": "301", **redirect},
            }
        ],
    )


def _tcp(protocol: Any, **inputs: Any) -> Res:
    return res(_LISTENER, "tcp", protocol=protocol, port=443, loadBalancerArn=ref("lb"), **inputs)


_FORWARD = {"type": "forward", "targetGroupArn": UNKNOWN}
_PUBLIC = res(_LB, "lb", loadBalancerType="network")
_INTERNAL = res(_LB, "lb", loadBalancerType="network", internal=True)
_CHECKOUT = res(_RULE, "checkout", listenerArn=ref("http"), actions=[_FORWARD])
_ALB_CHECKOUT = res(
    _ALB_RULE,
    "checkout",
    listenerId=ref("listener"),
    ruleConditions=[{"type": "Path", "pathConfig": {"values": ["/checkout/*"]}}],
    ruleActions=[{"type": "ForwardGroup", "order": 1}],
)


def _nlb(protocol: Any) -> Res:
    return res(_NLB, "listener", listenerProtocol=protocol, listenerPort=443, loadBalancerId=ref("nlb"))


def _classic(protocol: Any, **inputs: Any) -> Res:
    listener = {"lbPort": 443, "lbProtocol": protocol, "instancePort": 8080, "instanceProtocol": "http"}
    return res("aws:elb/loadBalancer:LoadBalancer", listeners=[listener], **inputs)


def _slb(protocol: Any, **inputs: Any) -> Res:
    return res(_SLB, "listener", protocol=protocol, frontendPort=80, **inputs)


EXAMPLES: tuple[Example, ...] = (
    passes(_HTTPS, res(_LISTENER, protocol="HTTPS", port=443, defaultActions=[_FORWARD])),
    fails(_HTTPS, _http(_FORWARD), says="plain http"),
    passes(_HTTPS, _http(_redirect())),
    passes(_HTTPS, _http({"type": "fixed-response", "fixedResponse": {"statusCode": "403"}})),
    passes(_HTTPS, _tcp("TLS"), _PUBLIC),
    # HTTP is what an application load balancer speaks where nothing is said
    fails(_HTTPS, _http(_FORWARD, protocol=None, loadBalancerArn=ref("alb")), res(_LB, "alb")),
    # A redirect that keeps the protocol leads nowhere
    fails(_HTTPS, _http({"type": "redirect", "redirect": {"statusCode": "HTTP_301", "host": "shop.example.net"}})),
    fails(_HTTPS, _http(_redirect()), _CHECKOUT, says="checkout"),
    fails(_HTTPS, _tcp("TCP"), _PUBLIC, says="'TCP'"),
    skips(_HTTPS, _tcp("TCP"), _INTERNAL),
    # Fixed addresses in front of an application load balancer, which ends TLS
    skips(
        _HTTPS,
        _tcp("TCP", defaultActions=[{"type": "forward", "targetGroupArn": ref("group")}]),
        _PUBLIC,
        res("aws:lb/targetGroup:TargetGroup", "group", targetType="alb", protocol="TCP", port=443),
    ),
    fails(
        _HTTPS,
        _tcp("TCP", defaultActions=[{"type": "forward", "targetGroupArn": ref("group")}]),
        _PUBLIC,
        res("aws:lb/targetGroup:TargetGroup", "group", targetType="ip", protocol="TCP", port=443),
    ),
    passes(_HTTPS, _classic("https")),
    fails(_HTTPS, _classic("http"), says="`listeners[0].lbProtocol` is 'http'"),
    fails(_HTTPS, _classic("tcp"), says="'tcp'"),
    passes(_HTTPS, _classic("tcp", internal=True)),
    unknown(_HTTPS, _classic(UNKNOWN)),
    skips(_HTTPS, _tcp(None), res(_LB, "lb", loadBalancerType="gateway")),
    unknown(_HTTPS, _http(_redirect(), protocol=UNKNOWN)),
    unknown(_HTTPS, res(_LISTENER, protocol="TCP", loadBalancerArn=UNKNOWN)),
    unknown(_HTTPS, res(_LISTENER, protocol="TCP", loadBalancerArn="arn:aws:elasticloadbalancing:made-by-hand")),
    passes(_HTTPS, _alb("HTTPS")),
    passes(_HTTPS, _alb("QUIC")),
    fails(_HTTPS, _alb("HTTP"), says="no Rule"),
    passes(_HTTPS, _alb("HTTP"), _alb_redirect()),
    fails(_HTTPS, _alb("HTTP"), _alb_redirect("/login*"), says="no Rule"),
    fails(_HTTPS, _alb("HTTP"), _alb_redirect(protocol="HTTP"), says="no Rule"),
    fails(_HTTPS, _alb("HTTP"), _alb_redirect(), _ALB_CHECKOUT, says="checkout"),
    unknown(_HTTPS, _alb(UNKNOWN)),
    passes(_HTTPS, _nlb("TCPSSL"), res(_NLB_BALANCER, "nlb", addressType="Internet")),
    fails(_HTTPS, _nlb("TCP"), res(_NLB_BALANCER, "nlb", addressType="Internet"), says="'TCP'"),
    skips(_HTTPS, _nlb("TCP"), res(_NLB_BALANCER, "nlb", addressType="Intranet")),
    unknown(_HTTPS, _nlb("TCP"), res(_NLB_BALANCER, "nlb", addressType=UNKNOWN)),
    passes(_HTTPS, _slb("https")),
    passes(_HTTPS, _slb("http", listenerForward="on", forwardPort=443)),
    fails(_HTTPS, _slb("http"), says="listenerForward"),
    fails(
        _HTTPS,
        _slb("tcp", loadBalancerId=ref("slb")),
        res(_SLB_BALANCER, "slb", addressType="internet"),
        says="'tcp'",
    ),
    skips(_HTTPS, _slb("tcp", loadBalancerId=ref("slb")), res(_SLB_BALANCER, "slb", vswitchId=UNKNOWN)),
    unknown(_HTTPS, _slb("http", listenerForward=UNKNOWN)),
    passes(_MOVED, _http(_redirect())),
    fails(_MOVED, _http(_redirect("HTTP_302")), says="HTTP_302"),
    fails(_MOVED, _http(_FORWARD), says="does not redirect"),
    unknown(_MOVED, _http(_redirect(UNKNOWN))),
    skips(_MOVED, res(_LISTENER, protocol="HTTPS", defaultActions=[_FORWARD])),
    passes(_MOVED, _alb("HTTP"), _alb_redirect()),
    fails(_MOVED, _alb("HTTP"), _alb_redirect(httpCode="302"), says="302"),
    fails(_MOVED, _alb("HTTP"), says="no Rule"),
    unknown(_MOVED, _alb("HTTP"), _alb_redirect(httpCode=UNKNOWN)),
    skips(_MOVED, _alb("HTTPS")),
)
