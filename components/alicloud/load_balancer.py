"""An Application Load Balancer: behind the CDN for the public, or inside the network between services."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import alb

from components.alicloud.alarm import alarm
from components.alicloud.context import AlicloudContext
from components.alicloud.load_balancer_bandwidth import shared_bandwidth
from components.alicloud.load_balancer_firewall import load_balancer_firewall
from components.alicloud.logs import log_streams, split
from components.errors import InvalidArgument
from components.load_balancer import Exposure, LoadBalancerArgs, LoadBalancerOutputs, LoadBalancerTarget
from components.logs import LogsArgs
from components.options import extend

_TLS_POLICY = "tls_cipher_policy_1_2_strict_with_1_3"
"""TLS 1.2 and 1.3 with forward secrecy only. Source: ALB documentation "TLS security policies", 2026-08."""
_LAST_RULE = 10_000
_LOG = "access"
_ERRORS_PER_SECOND = 1
_LATENCY_MS = 1000
"""Both are ours: what a shopper notices, above the noise of single requests."""


def build_load_balancer(
    ctx: AlicloudContext, name: str, args: LoadBalancerArgs, opts: pulumi.ResourceOptions
) -> LoadBalancerOutputs:
    """The balancer answers 403 to everything that no service pool's rule asks for.

    EDGE comes with Web Application Firewall (edition StandardWithWaf), which blocks with its built-in rules.
    `requests_per_ip` is counted by the CDN's firewall and not once more here: rules of WAF 3.0 belong to the one
    WAF instance of the account, and ALB's own limit would count the CDN's addresses and so block the CDN. There
    is no listener on port 80: the CDN redirects viewers and calls port 443, and an HTTP listener of ALB forwards
    by default. Each zone carries 200 Mbit/s to the internet; `reserve` adds a shared bandwidth. Capacity units are
    reserved on request only: the provider has no argument for them.

    `classes` change nothing here for the same reason: the routes of a class that is shed refuse by themselves
    (`Route.refusal`), and limits of single addresses are the CDN's.

    Before the first `up` the account must have let ALB write to SLS and use WAF 3.0 (once, in the ALB console).

    Raises:
        ValueError: the arguments do not fit the exposure, or the CDN's addresses are not known.
    """
    _check(ctx, args)
    group, firewall = load_balancer_firewall(ctx, name, args, opts)
    balancer = _balancer(ctx, name, args, opts)
    closed = alb.LoadBalancerSecurityGroupAttachment(
        f"{name}-sg",
        load_balancer_id=balancer.id,
        security_group_id=group.id,
        opts=extend(opts, depends_on=firewall),  # a group without a drop rule lets everybody in
    )
    shared_bandwidth(ctx, name, args, balancer, opts)
    listener = _listener(ctx, name, args, balancer, extend(opts, depends_on=[closed]))
    _refuse_the_rest(ctx, name, listener, opts)
    _alarms(ctx, name, args, balancer, opts)
    return LoadBalancerOutputs(
        dns_name=balancer.dns_name,
        target=LoadBalancerTarget(
            listener_id=listener.id,
            security_group_id=group.id,
            metric_id=balancer.id,
            origin_token=args.origin_token,
        ),
    )


def _check(ctx: AlicloudContext, args: LoadBalancerArgs) -> None:
    edge = args.exposure is Exposure.EDGE
    problems = []
    if edge and args.origin_token is None:
        problems.append("origin_token must be given for exposure edge: without it any CDN domain gets through")
    if edge and args.clients:
        problems.append(f"clients must be empty for exposure edge, got {', '.join(sorted(args.clients))}")
    if edge and not ctx.cdn_origin_cidrs:
        problems.append("cdn_origin_cidrs must hold the CDN's addresses for exposure edge, got none")
    if not edge and args.classes:
        problems.append("classes must be empty for exposure internal: they are about visitors")
    if not edge and args.origin_token is not None:
        problems.append("origin_token must be None for exposure internal: only the CDN sends it")
    if len(args.subnet_ids) != len(args.zones) or len(args.zones) < 2:
        problems.append(
            "subnet_ids must hold one vSwitch a zone, of at least 2 zones (ALB minimum), "
            f"got {len(args.subnet_ids)} vSwitches for {len(args.zones)} zones"
        )
    if problems:
        raise InvalidArgument("; ".join(problems))


def _balancer(
    ctx: AlicloudContext, name: str, args: LoadBalancerArgs, opts: pulumi.ResourceOptions
) -> alb.LoadBalancer:
    edge = args.exposure is Exposure.EDGE
    logs = log_streams(
        ctx,
        name,
        f"{name}-log",
        LogsArgs(retention_days={_LOG: args.log_retention_days}, key_arn=args.log_key_arn),
        opts,
    )
    project, store = split(logs.streams[_LOG])
    return alb.LoadBalancer(
        f"{name}-alb",
        load_balancer_name=ctx.label.physical(name, 80),
        load_balancer_edition="StandardWithWaf" if edge else "Standard",
        address_type="Internet" if edge else "Intranet",
        address_allocated_mode="Fixed",
        load_balancer_billing_config={"pay_type": "PayAsYouGo"},
        vpc_id=args.network_id,
        zone_mappings=[
            {"zone_id": zone, "vswitch_id": subnet}
            for zone, subnet in zip(args.zones, args.subnet_ids, strict=True)
        ],
        access_log_config={"log_project": project, "log_store": store},
        deletion_protection_enabled=args.deletion_protected,
        tags=ctx.label.tags(name),
        opts=opts,
    )


def _listener(
    ctx: AlicloudContext,
    name: str,
    args: LoadBalancerArgs,
    balancer: alb.LoadBalancer,
    opts: pulumi.ResourceOptions,
) -> alb.Listener:
    """ALB listeners can only forward by default, so there is a server group that stays empty."""
    nobody = alb.ServerGroup(
        f"{name}-nobody",
        server_group_name=ctx.label.physical(f"{name}-nobody", 128),
        protocol="HTTPS",
        vpc_id=args.network_id,
        health_check_config={
            "health_check_enabled": True,
            "health_check_protocol": "HTTPS",
            "health_check_path": "/healthz",
        },
        connection_drain_config={"connection_drain_enabled": True, "connection_drain_timeout": 30},
        sticky_session_config={"sticky_session_enabled": False},
        tags=ctx.label.tags(name),
        opts=opts,
    )
    return alb.Listener(
        f"{name}-https",
        load_balancer_id=balancer.id,
        listener_protocol="HTTPS",
        listener_port=443,
        listener_description=ctx.label.physical(f"{name}-https", 256),
        certificates={"certificate_id": args.certificate_id},
        security_policy_id=_TLS_POLICY,
        http2_enabled=True,
        gzip_enabled=True,
        idle_timeout=args.idle_seconds,
        request_timeout=60,
        x_forwarded_for_config={"x_forwarded_for_enabled": True, "x_forwarded_for_proto_enabled": True},
        default_actions=[
            {
                "type": "ForwardGroup",
                "forward_group_config": {"server_group_tuples": [{"server_group_id": nobody.id}]},
            }
        ],
        tags=ctx.label.tags(name),
        opts=opts,
    )


def _refuse_the_rest(
    ctx: AlicloudContext, name: str, listener: alb.Listener, opts: pulumi.ResourceOptions
) -> None:
    alb.Rule(
        f"{name}-rest",
        listener_id=listener.id,
        rule_name=ctx.label.physical(f"{name}-rest", 128),
        priority=_LAST_RULE,
        rule_conditions=[{"type": "Path", "path_config": {"values": ["/*"]}}],
        rule_actions=[
            {
                "type": "FixedResponse",
                "order": 1,
                "fixed_response_config": {
                    "http_code": "403",
                    "content": "Forbidden",
                    "content_type": "text/plain",
                },
            }
        ],
        opts=opts,
    )


def _alarms(
    ctx: AlicloudContext,
    name: str,
    args: LoadBalancerArgs,
    balancer: alb.LoadBalancer,
    opts: pulumi.ResourceOptions,
) -> None:
    for role, metric, threshold in (
        ("errors", "LoadBalancerHTTPCode5XX", _ERRORS_PER_SECOND),
        ("latency", "LoadBalancerUpstreamResponseTime", _LATENCY_MS),
        ("unhealthy", "LoadBalancerUnHealthyHostCount", 0),
        ("rejected", "LoadBalancerRejectedConnection", 0),
    ):
        alarm(
            ctx,
            name,
            role,
            opts,
            namespace="acs_alb",
            metric=metric,
            dimensions=[{"loadBalancerId": balancer.id}],
            statistics="Value",
            threshold=threshold,
            notify=args.notify,
        )
