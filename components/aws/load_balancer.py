"""An Application Load Balancer: behind CloudFront, or for calls inside the network."""

from __future__ import annotations

import pulumi
from pulumi_aws import ec2, lb, vpc, wafv2

from components.aws.alarm import alarm
from components.aws.context import AwsContext
from components.aws.log_bucket import log_bucket
from components.aws.origin import CLIENT_IP_HEADER, origin_region
from components.aws.rule_groups import COMMON, KNOWN_BAD_INPUTS, SQL_INJECTION
from components.aws.web_acl import Firewall, Scope, web_acl
from components.errors import InvalidArgument
from components.load_balancer import Exposure, LoadBalancerArgs, LoadBalancerOutputs, LoadBalancerTarget
from components.options import extend

_TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
"""TLS 1.3 and 1.2 with forward secrecy and authenticated encryption only."""
_LOG_WRITER = "logdelivery.elasticloadbalancing.amazonaws.com"
"""Source: ELB user guide, "Enable access logs for your Application Load Balancer", 2026-11."""
_ERRORS_PER_MINUTE = 10
_LATENCY_P99_SECONDS = 1.0
"""Both are ours: what a shopper notices, above the noise of single requests."""


def build_load_balancer(
    ctx: AwsContext, name: str, args: LoadBalancerArgs, opts: pulumi.ResourceOptions
) -> LoadBalancerOutputs:
    """The balancer answers 403 to everything that no service pool's rule asks for.

    Raises:
        ValueError: the arguments do not fit the exposure, or CloudFront's addresses in the region are not known.
    """
    _check(args)
    group = _firewall_group(ctx, name, args, opts)
    bucket, bucket_policy = log_bucket(
        ctx,
        name,
        opts,
        writer=_LOG_WRITER,
        retention_days=args.log_retention_days,
        disposable=not args.deletion_protected,
    )
    balancer = lb.LoadBalancer(
        f"{name}-alb",
        load_balancer_type="application",
        internal=args.exposure is Exposure.INTERNAL,
        subnets=list(args.subnet_ids),
        security_groups=[group.id],
        drop_invalid_header_fields=True,
        desync_mitigation_mode="strictest",
        xff_header_processing_mode="append",
        enable_waf_fail_open=False,
        enable_deletion_protection=args.deletion_protected,
        idle_timeout=args.idle_seconds,  # longer than CloudFront keeps a connection (distribution.py)
        access_logs={"bucket": bucket.bucket, "enabled": True},
        # AWS lowers it twice a day at most, and takes minutes to hours to provide it
        minimum_load_balancer_capacity={"capacity_units": args.reserve.capacity_units}
        if args.reserve and args.reserve.capacity_units
        else None,
        tags=ctx.label.tags(name),
        opts=extend(opts, depends_on=[bucket_policy]),  # AWS tries to write when the log is turned on
    )
    listener = _listeners(ctx, name, args, balancer, opts)
    if args.exposure is Exposure.EDGE:
        _web_firewall(ctx, name, args, balancer, opts)
    _alarms(ctx, name, args, balancer, opts)
    return LoadBalancerOutputs(
        dns_name=balancer.dns_name,
        target=LoadBalancerTarget(
            listener_id=listener.arn,
            security_group_id=group.id,
            metric_id=balancer.arn_suffix,
            origin_token=args.origin_token,
        ),
    )


def _check(args: LoadBalancerArgs) -> None:
    problems = []
    if args.exposure is Exposure.EDGE and args.origin_token is None:
        problems.append("origin_token must be given for exposure edge: without it any distribution gets through")
    if args.exposure is Exposure.EDGE and args.clients:
        problems.append(f"clients must be empty for exposure edge, got {', '.join(sorted(args.clients))}")
    if args.exposure is Exposure.INTERNAL and args.classes:
        problems.append("classes must be empty for exposure internal: only the public one has a firewall")
    if args.exposure is Exposure.INTERNAL and args.origin_token is not None:
        problems.append("origin_token must be None for exposure internal: only the CDN sends it")
    if len(args.subnet_ids) != len(args.zones) or len(args.zones) < 2:
        problems.append(
            "subnet_ids must hold one subnet a zone, of at least 2 zones (AWS minimum), "
            f"got {len(args.subnet_ids)} subnets for {len(args.zones)} zones"
        )
    if problems:
        raise InvalidArgument("; ".join(problems))


