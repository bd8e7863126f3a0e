"""The public DNS zone on Alidns, and the certificate that was bought or uploaded."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import cms, dns

from components.alicloud.alarm import PROBE_MILLISECONDS, Above, alarm
from components.alicloud.context import AlicloudContext
from components.alicloud.region import certificate_home
from components.domain import DomainArgs, DomainOutputs
from components.errors import UnsupportedOnCloud
from components.options import extend

_AVAILABLE_PERCENT = 90
"""Ours: one probe in ten may fail, probes are ordinary internet lines."""


def build_domain(ctx: AlicloudContext, name: str, args: DomainArgs, opts: pulumi.ResourceOptions) -> DomainOutputs:
    """The zone (unless it exists), watched from outside; the certificate must be in the certificate service (CAS).

    Nothing here can issue a certificate: CAS sells them by order, with a payment and a validation in between. It
    must cover the domain, `*.` it and `*.svc.` it. CAS measures no expiry that an alarm could watch, and mails the
    account's contacts from 30 days before instead. Before Alidns takes a subdomain (`shop.example.com`) as a zone,
    it wants a TXT record at the parent that proves the ownership (Alidns console, "Add subdomain").

    Raises:
        UnsupportedOnCloud: `certificate_id` is None.
    """
    if args.certificate_id is None:
        raise UnsupportedOnCloud(
            "alicloud",
            "certificate_id=None",
            "certificates are bought or uploaded, not issued on request; give the CAS id of one that covers "
            f"{args.domain}, *.{args.domain} and *.svc.{args.domain}",
        )
    zone_id, name_servers = _zone(ctx, name, args, opts)
    _watch(ctx, name, zone_id, args.notify, opts)
    return DomainOutputs(
        zone_id=zone_id,
        name_servers=name_servers,
        certificate_id=pulumi.Output.from_input(f"{args.certificate_id}-{certificate_home(ctx.region)}"),
        edge_certificate_id=pulumi.Output.from_input(args.certificate_id),
    )


def _zone(
    ctx: AlicloudContext, name: str, args: DomainArgs, opts: pulumi.ResourceOptions
) -> tuple[pulumi.Output[str], pulumi.Output[list[str]]]:
    if args.zone_id is not None:
        return pulumi.Output.from_input(args.zone_id), pulumi.Output.from_input([])
    zone = dns.AlidnsDomain(
        f"{name}-zone",
        domain_name=args.domain,
        remark="The shop's public names",
        tags=ctx.label.tags(name),
        # Another zone may get other name servers: the domain is gone until the parent is changed
        opts=extend(opts, protect=args.deletion_protected),
    )
    return zone.domain_name, zone.dns_servers.apply(list)


def _watch(
    ctx: AlicloudContext,
    name: str,
    zone_id: pulumi.Output[str],
    notify: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> None:
    """Ask for the zone's name servers from outside, as every visitor's resolver does."""
    probe = cms.SiteMonitor(
        f"{name}-probe",
        task_name=ctx.label.physical(name, 100).replace("-", "_"),
        task_type="DNS",
        address=zone_id,
        interval="5",  # minutes
        option_json={"dns_type": "NS", "timeout": PROBE_MILLISECONDS},
        opts=opts,
    )
    alarm(
        ctx,
        name,
        "unresolved",
        opts,
        namespace="acs_networkmonitor",
        metric="Availability",
        dimensions=[{"taskId": probe.id}],
        statistics="Availability",
        when=Above.LESS,
        threshold=_AVAILABLE_PERCENT,
        notify=notify,
        period_seconds=300,
    )
