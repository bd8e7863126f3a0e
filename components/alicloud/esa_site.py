"""Hosts on Edge Security Acceleration (ESA): the site, its TLS, its firewall, and the way to the load balancer."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_alicloud import cms, esa

from components.alicloud.alarm import PROBE_MILLISECONDS, Above, alarm
from components.alicloud.context import AlicloudContext
from components.alicloud.dcdn_functions import SECURITY_HEADERS, YEAR_SECONDS
from components.alicloud.esa_waiting_room import preload, waiting_room
from components.alicloud.origin import ORIGIN_TOKEN_HEADER
from components.alicloud.region import certificate_home, is_mainland
from components.edge import EdgeArgs, Site
from components.errors import UnsupportedOnCloud
from components.experiment import EXPERIMENTS_HEADER
from components.options import extend

_WINDOW_SECONDS = 300
_BLOCK_SECONDS = 300
_TTL_SECONDS = 600
"""As of the records at Alidns."""
_AVAILABLE_PERCENT = 90
"""Ours: one probe in ten may fail, probes are ordinary internet lines."""


def esa_site(
    ctx: AlicloudContext,
    name: str,
    sites: Sequence[Site],
    origin_host: str,
    args: EdgeArgs,
    opts: pulumi.ResourceOptions,
) -> dict[str, pulumi.Output[str]]:
    """The stack's domain at ESA with the hosts of these sites: host -> where its public record leads, known when
    all is there that a request needs.

    Access is by CNAME: the other hosts stay with DCDN. After the first `up` a person proves the domain with the
    TXT record that ESA's console shows, and adds the addresses from which ESA fetches to `cdn_origin_cidrs`.
    ESA's managed rules are on for every site of a plan; the limit is ours.

    Raises:
        UnsupportedOnCloud: the account has no plan of ESA, or a site has files, several hosts or experiments.
    """
    if ctx.esa_instance_id is None or ctx.esa_cname_zone is None:
        raise UnsupportedOnCloud(
            "alicloud",
            "waiting_room",
            "only ESA has waiting rooms: buy a plan and name it in the stack file (`esa_instance_id`, "
            "`esa_cname_zone`)",
        )
    for site in sites:
        if site.static or site.experiments or site.aliases:
            raise UnsupportedOnCloud(
                "alicloud",
                f"waiting_room of {site.name}",
                "such a site is at ESA, where this project serves no files, experiments or further hosts: give "
                "them to another site",
            )
    at_esa = esa.Site(
        f"{name}-esa",
        site_name=args.domain,
        instance_id=ctx.esa_instance_id,
        access_type="CNAME",
        coverage="domestic" if is_mainland(ctx.region) else "overseas",
        seo_bypass="on",  # search engines pass the firewall's challenges
        tags=ctx.label.tags(name),
        opts=opts,
    )
    ready: list[pulumi.Resource] = [
        *_transport(ctx, name, at_esa, args, opts),
        *_headers(name, at_esa, args, opts),
    ]
    targets: dict[str, pulumi.Output[str]] = {}
    for site in sites:
        ready.append(_limit(name, at_esa, site, opts))
        # Who is sent there before the room stands passes it by
        ready += waiting_room(ctx, name, at_esa, site, args.domain, opts)
        record = esa.Record(
            f"{name}-esa-{site.name}",
            site_id=at_esa.id,
            record_name=site.host,
            record_type="CNAME",
            data={"value": origin_host},
            source_type="Domain",
            host_policy="follow_hostname",
            biz_name="web",
            proxied=True,
            ttl=_TTL_SECONDS,  # left out, what ESA chooses would show as a change in every `up`
            opts=extend(opts, depends_on=ready),
        )
        ready.append(record)
        targets[site.host] = record.record_name.apply(lambda host: f"{host}.{ctx.esa_cname_zone}")
        preload(name, at_esa, site, extend(opts, depends_on=[record]))
        _watch(ctx, name, site, args.notify, opts)
    return targets


def _transport(
    ctx: AlicloudContext, name: str, site: esa.Site, args: EdgeArgs, opts: pulumi.ResourceOptions
) -> list[pulumi.Resource]:
    """TLS 1.2 and later on both sides, and never anything else."""
    return [
        esa.Certificate(
            f"{name}-esa",
            site_id=site.id,
            created_type="cas",
            cas_id=args.certificate_id,
            region=certificate_home(ctx.region),
            # The provider reads the names in the certificate into an argument that forces replacement: without
            # this every `up` would make it anew. Source: terraform-provider-alicloud,
            # resource_alicloud_esa_certificate.go, 2026-08
            opts=extend(opts, ignore_changes=["domains"]),
        ),
        esa.HttpsBasicConfiguration(
            f"{name}-esa",
            site_id=site.id,
            https="on",
            http2="on",
            http3="on",
            tls10="off",
            tls11="off",
            tls12="on",
            tls13="on",
            opts=opts,
        ),
        esa.HttpsApplicationConfiguration(
            f"{name}-esa",
            site_id=site.id,
            https_force="on",
            https_force_code="308",
            hsts="on",
            hsts_max_age=str(YEAR_SECONDS),
            hsts_include_subdomains="on",
            opts=opts,
        ),
        esa.OriginRule(f"{name}-esa", site_id=site.id, origin_scheme="https", origin_https_port="443", opts=opts),
    ]


def _headers(name: str, site: esa.Site, args: EdgeArgs, opts: pulumi.ResourceOptions) -> list[pulumi.Resource]:
    """The token for the load balancer, the headers for the browser, and what is no part of a page's name."""
    rules: list[pulumi.Resource] = [
        esa.HttpRequestHeaderModificationRule(
            f"{name}-esa-token",
            site_id=site.id,
            rule_name="origin-token",
            rule="true",
            rule_enable="on",
            request_header_modifications=[
                {
                    "name": ORIGIN_TOKEN_HEADER,
                    "operation": "add",
                    "value": pulumi.Output.secret(args.origin_token),
                },
                # What one visitor claims to see would be kept for all
                {"name": EXPERIMENTS_HEADER, "operation": "del"},
            ],
            opts=opts,
        ),
        esa.HttpResponseHeaderModificationRule(
            f"{name}-esa-headers",
            site_id=site.id,
            rule_name="security-headers",
            rule="true",
            rule_enable="on",
            response_header_modifications=[
                {"name": header, "operation": "add", "value": value} for header, value in SECURITY_HEADERS.items()
            ],
            opts=opts,
        ),
    ]
    if args.ignored_query:
        rules.append(
            esa.CacheRule(
                f"{name}-esa-query",
                site_id=site.id,
                rule_name="ignored-query",
                rule="true",
                rule_enable="on",
                edge_cache_mode="follow_origin_bypass",  # only what says that it may be kept
                query_string_mode="exclude_query_string",
                query_string=" ".join(args.ignored_query),
                opts=opts,
            )
        )
    return rules


