"""Rules about tags."""

from __future__ import annotations

from policies.rule import Rule
from policies.rules.tagging import tags

RULES: tuple[Rule, ...] = (*tags.RULES,)
