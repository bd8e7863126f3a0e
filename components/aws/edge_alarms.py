"""Who is told what of the edge: errors of a site, an experiment that hurts, and addresses that are blocked."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_aws import cloudfront

from components.aws.alarm import alarm
from components.aws.context import EDGE_REGION, AwsContext
from components.aws.web_acl import metric_name
from components.aws.web_acl_limits import WINDOW_SECONDS, limit_name
from components.edge import EdgeArgs, Site

_ERROR_PERCENT = 5
_EXPERIMENT_ERROR_PERCENT = 1
"""While an experiment runs on a site. The edge counts no errors by variant, so this says only: look at it
first."""


def edge_alarms(
    ctx: AwsContext,
    name: str,
    args: EdgeArgs,
    distributions: Mapping[str, cloudfront.Distribution],
    opts: pulumi.ResourceOptions,
) -> None:
    """An alarm for each site, one more where an experiment is on, one for each limit and one for the firewall."""
    for site in args.sites:
        cdn = distributions[site.name]
        _errors(ctx, name, f"{site.name}-errors", "Visitors get server errors", _ERROR_PERCENT, cdn, args, opts)
        if any(each.enabled for each in site.experiments):
            _errors(
                ctx,
                name,
                f"{site.name}-experiment",
                f"Server errors while {_running(site)} runs: switch it off if it is the cause (`enabled: false`)",
                _EXPERIMENT_ERROR_PERCENT,
                cdn,
                args,
                opts,
            )
    for limit in dict.fromkeys(site.requests_per_ip for site in args.sites):
        asked = ", ".join(site.name for site in args.sites if site.requests_per_ip == limit)
        _blocked(
            ctx,
            name,
            f"limit-{limit}",
            f"Addresses ask more often than {asked} allow: attack, fraud, or a partner that grows",
            limit_name(limit),
            limit,
            args,
            opts,
        )
    _blocked(
        ctx,
        name,
        "blocked",
        "The firewall blocks more than one address alone may send: an attack, or a rule that is wrong",
        "ALL",
        max(site.requests_per_ip for site in args.sites),
        args,
        opts,
    )


def _running(site: Site) -> str:
    return " and ".join(each.name for each in site.experiments if each.enabled)


def _errors(
    ctx: AwsContext,
    name: str,
    role: str,
    description: str,
    percent: float,
    cdn: cloudfront.Distribution,
    args: EdgeArgs,
    opts: pulumi.ResourceOptions,
) -> None:
    alarm(
        ctx,
        name,
        role,
        opts,
        description=description,
        namespace="AWS/CloudFront",
        metric="5xxErrorRate",
        dimensions={"DistributionId": cdn.id, "Region": "Global"},
        threshold=percent,
        region=EDGE_REGION,
        notify=args.notify,
    )


def _blocked(
    ctx: AwsContext,
    name: str,
    role: str,
    description: str,
    rule: str,
    requests: int,
    args: EdgeArgs,
    opts: pulumi.ResourceOptions,
) -> None:
    alarm(
        ctx,
        name,
        role,
        opts,
        description=description,
        namespace="AWS/WAFV2",
        metric="BlockedRequests",
        dimensions={"WebACL": metric_name(ctx, name), "Rule": rule},
        statistic="Sum",
        threshold=requests,
        period_seconds=WINDOW_SECONDS,
        periods=1,
        region=EDGE_REGION,
        notify=args.notify,
    )
