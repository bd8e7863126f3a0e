"""What every Alibaba Cloud builder knows about the account and the stack."""

from __future__ import annotations

from dataclasses import dataclass

from components.label import Label


@dataclass(frozen=True, kw_only=True)
class AlicloudContext:
    """Facts that are the same for all resources of one stack."""

    label: Label
    region: str
    account_id: str
    """16 digits."""
    machine_image: str
    """Image that instances boot from, for example `aliyun_3_x64_20G_alibase_20250629.vhd`. A launch template takes
    no image family, so a newer image is a change of the stack file."""
    kms_instance_id: str | None
    """The account's KMS instance (`kst-...`). Accounts opened since KMS 3.0 need one for customer keys and
    secrets; it is bought once per account, so it is a fact of the account and not a resource of a stack."""
    cdn_origin_cidrs: tuple[str, ...]
    """Addresses from which the CDN fetches from origins (API DescribeDcdnIpInfo / DescribeL2VipsByDomain); only
    they may reach the public load balancer."""
    esa_instance_id: str | None = None
    """The account's plan of Edge Security Acceleration (ESA), bought by the month; waiting rooms need it."""
    esa_cname_zone: str | None = None
    """What ESA puts behind the names of the site's records, as its console shows; no resource gives it out."""

    def arn(self, service: str, resource: str, region: str | None = None) -> str:
        """Alibaba Cloud resource name of a resource of this account (`region=""` for global services)."""
        return f"acs:{service}:{self.region if region is None else region}:{self.account_id}:{resource}"
