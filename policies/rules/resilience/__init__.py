"""Rules about resilience."""

from __future__ import annotations

from policies.rule import Rule
from policies.rules.resilience import (
    clusters,
    failover,
    groups,
    instances,
    jobs,
    load_balancers,
    mail,
    maintenance,
    messages,
    models,
    networks,
    retired,
    stores,
    workers,
)

RULES: tuple[Rule, ...] = (
    *stores.RULES,
    *groups.RULES,
    *instances.RULES,
    *workers.RULES,
    *load_balancers.RULES,
    *networks.RULES,
    *messages.RULES,
    *clusters.RULES,
    *failover.RULES,
    *maintenance.RULES,
    *mail.RULES,
    *models.RULES,
    *retired.RULES,
    *jobs.RULES,
)
