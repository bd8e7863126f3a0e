"""The edge on Alibaba Cloud: DCDN with its firewall, and the public records on Alidns."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_alicloud import dns

from components.alicloud.context import AlicloudContext
from components.alicloud.dcdn_domain import Origin, PublicHost, dcdn_domain
from components.alicloud.dcdn_functions import (
    Function,
    file_functions,
    page_functions,
    redirects,
    whole_site_functions,
)
from components.alicloud.dcdn_waf import DcdnWaf, dcdn_waf
from components.alicloud.edge_alarms import edge_alarms
from components.alicloud.esa_site import esa_site
from components.alicloud.logs import log_streams
from components.alicloud.static_files import let_cdn_read
from components.alicloud.zone import relative
from components.edge import EdgeArgs, EdgeOutputs, Site
from components.errors import InvalidArgument
from components.logs import LogsArgs
from components.options import extend

_TTL_SECONDS = 600
"""The least that the free edition of Alidns takes. Source: Alidns documentation "TTL", 2026-08."""
_LOG = "access"


def build_edge(ctx: AlicloudContext, name: str, args: EdgeArgs, opts: pulumi.ResourceOptions) -> EdgeOutputs:
    """One DCDN domain a host name, all behind one firewall. A site with a waiting room is served by ESA instead,
    which has them (esa_site.py).

    DCDN cannot fetch single paths from a second origin, so files of a bucket get a host of their own
    (`SITE-static.DOMAIN`) and the site redirects to it. The domain itself, without a label, gets a CNAME like
    every host, so its zone can hold no MX or TXT record of the same name. It passes no WebSocket where its
    firewall or HTTP/2 is on (DCDN, "Configure WebSocket", 2025-11), and both are on for every host. `disposable`
    changes nothing: a log project is deleted together with what is in it.

    Before the first `up` the account must have: DCDN and its WAF switched on; the role that reads private buckets
    (static_files.py); leave to add request headers (by ticket, where the DCDN console does not offer it); each
    host proven by a TXT record; and in the Chinese mainland an ICP filing for the domain. After it: real-time log
    delivery of each domain to the log store made here (DCDN console, "Real-time logs"), which no resource of the
    provider can set up.

    Raises:
        ValueError: a host that the certificate does not cover, or one that is there twice.
        UnsupportedOnCloud: a waiting room, and the account has no plan of ESA.
    """
    roles = _roles(args)
    queued = [site for site in args.sites if site.waiting_room]
    sites = [site for site in args.sites if not site.waiting_room]
    waf = dcdn_waf(ctx, name, args, sites, opts)
    hosts = {site.name: _hosts(ctx, name, site, roles, args, waf, opts) for site in sites}
    let_cdn_read(ctx, name, args.sites, opts)
    _record(name, roles, args, _origin_host(args), args.origin_dns_name, opts)
    for site in sites:
        for host, public in hosts[site.name].items():
            # Nobody is sent to a domain before it is complete: without its firewall it is open
            _record(name, roles, args, host, public.domain.cname, extend(opts, depends_on=public.ready))
        edge_alarms(ctx, name, site, list(hosts[site.name]), args.notify, opts)
    if queued:
        for host, target in esa_site(ctx, name, queued, _origin_host(args), args, opts).items():
            _record(name, roles, args, host, target, opts)
    log_streams(
        ctx,
        name,
        f"{name}-log",
        LogsArgs(retention_days={_LOG: args.log_retention_days}, key_arn=args.log_key_arn),
        opts,
    )
    return EdgeOutputs(
        urls={site.name: f"https://{site.host}" for site in args.sites},
        cdn_ids={
            site.name: hosts[site.name][site.host].domain.domain_name
            if site.name in hosts
            else pulumi.Output.from_input(site.host)
            for site in args.sites
        },
    )


def _origin_host(args: EdgeArgs) -> str:
    return f"origin.{args.domain}"


def _files_host(args: EdgeArgs, site: Site) -> str:
    return f"{site.name}-static.{args.domain}"


def _roles(args: EdgeArgs) -> dict[str, str]:
    """Every host name -> its part of logical names."""
    hosts = [_origin_host(args)]
    for site in args.sites:
        apart = site.static and not site.wholly_files
        hosts += [site.host, *site.aliases, *([_files_host(args, site)] if apart else [])]
    twice = sorted({host for host in hosts if hosts.count(host) > 1})
    if twice:
        raise InvalidArgument(f"every host may be there once only, got {', '.join(twice)} more often")
    return {host: _label(host, args.domain) for host in hosts}


def _label(host: str, domain: str) -> str:
    """`www.shop.example.com` -> `www`, the domain itself -> `apex`."""
    if host == domain:
        return "apex"
    label = host.removesuffix(f".{domain}")
    if label == host or "." in label:
        raise InvalidArgument(
            f"host must be {domain} or one label below it (its certificate covers no other), got {host}"
        )
    return label


def _hosts(
    ctx: AlicloudContext,
    name: str,
    site: Site,
    roles: Mapping[str, str],
    args: EdgeArgs,
    waf: DcdnWaf,
    opts: pulumi.ResourceOptions,
) -> dict[str, PublicHost]:
    """The hosts of a site: its own, the aliases, and the one of its files."""

    def public(host: str, origin: Origin, functions: list[Function]) -> PublicHost:
        return dcdn_domain(
            ctx,
            name,
            roles[host],
            opts,
            host=host,
            origin=origin,
            certificate_id=args.certificate_id,
            functions=functions,
            waf=waf,
            site=site,
        )

    bucket = Origin(kind="oss", host=site.static.bucket.domain_name) if site.static else None
    if bucket and site.wholly_files:
        return {host: public(host, bucket, whole_site_functions(site)) for host in (site.host, *site.aliases)}
    pages = page_functions(site, ignored_query=args.ignored_query, token=args.origin_token)
    files = {}
    if bucket and site.static:
        files_host = _files_host(args, site)
        pages += redirects(site.static.paths, files_host)
        files[files_host] = public(files_host, bucket, file_functions(site.long_cached_paths))
    balancer = Origin(kind="domain", host=_origin_host(args))
    return {**{host: public(host, balancer, pages) for host in (site.host, *site.aliases)}, **files}


def _record(
    name: str,
    roles: Mapping[str, str],
    args: EdgeArgs,
    host: str,
    target: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> None:
    dns.AlidnsRecord(
        f"{name}-{roles[host]}",
        domain_name=args.zone_id,
        rr=pulumi.Output.from_input(args.zone_id).apply(lambda zone: relative(host, zone)),
        type="CNAME",
        value=target,
        ttl=_TTL_SECONDS,
        opts=opts,
    )
