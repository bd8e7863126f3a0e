"""What DCDN does with requests and answers, as the functions of its configuration API; pure.

Names and arguments: DCDN API reference, "Parameters for configuring features", 2026-08.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from components.alicloud.origin import ORIGIN_TOKEN_HEADER

_YEAR_SECONDS = 31_536_000
_DAY_SECONDS = 86_400
_CONTENT_SECURITY = "frame-ancestors 'none'; base-uri 'self'; object-src 'none'; upgrade-insecure-requests"
"""What is right for every page. Where scripts may come from, a page says itself; the browser then obeys both."""


@dataclass(frozen=True, kw_only=True)
class Function:
    """One function of one domain."""

    role: str
    """Part of the logical name."""
    name: str
    args: dict[str, pulumi.Input[str]]
    completed_by_api: bool = False
    """The API gives back more arguments than it got, which would show as a change in every refresh."""


def page_functions(*, cached: bool, token: pulumi.Input[str]) -> list[Function]:
    """Functions of a host whose pages come from the load balancer.

    DCDN calls it by the viewer's host name, which is its default for origins of type domain.
    """
    routes: dict[str, pulumi.Input[str]] = {"enable": "on", "dynamic_route_origin": "https"}
    functions = [
        *_transport(),
        Function(
            role="token",
            name="set_req_header",
            args={"key": ORIGIN_TOKEN_HEADER, "value": pulumi.Output.secret(token)},
        ),
        *_security_headers(),
    ]
    if not cached:
        return [*functions, Function(role="routes", name="dynamic", args=routes)]
    return [
        *functions,
        Function(role="routes", name="dynamic", args={**routes, "static_route_path": "/*"}),
        # 0 keeps what says nothing from being cached; what says how long it lives comes first
        Function(role="ttl", name="path_based_ttl_set", args=_ttl(0)),
    ]


def file_functions() -> list[Function]:
    """Functions of a host whose files come from a private bucket."""
    return [
        *_transport(),
        Function(role="bucket", name="l2_oss_key", args={"private_oss_auth": "on"}, completed_by_api=True),
        Function(role="routes", name="dynamic", args={"enable": "off"}),
        Function(role="ttl", name="path_based_ttl_set", args=_ttl(_DAY_SECONDS)),
        Function(role="gzip", name="gzip", args={"enable": "on"}),
        # Fonts and modules are fetched from pages of another host; everything here is public
        _response_header("cors", "Access-Control-Allow-Origin", "*"),
        *_security_headers(),
    ]


def redirects(paths: Sequence[str], host: str) -> list[Function]:
    """Send viewers who ask for files to the host that has them."""
    return [
        Function(
            role=f"to-{slug(path)}",
            name="host_redirect",
            args={
                "regex": f"^{re.escape(path.removesuffix('*'))}(.*)$",
                "replacement": f"https://{host}{path.removesuffix('*')}$1",
                "flag": "redirect",
            },
        )
        for path in paths
    ]


def slug(path: str) -> str:
    """A URL path as part of a logical name: `/account/log-in` -> `account-log-in`, `/*` -> `root`."""
    return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "root"


def _transport() -> list[Function]:
    """TLS 1.2 and later on both sides, and never anything else."""
    return [
        Function(role="https", name="https_force", args={"enable": "on"}),
        Function(
            role="tls",
            name="https_tls_version",
            args={"tls10": "off", "tls11": "off", "tls12": "on", "tls13": "on"},
        ),
        Function(role="http2", name="https_option", args={"http2": "on"}, completed_by_api=True),
        Function(
            role="hsts",
            name="HSTS",
            args={
                "enabled": "on",
                "https_hsts_max_age": str(_YEAR_SECONDS),
                "https_hsts_include_subdomains": "on",
            },
        ),
        Function(
            role="origin-tls",
            name="forward_scheme",
            args={"enable": "on", "scheme_origin": "https"},
            completed_by_api=True,
        ),
    ]


def _security_headers() -> list[Function]:
    """Set at the edge, so that no service can forget them."""
    return [
        _response_header("sniffing", "X-Content-Type-Options", "nosniff"),
        _response_header("framing", "X-Frame-Options", "DENY"),
        _response_header("referrer", "Referrer-Policy", "strict-origin-when-cross-origin"),
        _response_header("content", "Content-Security-Policy", _CONTENT_SECURITY, duplicate="on"),
    ]


def _response_header(role: str, key: str, value: str, *, duplicate: str = "off") -> Function:
    """`duplicate` off replaces what the origin says under the same name, on adds to it."""
    return Function(
        role=role,
        name="set_resp_header",
        args={"header_operation_type": "add", "key": key, "value": value, "duplicate": duplicate},
    )


def _ttl(seconds: int) -> dict[str, pulumi.Input[str]]:
    """The lifetime of answers whose own headers do not give one."""
    return {"path": "/", "ttl": str(seconds), "weight": "99", "swift_origin_cache_high": "on"}
