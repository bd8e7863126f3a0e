"""Rules about what is recorded, for how long, and who is told."""

from __future__ import annotations

from policies.rule import Rule
from policies.rules.logs import (
    access,
    account,
    alarms,
    cache,
    containers,
    data_events,
    database,
    deliveries,
    events,
    firewall,
    jobs,
    queries,
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
    *deliveries.RULES,
    *account.RULES,
    *events.RULES,
    *alarms.RULES,
    *jobs.RULES,
    *containers.RULES,
    *queries.RULES,
)
