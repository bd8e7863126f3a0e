"""Examples for the rules about resilience."""

from __future__ import annotations

from policies.examples.example import Example
from policies.examples.resilience import (
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

EXAMPLES: tuple[Example, ...] = (
    *stores.EXAMPLES,
    *groups.EXAMPLES,
    *instances.EXAMPLES,
    *load_balancers.EXAMPLES,
    *networks.EXAMPLES,
    *messages.EXAMPLES,
    *clusters.EXAMPLES,
    *failover.EXAMPLES,
    *maintenance.EXAMPLES,
)
