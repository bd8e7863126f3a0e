"""How long CloudFront keeps answers, and what it passes on to the origin."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
from pulumi_aws import cloudfront

NEVER_ID = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
"""Managed cache policy `CachingDisabled`.
Source: CloudFront developer guide, "Use managed cache policies", 2026-11."""
ALL_OF_VIEWER_ID = "216adef6-5c7f-47e4-b989-5492eafa07d3"
"""Managed origin request policy `AllViewer`: headers with `Host` and `Authorization`, cookies, query strings.
Source: CloudFront developer guide, "Use managed origin request policies", 2026-11."""

_DAY_SECONDS = 86_400
_YEAR_SECONDS = 365 * _DAY_SECONDS

_TRACKING_PARAMETERS = (
    "fbclid",
    "gclid",
    "msclkid",
    "ttclid",
    "utm_campaign",
    "utm_content",
    "utm_medium",
    "utm_source",
    "utm_term",
)
"""Campaigns put them on every link. The page is the same, so they are not part of its name in the cache; in a
sale that is the difference between one request to the origin and thousands."""


@dataclass(frozen=True, kw_only=True)
class CachePolicies:
    """Ids of the policies that the sites share."""

    files: pulumi.Input[str]
    pages: pulumi.Input[str]


def cache_policies(name: str, opts: pulumi.ResourceOptions) -> CachePolicies:
    """Files stay a day unless they say otherwise; pages stay only if, and as long as, their headers say so."""
    files = cloudfront.CachePolicy(
        f"{name}-files",
        comment="Static files",
        min_ttl=0,
        default_ttl=_DAY_SECONDS,
        max_ttl=_YEAR_SECONDS,
        parameters_in_cache_key_and_forwarded_to_origin={
            "cookies_config": {"cookie_behavior": "none"},
            "headers_config": {"header_behavior": "none"},
            "query_strings_config": {"query_string_behavior": "none"},
            "enable_accept_encoding_brotli": True,
            "enable_accept_encoding_gzip": True,
        },
        opts=opts,
    )
    pages = cloudfront.CachePolicy(
        f"{name}-pages",
        comment="Pages, as their own headers say",
        min_ttl=0,
        default_ttl=0,
        max_ttl=_DAY_SECONDS,
        parameters_in_cache_key_and_forwarded_to_origin={
            # The service gets all cookies; a page that depends on one must be `Cache-Control: private`
            "cookies_config": {"cookie_behavior": "none"},
            "headers_config": {"header_behavior": "whitelist", "headers": {"items": ["Host"]}},
            "query_strings_config": {
                "query_string_behavior": "allExcept",
                "query_strings": {"items": list(_TRACKING_PARAMETERS)},
            },
            "enable_accept_encoding_brotli": True,
            "enable_accept_encoding_gzip": True,
        },
        opts=opts,
    )
    return CachePolicies(files=files.id, pages=pages.id)
