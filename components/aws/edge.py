"""The edge on AWS: CloudFront, WAF and the public records on Route 53."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_aws import cloudfront, route53, s3

from components.aws.access_log import access_log
from components.aws.cache_policy import cache_policies
from components.aws.context import AwsContext
from components.aws.distribution import Shared, distribution
from components.aws.edge_alarms import edge_alarms
from components.aws.edge_functions import EdgeFunctions
from components.aws.policy import document, tls_only
from components.aws.response_headers import response_headers
from components.aws.rule_groups import ANONYMOUS, COMMON, IP_REPUTATION, KNOWN_BAD_INPUTS, SQL_INJECTION
from components.aws.web_acl import Firewall, Scope, web_acl
from components.aws.web_acl_limits import HostLimit
from components.bucket import BucketTarget
from components.edge import EdgeArgs, EdgeOutputs, Site
from components.errors import InvalidArgument

_TTL_SECONDS = 60


def build_edge(ctx: AwsContext, name: str, args: EdgeArgs, opts: pulumi.ResourceOptions) -> EdgeOutputs:
    """One distribution a site; firewall, policies, functions, their data and access log are shared.

    A waiting room is a function: during a window everybody gets a turn by lot, spread over the time in which
    `users_per_minute` lets all `visitors` of the window enter, and whoever has it comes and goes until the window
    closes; `session_minutes` is without effect. `preload` too: CloudFront fetches nothing beforehand, but its
    origin shield asks the origin once for each page.

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
    edge_alarms(ctx, name, args, distributions, opts)
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
            host_limits=tuple(
                HostLimit(site=site.name, hosts=(site.host, *site.aliases), requests_per_ip=site.requests_per_ip)
                for site in args.sites
            ),
            filtered_hosts=tuple(
                host for site in args.sites if site.bots_filtered for host in (site.host, *site.aliases)
            ),
            sensitive_paths=args.sensitive_paths,
            sensitive_requests_per_ip=args.sensitive_requests_per_ip,
        ),
        opts,
        log_retention_days=args.log_retention_days,
        log_key_arn=args.log_key_arn,
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
        cache=cache_policies(name, args, opts),
        headers_policy_id=response_headers(name, args.domain, opts).id,
        lasting_headers_policy_id=response_headers(name, args.domain, opts, lasting=True).id
        if any(site.long_cached_paths for site in args.sites)
        else None,
        functions=EdgeFunctions(ctx, name, args, opts),
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
