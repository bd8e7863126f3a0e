"""Load balancers: listeners, rules and target groups."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infra.local.aws.refusals.subject import Rules, Subject, listed, region_of
from infra.local.contract import Finding
from infra.local.existing import CreatedResource

_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
_GROUP = "aws:lb/targetGroup:TargetGroup"
_LISTENER = "aws:lb/listener:Listener"
_RULE = "aws:lb/listenerRule:ListenerRule"
_PROTOCOLS = {
    "application": ("HTTP", "HTTPS"),
    "network": ("TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"),
    "gateway": ("",),
}
_NEEDED = {
    "forward": ("targetGroupArn", "forward"),
    "redirect": ("redirect",),
    "fixed-response": ("fixedResponse",),
}
"""Type of an action -> the properties of which it needs one."""
_ENCRYPTED = ("HTTPS", "TLS")
_SSL_POLICY = re.compile(r"ELBSecurityPolicy-(\d{4}-\d\d|(TLS|FS|SSL)[A-Za-z0-9-]*)")
_MOST_VALUES, _MOST_WILDCARDS = 5, 5
_ONCE = ("hostHeader", "httpRequestMethod", "pathPattern", "sourceIp")
"""Five values and five wildcards in all conditions, and each of these kinds at most once.
Source: the guide of Application Load Balancers, "Quotas" and "Condition types for listener rules", 2026-11."""


def listener(subject: Subject) -> Iterator[Finding]:
    """The protocol fits the load balancer, and a certificate and a TLS policy the protocol."""
    balancer = _balancer(subject)
    protocol = subject.text("protocol")
    fitting = _PROTOCOLS.get(str(balancer.get("loadBalancerType") or "application"), ()) if balancer else ()
    if fitting and protocol not in fitting:
        yield subject.finding("protocol", f"must be {' or '.join(fitting)} for this kind of load balancer")
    if protocol in _ENCRYPTED and not subject.get("certificateArn"):
        yield subject.finding("certificateArn", f"must be given, as the protocol is {protocol}")
    if protocol and protocol not in _ENCRYPTED:
        for path in ("certificateArn", "sslPolicy"):
            if subject.get(path):
                yield subject.finding(path, f"must not be given, as the protocol is {protocol}")
    region = region_of(subject.text("certificateArn"))
    if subject.region and region not in ("", subject.region):
        yield subject.finding("certificateArn", f"is of {region}, the load balancer of {subject.region}")
    if subject.get("sslPolicy") and not _SSL_POLICY.fullmatch(subject.text("sslPolicy")):
        yield subject.finding("sslPolicy", "must be a policy of AWS, such as ELBSecurityPolicy-TLS13-1-2-2021-06")


def one_listener_a_port(subject: Subject) -> Iterator[Finding]:
    """A load balancer listens once on a port."""
    for other in subject.others(_LISTENER):
        same_balancer = other.get("loadBalancerArn") == subject.get("loadBalancerArn")
        if same_balancer and other.get("port") == subject.get("port"):
            yield subject.finding("port", f"is in use by the listener {other.name} of this load balancer")


def actions(subject: Subject) -> Iterator[Finding]:
    """Each action has what its type needs; a redirect leads somewhere else."""
    path = "defaultActions[]" if subject.type == _LISTENER else "actions[]"
    own = subject if subject.type == _LISTENER else subject.target(subject.get("listenerArn"), _LISTENER)
    listens = {part: str(own.get(part)) for part in ("port", "protocol")} if own else {}
    for action in subject.parts(path):
        kind = action.text("type")
        needed = _NEEDED.get(kind, ())
        if needed and not any(action.get(each) for each in needed):
            yield action.finding(needed[0], f"must be given for an action of type {kind}")
        if kind == "redirect" and _leads_nowhere(action, listens):
            what = "sends every request to where it came from"
            yield action.finding("redirect", what, "change at least one of protocol, host, port or path")
        code = action.text("fixedResponse.statusCode")
        if code and not re.fullmatch(r"[245](\d\d|XX)", code):
            yield action.finding("fixedResponse.statusCode", "must be 2XX, 4XX or 5XX")


def _leads_nowhere(action: Subject, listens: dict[str, str]) -> bool:
    unchanged = {"protocol": "#{protocol}", "host": "#{host}", "port": "#{port}", "path": "/#{path}"}
    return all(
        action.text(f"redirect.{part}") in ("", same, listens.get(part)) for part, same in unchanged.items()
    )


def forwarded(subject: Subject) -> Iterator[Finding]:
    """A target group serves one load balancer, stands in its VPC, and speaks a protocol of its kind."""
    balancer = _balancer(subject)
    path = "defaultActions[]" if subject.type == _LISTENER else "actions[]"
    for place in (
        place
        for rest in ("targetGroupArn", "forward.targetGroups[].arn")
        for place in subject.at(f"{path}.{rest}")
    ):
        group = subject.target(place.value, _GROUP)
        if not balancer or not group:
            continue
        vpc = balancer.get("vpcId")
        if vpc and group.get("vpcId") not in (None, vpc):
            yield subject.finding(place, f"is of {group.get('vpcId')}, the load balancer of {vpc}")
        for owner in _owners(subject, place.value):
            if owner.id != balancer.id:
                yield subject.finding(place, f"belongs to another load balancer already, {owner.name}")
                break
        fitting = _PROTOCOLS.get(str(balancer.get("loadBalancerType") or "application"), ())
        if group.get("protocol") and group.get("protocol") not in fitting:
            what = (
                f"is a target group for {group.get('protocol')}, this load balancer speaks {' or '.join(fitting)}"
            )
            yield subject.finding(place, what)


def _balancer(subject: Subject) -> CreatedResource | None:
    arn = subject.get("loadBalancerArn")
    if subject.type == _RULE:
        rule_listener = subject.target(subject.get("listenerArn"), _LISTENER)
        arn = rule_listener.get("loadBalancerArn") if rule_listener else None
    return subject.target(arn, _BALANCER)


def _owners(subject: Subject, group_arn: str) -> Iterator[CreatedResource]:
    """The load balancers that send to a target group."""
    for user in subject.others(_LISTENER, _RULE):
        for action in listed(user.inputs.get("defaultActions") or user.inputs.get("actions")):
            groups = (action.get("forward") or {}).get("targetGroups") or ()
            if group_arn in (action.get("targetGroupArn"), *(each.get("arn") for each in groups)):
                arn = user.get("loadBalancerArn")
                if user.type == _RULE:
                    owner = subject.target(user.get("listenerArn"), _LISTENER)
                    arn = owner.get("loadBalancerArn") if owner else None
                balancer = subject.target(arn, _BALANCER)
                if balancer:
                    yield balancer


def rule(subject: Subject) -> Iterator[Finding]:
    """A priority is unique in its listener; conditions are few."""
    for other in subject.others(_RULE):
        same_listener = other.get("listenerArn") == subject.get("listenerArn")
        if same_listener and subject.get("priority") and other.get("priority") == subject.get("priority"):
            yield subject.finding("priority", f"is that of the rule {other.name} of this listener")
    values: list[str] = []
    for condition in subject.parts("conditions[]"):
        for path in (*(f"{kind}.values[]" for kind in (*_ONCE, "httpHeader")), "queryStrings[].value"):
            values += condition.texts(path)
    if len(values) > _MOST_VALUES:
        what = f"hold {len(values)} values, a rule may have {_MOST_VALUES}"
        yield subject.finding("conditions", what, "use wildcards, or divide the rule")
    wildcards = sum(value.count("*") + value.count("?") for value in values)
    if wildcards > _MOST_WILDCARDS:
        what = f"hold {wildcards} wildcards, a rule may have {_MOST_WILDCARDS}"
        yield subject.finding("conditions", what, "divide the rule")
    for kind in _ONCE:
        if sum(1 for _ in subject.at(f"conditions[].{kind}")) > 1:
            yield subject.finding("conditions", f"has {kind} more than once", "put all its values into one")


def target_group(subject: Subject) -> Iterator[Finding]:
    """Health checks end before the next begins; slow start needs round robin."""
    interval = subject.number("healthCheck.interval")
    timeout = subject.number("healthCheck.timeout")
    if interval is not None and timeout is not None and timeout >= interval:
        yield subject.finding("healthCheck.timeout", f"must be below the interval, {interval:g} seconds")
    algorithm = subject.text("loadBalancingAlgorithmType") or "round_robin"
    if subject.number("slowStart") and algorithm != "round_robin":
        yield subject.finding("slowStart", f"cannot be used with {algorithm}")
    instance_or_ip = subject.text("targetType") in ("", "instance", "ip")
    for needed in ("port", "protocol", "vpcId") if instance_or_ip else ():
        if not subject.get(needed):
            yield subject.finding(needed, "must be given unless the targets are functions")


def balancer_name(subject: Subject) -> Iterator[Finding]:
    """Names that the service keeps for itself."""
    if subject.text("name").startswith("internal-"):
        yield subject.finding("name", "must not begin with internal-")


RULES: Rules = {
    _BALANCER: (balancer_name,),
    _GROUP: (target_group,),
    _LISTENER: (listener, one_listener_a_port, actions, forwarded),
    _RULE: (rule, actions, forwarded),
}
