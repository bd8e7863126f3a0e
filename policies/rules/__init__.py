"""All rules, by area."""

from __future__ import annotations

from policies.rule import Rule
from policies.rules import (
    alarms,
    capacity,
    cost,
    data_protection,
    edge,
    encryption,
    identity,
    logs,
    network,
    resilience,
    tagging,
)

RULES: tuple[Rule, ...] = (
    *network.RULES,
    *encryption.RULES,
    *identity.RULES,
    *data_protection.RULES,
    *logs.RULES,
    *edge.RULES,
    *resilience.RULES,
    *alarms.RULES,
    *capacity.RULES,
    *cost.RULES,
    *tagging.RULES,
)
"""The catalogue."""
