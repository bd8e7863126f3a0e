"""Rules about encryption, at rest and on the wire."""

from __future__ import annotations

from policies.rule import Rule
from policies.rules.encryption import (
    buckets,
    caches,
    cdn,
    database_transport,
    databases,
    disks,
    keys,
    listener_policies,
    listeners,
    mail,
    messages,
    models,
    queries,
    records,
    search,
)

RULES: tuple[Rule, ...] = (
    *databases.RULES,
    *database_transport.RULES,
    *caches.RULES,
    *buckets.RULES,
    *disks.RULES,
    *messages.RULES,
    *mail.RULES,
    *queries.RULES,
    *search.RULES,
    *records.RULES,
    *keys.RULES,
    *listeners.RULES,
    *listener_policies.RULES,
    *cdn.RULES,
    *models.RULES,
)
