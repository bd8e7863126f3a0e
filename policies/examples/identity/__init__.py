"""Examples for the rules about identity."""

from __future__ import annotations

from policies.examples.example import Example
from policies.examples.identity import compute, grants, people, public, rotation, secrets, stores, trust

EXAMPLES: tuple[Example, ...] = (
    *grants.EXAMPLES,
    *trust.EXAMPLES,
    *people.EXAMPLES,
    *compute.EXAMPLES,
    *public.EXAMPLES,
    *stores.EXAMPLES,
    *secrets.EXAMPLES,
    *rotation.EXAMPLES,
)
