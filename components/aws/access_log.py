"""The CDN's access log (CloudFront standard logging v2) in a bucket."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_aws import cloudfront, cloudwatch

from components.aws.context import EDGE_REGION, AwsContext
from components.aws.log_bucket import log_bucket
from components.options import extend

_FIELDS = (
    "date",
    "time",
    "x-edge-location",
    "sc-bytes",
    "c-ip",
    "cs-method",
    "cs(Host)",
    "cs-uri-stem",
    "sc-status",
    "cs(User-Agent)",
    "x-edge-result-type",
    "x-edge-request-id",
    "x-host-header",
    "cs-protocol",
    "cs-bytes",
    "time-taken",
    "x-forwarded-for",
    "ssl-protocol",
    "ssl-cipher",
    "x-edge-response-result-type",
    "cs-protocol-version",
    "c-port",
    "time-to-first-byte",
    "x-edge-detailed-result-type",
    "sc-content-type",
    "sc-content-len",
)
"""All standard fields but three that may carry sessions and personal data: cookies, query string, referrer.
Source: CloudFront developer guide, "Configure standard logging (v2)", 2026-11."""


def access_log(
    ctx: AwsContext,
    name: str,
    distributions: Mapping[str, cloudfront.Distribution],
    opts: pulumi.ResourceOptions,
    *,
    retention_days: int,
    disposable: bool,
) -> None:
    """One bucket for all sites, in the stack's region: visitors' addresses stay there. Only the delivery is
    configured where CloudFront is. To S3 it is free; CloudWatch would cost as much as the CDN itself in a sale."""
    bucket, policy = log_bucket(
        ctx,
        name,
        opts,
        writer="delivery.logs.amazonaws.com",
        writer_condition={
            "StringEquals": {
                "aws:SourceAccount": ctx.account_id,
                "s3:x-amz-acl": "bucket-owner-full-control",
            },
            "ArnLike": {"aws:SourceArn": ctx.arn("logs", "delivery-source:*", region=EDGE_REGION)},
        },
        retention_days=retention_days,
        disposable=disposable,
    )
    destination = cloudwatch.LogDeliveryDestination(
        f"{name}-access",
        delivery_destination_configuration={"destination_resource_arn": bucket.arn},
        output_format="json",
        region=EDGE_REGION,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    # AWS refuses to connect two sources to one destination at the same time ("is currently being updated"), so
    # each delivery waits for the one before. Source: hashicorp/terraform-provider-aws#42194, open as of 2026-11
    before: pulumi.Resource = policy
    for site, distribution in distributions.items():
        source = cloudwatch.LogDeliverySource(
            f"{name}-{site}-access",
            log_type="ACCESS_LOGS",
            resource_arn=distribution.arn,
            region=EDGE_REGION,
            tags=ctx.label.tags(name),
            opts=opts,
        )
        before = cloudwatch.LogDelivery(
            f"{name}-{site}-access",
            delivery_source_name=source.name,
            delivery_destination_arn=destination.arn,
            record_fields=list(_FIELDS),
            region=EDGE_REGION,
            tags=ctx.label.tags(name),
            opts=extend(opts, depends_on=[policy, before]),
        )
