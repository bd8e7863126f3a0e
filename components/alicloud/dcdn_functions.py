"""What DCDN does with requests and answers, as the functions of its configuration API; pure.

Names and arguments: DCDN API reference, "Parameters for configuring features", 2026-08.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from components.alicloud.dcdn_script import experiments_script
from components.alicloud.origin import ORIGIN_TOKEN_HEADER
from components.edge import NOT_FOUND_PAGE, Site
from components.experiment import EXPERIMENTS_HEADER, NO_EXPERIMENTS, Experiment

YEAR_SECONDS = 31_536_000
_DAY_SECONDS = 86_400
_CONTENT_SECURITY = "frame-ancestors 'none'; base-uri 'self'; object-src 'none'; upgrade-insecure-requests"
"""What is right for every page. Where scripts may come from, a page says itself; the browser then obeys both."""
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Content-Security-Policy": _CONTENT_SECURITY,
}
"""Set at the edge, so that no service can forget them."""


@dataclass(frozen=True, kw_only=True)
class Function:
    """One function of one domain."""

    role: str
    """Part of the logical name."""
    name: str
    args: dict[str, pulumi.Input[str]]
    completed_by_api: bool = False
    """The API gives back more arguments than it got, which would show as a change in every refresh."""


def page_functions(site: Site, *, ignored_query: Sequence[str], token: pulumi.Input[str]) -> list[Function]:
    """Functions of a host whose pages come from the load balancer.

    DCDN calls it by the viewer's host name, which is its default for origins of type domain.
    """
    args: dict[str, pulumi.Input[str]]
    routes: dict[str, pulumi.Input[str]] = {"enable": "on", "dynamic_route_origin": "https"}
    functions = [
        *_transport(),
        Function(
            role="token",
            name="set_req_header",
            args={"key": ORIGIN_TOKEN_HEADER, "value": pulumi.Output.secret(token)},
        ),
        *_security_headers(),
        *experiment_functions(site.experiments),
    ]
    if not site.cached:
        return [*functions, Function(role="routes", name="dynamic", args=routes)]
    if not any(each.enabled for each in site.experiments):
        # What one visitor claims to see would be kept for all
        args = {"key": EXPERIMENTS_HEADER, "value": NO_EXPERIMENTS}
        functions.append(Function(role="variants", name="set_req_header", args=args))
    if ignored_query:
        # The service still gets them; the page is the same without them
        args = {"ali_remove_args": " ".join(ignored_query), "keep_oss_args": "on"}
        functions.append(Function(role="query", name="ali_remove_args", args=args))
    return [
        *functions,
        Function(role="routes", name="dynamic", args={**routes, "static_route_path": "/*"}),
        # 0 keeps what says nothing from being cached; what says how long it lives comes first
        Function(role="ttl", name="path_based_ttl_set", args=_ttl(0)),
        *_lasting(site.long_cached_paths),
    ]


def whole_site_functions(site: Site) -> list[Function]:
    """Functions of a host that is only files: a folder is its index, old paths lead to new ones. DCDN redirects
    with 302, and to the page for what is not there too."""

    def redirect(old: str, new: str) -> Function:
        return Function(
            role=f"from-{slug(old)}",
            name="host_redirect",
            args={
                "regex": f"^{re.escape(old)}$",
                "replacement": f"https://{site.host}{new}",
                "flag": "redirect",
            },
        )

    return [
        *file_functions(site.long_cached_paths),
        *(redirect(old, new) for old, new in site.redirects.items()),
        Function(
            role="index",
            name="back_to_origin_url_rewrite",
            args={"source_url": "^(.*)/$", "target_url": "$1/index.html", "flag": "break"},
        ),
        Function(
            role="not-found",
            name="error_page",
            args={"error_code": "404", "rewrite_page": f"https://{site.host}{NOT_FOUND_PAGE}"},
        ),
    ]


def file_functions(long_cached_paths: Sequence[str] = ()) -> list[Function]:
    """Functions of a host whose files come from a private bucket."""
    return [
        *_transport(),
        Function(role="bucket", name="l2_oss_key", args={"private_oss_auth": "on"}, completed_by_api=True),
        Function(role="routes", name="dynamic", args={"enable": "off"}),
        Function(role="ttl", name="path_based_ttl_set", args=_ttl(_DAY_SECONDS)),
        *_lasting(long_cached_paths),
        # The name of a file says which version it is
        Function(
            role="query",
            name="set_hashkey_args",
            args={"disable": "on", "keep_oss_args": "off"},
            completed_by_api=True,
        ),
        Function(role="gzip", name="gzip", args={"enable": "on"}),
        # Fonts and modules are fetched from pages of another host; everything here is public
        _response_header("cors", "Access-Control-Allow-Origin", "*"),
        *_security_headers(),
    ]


def experiment_functions(experiments: Sequence[Experiment]) -> list[Function]:
    """The one script of a domain. It stays while all of its experiments are off: switching one changes its
    text."""
    if not experiments:
        return []
    running = [each for each in experiments if each.enabled]
    return [
        Function(
            role="experiments",
            name="edge_function",
            args={
                "name": "experiments",
                "rule": experiments_script(running or experiments),
                "pri": "0",
                "pos": "foot",
                "brk": "off",
                "enable": "on" if running else "off",
            },
        )
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
                "https_hsts_max_age": str(YEAR_SECONDS),
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
    roles = ("sniffing", "framing", "referrer", "content")
    return [
        # A page's own policy stays beside ours
        _response_header(role, key, value, duplicate="on" if role == "content" else "off")
        for role, (key, value) in zip(roles, SECURITY_HEADERS.items(), strict=True)
    ]


def _response_header(role: str, key: str, value: str, *, duplicate: str = "off") -> Function:
    """`duplicate` off replaces what the origin says under the same name, on adds to it."""
    return Function(
        role=role,
        name="set_resp_header",
        args={"header_operation_type": "add", "key": key, "value": value, "duplicate": duplicate},
    )


def _ttl(seconds: int) -> dict[str, pulumi.Input[str]]:
    """The lifetime of answers whose own headers do not give one. Rules for single paths weigh more."""
    return {"path": "/", "ttl": str(seconds), "weight": "1", "swift_origin_cache_high": "on"}


def _lasting(paths: Sequence[str]) -> list[Function]:
    """Files that never change stay for a year, whatever they say. How long browsers keep them, their own
    metadata in the bucket says: a header of DCDN is for all of a host."""
    return [
        Function(
            role=f"ttl-{slug(path)}",
            name="path_based_ttl_set",
            args={
                "path": path.removesuffix("*"),
                "ttl": str(YEAR_SECONDS),
                "weight": "99",
                "swift_origin_cache_high": "off",
            },
        )
        for path in paths
    ]
