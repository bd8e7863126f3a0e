"""Rules about what the shop costs."""

from __future__ import annotations

from policies.rule import Rule
from policies.rules.cost import budget, storage

RULES: tuple[Rule, ...] = (*budget.RULES, *storage.RULES)
