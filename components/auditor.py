"""A role for people who look at records and change nothing."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from components.component import Component


@dataclass(frozen=True, kw_only=True)
class AuditorArgs:
    """Who may read what. Nobody assumes the role without a second factor."""

    people: tuple[str, ...]
    """Names of users in the cloud's own form, at least one."""
    bucket_arns: tuple[pulumi.Input[str], ...]
    """Buckets of which they read every version."""
    key_arns: tuple[pulumi.Input[str], ...]
    """Keys that these buckets are encrypted with."""
    session_hours: int = 1
    """After so long they show their second factor again, 1..12."""


@dataclass(frozen=True, kw_only=True)
class AuditorOutputs:
    """The role."""

    role_arn: pulumi.Output[str]


class Auditor(Component[AuditorArgs, AuditorOutputs]):
    """The read-only role of auditors."""

    token = "floodgate:index:Auditor"
