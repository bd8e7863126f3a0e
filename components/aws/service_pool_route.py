"""How requests get to the instances of a pool: firewall rules, target groups and listener rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import lb, vpc

from components.aws.context import AwsContext
from components.aws.origin import ORIGIN_TOKEN_HEADER
from components.errors import InvalidArgument
from components.request_class import Refusal
from components.service_pool import Route, ServicePoolArgs

_MOST_CONDITION_VALUES = 5
_MOST_WILDCARDS = 5
"""Source: Application Load Balancer user guide, "Quotas": condition values, and wildcards, per rule, 2026-11."""
_DRAIN_SECONDS = 60
"""How long an instance that leaves may finish requests; nothing a shop serves takes longer."""
_DRAIN_CONNECTIONS_SECONDS = 300
"""The same for connections that stay open: time to tell each visitor to connect again, a few at a time."""
_STICKY_SECONDS = 3600
"""How long a visitor comes back to the same instance, where an open connection falls back to single requests."""
_ANYTHING = "?*"
"""At least one character."""
_SLOW_START_SECONDS = range(30, 900 + 1)
"""Source: ELB API reference, attribute slow_start.duration_seconds, 2026-11."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """One way into the pool: the route, where its requests arrive, and the rule that sends them there."""

    route: Route
    group: lb.TargetGroup
    rule: lb.ListenerRule

    @property
    def metric_dimensions(self) -> dict[str, pulumi.Input[str]]:
        """Names the target group behind its load balancer in CloudWatch (AWS/ApplicationELB)."""
        return {"LoadBalancer": self.route.load_balancer.metric_id, "TargetGroup": self.group.arn_suffix}


def check_routes(name: str, routes: Sequence[Route]) -> None:
    """Refuse routes that a listener rule cannot express.

    Raises:
        InvalidArgument: a route has more condition values, or wildcards in them, than a rule takes.
    """
    for route in routes:
        values = len(route.hosts) + len(route.paths) + len(_proofs(route))
        if values > _MOST_CONDITION_VALUES:
            raise InvalidArgument(
                f"route {route.name} of {name} must have at most {_MOST_CONDITION_VALUES} hosts, paths, origin "
                f"tokens and signatures together, got {values}; split it into two routes"
            )
        texts = (*route.hosts, *route.paths, *((_ANYTHING,) if route.signature else ()))
        wildcards = sum(text.count("*") + text.count("?") for text in texts)
        if wildcards > _MOST_WILDCARDS:
            raise InvalidArgument(
                f"route {route.name} of {name} must have at most {_MOST_WILDCARDS} wildcards in its hosts, paths "
                f"and signatures together, got {wildcards}; split it into two routes"
            )


def open_routes(
    ctx: AwsContext, name: str, args: ServicePoolArgs, opts: pulumi.ResourceOptions
) -> tuple[Target, ...]:
    """Let the load balancers in and send each route's requests to a target group of its own."""
    for route in _one_per_load_balancer(args.routes):
        _firewall(ctx, name, args, route, opts)
    return tuple(_target(ctx, name, args, route, opts) for route in args.routes)


def _one_per_load_balancer(routes: Sequence[Route]) -> Sequence[Route]:
    # Two routes of one load balancer share its security group, and AWS refuses the same rule twice
    return list({id(route.load_balancer): route for route in reversed(routes)}.values())[::-1]


