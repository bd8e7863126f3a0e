"""The security headers that every answer of the shop carries."""

from __future__ import annotations

import pulumi
from pulumi_aws import cloudfront

_YEAR_SECONDS = 31_536_000


def response_headers(
    name: str, domain: str, opts: pulumi.ResourceOptions, *, lasting: bool = False
) -> cloudfront.ResponseHeadersPolicy:
    """Set at the edge, so that no service can forget them. `lasting` also tells browsers to keep the answer for a
    year and not to ask again: for files whose name changes with their content."""
    return cloudfront.ResponseHeadersPolicy(
        f"{name}-lasting" if lasting else f"{name}-headers",
        comment="Security headers, of files that never change" if lasting else "Security headers",
        custom_headers_config={
            "items": [
                {
                    "header": "Cache-Control",
                    "value": f"public, max-age={_YEAR_SECONDS}, immutable",
                    "override": True,
                }
            ]
        }
        if lasting
        else None,
        security_headers_config={
            "strict_transport_security": {
                "access_control_max_age_sec": _YEAR_SECONDS,
                "include_subdomains": True,
                "override": True,
            },
            "content_type_options": {"override": True},
            "frame_options": {"frame_option": "DENY", "override": True},
            "referrer_policy": {"referrer_policy": "strict-origin-when-cross-origin", "override": True},
            # A page that needs more (a payment form with the provider's script) sends its own, with a nonce
            "content_security_policy": {"content_security_policy": content_security(domain), "override": False},
        },
        opts=opts,
    )


def content_security(domain: str) -> str:
    """Scripts only from the shop itself (PCI DSS 6.4.3); frames and forms may go to the bank's 3-D Secure page."""
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: https:",
            "media-src 'self' https:",
            f"connect-src 'self' https://*.{domain}",
            "frame-src 'self' https:",
            "form-action 'self' https:",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "object-src 'none'",
            "upgrade-insecure-requests",
        )
    )
