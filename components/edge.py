"""The edge: CDN, web application firewall and the public DNS records. Nothing else of the shop is public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi

from components.bucket import BucketTarget
from components.component import Component
from components.experiment import Experiment
from components.waiting_room import WaitingRoom

EVERYTHING = "/*"
"""The path of all requests."""
NOT_FOUND_PAGE = "/404.html"
"""What a site that is wholly files shows for what is not there; whoever publishes the pages puts it into the
bucket."""


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
    """With the path `/*` the whole site is files: `/` and paths that end in `/` give `index.html`, and what is not
    there `/404.html`, with status 404."""
    long_cached_paths: tuple[str, ...] = ()
    """Paths, each ending in `/*`, whose files never change: kept for a year, also by browsers."""
    requests_per_ip: int = 2000
    """Requests one address may send to the site in five minutes, at least 10 (AWS minimum)."""
    bots_filtered: bool = False
    """Keeps bots out, but not those of search engines."""
    redirects: Mapping[str, str] = field(default_factory=dict)
    """Old path -> new one; of a site that is wholly files."""
    experiments: tuple[Experiment, ...] = ()
    """A/B tests on its pages; the switched-off ones too, so that the kill switch changes data only."""
    waiting_room: WaitingRoom | None = None
    """People queue before it at certain moments."""

    @property
    def wholly_files(self) -> bool:
        """No service answers for it."""
        return self.static is not None and EVERYTHING in self.static.paths


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
    ignored_query: tuple[str, ...] = ()
    """Parameters of links that are not part of a page's name in the cache: campaigns put them there. They still
    reach the service. At most 10 (AWS limit)."""
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