def _firewall(
    ctx: AwsContext, name: str, args: ServicePoolArgs, route: Route, opts: pulumi.ResourceOptions
) -> None:
    balancer = route.load_balancer.security_group_id
    vpc.SecurityGroupIngressRule(
        f"{name}-{route.name}-in",
        security_group_id=args.security_group_id,
        referenced_security_group_id=balancer,
        description=f"Requests and health checks of the {route.name} load balancer",
        ip_protocol="tcp",
        from_port=args.port,
        to_port=args.port,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    vpc.SecurityGroupEgressRule(
        f"{name}-{route.name}-out",
        security_group_id=balancer,
        referenced_security_group_id=args.security_group_id,
        description=f"Requests and health checks to {name}",
        ip_protocol="tcp",
        from_port=args.port,
        to_port=args.port,
        tags=ctx.label.tags(name),
        opts=opts,
    )


def _target(
    ctx: AwsContext, name: str, args: ServicePoolArgs, route: Route, opts: pulumi.ResourceOptions
) -> Target:
    group = lb.TargetGroup(
        f"{name}-{route.name}",
        vpc_id=args.network_id,
        port=args.port,
        protocol="HTTPS",  # encrypted up to the container
        target_type="instance",
        # A new instance gets a growing share, so its cold caches do not show in the slowest percent of answers.
        # The load balancer cannot combine this with the algorithm of least outstanding requests; at a sale, when
        # most instances are new, the slow start is worth more.
        load_balancing_algorithm_type="round_robin",
        slow_start=_slow_start(args.performance.warm_up_seconds),
        deregistration_delay=_DRAIN_CONNECTIONS_SECONDS if args.performance.connections else _DRAIN_SECONDS,
        stickiness={"type": "lb_cookie", "enabled": True, "cookie_duration": _STICKY_SECONDS}
        if args.performance.connections
        else None,
        health_check={
            "enabled": True,
            "protocol": "HTTPS",
            "path": args.health_path,
            "matcher": "200",
            "interval": 10,
            "timeout": 5,
            "healthy_threshold": 2,
            "unhealthy_threshold": 3,
        },
        tags=ctx.label.tags(name),
        opts=opts,
    )
    rule = lb.ListenerRule(
        f"{name}-{route.name}-rule",
        listener_arn=route.load_balancer.listener_id,
        priority=route.priority,
        conditions=_conditions(route),
        actions=[{"type": "forward", "target_group_arn": group.arn}],
        tags=ctx.label.tags(name),
        opts=opts,
    )
    if route.refusal is not None:
        _refuse(ctx, name, route, route.refusal, opts)
    return Target(route=route, group=group, rule=rule)


def _refuse(ctx: AwsContext, name: str, route: Route, refusal: Refusal, opts: pulumi.ResourceOptions) -> None:
    """Asked before the route's own rule, which stays: a target group without one reports no health. A load
    balancer cannot add `Retry-After`; the firewall of the public one does (web_acl_classes.py)."""
    lb.ListenerRule(
        f"{name}-{route.name}-shed",
        listener_arn=route.load_balancer.listener_id,
        priority=refusal.priority,
        conditions=_conditions(route),
        actions=[
            {
                "type": "fixed-response",
                "fixed_response": {
                    "status_code": "503",
                    "content_type": refusal.content_type,
                    "message_body": refusal.body,
                },
            }
        ],
        tags=ctx.label.tags(name),
        opts=opts,
    )


def _slow_start(warm_up_seconds: int) -> int:
    return min(max(warm_up_seconds, _SLOW_START_SECONDS[0]), _SLOW_START_SECONDS[-1])


def _conditions(route: Route) -> list[lb.ListenerRuleConditionArgsDict]:
    conditions: list[lb.ListenerRuleConditionArgsDict] = [
        {"host_header": {"values": list(route.hosts)}},
        {"path_pattern": {"values": list(route.paths)}},
    ]
    return [*conditions, *_proofs(route)]


def _proofs(route: Route) -> list[lb.ListenerRuleConditionArgsDict]:
    """That the request came through the CDN, and that its sender signed it. What has neither gets no rule but the
    last one, which answers 403."""
    proofs: list[lb.ListenerRuleConditionArgsDict] = []
    token, signature = route.load_balancer.origin_token, route.signature
    if token is not None:
        proofs.append({"http_header": {"http_header_name": ORIGIN_TOKEN_HEADER, "values": [token]}})
    if signature is not None and signature.header is not None:
        proofs.append({"http_header": {"http_header_name": signature.header, "values": [_ANYTHING]}})
    if signature is not None and signature.query is not None:
        proofs.append({"query_strings": [{"key": signature.query, "value": _ANYTHING}]})
    return proofs
