"""Examples for the rules about what the shop costs."""

from __future__ import annotations

from policies.examples.cost import budget, queries, storage
from policies.examples.example import Example

EXAMPLES: tuple[Example, ...] = (*budget.EXAMPLES, *storage.EXAMPLES, *queries.EXAMPLES)
