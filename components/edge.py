"""The edge: CDN, web application firewall and the public DNS records. Nothing else of the shop is public."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from components.bucket import BucketTarget
from components.component import Component


@dataclass(frozen=True, kw_only=True)
class StaticContent:
    """Files that the CDN reads from a bucket instead of the origin."""

    paths: tuple[str, ...]
    """URL paths, each ending in `/*`, for example `/assets/*`."""
    bucket: BucketTarget


@dataclass(frozen=True, kw_only=True)
class Site:
    """One public host name."""

    name: str
    """Short name, part of logical names, for example `web`."""
    host: str
    aliases: tuple[str, ...] = ()
    """Further host names that answer the same."""
    cached: bool
    """Pages may be cached as their headers say; False for APIs, which are never cached."""
    static: StaticContent | None = None


@dataclass(frozen=True, kw_only=True)
class EdgeArgs:
    """What is public."""

    domain: str
    zone_id: pulumi.Input[str]
    certificate_id: pulumi.Input[str]
    """In the CDN's place: the domain's `edge_certificate_id`."""
    origin_dns_name: pulumi.Input[str]
    """Load balancer (EDGE) behind every site; gets the record `origin.<domain>` so that its certificate fits."""
    origin_token: pulumi.Input[str]
    """Sent to the load balancer with every request. Marked secret."""
    sites: tuple[Site, ...]
    requests_per_ip: int = 2000
    """Requests one address may send in five minutes."""
    sensitive_paths: tuple[str, ...] = ()
    """Path prefixes (log-in, checkout) with a limit of their own."""
    sensitive_requests_per_ip: int = 100
    """Requests one address may send to each sensitive path in five minutes, at least 10 (AWS minimum)."""
    log_retention_days: int = 400
    log_key_arn: pulumi.Input[str]
    """Key in the CDN's place (location EDGE)."""
    notify: pulumi.Input[str]
    """Notifier in the CDN's place (location EDGE)."""
    disposable: bool = False


@dataclass(frozen=True, kw_only=True)
class EdgeOutputs:
    """The public names."""

    urls: dict[str, str]
    """Site name -> public URL."""
    cdn_ids: dict[str, pulumi.Output[str]]
    """Site name -> id in CDN metrics and purges."""


class Edge(Component[EdgeArgs, EdgeOutputs]):
    """The shop's edge."""

    token = "floodgate:index:Edge"
