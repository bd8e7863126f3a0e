"""What a stack says about itself and what its environment therefore demands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum


class Environment(StrEnum):
    """What a stack is for."""

    DEV = "dev"
    STAGING = "staging"
    PROD = "prod"


@dataclass(frozen=True, kw_only=True)
class Demands:
    """The numbers that differ between environments; everything else differs by `Rule.environments`."""

    zones: int
    """Distinct zones that groups and load balancers span."""
    backup_days: int
    """Days a database can be brought back to, and daily copies are kept."""
    payment_backup_days: int
    """The same for stores that hold cardholder data."""
    security_log_days: int
    """Days that audit, network, firewall and access logs are kept. PCI DSS 10.5.1: 12 months."""
    log_days: int
    """Days that any other log is kept."""
    zone_headroom: bool
    """What is left after the loss of a zone must carry the load."""


DEMANDS: Mapping[Environment, Demands] = {
    Environment.PROD: Demands(
        zones=3, backup_days=7, payment_backup_days=35, security_log_days=365, log_days=30, zone_headroom=True
    ),
    Environment.STAGING: Demands(
        zones=2, backup_days=1, payment_backup_days=1, security_log_days=30, log_days=7, zone_headroom=True
    ),
    Environment.DEV: Demands(
        zones=1, backup_days=1, payment_backup_days=1, security_log_days=7, log_days=1, zone_headroom=False
    ),
}


@dataclass(frozen=True, kw_only=True)
class Sale:
    """A declared flash sale: the floor of every group is raised before it starts."""

    name: str
    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the rules know about a stack besides its resources; from its stack file."""

    stack: str
    cloud: str
    """`aws` or `alicloud`."""
    environment: Environment
    region: str
    allowed_regions: frozenset[str]
    """Where data may be; the stack's own region, and us-east-1 for what CloudFront demands there."""
    accounts: frozenset[str] = frozenset()
    """Accounts that policies may name: the stack's own."""
    permanent: bool = True
    """`pulumi destroy` must not delete data."""
    known: bool = True
    """False where the stack has no stack file: then it is judged as production."""
    peak_instances: Mapping[str, int] = field(default_factory=dict)
    """Service -> instances it needs at its declared peak."""
    peak_hours: tuple[int, int] = (8, 1)
    """Trading hours in the region's local time: from the first hour to the second (of the next day). Chinese and
    European shops sell most between 20 and 24 o'clock, and a sale opens at midnight."""
    utc_offset_hours: int = 0
    """Of the region's customers, in winter."""
    sales: tuple[Sale, ...] = ()
    today: date = field(default_factory=lambda: datetime.now(UTC).date())

    @property
    def demands(self) -> Demands:
        """The numbers of its environment."""
        return DEMANDS[self.environment]
