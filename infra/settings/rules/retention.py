"""How long records are kept: what the cloud can do, and what production must."""

from __future__ import annotations

from collections.abc import Iterator

from infra.settings.draft import Draft
from infra.settings.problem import Problem
from infra.settings.rules.cloud_facts import facts

_LOG_KEYS = ("logs_days", "security_logs_days")

_LEAST_IN_PRODUCTION = {
    "logs_days": (30, "a month of service logs to find a slow fault"),
    "security_logs_days": (365, "PCI DSS 10.5.1 asks for 12 months"),
    "backup_days": (7, "a mistake made on Friday is found next week"),
}
"""Key -> days, why."""


def known_to_the_cloud(draft: Draft) -> Iterator[Problem]:
    """The cloud can keep logs for exactly so long."""
    cloud = facts(draft)
    for key in _LOG_KEYS:
        days = getattr(draft.config.retention, key)
        if days not in cloud.log_days:
            yield draft.in_stack(
                ("retention", key),
                f"is no retention that {cloud.title} has",
                given=f"{days:,} days",
                allowed=cloud.log_days_words,
                fix="take the next longer one",
            )


def long_enough(draft: Draft) -> Iterator[Problem]:
    """Production keeps what auditors and people on call ask for."""
    for key, (least, why) in _LEAST_IN_PRODUCTION.items():
        days = getattr(draft.config.retention, key)
        if draft.production and days < least:
            yield draft.in_stack(
                ("retention", key),
                f"is too short for production: {why}",
                given=f"{days:,} days",
                allowed=f"{least} days or more",
                fix=f"write `{key}: {least}` or more",
            )
