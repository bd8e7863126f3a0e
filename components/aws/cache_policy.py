"""How long CloudFront keeps answers, and what it passes on to the origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import cloudfront

from components.edge import EdgeArgs
from components.errors import InvalidArgument
from components.experiment import EXPERIMENTS_HEADER

NEVER_ID = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
"""Managed cache policy `CachingDisabled`.
Source: CloudFront developer guide, "Use managed cache policies", 2026-11."""
ALL_OF_VIEWER_ID = "216adef6-5c7f-47e4-b989-5492eafa07d3"
"""Managed origin request policy `AllViewer`: headers with `Host` and `Authorization`, cookies, query strings.
Source: CloudFront developer guide, "Use managed origin request policies", 2026-11."""

_DAY_SECONDS = 86_400
_YEAR_SECONDS = 365 * _DAY_SECONDS
_MOST_IGNORED = 10
"""Source: CloudFront developer guide, "Quotas", query strings in a cache policy, 2026-11."""


@dataclass(frozen=True, kw_only=True)
class CachePolicies:
    """Ids of the policies that the sites share."""

    files: pulumi.Input[str]
    pages: pulumi.Input[str]
    lasting: pulumi.Input[str] | None
    """For files that never change; None if no site has any."""


def cache_policies(name: str, args: EdgeArgs, opts: pulumi.ResourceOptions) -> CachePolicies:
    """Files stay a day unless they say otherwise, those that never change a year; pages stay only if, and as
    long as, their headers say so.

    Raises:
        InvalidArgument: more parameters are ignored than CloudFront takes.
    """
    if len(args.ignored_query) > _MOST_IGNORED:
        raise InvalidArgument(
            f"ignored_query must have at most {_MOST_IGNORED} names, got {len(args.ignored_query)}"
        )
    files = cloudfront.CachePolicy(
        f"{name}-files",
        comment="Static files",
        min_ttl=0,
        default_ttl=_DAY_SECONDS,
        max_ttl=_YEAR_SECONDS,
        parameters_in_cache_key_and_forwarded_to_origin=_by_path_only(),
        opts=opts,
    )
    lasting = None
    if any(site.long_cached_paths for site in args.sites):
        lasting = cloudfront.CachePolicy(
            f"{name}-lasting",
            comment="Files that never change",
            min_ttl=_YEAR_SECONDS,
            default_ttl=_YEAR_SECONDS,
            max_ttl=_YEAR_SECONDS,
            parameters_in_cache_key_and_forwarded_to_origin=_by_path_only(),
            opts=opts,
        ).id
    pages = cloudfront.CachePolicy(
        f"{name}-pages",
        comment="Pages, as their own headers say",
        min_ttl=0,
        default_ttl=0,
        max_ttl=_DAY_SECONDS,
        parameters_in_cache_key_and_forwarded_to_origin={
            # The service gets all cookies; a page that depends on one must be `Cache-Control: private`
            "cookies_config": {"cookie_behavior": "none"},
            "headers_config": {
                "header_behavior": "whitelist",
                "headers": {"items": ["Host", EXPERIMENTS_HEADER]},
            },
            "query_strings_config": _query_strings(args.ignored_query),
            "enable_accept_encoding_brotli": True,
            "enable_accept_encoding_gzip": True,
        },
        opts=opts,
    )
    return CachePolicies(files=files.id, pages=pages.id, lasting=lasting)


def _by_path_only() -> cloudfront.CachePolicyParametersInCacheKeyAndForwardedToOriginArgsDict:
    return {
        "cookies_config": {"cookie_behavior": "none"},
        "headers_config": {"header_behavior": "none"},
        "query_strings_config": {"query_string_behavior": "none"},
        "enable_accept_encoding_brotli": True,
        "enable_accept_encoding_gzip": True,
    }


def _query_strings(
    ignored: Sequence[str],
) -> cloudfront.CachePolicyParametersInCacheKeyAndForwardedToOriginQueryStringsConfigArgsDict:
    """All but those that campaigns put on every link. The page is the same without them; in a sale that is the
    difference between one request to the origin and thousands."""
    if not ignored:
        return {"query_string_behavior": "all"}
    return {"query_string_behavior": "allExcept", "query_strings": {"items": list(ignored)}}
