"""What differs between the clouds in a stack file: forms of ids, allowed values, keys of one cloud only."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass

from infra.settings.draft import Draft
from infra.settings.stack import CloudName


@dataclass(frozen=True, kw_only=True)
class Form:
    """How a text must look."""

    pattern: re.Pattern[str]
    words: str


@dataclass(frozen=True, kw_only=True)
class CloudFacts:
    """The rows are facts of the cloud; each says where it comes from."""

    title: str
    region: Form
    zone: Callable[[str], Form]
    """Region -> form of its zones."""
    mainland_china: re.Pattern[str] | None
    """Regions under Chinese data law, if production must be there."""
    account_id: Form
    machine_image: Form
    dns_zone: Form
    user: Form
    """How policies name a person."""
    dns_zone_is_domain: bool
    """A zone is called like its domain, so a stack's domain must be in it."""
    registry_region: re.Pattern[str]
    """Finds the region in the name of a registry of this cloud."""
    registry_has_id: bool
    """Its registries have an id that instances need to log in."""
    log_days: Container[int]
    log_days_words: str
    reserved_addresses: int
    """Addresses of every subnet that the cloud keeps for itself."""
    foreign_keys: Mapping[str, str]
    """Keys of `floodgate:account` that have no meaning here -> why."""
    needed_keys: Mapping[str, str]
    """Keys of `floodgate:account` that are optional in general and needed here -> why."""
    waiting_room_keys: tuple[str, ...]
    """Keys of `floodgate:account` without which people cannot queue before a site."""
    broadcast_regions: frozenset[str]
    """Regions in which a channel for live video can be made; none where the provider has no such resource."""


def facts(draft: Draft) -> CloudFacts:
    """The facts of a stack's cloud."""
    return CLOUDS[draft.cloud]


def _form(pattern: str, words: str) -> Form:
    return Form(pattern=re.compile(rf"(?:{pattern})\Z"), words=words)


def _aws_zone(region: str) -> Form:
    return _form(f"{re.escape(region)}[a-z]", f"{region} followed by a letter")


def _alicloud_zone(region: str) -> Form:
    """`cn-hangzhou-h`, but `ap-southeast-1a`. Source: Alibaba Cloud ECS, "Regions and zones", 2026-11."""
    joint = "" if region[-1:].isdigit() else "-"
    return _form(f"{re.escape(region)}{joint}[a-z]", f"{region}{joint} followed by a letter")


_CLOUDWATCH_DAYS = (
    *(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731),
    *(1096, 1827, 2192, 2557, 2922, 3288, 3653),
)
"""Source: CloudWatch Logs API, PutRetentionPolicy, 2026-11."""

_SLS_DAYS = range(1, 3651)
"""Source: Simple Log Service API, CreateLogStore, `ttl`, 2026-11 (3650 keeps for ever)."""

CLOUDS = {
    CloudName.AWS: CloudFacts(
        title="AWS",
        region=_form(
            r"(?!cn-)[a-z]{2}-[a-z]+-[1-9]",
            "a region such as eu-central-1; China and GovCloud are separate partitions with other ARNs",
        ),
        zone=_aws_zone,
        mainland_china=None,
        account_id=_form(r"[0-9]{12}", "12 digits in quotes"),
        machine_image=_form(
            r"(?!.*arm64)(/[A-Za-z0-9_.-]+)+",
            "SSM parameter of an x86-64 image, such as "
            "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
        ),
        dns_zone=_form(r"Z[A-Z0-9]{1,31}", "id of a hosted zone, `Z` and capital letters or digits"),
        user=_form(
            r"arn:aws:iam::[0-9]{12}:user(/[\w+=,.@-]+)+",
            "ARN of a user, such as arn:aws:iam::111122223333:user/jo",
        ),
        dns_zone_is_domain=False,
        registry_region=re.compile(r"[0-9]{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com"),
        registry_has_id=False,
        log_days=_CLOUDWATCH_DAYS,
        log_days_words="CloudWatch keeps logs for " + ", ".join(str(days) for days in _CLOUDWATCH_DAYS),
        reserved_addresses=5,  # VPC user guide, "Subnet CIDR blocks", 2026-11
        foreign_keys={
            "certificate_id": "ACM issues and renews the certificates itself",
            "registry_id": "ECR has no instances",
            "kms_instance_id": "KMS has no instances",
            "esa_instance_id": "CloudFront lets people queue by itself",
            "esa_cname_zone": "CloudFront lets people queue by itself",
            "cdn_origin_cidrs": "the addresses of CloudFront are a list that AWS manages",
        },
        needed_keys={},
        waiting_room_keys=(),
        # Amazon IVS, "Service endpoints and quotas", low-latency streaming, 2026-11
        broadcast_regions=frozenset(
            {
                *("ap-northeast-1", "ap-northeast-2", "ap-south-1"),
                *("eu-central-1", "eu-west-1", "us-east-1", "us-west-2"),
            }
        ),
    ),
    CloudName.ALICLOUD: CloudFacts(
        title="Alibaba Cloud",
        region=_form(r"[a-z]{2}-[a-z]+(-[a-z0-9]+)*", "a region such as cn-shanghai or ap-southeast-1"),
        zone=_alicloud_zone,
        mainland_china=re.compile(r"cn-(?!hongkong)"),
        account_id=_form(r"[0-9]{16}", "16 digits in quotes"),
        machine_image=_form(
            r"(?!.*arm64)([A-Za-z0-9_]+\.vhd|m-[a-z0-9]{10,40})",
            "id of an x86-64 image, such as aliyun_3_x64_20G_alibase_20250629.vhd or m-..., not a family",
        ),
        dns_zone=_form(r"([a-z0-9-]+\.)+[a-z]{2,24}", "a domain registered with Alidns"),
        user=_form(r"acs:ram::[0-9]{16}:user/[\w.-]+", "ARN of a user, such as acs:ram::1111222233334444:user/jo"),
        dns_zone_is_domain=True,
        registry_region=re.compile(r"[a-z0-9-]+-vpc\.([a-z0-9-]+)\.cr\.aliyuncs\.com"),
        registry_has_id=True,
        log_days=_SLS_DAYS,
        log_days_words="Log Service keeps logs for 1 to 3,650 days",
        reserved_addresses=4,  # VPC documentation, "VPCs and vSwitches", 2026-11
        foreign_keys={
            "monthly_budget_usd": "Alibaba Cloud has no budget resource; set a limit in its console",
            "search_role": "Elasticsearch needs no role",
        },
        needed_keys={
            "certificate_id": "Certificate Management Service issues none through its API for free",
            "cdn_origin_cidrs": "only the CDN may reach the load balancer, and no managed list has its addresses",
        },
        waiting_room_keys=("esa_instance_id", "esa_cname_zone"),
        broadcast_regions=frozenset(),
    ),
}
