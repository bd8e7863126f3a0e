"""How requests get to the instances of a pool: firewall rules, server groups and listener rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import pulumi
from pulumi_alicloud import alb

from components.alicloud.context import AlicloudContext
from components.alicloud.firewall import accept
from components.alicloud.origin import ORIGIN_TOKEN_HEADER
from components.errors import InvalidArgument
from components.options import extend
from components.request_class import Refusal
from components.service_pool import Route, ServicePoolArgs

_MOST_CONDITIONS = 10
"""Source: ALB documentation "Limits", conditions of a forwarding rule (one value is one condition), 2026-08."""
_DRAIN_SECONDS = 60
"""How long an instance that leaves may finish requests; nothing a shop serves takes longer."""
_DRAIN_CONNECTIONS_SECONDS = 300
"""The same for connections that stay open: time to tell each visitor to connect again, a few at a time."""
_STICKY_SECONDS = 3600
"""How long a visitor comes back to the same instance, where an open connection falls back to single requests."""
_ANYTHING = "?*"
"""At least one character."""
_MOST_RPS = 100_000
"""Requests a second that a limit takes. Source: terraform-provider-alicloud, alb_rule, `qps`, 2026-08."""
_SLOW_START_SECONDS = range(30, 900 + 1)
"""Source: ALB API reference, CreateServerGroup, `SlowStartDuration`, 2026-08."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """One way into the pool: the route, where its requests arrive, and the rule that sends them there."""

    route: Route
    group: alb.ServerGroup
    rule: alb.Rule

    @property
    def metric_dimensions(self) -> dict[str, pulumi.Input[str]]:
        """Names the server group behind its load balancer in CloudMonitor (acs_alb)."""
        return {"loadBalancerId": self.route.load_balancer.metric_id, "serverGroupId": self.group.id}


def check_routes(name: str, routes: Sequence[Route]) -> None:
    """Refuse routes that a forwarding rule cannot express.

    Raises:
        ValueError: a route has more conditions than a rule takes.
    """
    for route in routes:
        values = len(route.hosts) + len(route.paths) + len(_proofs(route))
        if values > _MOST_CONDITIONS:
            raise InvalidArgument(
                f"route {route.name} of {name} must have at most {_MOST_CONDITIONS} hosts, paths, origin tokens "
                f"and signatures together, got {values}; split it into two routes"
            )


def open_routes(
    ctx: AlicloudContext, name: str, args: ServicePoolArgs, opts: pulumi.ResourceOptions
) -> tuple[Target, ...]:
    """Let the load balancers in and send each route's requests to a server group of its own."""
    for route in _one_per_load_balancer(args.routes):
        # No rule for the balancer's way out: its security group only says who may call it
        accept(
            f"{name}-{route.name}-in",
            args.security_group_id,
            opts,
            direction="ingress",
            port=args.port,
            description=f"Requests and health checks of the {route.name} load balancer",
            peer_group=route.load_balancer.security_group_id,
        )
    return tuple(_target(ctx, name, args, route, opts) for route in args.routes)


def _one_per_load_balancer(routes: Sequence[Route]) -> Sequence[Route]:
    # Two routes of one load balancer share its security group, and the same rule twice is one rule with two owners
    return list({id(route.load_balancer): route for route in reversed(routes)}.values())[::-1]


