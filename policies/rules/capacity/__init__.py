"""Rules about enough of everything at the peak."""

from __future__ import annotations

from policies.rule import Rule
from policies.rules.capacity import (
    addresses,
    balancers,
    cdn_cache,
    databases,
    edge,
    groups,
    intelligence,
    load_tests,
    machines,
    queues,
    sales,
    stores,
    targets,
    ways_out,
)

RULES: tuple[Rule, ...] = (
    *groups.RULES,
    *targets.RULES,
    *sales.RULES,
    *balancers.RULES,
    *addresses.RULES,
    *databases.RULES,
    *stores.RULES,
    *queues.RULES,
    *intelligence.RULES,
    *ways_out.RULES,
    *edge.RULES,
    *cdn_cache.RULES,
    *machines.RULES,
    *load_tests.RULES,
)
