"""The CDN of one site: where requests go, what is cached, who may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import cloudfront

from components.aws.cache_policy import ALL_OF_VIEWER_ID, NEVER_ID, CachePolicies
from components.aws.context import AwsContext
from components.aws.origin import ORIGIN_TOKEN_HEADER, origin_region
from components.edge import EdgeArgs, Site

_ORIGIN = "origin"
_FILES = "files"
_READ = ["GET", "HEAD"]
_ALL = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
_ERROR_SECONDS = 5
"""How long CloudFront answers with an old copy, or the error, before it asks the origin again: short enough that
nobody notices a restart, long enough that a failing origin is not hit by every visitor."""
_SERVER_ERRORS = (500, 501, 502, 503, 504)
_CLIENT_ERRORS = (400, 403, 404, 405, 414, 416)
"""Left out, CloudFront keeps them for 10 seconds, whatever the cache policy says, without a look at cookies: one
customer's "no such order" would be the answer for the next. Source: CloudFront developer guide, "Control how long
CloudFront caches errors", 2026-11."""
_KEEPALIVE_SECONDS = 30
"""Shorter than the load balancer's idle timeout (60), so it never closes a connection that is about to be used."""


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What all sites of one edge have in common."""

    web_acl_arn: pulumi.Input[str]
    cache: CachePolicies
    headers_policy_id: pulumi.Input[str]
    client_ip_function_arn: pulumi.Input[str]
    bucket_access_id: pulumi.Input[str]
    """Origin access control with which CloudFront reads buckets."""


def distribution(
    ctx: AwsContext, name: str, site: Site, args: EdgeArgs, shared: Shared, opts: pulumi.ResourceOptions
) -> cloudfront.Distribution:
    """One distribution. There is no second origin to fail over to: a group takes no POST, and a bucket in front
    of the load balancer would lose the `Host` that its rules ask for."""
    return cloudfront.Distribution(
        f"{name}-{site.name}",
        comment=ctx.label.physical(f"{name}-{site.name}", 128),
        enabled=True,
        aliases=[site.host, *site.aliases],
        is_ipv6_enabled=True,
        http_version="http2and3",
        price_class="PriceClass_100" if args.disposable else "PriceClass_All",
        web_acl_id=shared.web_acl_arn,  # CloudFront takes the ARN here, and no WebAclAssociation
        origins=_origins(ctx, site, args, shared),
        default_cache_behavior={
            "target_origin_id": _ORIGIN,
            "viewer_protocol_policy": "redirect-to-https",
            "allowed_methods": _ALL,
            "cached_methods": _READ,
            "compress": True,
            "cache_policy_id": shared.cache.pages if site.cached else NEVER_ID,
            "origin_request_policy_id": ALL_OF_VIEWER_ID,
            "response_headers_policy_id": shared.headers_policy_id,
            "function_associations": [
                {"event_type": "viewer-request", "function_arn": shared.client_ip_function_arn}
            ],
        },
        ordered_cache_behaviors=_file_behaviors(site, shared),
        custom_error_responses=_errors(site),
        viewer_certificate={
            "acm_certificate_arn": args.certificate_id,
            "minimum_protocol_version": "TLSv1.2_2021",
            "ssl_support_method": "sni-only",
        },
        restrictions={"geo_restriction": {"restriction_type": "none"}},
        tags=ctx.label.tags(name),
        opts=opts,
    )


def _origins(
    ctx: AwsContext, site: Site, args: EdgeArgs, shared: Shared
) -> Sequence[cloudfront.DistributionOriginArgsDict]:
    balancer: cloudfront.DistributionOriginArgsDict = {
        "origin_id": _ORIGIN,
        "domain_name": f"origin.{args.domain}",
        "custom_headers": [
            {"name": ORIGIN_TOKEN_HEADER, "value": pulumi.Output.secret(args.origin_token)},
        ],
        "custom_origin_config": {
            "http_port": 80,
            "https_port": 443,
            "origin_protocol_policy": "https-only",
            "origin_ssl_protocols": ["TLSv1.2"],
            "origin_keepalive_timeout": _KEEPALIVE_SECONDS,
        },
    }
    if site.cached:
        # One more cache in front of the origin. For what is never cached it would only be one more bill
        balancer["origin_shield"] = {
            "enabled": True,
            "origin_shield_region": origin_region(ctx.region).shield_region,
        }
    if site.static is None:
        return [balancer]
    return [
        balancer,
        {
            "origin_id": _FILES,
            "domain_name": site.static.bucket.domain_name,
            "origin_access_control_id": shared.bucket_access_id,
        },
    ]


def _file_behaviors(site: Site, shared: Shared) -> Sequence[cloudfront.DistributionOrderedCacheBehaviorArgsDict]:
    return [
        {
            "path_pattern": path,
            "target_origin_id": _FILES,
            "viewer_protocol_policy": "redirect-to-https",
            "allowed_methods": _READ,
            "cached_methods": _READ,
            "compress": True,
            "cache_policy_id": shared.cache.files,
            "response_headers_policy_id": shared.headers_policy_id,
        }
        for path in (site.static.paths if site.static else ())
    ]


def _errors(site: Site) -> list[cloudfront.DistributionCustomErrorResponseArgsDict]:
    seconds = dict.fromkeys(_CLIENT_ERRORS, 0) | dict.fromkeys(
        _SERVER_ERRORS, _ERROR_SECONDS if site.cached else 0
    )
    return [{"error_code": code, "error_caching_min_ttl": kept} for code, kept in seconds.items()]