def _target(
    ctx: AlicloudContext, name: str, args: ServicePoolArgs, route: Route, opts: pulumi.ResourceOptions
) -> Target:
    group = alb.ServerGroup(
        f"{name}-{route.name}",
        server_group_name=ctx.label.physical(f"{name}-{route.name}", 128),
        server_group_type="Instance",
        vpc_id=args.network_id,
        protocol="HTTPS",  # encrypted up to the container
        cross_zone_enabled=True,
        upstream_keepalive_enabled=True,  # a TLS handshake per request would cost the instances more than the work
        # A new instance gets a growing share, so its cold caches do not show in the slowest answers. The load
        # balancer cannot combine this with least connections (Wlc); at a sale, when most instances are new, the
        # slow start is worth more.
        scheduler="Wrr",
        slow_start_config={
            "slow_start_enabled": True,
            "slow_start_duration": _slow_start(args.performance.warm_up_seconds),
        },
        connection_drain_config={
            "connection_drain_enabled": True,
            "connection_drain_timeout": _DRAIN_CONNECTIONS_SECONDS
            if args.performance.connections
            else _DRAIN_SECONDS,
        },
        sticky_session_config={
            "sticky_session_enabled": True,
            "sticky_session_type": "Insert",
            "cookie_timeout": _STICKY_SECONDS,
        }
        if args.performance.connections
        else {"sticky_session_enabled": False},
        health_check_config={
            "health_check_enabled": True,
            "health_check_protocol": "HTTPS",
            "health_check_http_version": "HTTP1.1",
            "health_check_method": "GET",
            "health_check_path": args.health_path,
            "health_check_connect_port": 0,  # the port of each server
            "health_check_codes": ["http_2xx"],
            "health_check_interval": 10,
            "health_check_timeout": 5,
            "healthy_threshold": 2,
            "unhealthy_threshold": 3,
        },
        tags=ctx.label.tags(name),
        # The scaling group puts its instances in; an update must not take them out
        opts=extend(opts, ignore_changes=["servers"]),
    )
    rule = alb.Rule(
        f"{name}-{route.name}-rule",
        rule_name=ctx.label.physical(f"{name}-{route.name}", 128),
        listener_id=route.load_balancer.listener_id,
        priority=route.priority,
        rule_conditions=_conditions(route),
        rule_actions=[
            # What the pool cannot carry even at its largest gets 503 at once, instead of making all others slow
            {"type": "TrafficLimit", "order": 1, "traffic_limit_config": {"qps": _most_rps(args)}},
            {
                "type": "ForwardGroup",
                "order": 2,
                "forward_group_config": {"server_group_tuples": [{"server_group_id": group.id}]},
            },
        ],
        opts=opts,
    )
    if route.refusal is not None:
        _refuse(ctx, name, route, route.refusal, opts)
    return Target(route=route, group=group, rule=rule)


def _refuse(ctx: AlicloudContext, name: str, route: Route, refusal: Refusal, opts: pulumi.ResourceOptions) -> None:
    """Asked before the route's own rule, which stays: a server group without one is not checked. ALB's own answers
    take no header, so `Retry-After` is in the body only."""
    alb.Rule(
        f"{name}-{route.name}-shed",
        rule_name=ctx.label.physical(f"{name}-{route.name}-shed", 128),
        listener_id=route.load_balancer.listener_id,
        priority=refusal.priority,
        rule_conditions=_conditions(route),
        rule_actions=[
            {
                "type": "FixedResponse",
                "order": 1,
                "fixed_response_config": {
                    "http_code": "503",
                    "content": refusal.body,
                    "content_type": refusal.content_type,
                },
            }
        ],
        opts=opts,
    )


def _most_rps(args: ServicePoolArgs) -> int:
    return max(1, min(ceil(args.max_instances * args.performance.throughput_rps), _MOST_RPS))


def _slow_start(warm_up_seconds: int) -> int:
    return min(max(warm_up_seconds, _SLOW_START_SECONDS[0]), _SLOW_START_SECONDS[-1])


def _conditions(route: Route) -> list[alb.RuleRuleConditionArgsDict]:
    conditions: list[alb.RuleRuleConditionArgsDict] = [
        {"type": "Host", "host_config": {"values": list(route.hosts)}},
        {"type": "Path", "path_config": {"values": list(route.paths)}},
    ]
    return [*conditions, *_proofs(route)]


def _proofs(route: Route) -> list[alb.RuleRuleConditionArgsDict]:
    """That the request came through the CDN, and that its sender signed it. What has neither gets no rule but the
    last one, which answers 403."""
    proofs: list[alb.RuleRuleConditionArgsDict] = []
    token, signature = route.load_balancer.origin_token, route.signature
    if token is not None:
        proofs.append({"type": "Header", "header_config": {"key": ORIGIN_TOKEN_HEADER, "values": [token]}})
    if signature is not None and signature.header is not None:
        proofs.append({"type": "Header", "header_config": {"key": signature.header, "values": [_ANYTHING]}})
    if signature is not None and signature.query is not None:
        query: alb.RuleRuleConditionQueryStringConfigArgsDict = {
            "values": [{"key": signature.query, "value": _ANYTHING}]
        }
        proofs.append({"type": "QueryString", "query_string_config": query})
    return proofs
