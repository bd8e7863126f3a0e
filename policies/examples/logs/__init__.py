"""Examples for the rules about what is recorded, for how long, and who is told."""

from __future__ import annotations

from policies.examples.example import Example
from policies.examples.logs import (
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

EXAMPLES: tuple[Example, ...] = (
    *trail.EXAMPLES,
    *data_events.EXAMPLES,
    *retention.EXAMPLES,
    *access.EXAMPLES,
    *firewall.EXAMPLES,
    *database.EXAMPLES,
    *cache.EXAMPLES,
    *deliveries.EXAMPLES,
    *account.EXAMPLES,
    *events.EXAMPLES,
    *alarms.EXAMPLES,
    *containers.EXAMPLES,
    *queries.EXAMPLES,
    *jobs.EXAMPLES,
)
