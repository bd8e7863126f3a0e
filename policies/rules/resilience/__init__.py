"""Rules about resilience."""

from __future__ import annotations

from policies.rule import Rule
from policies.rules.resilience import (
    clusters,
    failover,
    groups,
    instances,
    load_balancers,
    maintenance,
    messages,
    networks,
    stores,
)

RULES: tuple[Rule, ...] = (
    *stores.RULES,
    *groups.RULES,
    *instances.RULES,
    *load_balancers.RULES,
    *networks.RULES,
    *messages.RULES,
    *clusters.RULES,
    *failover.RULES,
    *maintenance.RULES,
)
