"""What the public sees: the sites behind the CDN."""

from __future__ import annotations

import pulumi

from components.cloud import Cloud
from components.component import Layer
from components.edge import Edge, EdgeArgs, EdgeOutputs, Site, StaticContent
from infra.settings import Settings
from infra.shop.infrastructure import Infrastructure
from infra.shop.stores import Stores


def edge(cloud: Cloud, settings: Settings, base: Infrastructure, stores: Stores) -> EdgeOutputs:
    """The CDN, its firewall and the public names of every site."""
    args = EdgeArgs(
        domain=settings.config.stack.domain,
        zone_id=base.domain.zone_id,
        certificate_id=base.domain.edge_certificate_id,
        origin_dns_name=base.public.dns_name,
        origin_token=base.origin_token.value,
        sites=tuple(_site(settings, stores, name) for name in settings.shop.sites),
        sensitive_paths=tuple(settings.shop.sensitive_paths),
        log_retention_days=settings.config.retention.security_logs_days,
        log_key_arn=base.keys.edge,
        notify=base.edge_alerts,
        disposable=settings.disposable,
    )
    return Edge("edge", args, cloud.edge, pulumi.ResourceOptions(parent=Layer("edge"))).outputs


def _site(settings: Settings, stores: Stores, name: str) -> Site:
    site = settings.shop.sites[name]
    host, *aliases = settings.hosts(name)
    return Site(
        name=name,
        host=host,
        aliases=tuple(aliases),
        cached=site.cached,
        static=StaticContent(paths=tuple(site.static_paths), bucket=stores.buckets[site.static_bucket])
        if site.static_bucket
        else None,
    )
