"""What every AWS builder knows about the account and the stack."""

from __future__ import annotations

from dataclasses import dataclass

from components.encryption_key import Location
from components.label import Label

EDGE_REGION = "us-east-1"
"""Where CloudFront keeps its certificates, web ACLs and metrics.
Source: AWS CloudFront developer guide, "Requirements for using SSL/TLS certificates with CloudFront"."""


@dataclass(frozen=True, kw_only=True)
class AwsContext:
    """Facts that are the same for all resources of one stack."""

    label: Label
    region: str
    account_id: str
    """12 digits."""
    machine_image: str
    """SSM parameter that names the machine image, for example
    `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64`."""

    def region_of(self, location: Location) -> str:
        """The region that a resource's own `region` argument takes."""
        return EDGE_REGION if location is Location.EDGE else self.region

    def arn(self, service: str, resource: str, region: str | None = None) -> str:
        """ARN of a resource of this account in this region (`region=""` for global services)."""
        return f"arn:aws:{service}:{self.region if region is None else region}:{self.account_id}:{resource}"
