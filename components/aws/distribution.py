"""The CDN of one site: where requests go, what is cached, who may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import cloudfront

from components.aws.cache_policy import ALL_OF_VIEWER_ID, NEVER_ID, CachePolicies
from components.aws.context import AwsContext
from components.aws.edge_functions import EdgeFunctions
from components.aws.origin import ORIGIN_TOKEN_HEADER, origin_region
from components.edge import EVERYTHING, NOT_FOUND_PAGE, EdgeArgs, Site

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
    lasting_headers_policy_id: pulumi.Input[str] | None
    """The same headers, and browsers keep the answer for a year; None if no site asks for it."""
    functions: EdgeFunctions
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
        default_root_object="index.html" if site.wholly_files else None,
        default_cache_behavior=_default_behavior(site, shared),
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


def _default_behavior(site: Site, shared: Shared) -> cloudfront.DistributionDefaultCacheBehaviorArgsDict:
    behavior: cloudfront.DistributionDefaultCacheBehaviorArgsDict = {
        "target_origin_id": _FILES if site.wholly_files else _ORIGIN,
        "viewer_protocol_policy": "redirect-to-https",
        "allowed_methods": _READ if site.wholly_files else _ALL,
        "cached_methods": _READ,
        "compress": True,
        "cache_policy_id": _page_policy(site, shared),
        "response_headers_policy_id": shared.headers_policy_id,
        "function_associations": shared.functions.of(site),
    }
    if not site.wholly_files:  # a bucket takes no host of ours
        behavior["origin_request_policy_id"] = ALL_OF_VIEWER_ID
    return behavior


def _page_policy(site: Site, shared: Shared) -> pulumi.Input[str]:
    if site.wholly_files:
        return shared.cache.files
    return shared.cache.pages if site.cached else NEVER_ID


def _origins(
    ctx: AwsContext, site: Site, args: EdgeArgs, shared: Shared
) -> Sequence[cloudfront.DistributionOriginArgsDict]:
    files = _bucket_origins(ctx, site, shared)
    if site.wholly_files:
        return files
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
        balancer["origin_shield"] = _shield(ctx)
    return [balancer, *files]


def _bucket_origins(ctx: AwsContext, site: Site, shared: Shared) -> list[cloudfront.DistributionOriginArgsDict]:
    if site.static is None:
        return []
    bucket: cloudfront.DistributionOriginArgsDict = {
        "origin_id": _FILES,
        "domain_name": site.static.bucket.domain_name,
        "origin_access_control_id": shared.bucket_access_id,
    }
    if site.wholly_files:
        bucket["origin_shield"] = _shield(ctx)
    return [bucket]


def _shield(ctx: AwsContext) -> cloudfront.DistributionOriginOriginShieldArgsDict:
    return {"enabled": True, "origin_shield_region": origin_region(ctx.region).shield_region}


def _file_behaviors(site: Site, shared: Shared) -> Sequence[cloudfront.DistributionOrderedCacheBehaviorArgsDict]:
    """What never changes first: its paths may be below those of the other files."""
    files = [path for path in (site.static.paths if site.static else ()) if path != EVERYTHING]
    return [
        *(_lasting_behavior(site, path, files, shared) for path in site.long_cached_paths),
        *(_file_behavior(path, shared) for path in files if path not in site.long_cached_paths),
    ]


def _file_behavior(path: str, shared: Shared) -> cloudfront.DistributionOrderedCacheBehaviorArgsDict:
    return {
        "path_pattern": path,
        "target_origin_id": _FILES,
        "viewer_protocol_policy": "redirect-to-https",
        "allowed_methods": _READ,
        "cached_methods": _READ,
        "compress": True,
        "cache_policy_id": shared.cache.files,
        "response_headers_policy_id": shared.headers_policy_id,
    }


def _lasting_behavior(
    site: Site, path: str, files: Sequence[str], shared: Shared
) -> cloudfront.DistributionOrderedCacheBehaviorArgsDict:
    behavior = _file_behavior(path, shared)
    behavior["cache_policy_id"] = shared.cache.lasting or shared.cache.files
    behavior["response_headers_policy_id"] = shared.lasting_headers_policy_id or shared.headers_policy_id
    if not site.wholly_files and not any(path.startswith(prefix.removesuffix("*")) for prefix in files):
        behavior["target_origin_id"] = _ORIGIN
        behavior["origin_request_policy_id"] = ALL_OF_VIEWER_ID
        behavior["function_associations"] = shared.functions.of_origin()
    return behavior


def _errors(site: Site) -> list[cloudfront.DistributionCustomErrorResponseArgsDict]:
    seconds = dict.fromkeys(_CLIENT_ERRORS, 0) | dict.fromkeys(
        _SERVER_ERRORS, _ERROR_SECONDS if site.cached else 0
    )
    errors: list[cloudfront.DistributionCustomErrorResponseArgsDict] = [
        {"error_code": code, "error_caching_min_ttl": kept} for code, kept in seconds.items()
    ]
    if site.wholly_files:
        for error in errors:
            # A bucket that may not be listed answers 403 for what is not there
            if error["error_code"] in (403, 404):
                error["response_code"] = 404
                error["response_page_path"] = NOT_FOUND_PAGE
                error["error_caching_min_ttl"] = _ERROR_SECONDS
    return errors