def _firewall_group(
    ctx: AwsContext, name: str, args: LoadBalancerArgs, opts: pulumi.ResourceOptions
) -> ec2.SecurityGroup:
    """Who may open a connection. Ways to the instances are added by the service pools."""
    group = ec2.SecurityGroup(
        f"{name}-sg",
        vpc_id=args.network_id,
        description="Load balancer",
        tags=ctx.label.named(name, f"{name}-sg"),
        opts=opts,
    )
    if args.exposure is Exposure.EDGE:
        # Port 443 only: the list counts as 55 of the 60 rules that a group may have, so port 80 would not fit
        vpc.SecurityGroupIngressRule(
            f"{name}-from-cdn",
            security_group_id=group.id,
            description="TLS from CloudFront",
            ip_protocol="tcp",
            from_port=443,
            to_port=443,
            prefix_list_id=origin_region(ctx.region).prefix_list_id,
            tags=ctx.label.tags(name),
            opts=opts,
        )
    for client, client_group in sorted(args.clients.items()):
        vpc.SecurityGroupIngressRule(
            f"{name}-from-{client}",
            security_group_id=group.id,
            description=f"TLS from {client}",
            ip_protocol="tcp",
            from_port=443,
            to_port=443,
            referenced_security_group_id=client_group,
            tags=ctx.label.tags(name),
            opts=opts,
        )
        vpc.SecurityGroupEgressRule(
            f"{name}-from-{client}",
            security_group_id=client_group,
            description=f"TLS to {name}",
            ip_protocol="tcp",
            from_port=443,
            to_port=443,
            referenced_security_group_id=group.id,
            tags=ctx.label.tags(name),
            opts=opts,
        )
    return group


def _listeners(
    ctx: AwsContext, name: str, args: LoadBalancerArgs, balancer: lb.LoadBalancer, opts: pulumi.ResourceOptions
) -> lb.Listener:
    """The HTTPS listener. The one on port 80 only redirects, in case somebody opens the port in the group."""
    lb.Listener(
        f"{name}-http",
        load_balancer_arn=balancer.arn,
        port=80,
        protocol="HTTP",
        default_actions=[
            {"type": "redirect", "redirect": {"protocol": "HTTPS", "port": "443", "status_code": "HTTP_301"}}
        ],
        tags=ctx.label.tags(name),
        opts=opts,
    )
    return lb.Listener(
        f"{name}-https",
        load_balancer_arn=balancer.arn,
        port=443,
        protocol="HTTPS",
        ssl_policy=_TLS_POLICY,
        certificate_arn=args.certificate_id,
        default_actions=[
            {
                "type": "fixed-response",
                "fixed_response": {
                    "content_type": "text/plain",
                    "status_code": "403",
                    "message_body": "Forbidden",
                },
            }
        ],
        routing_http_response_server_enabled=False,
        tags=ctx.label.tags(name),
        opts=opts,
    )


def _web_firewall(
    ctx: AwsContext, name: str, args: LoadBalancerArgs, balancer: lb.LoadBalancer, opts: pulumi.ResourceOptions
) -> None:
    """A second net behind the CDN's. Lists of bad addresses are of no use here: WAF sees only CloudFront's."""
    acl = web_acl(
        ctx,
        name,
        Firewall(
            scope=Scope.REGION,
            groups=(COMMON, KNOWN_BAD_INPUTS, SQL_INJECTION),
            requests_per_ip=args.requests_per_ip,
            classes=args.classes,
            client_ip_header=CLIENT_IP_HEADER,
        ),
        opts,
        log_retention_days=args.log_retention_days,
        log_key_arn=args.log_key_arn,
    )
    wafv2.WebAclAssociation(
        f"{name}-waf",
        resource_arn=balancer.arn,
        web_acl_arn=acl.arn,
        opts=extend(opts, delete_before_replace=True),  # created second, the deletion would end both
    )


def _alarms(
    ctx: AwsContext, name: str, args: LoadBalancerArgs, balancer: lb.LoadBalancer, opts: pulumi.ResourceOptions
) -> None:
    """What only the balancer sees; unhealthy instances are the pools' alarms."""
    for role, metric, statistic, threshold, description in (
        ("errors", "HTTPCode_ELB_5XX_Count", "Sum", _ERRORS_PER_MINUTE, "No instance could answer"),
        ("rejected", "RejectedConnectionCount", "Sum", 0, "The load balancer is out of connections"),
        ("latency", "TargetResponseTime", "p99", _LATENCY_P99_SECONDS, "One request in a hundred is slow"),
    ):
        alarm(
            ctx,
            name,
            role,
            opts,
            description=description,
            namespace="AWS/ApplicationELB",
            metric=metric,
            dimensions={"LoadBalancer": balancer.arn_suffix},
            statistic=statistic,
            threshold=threshold,
            notify=args.notify,
        )
