"""Rules about who can reach what."""

from __future__ import annotations

from policies.rule import Rule
from policies.rules.network import (
    addresses,
    compute,
    containers,
    functions,
    groups,
    ingress,
    models,
    routes,
    stores,
    subnets,
    workspaces,
)

RULES: tuple[Rule, ...] = (
    *ingress.RULES,
    *groups.RULES,
    *subnets.RULES,
    *routes.RULES,
    *compute.RULES,
    *stores.RULES,
    *addresses.RULES,
    *workspaces.RULES,
    *functions.RULES,
    *containers.RULES,
    *models.RULES,
)
