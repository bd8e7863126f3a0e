"""Examples for the rules about alarms."""

from __future__ import annotations

from policies.examples.alarms import balancers, groups, messages, stores
from policies.examples.example import Example

EXAMPLES: tuple[Example, ...] = (
    *stores.EXAMPLES,
    *messages.EXAMPLES,
    *balancers.EXAMPLES,
    *groups.EXAMPLES,
)
