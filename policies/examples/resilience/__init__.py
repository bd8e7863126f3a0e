"""Examples for the rules about resilience."""

from __future__ import annotations

from policies.examples.example import Example
from policies.examples.resilience import (
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

EXAMPLES: tuple[Example, ...] = (
    *stores.EXAMPLES,
    *groups.EXAMPLES,
    *instances.EXAMPLES,
    *workers.EXAMPLES,
    *load_balancers.EXAMPLES,
    *networks.EXAMPLES,
    *messages.EXAMPLES,
    *clusters.EXAMPLES,
    *failover.EXAMPLES,
    *maintenance.EXAMPLES,
    *mail.EXAMPLES,
    *models.EXAMPLES,
    *retired.EXAMPLES,
    *jobs.EXAMPLES,
)
