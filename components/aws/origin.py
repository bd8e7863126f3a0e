"""What the CDN and the load balancer agree on: the headers that every request from the CDN carries."""

from __future__ import annotations

from dataclasses import dataclass

from components.errors import InvalidArgument

ORIGIN_TOKEN_HEADER = "x-origin-token"
"""Proves that a request came through this shop's CDN and not through somebody else's distribution. CloudFront
overwrites what a viewer sends under this name; every public listener rule asks for its value."""

CLIENT_IP_HEADER = "true-client-ip"
"""The viewer's address, set by the CDN's function. Not `X-Forwarded-For`: WAF reads its first entry, which is
whatever the viewer wrote there, so a stranger could get any address blocked."""


@dataclass(frozen=True, kw_only=True)
class OriginRegion:
    """What CloudFront has for origins in one region."""

    prefix_list_id: str
    """Managed prefix list `com.amazonaws.global.cloudfront.origin-facing`: the addresses it calls origins from."""
    shield_region: str
    """Region with Origin Shield that is nearest."""


_REGIONS = {
    "ap-northeast-1": OriginRegion(prefix_list_id="pl-58a04531", shield_region="ap-northeast-1"),
    "ap-northeast-2": OriginRegion(prefix_list_id="pl-22a6434b", shield_region="ap-northeast-2"),
    "ap-northeast-3": OriginRegion(prefix_list_id="pl-31a14458", shield_region="ap-northeast-1"),
    "ap-south-1": OriginRegion(prefix_list_id="pl-9aa247f3", shield_region="ap-south-1"),
    "ap-southeast-1": OriginRegion(prefix_list_id="pl-31a34658", shield_region="ap-southeast-1"),
    "ap-southeast-2": OriginRegion(prefix_list_id="pl-b8a742d1", shield_region="ap-southeast-2"),
    "ca-central-1": OriginRegion(prefix_list_id="pl-38a64351", shield_region="us-east-1"),
    "eu-central-1": OriginRegion(prefix_list_id="pl-a3a144ca", shield_region="eu-central-1"),
    "eu-north-1": OriginRegion(prefix_list_id="pl-fab65393", shield_region="eu-west-2"),
    "eu-west-1": OriginRegion(prefix_list_id="pl-4fa04526", shield_region="eu-west-1"),
    "eu-west-2": OriginRegion(prefix_list_id="pl-93a247fa", shield_region="eu-west-2"),
    "eu-west-3": OriginRegion(prefix_list_id="pl-75b1541c", shield_region="eu-west-2"),
    "sa-east-1": OriginRegion(prefix_list_id="pl-5da64334", shield_region="sa-east-1"),
    "us-east-1": OriginRegion(prefix_list_id="pl-3b927c52", shield_region="us-east-1"),
    "us-east-2": OriginRegion(prefix_list_id="pl-b6a144df", shield_region="us-east-2"),
    "us-west-1": OriginRegion(prefix_list_id="pl-4ea04527", shield_region="us-west-2"),
    "us-west-2": OriginRegion(prefix_list_id="pl-82a045eb", shield_region="us-west-2"),
}
"""A table, because a look-up needs an account and an offline preview has none. The ids never change.
Sources: AWS networking blog, "Limit access to your origins using the AWS-managed prefix list for Amazon
CloudFront"; CloudFront developer guide, "Choosing the AWS Region for Origin Shield"; both as of 2026-11."""


def origin_region(region: str) -> OriginRegion:
    """What CloudFront has for origins in `region`.

    Raises:
        ValueError: the region is not in the table.
    """
    if region not in _REGIONS:
        raise InvalidArgument(
            f"region must be one of {', '.join(_REGIONS)} to stand behind CloudFront, got {region}; "
            f"add its row to components/aws/origin.py (`aws ec2 describe-managed-prefix-lists --region {region}`)"
        )
    return _REGIONS[region]
