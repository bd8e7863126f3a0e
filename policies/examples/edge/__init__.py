"""Examples for the rules about what the public meets first."""

from __future__ import annotations

from policies.examples.edge import bots, firewall, origins, requests, routes
from policies.examples.example import Example

EXAMPLES: tuple[Example, ...] = (
    *firewall.EXAMPLES,
    *bots.EXAMPLES,
    *origins.EXAMPLES,
    *requests.EXAMPLES,
    *routes.EXAMPLES,
)
