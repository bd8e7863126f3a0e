"""Rules about who can reach what."""

from __future__ import annotations

from policies.rule import Rule
from policies.rules.network import compute, groups, ingress, routes, stores, subnets

RULES: tuple[Rule, ...] = (
    *ingress.RULES,
    *groups.RULES,
    *subnets.RULES,
    *routes.RULES,
    *compute.RULES,
    *stores.RULES,
)
