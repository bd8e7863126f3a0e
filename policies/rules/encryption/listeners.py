"""Load balancers take traffic over modern TLS only, and send plain http there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from policies.checks import shown
from policies.reading.faults import first_fault
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
_CLASSIC = "aws:elb/loadBalancer:LoadBalancer"
_TARGETS = "aws:lb/targetGroup:TargetGroup"
LISTENER = "aws:lb/listener:Listener"
_RULE = "aws:lb/listenerRule:ListenerRule"
ALB = "alicloud:alb/listener:Listener"
_ALB_RULE = "alicloud:alb/rule:Rule"
NLB = "alicloud:nlb/listener:Listener"
SLB = "alicloud:slb/listener:Listener"
ENCRYPTED = frozenset({"HTTPS", "TLS", "QUIC", "TCPSSL"})
_INSIDE = NotApplicable(
    "its load balancer is not on the internet, and what goes through it may be encrypted already"
)


def _aws_https(listener: View) -> Outcome:
    protocol = aws_protocol(listener)
    if protocol in ENCRYPTED:
        return None
    if protocol == "HTTP":
        return first_fault(_aws_actions(listener), _carries_on)
    if protocol == "GENEVE":
        return NotApplicable("gateway load balancers pass packets to firewalls")
    outcome = _plain_in_public(listener, _BALANCER, protocol)
    if protocol == "TCP" and isinstance(outcome, str) and _hands_on(listener):
        return NotApplicable("it hands connections on to an application load balancer, whose listeners are judged")
    return outcome


def _hands_on(listener: View) -> bool:
    """A network load balancer with fixed addresses before one that ends TLS."""
    actions = list(listener.each("defaultActions"))
    groups = [group for action in actions for group in action.targets("targetGroupArn", _TARGETS)]
    return bool(groups) and all(group.get("targetType") == "alb" for group in groups)


def _classic_https(balancer: View) -> Outcome:
    return first_fault(balancer.each("listeners"), _plain_classic)


def _plain_classic(listener: View) -> str | None:
    protocol = str(listener.get("lbProtocol")).upper()
    if protocol == "HTTP" or (
        protocol == "TCP" and listener.of(listener.resource).get("internal", False) is not True
    ):
        return f"`{listener.path}.lbProtocol` is {listener.get('lbProtocol')!r}, which is not encrypted"
    return None


def aws_protocol(listener: View) -> str:
    """What it speaks; load balancers of applications speak HTTP where nothing is said, gateways nothing."""
    protocol = listener.get("protocol")
    if protocol is not None:
        return str(protocol)
    balancers = listener.targets("loadBalancerArn", _BALANCER)
    gateway = any(balancer.get("loadBalancerType") == "gateway" for balancer in balancers)
    return "GENEVE" if gateway else "HTTP"


def _aws_actions(listener: View) -> Iterator[View]:
    yield from listener.each("defaultActions")
    for rule in listener.referring(_RULE, "listenerArn"):
        yield from rule.each("actions")


def _carries_on(action: View) -> str | None:
    """What an action does with a request over plain http, where it is more than sending it to https."""
    type_ = action.get("type")
    where = f"`{action.path}` of {action.name}"
    if type_ == "fixed-response":
        return None
    if type_ != "redirect":
        return f"{where} is {type_!r} over plain http"
    protocol = action.get("redirect.protocol", "#{protocol}")
    return None if protocol == "HTTPS" else f"{where} redirects to {protocol!r}"


def _plain_in_public(listener: View, balancer_type: str, protocol: str) -> Outcome:
    path = "loadBalancerArn" if balancer_type == _BALANCER else "loadBalancerId"
    balancers = listener.targets(path, balancer_type)
    if not balancers:
        raise NotEvaluated("whether its load balancer is on the internet is not known: it is not of this stack")
    if any(map(_PUBLIC[balancer_type], balancers)):
        return f"protocol {protocol!r} is not encrypted, and its load balancer is on the internet"
    return _INSIDE


def _slb_public(balancer: View) -> bool:
    default = "intranet" if balancer.has("vswitchId") else "internet"
    return bool(balancer.get("addressType", default) == "internet")


_NLB_BALANCER = "alicloud:nlb/loadBalancer:LoadBalancer"
_SLB_BALANCER = "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer"
_PUBLIC: Mapping[str, Callable[[View], bool]] = {
    _BALANCER: lambda balancer: balancer.get("internal", False) is not True,
    _NLB_BALANCER: lambda balancer: balancer.get("addressType") == "Internet",
    _SLB_BALANCER: _slb_public,
}
"""Type of load balancer -> whether one is on the internet."""


def _alb_https(listener: View) -> Outcome:
    if listener.get("listenerProtocol") in ENCRYPTED:
        return None
    # Its default action can only forward, so a rule must catch every request before
    rules = listener.referring(_ALB_RULE, "listenerId")
    forwards = first_fault(rules, _forwards)
    return forwards or (None if any(map(_redirects_all, rules)) else "no Rule of it sends every request to https")


def _forwards(rule: View) -> str | None:
    for action in rule.each("ruleActions"):
        if action.get("type") == "ForwardGroup":
            return f"{rule.name} forwards over plain http"
    return None


def _redirects_all(rule: View) -> bool:
    conditions = list(rule.each("ruleConditions"))
    return (
        len(conditions) == 1
        and conditions[0].get("type") == "Path"
        and "/*" in conditions[0].values("pathConfig.values")
        and any(_to_https(action) for action in rule.each("ruleActions"))
    )


def _to_https(action: View) -> bool:
    return bool(action.get("type") == "Redirect" and action.get("redirectConfig.protocol") == "HTTPS")


def _nlb_https(listener: View) -> Outcome:
    protocol = listener.get("listenerProtocol")
    return None if protocol in ENCRYPTED else _plain_in_public(listener, _NLB_BALANCER, protocol)


def _slb_https(listener: View) -> Outcome:
    protocol = listener.get("protocol")
    if protocol == "https":
        return None
    if protocol == "http":
        forwarded = listener.get("listenerForward", "off") == "on"
        return None if forwarded else "`listenerForward` is not 'on': plain http is served"
    return _plain_in_public(listener, _SLB_BALANCER, protocol)


def _aws_redirect(listener: View) -> Outcome:
    if aws_protocol(listener) != "HTTP":
        return NotApplicable("it does not speak plain http")
    return first_fault(listener.each("defaultActions"), _not_moved)


def _not_moved(action: View) -> str | None:
    if action.get("type") != "redirect" or action.get("redirect.protocol") != "HTTPS":
        return f"`{action.path}` does not redirect to HTTPS"
    code = action.get("redirect.statusCode")
    return None if code == "HTTP_301" else f"`{action.path}.redirect.statusCode` is {shown(code)}, not 'HTTP_301'"


def _alb_redirect(listener: View) -> Outcome:
    if listener.get("listenerProtocol") != "HTTP":
        return NotApplicable("it does not speak plain http")
    rules = [rule for rule in listener.referring(_ALB_RULE, "listenerId") if _redirects_all(rule)]
    return (
        first_fault(_redirects(rules), _not_moved_alb) if rules else "no Rule of it sends every request to https"
    )


def _redirects(rules: Iterable[View]) -> Iterator[View]:
    return (action for rule in rules for action in rule.each("ruleActions") if _to_https(action))


def _not_moved_alb(action: View) -> str | None:
    code = action.get("redirectConfig.httpCode")
    return None if str(code) in ("301", "308") else f"`{action.path}.redirectConfig.httpCode` is {shown(code)}"


RULES = (
    Rule(
        id="encryption-lb-https-only",
        title="Load balancers serve nothing over plain http or TCP",
        area=Area.ENCRYPTION,
        severity=Severity.CRITICAL,
        why="Passwords and card numbers of everybody who comes that way can be read and changed.",
        remediation="build it with LoadBalancer: on AWS its port 80 only redirects, on Alibaba Cloud it has none",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-18",
        checks={
            LISTENER: _aws_https,
            _CLASSIC: _classic_https,
            ALB: _alb_https,
            NLB: _nlb_https,
            SLB: _slb_https,
        },
        scope=Scope.STACK,
    ),
    Rule(
        id="encryption-lb-http-redirect",
        title="What comes over plain http is told for good to come over https",
        area=Area.ENCRYPTION,
        severity=Severity.MEDIUM,
        why="Browsers remember a permanent redirect. After a temporary one the next visit starts in clear again,"
        " and each time somebody in between can answer in the shop's name.",
        remediation="build it with LoadBalancer, which redirects with 301",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-1",
        checks={LISTENER: _aws_redirect, ALB: _alb_redirect},
        scope=Scope.STACK,
    ),
)
