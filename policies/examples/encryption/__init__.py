"""Examples of the rules about encryption."""

from __future__ import annotations

from policies.examples.encryption import (
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
from policies.examples.example import Example

EXAMPLES: tuple[Example, ...] = (
    *databases.EXAMPLES,
    *database_transport.EXAMPLES,
    *caches.EXAMPLES,
    *buckets.EXAMPLES,
    *disks.EXAMPLES,
    *messages.EXAMPLES,
    *mail.EXAMPLES,
    *queries.EXAMPLES,
    *search.EXAMPLES,
    *records.EXAMPLES,
    *keys.EXAMPLES,
    *listeners.EXAMPLES,
    *listener_policies.EXAMPLES,
    *cdn.EXAMPLES,
    *models.EXAMPLES,
)