def _limit(name: str, site: esa.Site, of: Site, opts: pulumi.ResourceOptions) -> pulumi.Resource:
    """Block an address that sends more than the site's limit within the window."""
    rules = esa.WafRuleset(f"{name}-esa-{of.name}-limit", site_id=site.id, phase="http_ratelimit", opts=opts)
    return esa.WafRule(
        f"{name}-esa-{of.name}-limit",
        site_id=site.id,
        ruleset_id=rules.ruleset_id,
        phase="http_ratelimit",
        config={
            "name": f"limit-{of.name}",
            "status": "on",
            "action": "deny",
            "expression": f'(http.host eq "{of.host}")',
            "rate_limit": {
                "interval": _WINDOW_SECONDS,
                "ttl": _BLOCK_SECONDS,
                "on_hit": True,
                "threshold": {"request": of.requests_per_ip},
                "characteristics": {"logic": "and", "criterias": [{"match_type": "ip.src"}]},
            },
        },
        opts=opts,
    )


def _watch(
    ctx: AlicloudContext, name: str, site: Site, notify: pulumi.Input[str], opts: pulumi.ResourceOptions
) -> None:
    """Open the site from outside, as its visitors do; who waits gets status 200, so a full room is no error."""
    probe = cms.SiteMonitor(
        f"{name}-{site.name}-probe",
        task_name=ctx.label.physical(f"{name}-{site.name}", 100).replace("-", "_"),
        task_type="HTTP",
        address=f"https://{site.host}/",
        interval="1",  # minutes
        option_json={"http_method": "get", "timeout": PROBE_MILLISECONDS},
        opts=opts,
    )
    alarm(
        ctx,
        name,
        f"{site.name}-unreachable",
        opts,
        namespace="acs_networkmonitor",
        metric="Availability",
        dimensions=[{"taskId": probe.id}],
        statistics="Availability",
        when=Above.LESS,
        threshold=_AVAILABLE_PERCENT,
        notify=notify,
    )
