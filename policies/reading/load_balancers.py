"""Who can reach a load balancer, and whether the CDN calls it."""

from __future__ import annotations

from policies.reading.permissions import (
    DEFAULT_GROUP,
    ECS_GROUP,
    GROUP,
    Direction,
    admits_everybody,
    drops_the_rest,
)
from policies.reading.sites import DCDN, OLD_CDN
from policies.view import NotEvaluated, View

BALANCER = "aws:lb/loadBalancer:LoadBalancer"
ALB = "alicloud:alb/loadBalancer:LoadBalancer"
DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
_LISTENER = "aws:lb/listener:Listener"
_LISTENER_RULE = "aws:lb/listenerRule:ListenerRule"
_LISTENER = "aws:lb/listener:Listener"
_LISTENER_RULE = "aws:lb/listenerRule:ListenerRule"
_RECORD = "aws:route53/record:Record"
_ALIDNS_RECORD = "alicloud:dns/alidnsRecord:AlidnsRecord"
_ALB_GROUP = "alicloud:alb/loadBalancerSecurityGroupAttachment:LoadBalancerSecurityGroupAttachment"
_ALB_LISTENER = "alicloud:alb/listener:Listener"
_ALB_LIST = "alicloud:alb/listenerAclAttachment:ListenerAclAttachment"
_FOREIGN = "its security groups are not of this stack"


def balancers_of(group: View) -> list[View]:
    """The load balancers whose listeners send requests to a target group of AWS."""
    listeners = group.referring(_LISTENER, "defaultActions")
    for rule in group.referring(_LISTENER_RULE, "actions"):
        listeners += rule.targets("listenerArn", _LISTENER)
    found = [balancer for listener in listeners for balancer in listener.targets("loadBalancerArn", BALANCER)]
    return list({balancer.resource.urn: balancer for balancer in found}.values())


def is_public(balancer: View) -> bool:
    """Whether it has an address on the internet."""
    if balancer.type == ALB:
        return bool(balancer.get("addressType") == "Internet")
    return balancer.get("internal", False) is not True


def open_to_everybody(balancer: View) -> str | None:
    """Why everybody can connect to a public load balancer; `None` where its security group selects.

    Raises:
        NotEvaluated: its groups are not of this stack.
    """
    return _alicloud_open(balancer) if balancer.type == ALB else _aws_open(balancer)


def _aws_open(balancer: View) -> str | None:
    if not balancer.has("securityGroups"):
        network = balancer.get("loadBalancerType", "application") == "network"
        # An application load balancer gets the network's default group, which network-default-sg-closed judges
        return "it has no security group" if network else None
    groups = balancer.targets("securityGroups", GROUP, DEFAULT_GROUP)
    fault = _first_open(groups)
    if fault is None and len(groups) < balancer.count("securityGroups"):
        raise NotEvaluated(_FOREIGN)
    return fault


def _alicloud_open(balancer: View) -> str | None:
    listeners = balancer.referring(_ALB_LISTENER, "loadBalancerId")
    if listeners and all(map(_has_allow_list, listeners)):
        return None
    attachments = balancer.referring(_ALB_GROUP, "loadBalancerId")
    groups = [group for attachment in attachments for group in attachment.targets("securityGroupId", ECS_GROUP)]
    if attachments and not groups:
        raise NotEvaluated(_FOREIGN)
    if not any(drops_the_rest(group, Direction.IN) for group in groups):
        return "no rule of its security group drops what no other accepts, so ALB accepts everybody"
    return _first_open(groups)


def _has_allow_list(listener: View) -> bool:
    return any(attached.get("aclType") == "White" for attached in listener.referring(_ALB_LIST, "listenerId"))


def _first_open(groups: list[View]) -> str | None:
    for group in groups:
        block = admits_everybody(group)
        if block is not None:
            return f"its security group {group.name} admits {block}"
    return None


def asks_for_a_token(balancer: View) -> bool:
    """Whether it passes on only what carries a header of one's own, which the CDN adds: what AWS advises.

    Source: CloudFront developer guide, "Restrict access to Application Load Balancers".
    """
    listeners = balancer.referring(_LISTENER, "loadBalancerArn")
    return bool(listeners) and all(map(_refuses_the_rest, listeners))


def _refuses_the_rest(listener: View) -> bool:
    if not all(action.get("type") in ("redirect", "fixed-response") for action in listener.each("defaultActions")):
        return False
    for rule in listener.referring(_LISTENER_RULE, "listenerArn"):
        passes_on = any(action.get("type") == "forward" for action in rule.each("actions"))
        headers = [str(condition.get("httpHeader.httpHeaderName")) for condition in rule.each("conditions")]
        if passes_on and not any(header.lower().startswith("x-") for header in headers):
            return False
    return True


def leads_to(origin: View) -> list[View]:
    """The load balancers of the stack that an origin of CloudFront names, itself or by a record.

    Raises:
        UnknownValue: the name is not known, and no load balancer is what it comes from.
    """
    named = origin.targets("domainName", BALANCER)
    if named:
        return named
    host = str(origin.get("domainName"))
    return [balancer for balancer in origin.all(BALANCER) if _is_one_of(host, _names(balancer))]


def is_origin(balancer: View) -> bool:
    """Whether the CDN fetches from it, under its own name or under a record of the stack that leads to it."""
    return _alicloud_origin(balancer) if balancer.type == ALB else _aws_origin(balancer)


def _aws_origin(balancer: View) -> bool:
    if balancer.referring(DISTRIBUTION, "origins"):
        return True
    names = _names(balancer)
    return bool(names) and any(
        _is_one_of(str(origin.get("domainName")), names)
        for distribution in balancer.all(DISTRIBUTION)
        for origin in distribution.each("origins")
        if origin.has("customOriginConfig")
    )


def _names(balancer: View) -> frozenset[str]:
    """The records of the stack that lead to it."""
    return frozenset(
        str(record.get("name")).rstrip(".")
        for path in ("records", "aliases")
        for record in balancer.referring(_RECORD, path)
    )


def _is_one_of(host: str, names: frozenset[str]) -> bool:
    """A record's name may leave out the zone."""
    return any(f"{host.rstrip('.')}.".startswith(f"{name}.") for name in names)


def _alicloud_origin(balancer: View) -> bool:
    if any(balancer.referring(type_, "sources") for type_ in (DCDN, OLD_CDN)):
        return True
    names = {
        record.get("domainName") if record.get("rr") == "@" else f"{record.get('rr')}.{record.get('domainName')}"
        for record in balancer.referring(_ALIDNS_RECORD, "value")
    }
    return bool(names) and any(
        source.get("content") in names
        for domain in balancer.all(DCDN, OLD_CDN)
        for source in domain.each("sources")
        if source.get("type") == "domain"
    )
