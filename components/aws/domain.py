"""The public DNS zone on Route 53 and the certificates on ACM."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_aws import acm, route53

from components.aws.alarm import Above, alarm
from components.aws.context import EDGE_REGION, AwsContext
from components.domain import DomainArgs, DomainOutputs
from components.errors import UnsupportedOnCloud
from components.options import extend

_RENEWAL_IS_LATE_DAYS = 30
"""ACM starts to renew 60 days before the end; half of that gone means that renewal fails.
Source: AWS Certificate Manager user guide, "Managed certificate renewal", 2026-11."""
_DAY_SECONDS = 86_400
_TTL_SECONDS = 300


def build_domain(ctx: AwsContext, name: str, args: DomainArgs, opts: pulumi.ResourceOptions) -> DomainOutputs:
    """The zone (unless it exists), and a certificate in the stack's region and where CloudFront looks for it.

    Raises:
        UnsupportedOnCloud: `certificate_id` is given.
    """
    if args.certificate_id is not None:
        raise UnsupportedOnCloud(
            "aws", "certificate_id", "ACM issues and renews the certificates itself; leave it empty"
        )
    zone_id, name_servers = _zone(ctx, name, args, opts)
    certificate = _certificate(ctx, f"{name}-certificate", name, args.domain, None, opts)
    records = [
        _validation_record(f"{name}-{role}", certificate, host, zone_id, opts)
        for role, host in (("validation", args.domain), ("validation-svc", f"*.svc.{args.domain}"))
    ]
    issued = _issued(f"{name}-certificate", certificate, records, None, opts)
    if ctx.region == EDGE_REGION:
        edge_issued = issued
    else:
        # ACM asks for the same records for a name in every region of an account, so the first set proves both
        edge_certificate = _certificate(ctx, f"{name}-edge-certificate", name, args.domain, EDGE_REGION, opts)
        edge_issued = _issued(f"{name}-edge-certificate", edge_certificate, records, EDGE_REGION, opts)
    # One alarm for both: they renew by the same records, and an alarm can only tell a notifier of its own region
    alarm(
        ctx,
        name,
        "expiry",
        opts,
        description="The certificate was not renewed: are the validation records still there?",
        namespace="AWS/CertificateManager",
        metric="DaysToExpiry",
        dimensions={"CertificateArn": issued},
        statistic="Minimum",
        when=Above.LESS,
        threshold=_RENEWAL_IS_LATE_DAYS,
        period_seconds=_DAY_SECONDS,
        periods=1,
        notify=args.notify,
    )
    return DomainOutputs(
        zone_id=zone_id, name_servers=name_servers, certificate_id=issued, edge_certificate_id=edge_issued
    )


def _zone(
    ctx: AwsContext, name: str, args: DomainArgs, opts: pulumi.ResourceOptions
) -> tuple[pulumi.Output[str], pulumi.Output[list[str]]]:
    if args.zone_id is not None:
        return pulumi.Output.from_input(args.zone_id), pulumi.Output.from_input([])
    zone = route53.Zone(
        f"{name}-zone",
        name=args.domain,
        comment="The shop's public names",
        force_destroy=False,
        tags=ctx.label.tags(name),
        # Another zone would get other name servers: the domain is gone until the parent is changed
        opts=extend(opts, protect=args.deletion_protected),
    )
    return zone.zone_id, zone.name_servers.apply(list)


def _certificate(
    ctx: AwsContext,
    logical_name: str,
    component: str,
    domain: str,
    region: str | None,
    opts: pulumi.ResourceOptions,
) -> acm.Certificate:
    return acm.Certificate(
        logical_name,
        domain_name=domain,
        subject_alternative_names=[f"*.{domain}", f"*.svc.{domain}"],
        validation_method="DNS",
        region=region,
        tags=ctx.label.named(component, logical_name),
        opts=opts,
    )


def _validation_record(
    logical_name: str,
    certificate: acm.Certificate,
    host: str,
    zone_id: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> route53.Record:
    """The record that proves `host`. The domain and its wildcard have one record in common, so two are enough."""
    option = certificate.domain_validation_options.apply(
        lambda options: next(option for option in options if option.domain_name == host)
    )
    return route53.Record(
        logical_name,
        zone_id=zone_id,
        name=option.apply(lambda found: found.resource_record_name or ""),
        type="CNAME",
        ttl=_TTL_SECONDS,
        records=[option.apply(lambda found: found.resource_record_value or "")],
        allow_overwrite=True,  # left behind by another stack that had the same domain in this account
        opts=opts,
    )


def _issued(
    logical_name: str,
    certificate: acm.Certificate,
    records: Sequence[route53.Record],
    region: str | None,
    opts: pulumi.ResourceOptions,
) -> pulumi.Output[str]:
    """The certificate's ARN, known only once it is issued."""
    return acm.CertificateValidation(
        logical_name,
        certificate_arn=certificate.arn,
        validation_record_fqdns=[record.fqdn for record in records],
        region=region,
        opts=opts,
    ).certificate_arn
