"""Examples for the rules about enough of everything at the peak."""

from __future__ import annotations

from policies.examples.capacity import addresses, groups, machines, sales, stores, streams
from policies.examples.example import Example

EXAMPLES: tuple[Example, ...] = (
    *groups.EXAMPLES,
    *sales.EXAMPLES,
    *addresses.EXAMPLES,
    *stores.EXAMPLES,
    *streams.EXAMPLES,
    *machines.EXAMPLES,
)
