"""Rules about what the public meets first: CDN, firewall and load balancers."""

from __future__ import annotations

from policies.rule import Rule
from policies.rules.edge import firewall, origins, requests

RULES: tuple[Rule, ...] = (*firewall.RULES, *origins.RULES, *requests.RULES)
