"""Examples for the rules about enough of everything at the peak."""

from __future__ import annotations

from policies.examples.capacity import (
    addresses,
    balancers,
    caches,
    cdn_cache,
    connections,
    databases,
    edge,
    groups,
    intelligence,
    load_tests,
    machines,
    queues,
    sales,
    stores,
    streams,
    targets,
    ways_out,
)
from policies.examples.example import Example

EXAMPLES: tuple[Example, ...] = (
    *groups.EXAMPLES,
    *targets.EXAMPLES,
    *sales.EXAMPLES,
    *balancers.EXAMPLES,
    *addresses.EXAMPLES,
    *databases.EXAMPLES,
    *connections.EXAMPLES,
    *stores.EXAMPLES,
    *streams.EXAMPLES,
    *caches.EXAMPLES,
    *queues.EXAMPLES,
    *intelligence.EXAMPLES,
    *ways_out.EXAMPLES,
    *edge.EXAMPLES,
    *cdn_cache.EXAMPLES,
    *machines.EXAMPLES,
    *load_tests.EXAMPLES,
)
