"""What is public: the sites of `stacks/shop.yaml`, and what promotion does with them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from infra.settings import form
from infra.settings.model import HostLabel, Model, Name, UrlPath

QueryParameter = Annotated[str, StringConstraints(pattern=form.QUERY_PARAMETER, max_length=64)]
"""Name of a parameter behind the `?` of an address."""

PreloadPath = Annotated[str, StringConstraints(pattern=form.PRELOAD_PATH, max_length=128)]
"""Absolute URL path; `{product}` stands for the name of a product."""


class WaitingRoomSettings(Model):
    """People queue before a site while something is sold that all want at once."""

    enabled: bool = True
    """Without it everybody enters, however many come."""
    users_per_minute: int = Field(ge=10, le=10_000_000)
    """How many may enter: what the services behind the site carry."""
    session_minutes: int = Field(ge=1, le=120)
    """How long who has entered may stay away without queueing again."""
    pre_queue_minutes: int = Field(ge=1, le=120)
    """How long before a drop people may queue; they are let in by lot, not by who reloads the fastest."""


class SiteSettings(Model):
    """One public host name."""

    host: HostLabel
    """In front of the stack's domain: `www` becomes `www.shop.example.net`."""
    apex: bool = False
    """Also answers for the domain itself."""
    cached: bool
    """Pages may be cached by the CDN as their headers say."""
    static_bucket: Name | None = None
    """Bucket with the static files."""
    static_paths: list[UrlPath] = []
    """Paths that the CDN answers from the bucket; each ends in `/*`."""
    long_cached_paths: list[UrlPath] = Field(default=[], max_length=5)
    """Paths whose files never change, because a new version gets a new name: kept for a year. Each ends in
    `/*`."""
    requests_per_ip: int = Field(default=2000, ge=10, le=500_000)
    """Requests one address may send to the site in five minutes."""
    bots_filtered: bool = False
    """Bots are kept out, but not those of search engines. Not for APIs: apps and partners are bots too."""
    redirects: dict[UrlPath, UrlPath] = Field(default={}, max_length=50)
    """Old path -> new one, of a site that is wholly files."""
    preload: list[PreloadPath] = Field(default=[], max_length=10)
    """Pages that the CDN fetches before a campaign; `{product}` stands for each of its `hot_products`."""
    waiting_room: WaitingRoomSettings | None = None
    """Before this site people queue at the drops of live streams."""


class ExperimentSettings(Model):
    """An A/B test: every visitor sees one variant, always the same one."""

    enabled: bool = True
    """The kill switch: without it everybody sees the first variant."""
    sites: list[Name] = Field(min_length=1, max_length=5)
    """Where visitors take part."""
    paths: list[UrlPath] = Field(min_length=1, max_length=3)
    """Pages that differ, as prefixes ending in `/*`; only they are cached once for each variant."""
    variants: dict[Name, Annotated[int, Field(ge=0, le=10_000)]] = Field(min_length=2, max_length=5)
    """Variant -> weight. The first is what the shop does without the experiment."""
    exposure: Name
    """Event that the page reports to the site `events` once a visitor has seen the variant."""


class BroadcastSettings(Model):
    """A channel of one's own on which a host sells live."""

    enabled: bool = True
    max_viewers: int = Field(ge=100, le=10_000_000)
    """At the same time, as the cloud grants them; an alarm fires at four fifths of it."""


class SiteOverride(Model):
    """What differs from shop.yaml for one site in this stack."""

    waiting_room: bool | None = None
    """Whether people queue there."""
    users_per_minute: int | None = Field(default=None, ge=10, le=10_000_000)


class ExperimentOverride(Model):
    """What differs from shop.yaml for one experiment in this stack."""

    enabled: bool | None = None


class BroadcastOverride(Model):
    """What differs from shop.yaml for one channel in this stack."""

    enabled: bool | None = None
    max_viewers: int | None = Field(default=None, ge=100, le=10_000_000)
