"""Examples for the rules about tags."""

from __future__ import annotations

from policies.examples.example import Example
from policies.examples.tagging import tags

EXAMPLES: tuple[Example, ...] = (*tags.EXAMPLES,)
