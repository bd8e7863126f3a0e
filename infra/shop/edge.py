"""What the public sees: the sites behind the CDN."""

from __future__ import annotations

import pulumi

from components.cloud import Cloud
from components.component import Layer
from components.edge import Edge, EdgeArgs, EdgeOutputs, Site, StaticContent
from components.experiment import Experiment
from infra.settings import Settings
from infra.shop.infrastructure import Infrastructure
from infra.shop.promotion import Promotion
from infra.shop.stores import Stores


def edge(
    cloud: Cloud, settings: Settings, base: Infrastructure, stores: Stores, campaigns: Promotion
) -> EdgeOutputs:
    """The CDN, its firewall and the public names of every site."""
    args = EdgeArgs(
        domain=settings.config.stack.domain,
        zone_id=base.domain.zone_id,
        certificate_id=base.domain.edge_certificate_id,
        origin_dns_name=base.public.dns_name,
        origin_token=base.origin_token.value,
        sites=tuple(_site(settings, stores, campaigns, name) for name in settings.shop.sites),
        ignored_query=tuple(settings.shop.ignored_query),
        sensitive_paths=tuple(settings.shop.sensitive_paths),
        log_retention_days=settings.config.retention.security_logs_days,
        log_key_arn=base.keys.edge,
        notify=base.edge_alerts,
        disposable=settings.disposable,
    )
    return Edge("edge", args, cloud.edge, pulumi.ResourceOptions(parent=Layer("edge"))).outputs


def _site(settings: Settings, stores: Stores, campaigns: Promotion, name: str) -> Site:
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
        long_cached_paths=tuple(site.long_cached_paths),
        requests_per_ip=site.requests_per_ip,
        # Charged by the request, and a stack that is thrown away has nothing that bots want
        bots_filtered=site.bots_filtered and not settings.disposable,
        redirects=site.redirects,
        experiments=tuple(
            Experiment(
                name=key,
                enabled=each.enabled,
                prefixes=tuple(path.removesuffix("*") for path in each.paths),
                variants=each.variants,
            )
            for key, each in settings.shop.experiments.items()
            if name in each.sites
        ),
        waiting_room=campaigns.rooms.get(name),
    )
