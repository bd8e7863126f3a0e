"""Rules about enough of everything at the peak."""

from __future__ import annotations

from policies.rule import Rule
from policies.rules.capacity import addresses, groups, machines, sales, stores

RULES: tuple[Rule, ...] = (
    *groups.RULES,
    *sales.RULES,
    *addresses.RULES,
    *stores.RULES,
    *machines.RULES,
)
