"""Examples for the rules about what the public meets first."""

from __future__ import annotations

from policies.examples.edge import firewall, origins, requests
from policies.examples.example import Example

EXAMPLES: tuple[Example, ...] = (*firewall.EXAMPLES, *origins.EXAMPLES, *requests.EXAMPLES)
