"""Rules about what is recorded, for how long, and who is told."""

from __future__ import annotations

from policies.rule import Rule
from policies.rules.logs import (
    access,
    account,
    alarms,
    cache,
    data_events,
    database,
    events,
    firewall,
    retention,
    trail,
)

RULES: tuple[Rule, ...] = (
    *trail.RULES,
    *data_events.RULES,
    *retention.RULES,
    *access.RULES,
    *firewall.RULES,
    *database.RULES,
    *cache.RULES,
    *account.RULES,
    *events.RULES,
    *alarms.RULES,
)
