"""Examples for the rules about who can reach what."""

from __future__ import annotations

from policies.examples.example import Example
from policies.examples.network import compute, groups, ingress, routes, stores, subnets

EXAMPLES: tuple[Example, ...] = (
    *ingress.EXAMPLES,
    *groups.EXAMPLES,
    *subnets.EXAMPLES,
    *routes.EXAMPLES,
    *compute.EXAMPLES,
    *stores.EXAMPLES,
)
