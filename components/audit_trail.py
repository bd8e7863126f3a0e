"""The record of every call to the cloud's control plane, kept where nobody can change it unseen."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from components.component import Component


@dataclass(frozen=True, kw_only=True)
class AuditTrailArgs:
    """How long the record is kept."""

    key_arn: pulumi.Input[str]
    """Its users must include AUDIT and LOGS."""
    retention_days: int
    """At least 365 in production (PCI DSS 10.5.1)."""
    log_retention_days: int
    """How long it can be searched."""
    notify: pulumi.Input[str]
    """Told about root log-ins, denied calls and changes to the trail itself."""
    disposable: bool = False


@dataclass(frozen=True, kw_only=True)
class AuditTrailOutputs:
    """Where the record is."""

    bucket_name: pulumi.Output[str]
    bucket_arn: pulumi.Output[str]
    trail_arn: pulumi.Output[str]


class AuditTrail(Component[AuditTrailArgs, AuditTrailOutputs]):
    """The audit trail of one stack."""

    token = "floodgate:index:AuditTrail"
