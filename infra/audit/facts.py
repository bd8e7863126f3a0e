"""From a stack's settings to the facts that rules may know."""

from __future__ import annotations

from collections.abc import Mapping

from components.local_time import utc_offset_hours
from infra.settings import Settings
from policies.facts import Environment, Facts

_CDN_REGIONS: Mapping[str, frozenset[str]] = {"aws": frozenset({"us-east-1"}), "alicloud": frozenset()}
"""Where a cloud keeps what belongs to its CDN (certificate, firewall), whatever the stack's region."""


def facts(settings: Settings) -> Facts:
    """The facts of one stack."""
    stack = settings.config.stack
    return Facts(
        stack=settings.name,
        cloud=stack.cloud.value,
        environment=Environment(stack.environment.value),
        region=settings.config.region,
        allowed_regions=frozenset({settings.config.region}) | _CDN_REGIONS[stack.cloud.value],
        accounts=frozenset({settings.config.account.id}),
        permanent=not settings.disposable,
        utc_offset_hours=utc_offset_hours(settings.config.region),
    )
