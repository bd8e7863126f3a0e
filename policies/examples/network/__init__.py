"""Examples for the rules about who can reach what."""

from __future__ import annotations

from policies.examples.example import Example
from policies.examples.network import (
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

EXAMPLES: tuple[Example, ...] = (
    *ingress.EXAMPLES,
    *groups.EXAMPLES,
    *subnets.EXAMPLES,
    *routes.EXAMPLES,
    *compute.EXAMPLES,
    *stores.EXAMPLES,
    *addresses.EXAMPLES,
    *workspaces.EXAMPLES,
    *containers.EXAMPLES,
    *models.EXAMPLES,
    *functions.EXAMPLES,
)
