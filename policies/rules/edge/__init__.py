"""Rules about what the public meets first: CDN, firewall and load balancers."""

from __future__ import annotations

from policies.rule import Rule
from policies.rules.edge import bots, firewall, origins, requests, routes

RULES: tuple[Rule, ...] = (*firewall.RULES, *bots.RULES, *origins.RULES, *requests.RULES, *routes.RULES)
