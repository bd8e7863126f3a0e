"""Rules about alarms: every part that can bring the shop down has one."""

from __future__ import annotations

from policies.rule import Rule
from policies.rules.alarms import jobs, mail, messages, search, services, stores

RULES: tuple[Rule, ...] = (
    *stores.RULES,
    *search.RULES,
    *messages.RULES,
    *services.RULES,
    *mail.RULES,
    *jobs.RULES,
)
