"""The edge on AWS: CloudFront, WAF and the public records on Route 53."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_aws import cloudfront, route53, s3

from components.aws.access_log import access_log
from components.aws.alarm import alarm
from components.aws.cache_policy import cache_policies
from components.aws.context import EDGE_REGION, AwsContext
from components.aws.distribution import Shared, distribution
from components.aws.origin import CLIENT_IP_FUNCTION
from components.aws.policy import document, tls_only
from components.aws.response_headers import response_headers
from components.aws.web_acl import (
    ANONYMOUS,
    COMMON,
    IP_REPUTATION,
    KNOWN_BAD_INPUTS,
    SQL_INJECTION,
    WINDOW_SECONDS,
    Firewall,
    Scope,
    metric_name,
    web_acl,
)
from components.bucket import BucketTarget
from components.edge import EdgeArgs, EdgeOutputs, Site
from components.errors import InvalidArgument

_TTL_SECONDS = 60
_ERROR_PERCENT = 5


def build_edge(ctx: AwsContext, name: str, args: EdgeArgs, opts: pulumi.ResourceOptions) -> EdgeOutputs:
    """One distribution a site; firewall, policies and access log are shared.

    Raises:
        ValueError: a host that the certificate does not cover, a limit below AWS's minimum, or a region that is
            not in the table of origin.py.
    """
    labels = {host: _label(host, args.domain) for site in args.sites for host in (site.host, *site.aliases)}
    shared = _shared(ctx, name, args, opts)
    distributions = {site.name: distribution(ctx, name, site, args, shared, opts) for site in args.sites}
    _bucket_policies(name, args, distributions, opts)
    access_log(
        ctx,
        name,
        distributions,
        opts,
        retention_days=args.log_retention_days,
        disposable=args.disposable,
    )
    _origin_record(name, args, opts)
    for site in args.sites:
        for host in (site.host, *site.aliases):
            _public_records(f"{name}-{labels[host]}", host, args.zone_id, distributions[site.name], opts)
    _alarms(ctx, name, args, distributions, opts)
    return EdgeOutputs(
        urls={site.name: f"https://{site.host}" for site in args.sites},
        cdn_ids={site: distributions[site].id for site in distributions},
    )


def _label(host: str, domain: str) -> str:
    """`www.shop.example.com` -> `www`, the domain itself -> `apex`."""
    if host == domain:
        return "apex"
    label = host.removesuffix(f".{domain}")
    if label == host or "." in label:
        raise InvalidArgument(
            f"host must be {domain} or one label below it (its certificate covers no other), got {host}"
        )
    return label


def _shared(ctx: AwsContext, name: str, args: EdgeArgs, opts: pulumi.ResourceOptions) -> Shared:
    acl = web_acl(
        ctx,
        name,
        Firewall(
            scope=Scope.CDN,
            groups=(IP_REPUTATION, ANONYMOUS, COMMON, KNOWN_BAD_INPUTS, SQL_INJECTION),
            requests_per_ip=args.requests_per_ip,
            sensitive_paths=args.sensitive_paths,
            sensitive_requests_per_ip=args.sensitive_requests_per_ip,
        ),
        opts,
        log_retention_days=args.log_retention_days,
        log_key_arn=args.log_key_arn,
    )
    client_ip = cloudfront.Function(
        f"{name}-client-ip",
        comment="Tells the origin the viewer's address",
        runtime="cloudfront-js-2.0",
        code=CLIENT_IP_FUNCTION,
        publish=True,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    bucket_access = cloudfront.OriginAccessControl(
        f"{name}-files",
        description="CloudFront reads buckets in its own name",
        origin_access_control_origin_type="s3",
        signing_behavior="always",
        signing_protocol="sigv4",
        opts=opts,
    )
    return Shared(
        web_acl_arn=acl.arn,
        cache=cache_policies(name, opts),
        headers_policy_id=response_headers(name, args.domain, opts).id,
        client_ip_function_arn=client_ip.arn,
        bucket_access_id=bucket_access.id,
    )


def _bucket_policies(
    name: str,
    args: EdgeArgs,
    distributions: Mapping[str, cloudfront.Distribution],
    opts: pulumi.ResourceOptions,
) -> None:
    """Each bucket's one policy: TLS only, and these distributions may read. Sites may share a bucket, and a second
    policy would replace the first."""
    readers: dict[BucketTarget, list[Site]] = {}
    for site in args.sites:
        if site.static is not None:
            readers.setdefault(site.static.bucket, []).append(site)
    for bucket, sites in readers.items():
        s3.BucketPolicy(
            f"{name}-{sites[0].name}-files",
            bucket=bucket.name,
            policy=document(
                [
                    tls_only(bucket.arn),
                    {
                        "Sid": "CdnReads",
                        "Effect": "Allow",
                        "Principal": {"Service": "cloudfront.amazonaws.com"},
                        "Action": "s3:GetObject",
                        "Resource": pulumi.Output.concat(bucket.arn, "/*"),
                        "Condition": {
                            "StringEquals": {"aws:SourceArn": [distributions[site.name].arn for site in sites]}
                        },
                    },
                ]
            ),
            opts=opts,
        )


def _origin_record(name: str, args: EdgeArgs, opts: pulumi.ResourceOptions) -> None:
    route53.Record(
        f"{name}-origin",
        zone_id=args.zone_id,
        name=f"origin.{args.domain}",
        type="CNAME",
        ttl=_TTL_SECONDS,
        records=[args.origin_dns_name],
        opts=opts,
    )


def _public_records(
    logical_name: str,
    host: str,
    zone_id: pulumi.Input[str],
    cdn: cloudfront.Distribution,
    opts: pulumi.ResourceOptions,
) -> None:
    """Alias records, which also work for the domain itself. CloudFront takes no health evaluation."""
    for type_ in ("A", "AAAA"):
        route53.Record(
            f"{logical_name}-{type_.lower()}",
            zone_id=zone_id,
            name=host,
            type=type_,
            aliases=[{"name": cdn.domain_name, "zone_id": cdn.hosted_zone_id, "evaluate_target_health": False}],
            opts=opts,
        )


def _alarms(
    ctx: AwsContext,
    name: str,
    args: EdgeArgs,
    distributions: Mapping[str, cloudfront.Distribution],
    opts: pulumi.ResourceOptions,
) -> None:
    for site, cdn in distributions.items():
        alarm(
            ctx,
            name,
            f"{site}-errors",
            opts,
            description="Visitors get server errors",
            namespace="AWS/CloudFront",
            metric="5xxErrorRate",
            dimensions={"DistributionId": cdn.id, "Region": "Global"},
            threshold=_ERROR_PERCENT,
            region=EDGE_REGION,
            notify=args.notify,
        )
    alarm(
        ctx,
        name,
        "blocked",
        opts,
        description="The firewall blocks more than one address alone may send: an attack, or a rule that is wrong",
        namespace="AWS/WAFV2",
        metric="BlockedRequests",
        dimensions={"WebACL": metric_name(ctx, name), "Rule": "ALL"},
        statistic="Sum",
        threshold=args.requests_per_ip,
        period_seconds=WINDOW_SECONDS,
        periods=1,
        region=EDGE_REGION,
        notify=args.notify,
    )
