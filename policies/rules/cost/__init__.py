"""Rules about what the shop costs."""

from __future__ import annotations

from policies.rule import Rule
from policies.rules.cost import budget, queries, storage

RULES: tuple[Rule, ...] = (*budget.RULES, *storage.RULES, *queries.RULES)
